"""From when until when a document is in force, by its own closing words.

In: marked lines and the date of issue. Out: dates of 施行 and 失效 as `Fact`s of origin body, with the sentence.
Example: “本办法自2020年1月1日起施行,有效期5年。” → effective 2020-01-01, expires 2024-12-31. Dates of cited documents
(《原办法》自…起施行) and of what a document grants (创新券有效期2年) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, date, timedelta
from functools import cache

from compare import lexicons
from compare.chinese.expressions import Expression
from compare.chinese.numerals import read_number
from compare.documents.lines import Line
from compare.documents.numbering import find_label
from compare.model import Fact

_DIGITS = "〇○零一二三四五六七八九"
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DATE = rf"(?:(?:19|20)\d\d|[{_DIGITS}]{{4}})年{_NUMBER}月{_NUMBER}日"
_PARTS = re.compile(rf"(\d{{4}}|[{_DIGITS}]{{4}})年({_NUMBER})月({_NUMBER})日")
_LONGEST = 50
"""years: a longer span is a slip of reading"""


@cache
def _rules() -> Mapping[str, re.Pattern[str]]:
    raw: Mapping[str, str] = lexicons.load("validity")
    return {key: re.compile(text.replace("{date}", _DATE).replace("{number}", _NUMBER)) for key, text in raw.items()}


@cache
def _force() -> Expression:
    return Expression("之日起|有效期|[施执试]行|实施|生效")


def find_validity(
    lines: Sequence[Line], issued: Fact | None, effective: Fact | None = None
) -> tuple[Fact | None, Fact | None]:
    """(effective, expires) as the text says; the last statement counts, a date before “from the day of issue”.

    A span counts from `effective` (what the manifest or the container says) or else from what the text says.
    """
    sentences = list(_sentences(lines))
    begun = effective or _find_effective(sentences, issued)
    return begun, _find_expires(sentences, begun or issued)


def _sentences(lines: Sequence[Line]) -> Iterator[str]:
    """Sentences that speak of force, without label and layout."""
    for line in lines:
        if line.mark not in ("body", "title"):
            continue
        text = line.words.folded
        if " " not in text and not line.words.may(_force()):
            continue
        text = text.replace(" ", "")
        label = find_label(text)
        for sentence in re.split("[。;]", label.rest if label else text):
            if _force().search(sentence):
                yield sentence


def _is_own(sentence: str, end: int) -> bool:
    """True if what stands before `end` makes the document itself the subject."""
    before = re.sub(r"^第[\d一二三四五六七八九十百]{1,5}条", "", sentence[:end])
    own = _rules()["own"].search(before)
    if _rules()["other"].search(before):
        return bool(own and own.group().startswith("现予"))
    return not before or bool(own)


def _find_effective(sentences: Sequence[str], issued: Fact | None) -> Fact | None:
    dated = [
        Fact(value, "body", s[:80])
        for s in sentences
        for found in _rules()["effective_date"].finditer(s)
        if _is_own(s, found.start()) and (value := _iso(found.group()))
    ]
    day = _day(issued.value) if issued else None
    if dated or day is None:
        return dated[-1] if dated else None
    told = [(s, f) for s in sentences for f in _rules()["effective_event"].finditer(s) if _is_own(s, f.start())]
    if not told:
        return None
    sentence, found = told[-1]
    begun = date.fromordinal(min(day.toordinal() + _count(found["days"]), date.max.toordinal()))
    return Fact(begun.isoformat(), "body", sentence[:80])


def _find_expires(sentences: Sequence[str], begun: Fact | None) -> Fact | None:
    result: Fact | None = None
    before = ""
    for sentence in sentences:
        follows = any(_rules()[key].search(before) for key in ("effective_date", "effective_event"))
        value = ""
        for found in _rules()["expires_date"].finditer(sentence):
            if _says_own_span(sentence, found.start(), follows):
                value = _iso(found["end"]) or value
        for found in () if value else _rules()["expires_span"].finditer(sentence):
            if begun and _says_own_span(sentence, found.start(), follows):
                value = _after(begun.value, _count(found["length"]), found["unit"]) or value
        result = Fact(value, "body", sentence[:80]) if value else result
        before = sentence
    return result


def _says_own_span(sentence: str, start: int, follows: bool) -> bool:
    """True if the span at `start` is the document's, not that of a voucher or a certificate."""
    before = sentence[:start]
    if not _rules()["before_span"].search(before):
        return False
    if not before:
        return follows
    own = list(_rules()["own"].finditer(before))
    if own and own[-1].end() >= len(before) - 1:
        return not _rules()["other"].search(before)
    told = [f for key in ("effective_date", "effective_event") for f in _rules()[key].finditer(before)]
    if told:
        return _is_own(sentence, told[-1].start())
    return bool(own and _rules()["between"].search(before, own[-1].end())) and _is_own(sentence, start)


def _iso(text: str) -> str:
    """The first date of a text as ``2020-01-01``; empty if the calendar has no such day."""
    found = _PARTS.search(text)
    if not found:
        return ""
    year, month, day = (int(read_number(part.replace("○", "〇")) or 0) for part in found.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _count(text: str | None) -> int:
    return int(read_number(text) or 0) if text else 0


def _after(begun: str, length: int, unit: str) -> str:
    """The last day of a span: five years from 2020-01-01 end on 2024-12-31."""
    day = _day(begun)
    months = length * (12 if unit == "年" else 1)
    if day is None or not 0 < months <= 12 * _LONGEST:
        return ""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return ""
    same = next(d for n in range(4) if (d := _possible(year, month + 1, day.day - n)))
    return (same - timedelta(days=same.day == day.day)).isoformat()


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
