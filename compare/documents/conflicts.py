"""Two origins that contradict each other: title, issuer, number and date, flagged and never settled in silence.

In: what each origin (manifest, container, text) says of a field. Out: a `Flag` a field, with both values.
Example: a page says 2021-06-23, the signature 二〇一九年三月一日 → year_conflict “2021-06-23 / 2019-03-01”.
Variants of one name are no conflict: a title with and without its wrapper, 市科技局 and 江门市科学技术局.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher

from compare import lexicons
from compare.chinese.normalize import bare, han_length
from compare.kinds import DocumentFlag
from compare.model import Fact, Flag
from compare.rules import rule

Candidates = Mapping[str, Sequence[Fact | None]]
"""field → what is said of it, the origin that wins first"""
_LIKE = 0.5
"""share of common characters from which two titles are versions of one (a choice: rather silent than wrong)"""
_NEAR = 45
"""days that lie between 成文, 印发 and 发布 of one document"""
_YEAR = re.compile(r"[〔\[(（【]((?:19|20)\d\d)[〕\])）】]")
_SHORT = 8
"""Han characters below which a title is a column's name or a slogan"""


def find_conflicts(said: Candidates, is_title: Callable[[str], bool]) -> tuple[Flag, ...]:
    """A flag for each field whose origins disagree; a note only, where the manifest settles it."""
    titles = [fact for fact in said["title"] if fact and is_title(fact.value)]
    found = (
        _conflict("title_conflict", titles, _titles_differ),
        _conflict("issuer_conflict", said["issuer"], _issuers_differ),
        _conflict("number_conflict", said["number"], _numbers_differ),
        _conflict("year_conflict", said["issued"], _dates_differ) or _number_year(said),
    )
    return tuple(flag for flag in found if flag)


def _conflict(code: DocumentFlag, facts: Sequence[Fact | None], differ: Callable[[str, str], bool]) -> Flag | None:
    """The origin that wins against each of the others."""
    known = [fact for fact in facts if fact]
    for other in known[1:]:
        if differ(known[0].value, other.value):
            return _flag(code, known[0], other.value)
    return None


def _flag(code: DocumentFlag, kept: Fact, other: str) -> Flag:
    settled = kept.origin == "manifest"
    return Flag(code, "info" if settled else "warn", f"{kept.value[:38]} / {other[:38]}")


def _titles_differ(one: str, other: str) -> bool:
    first, second = (rule("titles", "wrapper").finder.sub("", bare(title)) for title in (one, other))
    if min(han_length(first), han_length(second)) < _SHORT or first in second or second in first:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() < _LIKE


def _issuers_differ(one: str, other: str) -> bool:
    """No body of one list is a longer, shorter or abbreviated name of a body of the other."""
    return not any(
        _within(first, second) or _within(second, first) for first in _bodies(one) for second in _bodies(other)
    )


def _bodies(text: str) -> list[str]:
    """The names of a list, without what a short form leaves out; a list without names matches all."""
    names = [_short(bare(part)) for part in re.split("[、,，;；\\s]+", text)]
    return [name for name in names if name] or [""]


def _short(name: str) -> str:
    """A name without its place's level and its office: 江门市人民政府办公室 → 江门府."""
    government = lexicons.load("issuers")["government_in_short"]
    return rule("issuers", "unsaid").finder.sub("", rule("issuers", "government").finder.sub(government, name))


def _within(short: str, long: str) -> bool:
    """True if the characters of `short` stand in `long` in their order: 科技局 in 江门科学技术局."""
    rest = iter(long)
    return all(character in rest for character in short)


def _numbers_differ(one: str, other: str) -> bool:
    first, second = (rule("titles", "number_words").finder.sub("", bare(number)) for number in (one, other))
    return bool(first and second) and first not in second and second not in first


def _dates_differ(one: str, other: str) -> bool:
    """More than `_NEAR` days apart; of dates without day, more than a year."""
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) > _NEAR
    except ValueError:
        return one[:4].isdecimal() and other[:4].isdecimal() and abs(int(one[:4]) - int(other[:4])) > 1


def _number_year(said: Candidates) -> Flag | None:
    """A number more than a year off the date: at the turn of a year the number may be the later or the earlier."""
    number, issued = (next((fact for fact in said[name] if fact), None) for name in ("number", "issued"))
    found = _YEAR.search(number.value) if number else None
    if not (number and issued and found and issued.value[:4].isdecimal()):
        return None
    apart = abs(int(found[1]) - int(issued.value[:4])) > 1
    return _flag("year_conflict", issued, number.value) if apart else None
