"""From when until when a document is in force, by its own closing words.

In: marked lines and the date of issue. Out: dates of 施行 and 失效 as `Fact`s of origin body, with the sentence.
Example: “本办法自2020年1月1日起施行,有效期5年。” → effective 2020-01-01, expires 2024-12-31. Dates of cited documents
(《原办法》自…起施行) and of what a document grants (创新券有效期2年) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

from compare.chinese.calendar import last_day, read_date
from compare.chinese.heads import Finder
from compare.chinese.numerals import read_number
from compare.documents.lines import Line
from compare.documents.numbering import find_label
from compare.model import Fact
from compare.rules import rule

_LONGEST = 50
"""years: a longer span is a slip of reading"""
_QUOTED = 80
_SENTENCE_ENDS = re.compile("[。;]")


class _Sentence(NamedTuple):
    """A sentence that speaks of force."""

    text: str
    first: bool
    """it begins its article or line"""


def _rule(name: str) -> Finder:
    """The expression of a rule of rules/validity.yaml."""
    return rule("validity", name).finder


def find_validity(
    lines: Sequence[Line], issued: Fact | None, effective: Fact | None = None
) -> tuple[Fact | None, Fact | None]:
    """(effective, expires) as the text says; the last statement counts, a date before “from the day of issue”.

    A span counts from `effective` (what the manifest or the container says) or else from what the text says; from the
    day of issue only where the text does not say from when it is in force.
    """
    sentences = list(_sentences(lines))
    begun = effective or _find_effective(sentences, issued)
    counted = begun or (None if any(_rule("effective_other").search(s.text) for s in sentences) else issued)
    return begun, _find_expires(sentences, counted)


def _sentences(lines: Sequence[Line]) -> Iterator[_Sentence]:
    """Sentences that speak of force, without label and layout."""
    force = rule("validity", "speaks_of_force").expression
    for line in lines:
        if line.mark not in ("body", "title"):
            continue
        text = line.words.folded
        if " " not in text and not line.words.may(force):
            continue
        for number, sentence in enumerate(_SENTENCE_ENDS.split(text.replace(" ", ""))):
            label = find_label(sentence)
            if force.search(sentence):
                yield _Sentence(label.rest if label else sentence, number == 0)


def _is_own(sentence: str, end: int) -> bool:
    """True if what stands before `end` makes the document itself the subject."""
    before = sentence[:end]
    if _rule("other").search(before):
        return bool(_rule("enacted").search(before))
    return not before or bool(_rule("own").search(before))


# -- from when --------------------------------------------------------------------------------------------------


def _find_effective(sentences: Sequence[_Sentence], issued: Fact | None) -> Fact | None:
    dated = [
        Fact(value, "body", s.text[:_QUOTED])
        for s in sentences
        for found in _rule("effective_date").finditer(s.text)
        if _is_own(s.text, found.start()) and (value := _first_day(found.group()))
    ]
    dated = dated or [
        Fact(value, "body", s.text[:_QUOTED])
        for s in sentences
        if (found := _own_span(s)) and (value := _first_day(found["since"]))
    ]
    day = _day(issued.value) if issued else None
    if dated or day is None:
        return dated[-1] if dated else None
    told = [
        (s.text, f)
        for s in sentences
        for f in _rule("effective_event").finditer(s.text)
        if _is_own(s.text, f.start()) and not f["workdays"]
    ]
    return _from_event(*told[-1], day) if told else None


def _from_event(sentence: str, found: re.Match[str], day: date) -> Fact | None:
    """The day on which it takes effect, some days or months after an event on `day`."""
    count = _count(found["days"])
    if found["months"]:
        begun = _months_later(day, count)
    else:
        begun = date.fromordinal(min(day.toordinal() + count, date.max.toordinal()))
    return Fact(begun.isoformat(), "body", sentence[:_QUOTED]) if begun else None


# -- until when -------------------------------------------------------------------------------------------------


def _find_expires(sentences: Sequence[_Sentence], begun: Fact | None) -> Fact | None:
    result: Fact | None = None
    before = ""
    for sentence in sentences:
        follows = any(_rule(key).search(before) for key in ("effective_date", "effective_event"))
        if value := _last_of(sentence, follows, begun):
            result = Fact(value, "body", sentence.text[:_QUOTED])
        before = sentence.text
    return result


def _last_of(sentence: _Sentence, follows: bool, begun: Fact | None) -> str:
    """The last day that a sentence names or counts."""
    text = sentence.text
    if found := _own_span(sentence, follows):
        return _last_day(found["end"])
    value = ""
    for found in _rule("expires_date").finditer(text):
        if _says_own_span(text, found.start(), follows):
            value = _last_day(found["end"]) or value
    for found in () if value else _rule("void_date").finditer(text):
        if _tells_own(text, found.start()):
            value = _void(found) or value
    for found in () if value else _rule("expires_span").finditer(text):
        if begun and _says_own_span(text, found.start(), follows):
            value = _after(begun.value, _count(found["length"]) * (12 if found["years"] else 1)) or value
    return value


def _own_span(sentence: _Sentence, follows: bool = False) -> re.Match[str] | None:
    """“有效期自…至…” of the document itself; alone at the head of an article it is that, too."""
    own = None
    for name in ("span_named", "span_in_force"):
        for found in _rule(name).finditer(sentence.text):
            headed = sentence.first and found.start() == 0 and name == "span_named"
            if headed or _says_own_span(sentence.text, found.start(), follows):
                own = found
    return own


def _void(found: re.Match[str]) -> str:
    """The last day of force: the one named, or the day before “起失效”."""
    value = _last_day(found["end"])
    day = _day(_first_day(found["end"])) if found["begun"] else None
    return (day - timedelta(days=1)).isoformat() if day else value


def _says_own_span(sentence: str, start: int, follows: bool) -> bool:
    """True if the span at `start` is the document's, not that of a voucher or a certificate."""
    before = sentence[:start]
    if not before:
        return follows
    if not _rule("before_span").search(before):
        return False
    own = list(_rule("own").finditer(before))
    if own and own[-1].end() >= len(before) - 1:
        return not _rule("other").search(before)
    if _told(before):
        return _tells_own(sentence, start)
    return bool(own and _rule("force_between").search(before, own[-1].end())) and _is_own(sentence, start)


