"""Keywords whose own conditions keep them from ever matching.

Faulty: {词: 上市, 附近有: [挂牌], 附近无: [挂牌]}; {词: 高企, 后不接: [企]} (the guard repeats the keyword's own edge);
“上市” in Chinese quotes; roles that are never counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.model import COUNTED, Condition, Keyword
from compare.problems import Problem
from compare.taxonomy.lint.subject import Subject, found, plain

_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂"}


def check(subject: Subject) -> Iterator[Problem]:
    """Keywords with contradictory or pointless conditions."""
    for keyword, place in subject.keywords():
        text = plain(keyword.text)
        guards = [guard for guard in keyword.not_after if text.startswith(plain(guard))]
        guards += [guard for guard in keyword.not_before if text.endswith(plain(guard))]
        if guards and not keyword.pattern:
            yield found("guard-in-keyword", "warning", place, keyword=keyword.text, guard="、".join(guards))
        if terms := _impossible(keyword):
            yield found("impossible-condition", "error", place, keyword=keyword.text, terms="、".join(terms))
        if keyword.roles and not set(keyword.roles) & set(COUNTED):
            yield found("uncounted-roles", "warning", place, keyword=keyword.text, roles="、".join(keyword.roles))
        if len(text) > 2 and _QUOTES.get(keyword.text[0]) == keyword.text[-1]:
            yield found("quoted-keyword", "warning", place, keyword=keyword.text, fixed=keyword.text[1:-1])


def _impossible(keyword: Keyword) -> list[str]:
    """Terms that one condition demands within a reach where another forbids them."""
    result: set[str] = set()
    for ban in (c for c in keyword.conditions if c.kind == "not_near"):
        for demand in (c for c in keyword.conditions if c.kind != "not_near" and _reach(c) <= _reach(ban)):
            clash = set(demand.terms) & set(ban.terms)
            if demand.kind == "all_of" or clash == set(demand.terms):
                result |= clash
    return sorted(result)


def _reach(condition: Condition) -> tuple[bool, float]:
    return condition.scope == "paragraph", condition.within or float("inf")
