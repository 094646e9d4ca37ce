"""Keywords that stand twice.

Faulty: 孵化器 twice below one type; an alias that is itself a keyword of the type.
Noted: 创新券 below two types (both are scored).  Right: the same word with different conditions.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.model import Keyword
from compare.problems import Place, Problem, Severity
from compare.taxonomy.lint.subject import Subject, found, plain


def check(subject: Subject) -> Iterator[Problem]:
    """Keywords and aliases that stand twice."""
    first: dict[tuple[object, ...], tuple[Keyword, Place]] = {}
    for keyword, place in subject.keywords():
        key = (plain(keyword.text), keyword.pattern, keyword.conditions, keyword.roles, keyword.headings)
        earlier, where = first.setdefault(key, (keyword, place))
        if earlier is not keyword:
            same, types = _types(subject, earlier, keyword)
            code: tuple[str, Severity] = ("duplicate-keyword", "warning") if same else ("shared-keyword", "note")
            yield found(*code, place, keyword=keyword.text, first=where.line, types=types)
    texts = {plain(keyword.text): keyword for keyword, _ in subject.keywords() if not keyword.pattern}
    for keyword, place in subject.keywords():
        for alias in keyword.aliases:
            other = texts.get(plain(alias))
            if other is not None and plain(other.text) != plain(keyword.text):
                yield _alias_problem(subject, keyword, alias, other, place)


def _alias_problem(subject: Subject, keyword: Keyword, alias: str, other: Keyword, place: Place) -> Problem:
    same, types = _types(subject, other, keyword)
    if same:
        return found("alias-is-keyword", "warning", place, alias=alias, keyword=keyword.text, line=other.line)
    return found("shared-keyword", "note", place, keyword=alias, first=other.line, types=types)


def _types(subject: Subject, one: Keyword, other: Keyword) -> tuple[bool, str]:
    """Whether two keywords belong to one type, and the names of their types."""
    taxonomy = subject.taxonomy
    ids = [taxonomy.type_of(keyword.measure_id) for keyword in (one, other)]
    return ids[0] == ids[1], "、".join(dict.fromkeys(taxonomy.by_id[i].label for i in ids))
