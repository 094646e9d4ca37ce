"""Numbers as Chinese documents write them: arabic, Chinese, mixed, fractions.

In: folded text (half-width digits and punctuation, see `normalize.fold`). Out: a float, or None where the text is no
number. Example: ``read_number("三百五十")`` → 350.0, ``read_number("1.2万")`` → 12000.0, ``read_number("三分之二")`` →
0.667. ``NUMBER`` and ``FRACTION`` are the patterns whose matches `read_number` understands; 半 reads as 0.5, 翻两番 as
the factor 4 (``read_doublings``). The way back for the numbers of headings is ``write_number(12)`` → 十二.
"""

from __future__ import annotations

import re

from compare import lexicons

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_HEADING = ("", *"一二三四五六七八九")
_SMALL = {"十": 10.0, "百": 100.0, "千": 1000.0}
_LARGE = {"万": 1e4, "亿": 1e8}
_PER = {"百": 100.0, "千": 1000.0, "万": 10000.0}

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN_NUMBER = r"[零〇一二两三四五六七八九十百千万亿]+"
NUMBER = rf"(?:(?:{ARABIC})(?:\s?[十百千]?[万亿]{{1,2}}|\s?[百千])?|{_HAN_NUMBER})"
"""1,200 · 3.5 · 1.2万 · 5千 · 1.1万亿 · 三 · 两百五十 · 十亿"""
_OF, _POINT, _TURNED, _TIMES = (lexicons.load("numerals")[name] for name in ("of", "point", "turned", "times"))
FRACTION = rf"(?:[一二三四五六七八九十百千万]+{_OF}(?:[零〇一二两三四五六七八九十百千{_POINT}]+|\d+(?:\.\d+)?))"
"""三分之一 · 百分之八十五 · 千分之3"""

_LONGEST = 40
"""characters of a number expression; longer ones are broken OCR (the longest of the sample policies has 12)"""
_LARGEST = 1e15
"""a thousand 万亿: no figure of a policy reaches it (China's GDP of 2024 is 1.35e14 元); what does is an identity
number or broken OCR, and no arithmetic below overflows"""

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")
_DOUBLING = re.compile(rf"{_TURNED}([一两二三四1234])?{_TIMES}")


def read_number(text: str) -> float | None:
    """The value of a whole number expression; blanks and thousands commas inside are ignored.

    Digit strings (二〇二五) read as such; a fraction (三分之一, 百分之五) reads as its value (0.333…, 0.05). None for
    what is too long or too large to be a figure, so every value is finite.
    """
    value = _read(text) if len(text) <= _LONGEST else None
    return value if value is not None and value < _LARGEST else None


def _read(text: str) -> float | None:
    """The value as the words say it, however large."""
    if text.isdecimal():
        return float(text)
    text = re.sub(r"[\s,]", "", text)
    if _PLAIN.fullmatch(text):
        return float(text)
    if _OF in text:
        return _read_fraction(text)
    if _POINT in text:
        return _read_spoken_decimal(text)
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    return _read_sum(text)


def write_number(number: int) -> str:
    """A number as headings count, up to 99: 十一, 二十; digits beyond."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return f"{_HEADING[tens] if tens > 1 else ''}{'十' if tens else ''}{_HEADING[ones]}"


def read_doublings(text: str) -> float | None:
    """The factor of 翻番, 翻一番 (2), 翻两番 (4) …; None if the text holds no 番."""
    found = _DOUBLING.search(text)
    if found is None:
        return None
    return 2.0 ** (read_number(found.group(1) or "1") or 1)


def _read_fraction(text: str) -> float | None:
    under, over = text.split(_OF, 1)
    base = _PER.get(under) or read_number(under)
    share = read_number(over)
    return share / base if base and share is not None else None


def _read_spoken_decimal(text: str) -> float | None:
    whole, decimals = text.split(_POINT, 1)
    head = _read_sum(whole)
    if head is None or head >= _LARGEST or not decimals or any(c not in _DIGITS for c in decimals):
        return None
    return float(f"{head:.0f}." + "".join(str(_DIGITS[c]) for c in decimals))


def _read_sum(text: str) -> float | None:
    """Left to right: digits times 十百千 make a section, 万 and 亿 scale what stands before them."""
    total = section = 0.0
    number: float | None = None
    for token in _TOKEN.findall(text):
        if token[0].isascii() and token[0].isdigit():
            number = float(token)
        elif token in _DIGITS:
            number = float(_DIGITS[token])
        elif token in _SMALL:
            section += (1.0 if number is None else number) * _SMALL[token]
            number = None
        elif token in _LARGE:
            section += number or 0.0
            total = (total + section or 1.0) * _LARGE[token] if token == "亿" else total + (section or 1.0) * 1e4
            section, number = 0.0, None
        else:
            return None
    return round(total + section + (number or 0.0), 6) if text else None
