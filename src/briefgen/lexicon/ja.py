"""Japanese: what scales a number, units of time, and money behind an amount."""

SCALES = {"千": 3, "万": 4, "百万": 6, "千万": 7, "億": 8, "十億": 9, "兆": 12}
TIMES = {"か月": "month", "カ月": "month", "ヶ月": "month", "ヵ月": "month", "年": "year", "週": "week", "日間": "day"}
MONEY = {
    "円": "JPY",
    "米ドル": "USD",
    "ドル": "USD",
    "ユーロ": "EUR",
    "ポンド": "GBP",
    "人民元": "CNY",
    "ウォン": "KRW",
}
