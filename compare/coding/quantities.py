"""Numbers with their units, and the stretches of a text whose numbers are no quantities.

In: a paragraph's folded text. Out: `Quantity` values in text order with offsets into it.
Example: “孵化器达到30家以上” → Quantity(30, "家", bound "≥"); “1.1万亿元” → 11000 亿元; “5%-5.5%” → 5 to 5.5 %.
Cited titles, ranks and labels in quotation marks are masked first (``mask``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from compare.chinese.expressions import Expression
from compare.chinese.heads import heads
from compare.chinese.numerals import ARABIC, NUMBER, fraction, read_number, share_sign
from compare.coding.patterns import alternatives, any_rule, matched
from compare.lexicons import load
from compare.rules import Book, Rule, current

HOLE = "□"
"""stands for a masked character; no pattern matches it"""

_ENDLESS = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿,.]{41,}")
"""more characters in a row than `read_number` takes: broken OCR, in which every start is a number to the patterns below
(8,000 digits took them 50 s)"""
_NUMERALS = r"\d零〇一二两三四五六七八九十百千万亿"
_PURE_MAGNITUDE = re.compile(r"[百千万亿]+")
_TWO_DIGITS = re.compile(r"[一二两三四五六七八九]{2}")
_BRACKETS = r"\([^()\d]{1,40}\)"
"""an explanation in brackets, without digits"""

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
def signs_of_figures(book: Book) -> Expression:
    """What a text must hold to be read for quantities; mere words, so that `Text.may` is the whole answer."""
    words = load("quantities")
    written = [numeral + unit for numeral in "二两三四五六七八九十百千万" for unit in words["han_units"]]
    plain = alternatives([*"0123456789", *written, *words["han_words"], share_sign()])
    return Expression(f"{plain}|{_spoken(book)[0].pattern}")


@cache
def counted(book: Book) -> re.Pattern[str]:
    """A numeral before a unit or in a list: what every quantity holds, found in a sixth of the grammar's time."""
    more, joints = "".join(load("quantities")["more"]), _short_joints()
    behind = f"{_first_letters()}百千万亿{joints}"
    spoken = _spoken(book)[0].pattern
    return re.compile(rf"[{_NUMERALS}]\s?[{more}]?\s?[{behind}]|{share_sign()}|{spoken}")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of a folded (and masked) text, in order; a bare number in a list takes the unit of its list."""
    found: list[Quantity] = []
    listed = False
    for match in _pattern(ranges=_dash().search(text) is not None).finditer(text):
        if meant := _meant(match.groups()):
            start, end = match.span()
            found.append(quantity := Quantity(start, end, *meant))
            listed = listed or quantity.kind == "bare"
    if words := list(_words(current(), text)):
        found = sorted([*found, *words], key=lambda q: q.start)
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
    return _holes(current()).sub(_blank, _ENDLESS.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return HOLE * len(match.group())


def joined(text: str, left: Quantity, right: Quantity) -> bool:
    """True if two neighbouring quantities are members of one list: “30%、35%”, “300%和100%”."""
    joint, longest = _joint()
    return 0 < right.start - left.end <= longest and joint.fullmatch(text, left.end, right.start) is not None


def in_wan(quantity: Quantity) -> tuple[float | None, float | None]:
    """A sum of money in 万元: value and upper end of a range."""
    factor = load("quantities")["in_wan"].get(quantity.unit)
    if factor is None:
        return None, None
    top = None if quantity.value_to is None else round(quantity.value_to * factor, 6)
    return round(quantity.value * factor, 6), top


@cache
def _joint() -> tuple[re.Pattern[str], int]:
    """What parts two members of a list, and how long it is at most, with a blank on both sides."""
    joints = load("quantities")["joints"]
    return re.compile(rf"\s?(?:{alternatives(joints)})\s?"), max(map(len, joints)) + 2


@cache
def _short_joints() -> str:
    return "".join(joint for joint in load("quantities")["joints"] if len(joint) == 1)


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
    words = load("quantities")
    ends = "".join(sorted({re.escape(name.lower()[-1]) for name in _unit_kinds()}))
    before = rf"[{_NUMERALS}{''.join(words['more'])}\s{ends}]"
    return re.compile(rf"[-—~{''.join(words['to'])}](?:(?<={before}.)|(?<={before}\s.))")


@cache
def _pattern(ranges: bool) -> re.Pattern[str]:
    """Range, fraction, number with unit, or a bare number that a list or a 万/亿 makes plausible.

    A look at the next character spares most numerals the attempt at a hundred units, or at a fraction. Without
    `ranges` the groups of a range stay empty: trying every number as the first of two takes half of the time.
    """
    words = load("quantities")
    more, dates, unit = "".join(words["more"]), "".join(words["dates"]), _unit()
    number = rf"{NUMBER}(?:\s?[{more}]\s?[万亿]{{0,2}})?"
    first, last = rf"(?P<a>{number})\s?(?P<ua>{unit})?", rf"(?P<b>{number})\s?(?P<ub>{unit})"
    to, never = alternatives(words["to"]), "" if ranges else "(?!)"
    return re.compile(
        rf"(?=[{_NUMERALS}])(?<![\d.a-z{words['ordinal']}/])(?<!\d )"
        rf"(?:(?=[一二三四五六七八九十百千万]+{share_sign()[0]})(?P<share>{fraction()})(?:\s?(?:{to}|-)\s?(?P<top>{fraction()}))?"
        rf"|{never}{first}\s?(?:-{{1,2}}|—{{1,2}}|~|{to})\s?{last}"
        rf"|(?P<n>{number})\s?(?P<u>{unit})"
        rf"|(?P<bare>(?:{ARABIC})(?:\s?[百千]?[万亿]{{1,2}}|(?=[{_short_joints()}]\s?\d)))(?![{dates}])"
        rf")\s?(?:(?:{words['a_head']}\s?)?(?P<suffix>{alternatives(_bounds())}))?"
    )


def _unit() -> str:
    """The pattern of a unit, the longest first, unless letters follow that make it part of a word."""
    blocked = load("units")["not_followed"]
    names = sorted(_unit_kinds(), key=len, reverse=True)
    return f"(?=[{_first_letters()}])(?:" + "|".join(
        re.escape(n.lower()) + (f"(?!{'|'.join(blocked[n])})" if n in blocked else "") for n in names
    ) + ")"  # fmt: skip


@cache
def _bounds() -> dict[str, Bound]:
    """Words behind a number → what they say of it: 以上 → ≥."""
    bounds: dict[Bound, list[str]] = load("quantities")["bounds"]
    return {word: bound for bound, words in bounds.items() for word in words}


@cache
def _holes(book: Book) -> re.Pattern[str]:
    """All masks, in the order of their file, tried where one can begin."""
    masks = "|".join([*(rule.pattern for rule in book.topic("masks").rules), _BRACKETS])
    return re.compile(f"(?=[{heads(masks)}])(?:{masks})")


_Meaning = tuple[float, float | None, str, str, Bound, bool, bool]
"""what of a `Quantity` follows its place"""


@lru_cache(maxsize=4096)
def _meant(groups: tuple[str | None, ...]) -> _Meaning | None:
    """What the groups of the grammar's pattern say; the same few numbers and units come again and again."""
    part, part_top, low, low_unit, upper, upper_unit, alone, alone_unit, bare, suffix = groups
    bound = _bounds()[suffix] if suffix else ""
    if part:
        return _share(part, part_top, bound)
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
    value, top = read_number(written), read_number(written_top) if written_top else None
    if value is None:
        return None
    return _tidy(value * 100), None if top is None else _tidy(top * 100), "%", "percent", bound, True, False


def _han_counts(number: str, unit: str) -> bool:
    """一家, 两三个 and 万元 alone name no figure."""
    if number == "一":
        return _unit_kinds().get(unit) == "factor"
    vague = _TWO_DIGITS.fullmatch(number) is not None and unit != "%"
    return not vague and not set(number) <= {"万", "亿"}


def _scaled(number: str, unit: str, scale_from: str) -> tuple[float, str, str] | None:
    """(value, displayed unit, kind). In “1.5至2万元” the first number takes the 万 of the second."""
    value = read_number("".join(sign for sign in number if sign not in load("quantities")["more"]))
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


def _spoken(book: Book) -> tuple[re.Pattern[str], Sequence[Rule]]:
    """Words that are a quantity without a number, and their rules."""
    return any_rule(book, "quantities", "kind")


def _words(book: Book, text: str) -> Iterator[Quantity]:
    """翻两番, 全覆盖, 零的突破 as quantities."""
    pattern, rules = _spoken(book)
    for found in pattern.finditer(text):
        gives = matched(found, rules).gives
        times = read_number(found.groupdict().get("times") or "") or 1
        yield Quantity(*found.span(), float(gives["value"]) ** times, None, gives["unit"], gives["kind"])


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
