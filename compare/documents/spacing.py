"""Close the blanks that only lay out: letter-spaced lines, and blanks inside a number or before its unit.

In: a line as the file has it. Out: the line cleaned, single blanks where words or cells are apart.
Example: “对 首 次 认 定 的 企 业 奖 励 2 0 万 元 。” → “对首次认定的企业奖励20万元。”; “增长2 6 %” → “增长26%”.
Two numbers stay two (“2023 2024”, a table's “3 5 家”): what can be read in two ways is left as it stands, and
`coding.quantities` makes no figure of a number behind a number. Words that decide stand in lexicons/spacing.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from compare import lexicons
from compare.chinese.normalize import BLANKS, clean, fold
from compare.documents.numbering import find_label

_LEAST = 6
"""single characters in a row from which they are one word spaced out; names and table heads are shorter"""
_LEAST_IN_SPACED = 3
"""the same in a document with other such lines"""
_SPACED = re.compile(r"(?:(?<!\S)\S\s+){5}\S(?!\S)")
_GAP = re.compile(
    r" (?:(?<=\d )(?:[\d%％‰\u3400-\u9fff㎡]|[,，.．] ?\d)|(?<=\d[.．] )\d|[:：∶] \d|(?<=[≥≤≧≦] )\d)"
    r"|[-—–~～](?:(?<=\d.)|(?<=\d .)) ?\d"
)
"""a blank or a dash beside a digit; told from the blank backwards, as lines hold fewer blanks than digits"""
_MARKS = re.compile("[，。；：、,;:!?！？（(《“”〔]")
_YEAR, _MONTH, _DAY = lexicons.load("spacing")["calendar"]
_RANGE = re.compile(rf"(?<=[\d%％{_YEAR}{_MONTH}{_DAY}]) ?([-—–~～]{{1,2}}) ?(?=\d)")
_SIGN = re.compile(r"(?<=[≥≤≧≦]) (?=\d)|(?<=\d) (?=[%％‰])|(?<=\d) (?=[:：∶] \d)|(?<=\d [:：∶]) (?=\d)")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_HAN = re.compile("[\u3400-\u9fff]")
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万亿" + lexicons.load("numbering")["ordinal"])
_LATIN = re.compile(r"[A-Za-z]")
_SHORT_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+&]{0,5}")


def is_spaced(text: str) -> bool:
    """True for a line with six single characters in a row that are words."""
    return len(text.split()) >= _LEAST and _SPACED.search(text) is not None and close_letters(text) != clean(text)


def close_up(text: str) -> str:
    """A text cleaned and closed up."""
    return close_numbers(close_letters(text))


def close_letters(text: str, spaced: bool = False) -> str:
    """A line cleaned, its spaced-out words closed; `spaced` says that the document has other such lines."""
    closed = clean(text)
    if " " in closed and (spaced or _SPACED.search(closed)):
        return _close_letters(text.strip(), _LEAST_IN_SPACED if spaced else _LEAST)
    return closed


def close_numbers(text: str) -> str:
    """A cleaned text without blanks inside numbers, before units and around the signs between numbers.

    Lines that a page has cut are measured before: their blanks are part of their width.
    """
    return _close_numbers(text) if " " in text and _GAP.search(text) else text


def close_cells(text: str) -> str:
    """A table row closed up cell by cell: cells (parted by tabs) stay apart."""
    return " ".join(filter(None, (close_up(cell) for cell in text.split("\t"))))


# -- letter-spaced lines ----------------------------------------------------------------------------------------


def _close_letters(text: str, least: int) -> str:
    """The line with its runs of single characters closed; a gap wider than the others of its run parts words."""
    parts = BLANKS.split(text)
    tokens = [clean(token) for token in parts]
    gaps = [_width(gap) for gap in BLANKS.findall(text)]
    closed: set[int] = set()
    for start, end in _runs(tokens):
        if end - start >= least and _is_word(tokens[start:end], least):
            first = start - 1 if start and _joins(tokens[start - 1]) else start
            last = end if end < len(tokens) and not _LATIN.match(tokens[end]) else end - 1
            narrow = min(gaps[start : end - 1])
            closed.update(at for at in range(first, last) if gaps[at] <= narrow)
    return "".join(token + ("" if at in closed else " ") for at, token in enumerate(tokens)).strip()


def _runs(tokens: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of neighbouring single characters; a short Latin word (AI) between two of them breaks none."""
    kinds = "".join("1" if len(t) == 1 else "a" if _SHORT_LATIN.fullmatch(t) else "-" for t in tokens)
    for run in re.finditer("1(?:a?1)*", kinds):
        yield run.span()


def _is_word(tokens: Sequence[str], least: int) -> bool:
    """False for numerals in cells, for names, and for what is no Chinese."""
    han = [token for token in tokens if _HAN.match(token) and token not in _NUMERALS]
    return 2 * len(han) >= least and len(han) >= 2 and not _are_names(tokens)


