"""Numbers with their units, and the stretches of a text whose numbers are no quantities.

In: a paragraph's folded text. Out: `Quantity` values in text order with offsets into it.
Example: “孵化器达到30家以上” → Quantity(30, "家", bound "≥"); “1.1万亿元” → 11000 亿元; “5%-5.5%” → 5 to 5.5 %.
Cited titles, document numbers, dates, ranks and labels in quotation marks are masked first (``mask``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from compare.chinese.expressions import Expression
from compare.chinese.numerals import ARABIC, FRACTION, NUMBER, read_doublings, read_number
from compare.coding.patterns import alternatives
from compare.lexicons import load

HOLE = "□"
"""stands for a masked character; no pattern matches it"""

_ENDLESS = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿,.]{41,}")
"""more characters in a row than `read_number` takes: broken OCR, in which every start is a number to the patterns below
(8,000 digits took them 50 s)"""
_NUMERALS = r"\d零〇一二两三四五六七八九十百千万亿"
_PURE_MAGNITUDE = re.compile(r"[百千万亿]+")
_TWO_DIGITS = re.compile(r"[一二两三四五六七八九]{2}")
_JOINED = re.compile(r"\s?(?:、|和|与|及|以及)\s?")
_WORDS = re.compile(r"翻了?[一两二三四1234]?番|(?<![健完])全覆盖|零的突破|倍增(?=[,。;、及和]|$)")
_LONGEST_JOINT = len(" 以及 ")
_UNITS = (*"家亿倍成名人户场", *(unit + bound for unit in "个项件所" for bound in ("以上", "左右", "以内")))
_HAN_FIGURES = [numeral + unit for numeral in "二两三四五六七八九十百千万" for unit in _UNITS]
FIGURE = Expression(alternatives([*"0123456789", *_HAN_FIGURES, "番", "倍", "分之", "全覆盖", "零的突破", "一亿"]))
"""what a text must hold to be read for quantities; plain words, so that `Text.may` is the whole answer"""


Bound = Literal["≥", "≤", "≈", ""]
"""以上, 以内, 左右 behind a number"""


class Quantity(NamedTuple):
    """A number with its unit."""

    start: int
    end: int
    """the suffix (以上, 左右) included"""
    value: float
    """in `unit`"""
    value_to: float | None
    """upper end of a range"""
    unit: str
    """家, %, 亿元, 万平方米; ×2 for doublings is unit 倍"""
    kind: str
    """a key of lexicons/units.yaml; ``bare`` while the unit is unknown; ``factor`` for 翻番; ``whole`` for 全覆盖"""
    bound: Bound = ""
    """≥ 以上, ≤ 以内/以下, ≈ 左右; empty without suffix"""
    han: bool = False
    """written in Chinese numerals"""
    magnitude: bool = False
    """百家, 千户: a round word, not a count"""


@cache
def counted() -> re.Pattern[str]:
    """A numeral before a unit or in a list: what every quantity holds, found in a sixth of the grammar's time."""
    return re.compile(rf"[{_NUMERALS}]\s?[余多]?\s?[{_first_letters()}百千万亿、和与及]|分之|番|全覆盖|零的突破|倍增")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of a folded (and masked) text, in order; a bare number in a list takes the unit of its list."""
    found: list[Quantity] = []
    listed = False
    for match in _pattern(ranges=_dash().search(text) is not None).finditer(text):
        if meant := _meant(match.groups()):
            start, end = match.span()
            found.append(quantity := Quantity(start, end, *meant))
            listed = listed or quantity.kind == "bare"
    if "番" in text or "全覆盖" in text or "零的突破" in text or "倍增" in text:
        found = sorted([*found, *_words(text)], key=lambda q: q.start)
    return _share_units(text, found) if listed else found


def keep_capitals(text: str, folded: str) -> str:
    """The folded text with the capitals of the text: GDP and A级 stay so in a name; equal length."""
    if text == text.lower():
        return folded
    letters = list(folded)
    for match in re.finditer("[A-Z]+", text):
        letters[match.start() : match.end()] = match.group()
    return "".join(letters)


def mask(text: str) -> str:
    """The text with everything blanked whose numbers are no quantities; equal length."""
    return _holes().sub(_blank, _ENDLESS.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return HOLE * len(match.group())


def joined(text: str, left: Quantity, right: Quantity) -> bool:
    """True if two neighbouring quantities are members of one list: “30%、35%”, “300%和100%”."""
    between = right.start - left.end
    return 0 < between <= _LONGEST_JOINT and _JOINED.fullmatch(text, left.end, right.start) is not None


def in_wan(quantity: Quantity) -> tuple[float | None, float | None]:
    """A sum of money in 万元: value and upper end of a range."""
    factor = {"元": 1e-4, "万元": 1.0, "亿元": 1e4}.get(quantity.unit)
    if factor is None:
        return None, None
    top = None if quantity.value_to is None else round(quantity.value_to * factor, 6)
    return round(quantity.value * factor, 6), top


@cache
def _unit_kinds() -> dict[str, str]:
    units = load("units")
    return {unit: kind for kind, names in units.items() if kind != "not_followed" for unit in names}


@cache
def _first_letters() -> str:
    """The characters that units begin with, for a class."""
    return "".join(sorted({re.escape(name.lower()[0]) for name in _unit_kinds()}))


@cache
def _dash() -> re.Pattern[str]:
    """A sign or word between the ends of a range, behind what a number or a unit can end in (5%-5.5%, not 达到5%)."""
    ends = "".join(sorted({re.escape(name.lower()[-1]) for name in _unit_kinds()}))
    before = rf"[{_NUMERALS}余多\s{ends}]"
    return re.compile(rf"[-—~至到](?:(?<={before}.)|(?<={before}\s.))")


@cache
def _pattern(ranges: bool) -> re.Pattern[str]:
    """Range, fraction, number with unit, or a bare number that a list or a 万/亿 makes plausible.

    A look at the next character spares most numerals the attempt at a hundred units, or at a fraction. Without
    `ranges` the groups of a range stay empty: trying every number as the first of two takes half of the time.
    """
    blocked = load("units")["not_followed"]
    names = sorted(_unit_kinds(), key=len, reverse=True)
    unit = f"(?=[{_first_letters()}])(?:" + "|".join(
        re.escape(n.lower()) + (f"(?!{'|'.join(blocked[n])})" if n in blocked else "") for n in names
    ) + ")"  # fmt: skip
    number = rf"{NUMBER}(?:\s?[余多]\s?[万亿]{{0,2}})?"
    first, last = rf"(?P<a>{number})\s?(?P<ua>{unit})?", rf"(?P<b>{number})\s?(?P<ub>{unit})"
    never = "" if ranges else "(?!)"
    return re.compile(
        rf"(?=[{_NUMERALS}])(?<![\d.a-z第/])(?<!\d )"
        rf"(?:(?=[一二三四五六七八九十百千万]+分)(?P<share>{FRACTION})(?:\s?(?:至|到|-)\s?(?P<top>{FRACTION}))?"
        rf"|{never}{first}\s?(?:-{{1,2}}|—{{1,2}}|~|至|到)\s?{last}"
        rf"|(?P<n>{number})\s?(?P<u>{unit})"
        rf"|(?P<bare>(?:{ARABIC})(?:\s?[百千]?[万亿]{{1,2}}|(?=[、和与及]\s?\d)))(?![年月日号])"
        r")\s?(?P<suffix>及?以上|以下|以内|之内|左右|上下)?"
    )


@cache
def _holes() -> re.Pattern[str]:
    cues = load("targets")
    return re.compile(f"(?=[{cues['mask_starts']}])(?:{'|'.join(cues['masks'])})")


_Meaning = tuple[float, float | None, str, str, Bound, bool, bool]
"""what of a `Quantity` follows its place"""


@lru_cache(maxsize=4096)
def _meant(groups: tuple[str | None, ...]) -> _Meaning | None:
    """What the groups of the grammar's pattern say; the same few numbers and units come again and again."""
    share, share_top, low, low_unit, upper, upper_unit, alone, alone_unit, bare, suffix = groups
    bound = _bound(suffix)
    if share:
        return _share(share, share_top, bound)
    number, unit = low or alone or bare or "", upper_unit or alone_unit or ""
    han = not number[0].isdigit()
    if han and not _han_counts(number, unit):
        return None
    first = _scaled(number, low_unit or unit, upper or number)
    second = _scaled(upper, unit, upper) if upper else None
    if first is None:
        return None
    value, name, kind = first
    if second is not None and second[1] != name:
        return None
    top = second[0] if second else None
    pure = _PURE_MAGNITUDE.fullmatch(number) is not None
    return value, top, name, kind, bound, han, pure