def _told(before: str) -> list[re.Match[str]]:
    return [f for key in ("effective_date", "effective_event") for f in _rule(key).finditer(before)]


def _tells_own(sentence: str, start: int) -> bool:
    """True if the sentence said before `start` from when the document is in force, and no other document since."""
    told = _told(sentence[:start])
    if not told:
        return False
    return _is_own(sentence, told[-1].start()) and not _rule("other").search(sentence[told[-1].end() : start])


# -- the calendar -----------------------------------------------------------------------------------------------


def _printed(text: str) -> str:
    """The first date or year of a text."""
    found = _rule("date").search(text)
    return found.group() if found else ""


def _first_day(text: str) -> str:
    """The first day of the first date, month or year of a text; empty if the calendar has no such day."""
    value = read_date(_printed(text))
    return value + "-01" * ((10 - len(value)) // 3) if value else ""


def _last_day(text: str) -> str:
    """The last day of the first date, month or year of a text; empty if the calendar has no such day."""
    last = last_day(_printed(text))
    return last.isoformat() if last else ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _count(text: str | None) -> int:
    """The whole number; 0 for none and for one with a fraction."""
    number = read_number(text.translate(_FORMAL)) if text else None
    return int(number) if number is not None and number == int(number) else 0


_FORMAL = str.maketrans("壹贰叁肆伍", "一二三四五")


def _after(begun: str, months: int) -> str:
    """The last day of a span: five years from 2020-01-01 end on 2024-12-31."""
    day = _day(begun)
    if day is None or not 0 < months <= 12 * _LONGEST:
        return ""
    same = _months_later(day, months)
    return (same - timedelta(days=same.day == day.day)).isoformat() if same else ""


def _months_later(day: date, months: int) -> date | None:
    """The same day some months later, else the last of that month; None beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return None
    return next((d for n in range(4) if (d := _possible(year, month + 1, day.day - n))), None)


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
