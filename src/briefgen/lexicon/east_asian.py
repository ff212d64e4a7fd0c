"""Chinese and Japanese words beside a number, which no space parts from it."""

from briefgen.lexicon import ja, zh

SCALES = zh.SCALES | ja.SCALES
TIMES = zh.TIMES | ja.TIMES
MONEY = zh.MONEY | ja.MONEY
QUALIFIERS = ("约", "約", "超过", "超過", "近", "逾")
"""What stands before an amount: about, more than, nearly."""
