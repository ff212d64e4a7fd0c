"""Which East Asian language a text is in, by its signs alone."""

from __future__ import annotations

import re
from functools import lru_cache

_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CHARSETS = (("zh-CN", "gb2312"), ("zh-TW", "big5"), ("ja-JP", "shift_jis"), ("ko-KR", "euc_kr"))


@lru_cache(4096)
def east_asian_language(text: str) -> str:
    """The language of the Chinese, Japanese or Korean signs of a text; empty without such signs.

    Kana and Hangul decide. Han signs alone belong to the first of simplified Chinese, traditional Chinese and
    Japanese whose national character set has them all.
    """
    if _KANA.search(text):
        return "ja-JP"
    if _HANGUL.search(text):
        return "ko-KR"
    signs = "".join(_HAN.findall(text))
    if not signs:
        return ""
    return next((language for language, charset in _CHARSETS if _has_all(charset, signs)), "zh-CN")


def _has_all(charset: str, signs: str) -> bool:
    try:
        signs.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
