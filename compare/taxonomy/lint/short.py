"""Short keywords, which match inside other words and in other senses.

Faulty: 园 (one character); 高企 as a strong keyword without guard, condition or word boundary.
Right: {词: 高企, 前不接: [提]}, AI, 上市 with 附近有.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.chinese.normalize import han_length
from compare.model import Keyword
from compare.problems import Problem
from compare.taxonomy.lint.subject import Subject, found


def check(subject: Subject) -> Iterator[Problem]:
    """Keywords of one character, strong ones of two without a limit."""
    for keyword, place in subject.keywords():
        if keyword.pattern:
            continue
        if len(keyword.text) == 1:
            yield found("one-character", "warning", place, keyword=keyword.text)
        elif keyword.strength == "strong" and han_length(keyword.text) == len(keyword.text) == 2 and _is_bare(keyword):
            yield found("short-strong", "warning", place, keyword=keyword.text)


def _is_bare(keyword: Keyword) -> bool:
    return not (keyword.conditions or keyword.not_after or keyword.not_before or keyword.boundary or keyword.headings)
