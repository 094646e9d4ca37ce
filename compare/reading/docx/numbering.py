"""Automatic numbering of Word → the label that is printed before a paragraph.

In: numbering.xml and, paragraph by paragraph, a list id and a level. Out: labels like ``第三条``, ``（二）``, ``1.2``.
Rules: ECMA-376 part 1, 17.9 (lists) and 17.18.59 (number formats). Lists with the same abstract definition go on
counting; a start override begins anew the first time its list is used; a level starts again after a higher one.
Example: level text ``第%1条``, format chineseCountingThousand, twelfth paragraph → ``第十二条``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from compare import lexicons
from compare.reading.docx.styles import ParagraphStyles

LEVELS = 9
"""levels of a list, 17.9.6"""
MAX_NUMBER = 32_767
"""largest counter; a hostile start value is cut here"""
SYMBOLS = {
    0xF06C: "●", 0xF06E: "■", 0xF06F: "□", 0xF071: "❑", 0xF075: "◆", 0xF076: "❖", 0xF077: "⬥", 0xF0A7: "▪", 0xF0A8: "◻",
    0xF0B7: "•", 0xF0D8: "➢", 0xF0E0: "→", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0B2: "✧", 0xF0AB: "★", 0xF09F: "•", 0xF09E: "·",
    **{0xF081 + n: chr(0x2460 + n) for n in range(10)}, **{0xF08C + n: chr(0x2776 + n) for n in range(10)},
}  # fmt: skip
"""characters of the Wingdings and Symbol fonts, which files store in the private use area"""

PLACE = re.compile("%([1-9])")
DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
_SIGNS = lexicons.load("reading")["numbering"]
STEMS, BRANCHES = _SIGNS["stems"], _SIGNS["branches"]
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def counted(number: int, digits: str = DIGITS, units: Sequence[str] = "十百千万", zero: str = "零") -> str:
    """Chinese numeral with units: 12 → 十二, 105 → 一百零五; 10 to 19 without the leading 一 where 十 is the unit."""
    ten, hundred, thousand, myriad = list(units)
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        rest = (zero if low < 1000 else "") + counted(low, digits, units, zero) if low else ""
        return counted(high, digits, units, zero) + myriad + rest
    text, gap = "", False
    for unit, name in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += (zero if gap and text else "") + digits[digit] + name
        gap = not digit
    return text.removeprefix(digits[1]) if ten == "十" and text.startswith(digits[1] + ten) else text or digits[0]


def digital(number: int, digits: str = DIGITS) -> str:
    """Digit for digit: 12 → 一二, 20 → 二〇."""
    return "".join(digits[int(d)] for d in str(number))


def below_hundred(number: int) -> str:
    """十二 up to 九十九, digit for digit from 100: format chineseCounting."""
    return counted(number) if number < 100 else digital(number, "○一二三四五六七八九")


def japanese(number: int) -> str:
    """百五, 千一: units without 一 before them and without 零."""
    text = counted(number, zero="")
    return text.replace("一百", "百").replace("一千", "千")


def letters(number: int) -> str:
    """A … Z, AA, BB …"""
    turn, place = divmod(number - 1, 26)
    return chr(65 + place) * (turn + 1) if turn < 30 else str(number)


def roman(number: int) -> str:
    """MCMXCIX for 1999."""
    text = ""
    for value, name in ROMAN:
        count, number = divmod(number, value)
        text += name * count
    return text


def circled(number: int) -> str:
    """① to ㊿, plain digits beyond."""
    for last, start in ((20, 0x2460), (35, 0x3251 - 20), (50, 0x32B1 - 35)):
        if number <= last:
            return chr(start + number - 1)
    return str(number)


def _range(first: int, last: int) -> Callable[[int], str]:
    """Signs that stand one after the other in Unicode, for 1 to `last`; plain digits beyond."""
    return lambda number: chr(first + number - 1) if number <= last else str(number)


def _wide(number: int) -> str:
    return "".join(chr(ord(d) + 0xFEE0) for d in str(number))


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalHalfWidth": str,
    "upperLetter": letters,
    "lowerLetter": lambda n: letters(n).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "chineseCounting": below_hundred,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": below_hundred,
    "taiwaneseCountingThousand": counted,
    "taiwaneseDigital": lambda n: digital(n, "○一二三四五六七八九"),
    "japaneseCounting": japanese,
    "koreanCounting": japanese,
    "ideographDigital": digital,
    "japaneseDigitalTenThousand": digital,
    "koreanDigital": digital,
    "chineseLegalSimplified": lambda n: counted(n, LEGAL, _SIGNS["powers"]),
    "ideographLegalTraditional": lambda n: counted(n, _SIGNS["legal_traditional"], _SIGNS["powers"]),
    "japaneseLegal": lambda n: counted(n, _SIGNS["legal_japanese"], _SIGNS["powers_japanese"]),
    "ideographTraditional": lambda n: STEMS[n - 1] if n <= 10 else str(n),
    "ideographZodiac": lambda n: BRANCHES[n - 1] if n <= 12 else str(n),
    "ideographZodiacTraditional": lambda n: STEMS[(n - 1) % 10] + BRANCHES[(n - 1) % 12],
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": _range(0x2488, 20),
    "decimalEnclosedParen": _range(0x2474, 20),
    "ideographEnclosedCircle": _range(0x3280, 10),
    "numberInDash": lambda n: f"- {n} -",
    "none": lambda _: "",
}


def format_number(number: int, format: str) -> str:
    """A counter as printed; unknown formats are decimal, zero is always a digit."""
    number = min(number, MAX_NUMBER)
    return FORMATS.get(format, str)(number) if number > 0 else str(number) if format != "none" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """``第%1条``; %1 is the counter of the first level"""
    restart: int | None = None
    """level (from 1) after which it starts again; None = any higher one, 0 = never"""
    legal: bool = False
    """all counters in the label as plain digits"""
    style: str = ""
    """paragraph style that is numbered by this level"""


Levels = list[Level]
"""the nine levels of a list"""


@dataclass(slots=True)
class _List:
    """A list with its levels; lists of the same abstract definition share the counters."""

    levels: Levels
    counters: list[int | None]
    fresh: tuple[int, ...] = ()
    """levels that start anew when the list is first used"""


@dataclass(frozen=True, slots=True)
class Numbering:
    """All lists of a document; `label` must be called paragraph by paragraph, in order."""

    _lists: Mapping[str, _List]

    def label(self, number_id: str, level: int) -> str:
        """The label of the next paragraph of a list; empty for lists that are not defined."""
        used = self._lists.get(number_id)
        if used is None or not 0 <= level < LEVELS:
            return ""
        counters = used.counters
        for at in used.fresh:
            counters[at] = None
        used.fresh = ()
        before = counters[level]
        counters[level] = used.levels[level].start if before is None else min(before + 1, MAX_NUMBER)
        for deeper in range(level + 1, LEVELS):
            restart = used.levels[deeper].restart
            if restart is None or level < restart:
                counters[deeper] = None
        return _print(used, level)

    def level_of_style(self, number_id: str, style: str) -> int:
        """The level of a list that a paragraph style is tied to; 0 if none is."""
        used = self._lists.get(number_id)
        return next((at for at, level in enumerate(used.levels) if level.style == style), 0) if used and style else 0


def _print(used: _List, level: int) -> str:
    """The label at a level, with the counters of the higher levels that it shows."""
    own = used.levels[level]
    if own.format == "bullet":
        return "".join(SYMBOLS.get(ord(c), c) for c in own.text)

    def count(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        number = used.counters[at]
        shown = used.levels[at]
        return format_number(shown.start if number is None else number, "decimal" if own.legal else shown.format)

    return PLACE.sub(count, own.text)


def read_numbering(root: Element | None, styles: ParagraphStyles) -> Numbering:
    """The lists of numbering.xml; some take their levels from the list of a style (17.9.21, numStyleLink)."""
    if root is None:
        return Numbering({})
    ns = root.tag[: root.tag.index("}") + 1] if "}" in root.tag else ""
    abstract = {e.get(f"{ns}abstractNumId", ""): e for e in root.iter(f"{ns}abstractNum")}
    levels = {key: _read_levels(element, ns) for key, element in abstract.items()}
    nums = {e.get(f"{ns}numId", ""): e for e in root.iter(f"{ns}num")}
    names = {key: _value(num.find(f"{ns}abstractNumId"), ns) for key, num in nums.items()}
    for key, element in abstract.items():
        link = _value(element.find(f"{ns}numStyleLink"), ns)
        target = names.get(styles.get(link).number_id, "") if link else ""
        if target in levels:
            levels[key] = levels[target]
    counters: dict[str, list[int | None]] = {key: [None] * LEVELS for key in levels}
    lists = {key: _read_list(num, levels[names[key]], counters[names[key]], ns)
             for key, num in nums.items() if names[key] in levels}  # fmt: skip
    return Numbering(lists)


def _read_list(num: Element, levels: Levels, counters: list[int | None], ns: str) -> _List:
    """A list with what it overrides of its abstract definition."""
    levels, fresh = list(levels), []
    for override in num.iter(f"{ns}lvlOverride"):
        at = _number(override.get(f"{ns}ilvl", ""))
        if at >= LEVELS:
            continue
        if (own := override.find(f"{ns}lvl")) is not None:
            levels[at] = _read_level(own, ns)
        if (start := override.find(f"{ns}startOverride")) is not None:
            levels[at] = replace(levels[at], start=_number(_value(start, ns), 1))
            fresh.append(at)
    return _List(levels, counters, tuple(fresh))


def _read_levels(abstract: Element, ns: str) -> Levels:
    levels = [Level()] * LEVELS
    for element in abstract.iter(f"{ns}lvl"):
        at = _number(element.get(f"{ns}ilvl", ""))
        if at < LEVELS:
            levels[at] = _read_level(element, ns)
    return levels


def _read_level(element: Element, ns: str) -> Level:
    def value(name: str) -> str:
        return _value(element.find(f".//{ns}{name}"), ns)

    restart = value("lvlRestart")
    legal = element.find(f"{ns}isLgl")
    level = Level(
        start=_number(value("start"), 1),
        format=value("numFmt") or "decimal",
        text=value("lvlText"),
        style=value("pStyle"),
    )
    level = replace(level, legal=legal is not None and legal.get(f"{ns}val", "1") not in ("0", "false"))
    return replace(level, restart=_number(restart) if restart else None)


def _value(element: Element | None, ns: str) -> str:
    return element.get(f"{ns}val", "") if element is not None else ""


def _number(text: str, default: int = 0) -> int:
    return min(int(text), MAX_NUMBER) if text.isascii() and text.isdigit() and len(text) < 10 else default
