"""Short keywords that cut across words of the corpus (needs a corpus).

Faulty: 高企 in 提高企业, 技工 in 科技工作, 子基金 in 种子基金.  Remedy: guards (前不接, 后不接), or `boundary: true`.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.problems import Problem
from compare.taxonomy.lint.subject import Subject, found

_SHOWN = 5  # quotations in a message


def check(subject: Subject) -> Iterator[Problem]:
    """Keywords whose hits cut through words, with the places quoted."""
    for keyword, place in subject.keywords():
        use = subject.usage.get(keyword)
        if use is None or not use.cuts or keyword.boundary:
            continue
        words = [word for word, _ in sorted(use.cuts.items(), key=lambda item: (-item[1], item[0]))]
        quotes = "；".join(use.quotes[word] for word in words[:_SHOWN])
        count = sum(use.cuts.values())
        yield found("collision", "warning", place, keyword=keyword.text, count=count, total=use.free, quotes=quotes)
