"""Chinese: what scales a number, units of time, and money behind an amount."""

SCALES = {
    "千": 3,
    "万": 4,
    "萬": 4,
    "百万": 6,
    "百萬": 6,
    "千万": 7,
    "千萬": 7,
    "亿": 8,
    "億": 8,
    "万亿": 12,
    "萬億": 12,
}
TIMES = {"个月": "month", "個月": "month", "年": "year", "周": "week", "週": "week", "天": "day", "小时": "hour"}
MONEY = {
    "人民币": "CNY", "元人民币": "CNY", "元": "CNY", "美元": "USD", "港元": "HKD", "港币": "HKD", "欧元": "EUR",
    "歐元": "EUR", "日元": "JPY", "英镑": "GBP", "韩元": "KRW", "新台币": "TWD", "瑞士法郎": "CHF",
}  # fmt: skip
