"""Amounts and rates as people write them.

Read: 8000000, 8,000,000円, a pasted "¥8,000,000-", 800万円, 1億2,000万, 8百万円, 12千円, 八百万円,
full-width figures, 3 million yen. Anything that could be read in two ways is refused: a wrong
number is worse than a question.
"""

import re
from enum import Enum
from fractions import Fraction

# Full-width forms of the keys of a Japanese keyboard, no more: NFKC would also turn a circled 1
# into a digit of the amount behind it.
PLAIN = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("\u3000\u00a0\u2009\u202f", " ")
    | dict.fromkeys("\ufeff\u200b", "")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30fc\uff70", "-")
    | {"￥": "¥", "\\": "¥", "、": ",", "▲": "-", "△": "-", "萬": "万", "拾": "十"}
    | dict(zip("〇零一二三四五六七八九壱弐参", "00123456789123", strict=True))
)
_WITHIN = {"十": 10, "百": 100, "千": 1_000}
LARGE = {
    "万": 10**4,
    "億": 10**8,
    "兆": 10**12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_MARKED = re.compile(
    r"(?P<before>(?:¥|jpy|金)?\s*)(?P<body>.*?)(?P<after>\s*(?:円|yen|jpy)?\s*也?)\s*(?P<dash>\.?-)?"
)
_TOKEN = re.compile(
    r"\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|"
    + "|".join([*_WITHIN, *LARGE])
    + r")(?![,.])",
    re.ASCII,
)
LONGEST = 60


class Fault(Enum):
    """Why a text is no amount."""

    EMPTY = "empty"
    NEGATIVE = "negative"
    NOT_AN_AMOUNT = "not an amount"
    TOO_LONG = "too long"


def read_amount(text: str) -> Fraction | Fault:
    """The amount in yen that `text` means, or why it means none for certain."""
    plain = text.translate(PLAIN).strip().lower()
    if not plain:
        return Fault.EMPTY
    if len(plain) > LONGEST:
        return Fault.TOO_LONG if re.fullmatch(r"¥?[0-9,]+円?", plain) else Fault.NOT_AN_AMOUNT
    if re.match(r"-\s*¥?\s*[0-9]|¥\s*-\s*[0-9]|\(\s*¥?\s*[0-9].*\)$", plain):
        return Fault.NEGATIVE
    match = _MARKED.fullmatch(plain)
    # A closing dash is custom beside a yen mark; after bare figures it may be a minus sign.
    if match is None or (match["dash"] and not (match["before"] or match["after"])):
        return Fault.NOT_AN_AMOUNT
    body = match["body"]
    # 8.000 is eight thousand to a continental reader.
    amount = None if re.fullmatch(r"[0-9]{1,3}\.000", body) else _amount(body)
    return Fault.NOT_AN_AMOUNT if amount is None else amount


def read_rate(text: str) -> Fraction | None:
    """The rate, above 0 and up to 1, that 1/2, 2分の1, 50% or 0.5 means; None where it means none."""
    plain = re.sub(r"\s", "", text.translate(PLAIN))
    rate = Fraction(0)
    if len(plain) <= LONGEST:
        if match := re.fullmatch(r"([0-9]+)/([0-9]*[1-9][0-9]*)", plain):
            rate = Fraction(int(match[1]), int(match[2]))
        elif match := re.fullmatch(r"([0-9]*[1-9][0-9]*)分の([0-9]+)", plain):
            rate = Fraction(int(match[2]), int(match[1]))
        elif match := re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)(%?)", plain):
            rate = Fraction(match[1]) / (100 if match[2] else 1)
    return rate if 0 < rate <= 1 else None


def _amount(body: str) -> Fraction | None:
    """The value of figures and units in falling order, as 1億2,000万 or 3千5百万; else None."""
    tokens = _tokens(body)
    if not tokens:
        return None
    total = section = Fraction(0)  # before and within the current 万, 億 or 兆
    number: Fraction | None = None
    is_section_open = False
    within, large = 10**4, 10**16  # the units the next ones must fall below
    ceiling: int | None = None  # the last unit: what follows it must be smaller
    for index, token in enumerate(tokens):
        if token[0].isdigit():
            has_figures_behind = any(later[0].isdigit() for later in tokens[index + 1 :])
            if number is not None or ("." in token and has_figures_behind):
                return None
            number = Fraction(token.replace(",", "").replace(" ", ""))
            continue
        if token in _WITHIN:
            unit = _WITHIN[token]
            part = unit * (1 if number is None else number)
            if unit >= within or (ceiling and part >= ceiling):
                return None
            section, within, is_section_open = section + part, unit, True
        else:
            unit = LARGE[token]
            part = unit * (section + (number or 0))
            if number is None and not is_section_open:
                return None
            if unit >= large or (ceiling and (number or 0) >= ceiling):
                return None
            if total and part >= large:
                return None
            total, section, within, large = total + part, Fraction(0), 10**4, unit
            is_section_open = False
        number, ceiling = None, unit
    tail = number or Fraction(0)
    return total + section + tail if ceiling is None or tail < ceiling else None


def _tokens(body: str) -> list[str] | None:
    tokens, position = [], 0
    while position < len(body):
        match = _TOKEN.match(body, position)
        if match is None:
            return None
        tokens.append(match[1])
        position = match.end()
    return tokens