def _share(written: str, written_top: str | None, bound: Bound) -> _Meaning | None:
    """三分之一, 百分之三至百分之六 as percent."""
    share, top = read_number(written), read_number(written_top) if written_top else None
    if share is None:
        return None
    return _tidy(share * 100), None if top is None else _tidy(top * 100), "%", "percent", bound, True, False


def _han_counts(number: str, unit: str) -> bool:
    """一家, 两三个 and 万元 alone name no figure."""
    if number == "一":
        return unit == "倍"
    vague = _TWO_DIGITS.fullmatch(number) is not None and unit != "%"
    return not vague and not set(number) <= {"万", "亿"}


def _bound(suffix: str | None) -> Bound:
    if not suffix:
        return ""
    return "≥" if suffix.endswith("以上") else "≈" if suffix in ("左右", "上下") else "≤"


def _scaled(number: str, unit: str, scale_from: str) -> tuple[float, str, str] | None:
    """(value, displayed unit, kind). In “1.5至2万元” the first number takes the 万 of the second."""
    value = read_number(number.replace("余", "").replace("多", ""))
    if value is None:
        return None
    if scale_from is not number and not set(number) & {"万", "亿"}:
        value *= 1e4 if "万" in scale_from else 1.0
        value *= 1e8 if "亿" in scale_from else 1.0
    kind = _unit_kinds().get(unit.upper() if unit.isascii() else unit, "bare" if not unit else "measure")
    if kind == "tenth":
        return _tidy(value * 10), "%", "percent"
    if kind in ("count", "percent", "points", "factor", "permille", "per"):
        return _tidy(value), unit, kind
    name = "亿" if "亿" in scale_from else "万" if "万" in scale_from else ""
    return _tidy(value / {"亿": 1e8, "万": 1e4, "": 1.0}[name]), name + unit, kind


