"""Keywords that find nothing in the corpus, and why (needs a corpus).

Noted: no hit at all; every hit lies in a mask, in a longer keyword of the same type, or beside a guard.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.problems import Problem
from compare.taxonomy.lint.subject import Subject, Usage, found


def check(subject: Subject) -> Iterator[Problem]:
    """Keywords without a single hit that counts."""
    for keyword, place in subject.keywords():
        use = subject.usage.get(keyword)
        if use is not None and not use.free:
            yield found(_reason(use), "note", place, keyword=keyword.text, count=use.total)


def _reason(use: Usage) -> str:
    reasons = {"always-masked": use.masked, "always-covered": use.covered, "always-guarded": use.guarded}
    return max(reasons, key=lambda code: reasons[code]) if use.total else "dead-keyword"