def _are_names(tokens: Sequence[str]) -> bool:
    firsts = tokens[::2]
    surnames = sum(token in lexicons.load("spacing")["surnames"] for token in firsts)
    return all(map(_HAN.match, tokens)) and 3 * surnames >= 2 * len(firsts)


def _joins(token: str) -> bool:
    """Words before a run belong to it unless they are a label (第三条) or Latin."""
    label = find_label(token)
    return not _LATIN.search(token[-1:]) and not (label and not label.rest)


def _width(gap: str) -> int:
    """A full-width blank is as wide as two."""
    return sum(2 if char in "\u3000\u2003\t" else 1 for char in gap)


# -- numbers ----------------------------------------------------------------------------------------------------


@cache
def _units() -> str:
    """An expression for what may stand behind a number, units of two characters first."""
    units, words = lexicons.load("units"), lexicons.load("spacing")
    blocked = units["not_followed"]
    names = sorted({n for kind, names in units.items() if kind != "not_followed" for n in names}, key=len, reverse=True)
    return "|".join([
        *(re.escape(name) + (f"(?!{'|'.join(blocked[name])})" if name in blocked else "") for name in names),
        *words["magnitudes"], "％",
    ])  # fmt: skip


@cache
def _parted() -> re.Pattern[str]:
    """Digits in several groups, and the unit behind them; “2. ” at the head of a line is its label and no group."""
    calendar = "|".join(lexicons.load("spacing")["calendar"])
    return re.compile(
        r"(?P<label>^\d{1,2}[.．] (?=\d))?+"
        rf"(?<![\dA-Za-z.．,])(?P<digits>\d{{1,4}}(?:(?: ?[.．] ?| [,，] ?| )\d{{1,4}})+) ?"
        rf"(?P<unit>{calendar}|{_units()})"
    )


@cache
def _before_unit() -> re.Pattern[str]:
    calendar = "|".join(lexicons.load("spacing")["calendar"])
    return re.compile(rf"(?<=\d) (?=(?:{calendar})|(?P<other>{_units()}))")


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(lexicons.load('spacing')['numbered'])}) ?$")


def _close_numbers(text: str) -> str:
    row = _is_row(text)
    text = _parted().sub(
        lambda found: found[0] if row and found["unit"] not in (_YEAR, "%", "％") else _whole(found), text
    )
    text = _before_unit().sub(lambda gap: " " if gap["other"] and (row or _is_label(text[: gap.start()])) else "", text)
    return text if row else _RANGE.sub(r"\1", _SIGN.sub("", text))


def _is_row(text: str) -> bool:
    """A line of cells: no mark, two figures standing alone at least, no word that leads to a number."""
    tokens = text.split(" ")
    figures = [at for at, token in enumerate(tokens) if re.fullmatch(r"\d[\d.,%]*", token)]
    if len(figures) < 2 or _MARKS.search(text):
        return False
    before = re.sub(r"\d+$", "", tokens[figures[0] - 1]) if figures[0] else ""
    return not before or before[-1] not in lexicons.load("spacing")["leads_to_number"]


def _is_label(before: str) -> bool:
    """“5 个专项组”: digits that open a line may number it."""
    return re.fullmatch(r"\d{1,2}", before) is not None


def _whole(found: re.Match[str]) -> str:
    """The number in one piece with its unit, or as it stands where it may be two."""
    before, label, digits = found.string[: found.start("digits")], found["label"] or "", fold(found["digits"])
    joined = digits.replace(" ", "")
    groups = re.split(r" ?[.,] ?| ", digits)
    if not _NUMBER.fullmatch(joined) or _numbered().search(before):
        return found[0]
    if found["unit"] in lexicons.load("spacing")["calendar"]:
        return label + joined + found["unit"] if _is_day(joined, found["unit"]) else found[0]
    decimal_only = re.fullmatch(r"\d+ ?[.] ?\d+", digits) is not None
    if (not before and found["unit"] not in "%％") or (decimal_only and re.search("[，。；;:：,(（]$", before)):
        return found[0]
    apart = any(len(group) == 4 and group[:2] in ("19", "20") for group in groups)
    whole = decimal_only or any(len(group) == 1 for group in groups) or all(len(group) == 3 for group in groups[1:])
    return label + joined + found["unit"] if whole and not apart else found[0]


def _is_day(digits: str, unit: str) -> bool:
    """2025年, 10年, 12月, 31日."""
    if unit == _YEAR:
        return digits.isdecimal() and (len(digits) < 3 or re.fullmatch(r"(?:19|20)\d\d", digits) is not None)
    return digits.isdecimal() and len(digits) < 3 and int(digits) <= {_MONTH: 12, _DAY: 31}[unit]