def _tidy(value: float) -> float:
    return round(value, 6)


def _words(text: str) -> Iterator[Quantity]:
    """翻两番, 全覆盖, 零的突破 as quantities."""
    for found in _WORDS.finditer(text):
        word = found.group()
        if word == "全覆盖":
            yield Quantity(*found.span(), 100.0, None, "%", "whole")
        elif word == "零的突破":
            yield Quantity(*found.span(), 1.0, None, "", "first")
        else:
            yield Quantity(*found.span(), read_doublings(word) or 2.0, None, "倍", "doubling")


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give “1.28万亿、1.18万亿、8200亿元” and “3、1、10家” one unit; drop bare numbers without a list."""
    kept: list[Quantity] = []
    following: Quantity | None = None
    for quantity in reversed(found):
        if quantity.kind == "bare":
            if following is None or not joined(text, quantity, following) or following.kind in ("whole", "doubling"):
                if not quantity.unit:
                    continue
            else:
                quantity = _with_unit(quantity, following)
        kept.append(quantity)
        following = quantity
    return kept[::-1]


def _with_unit(quantity: Quantity, model: Quantity) -> Quantity:
    if model.kind == "count":
        value = quantity.value * {"万": 1e4, "亿": 1e8}.get(quantity.unit, 1.0)
        return quantity._replace(value=_tidy(value), unit=model.unit, kind=model.kind)
    base = model.unit.lstrip("万亿")
    if quantity.unit:
        return quantity._replace(unit=quantity.unit + base, kind=model.kind)
    return quantity._replace(unit=model.unit, kind=model.kind)
