"""The words that a machine has put in place of others, in copies of news that were rewritten against filters.

In: a text. Out: such words with their number, nothing for a text in its own words. Example: five forms like 接头院
(for 研究院), three in a thousand characters, that no office would write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from compare import lexicons


def exchanged_words(body: str) -> Mapping[str, int]:
    """Words of lexicons/integrity.yaml with their number, if enough of them stand in the text."""
    data = lexicons.load("integrity")
    found = Counter(index for index, _, _ in _spun().find_matches_as_indexes(body, overlapping=True))
    counts = {data["spun"][index]: found[index] for index in sorted(found)}
    density = 1000 * sum(counts.values()) / max(1, len(body))
    return counts if len(counts) >= data["spun_forms"] and density >= data["spun_density"] else {}


@cache
def _spun() -> Any:
    from ahocorasick_rs import AhoCorasick

    return AhoCorasick(lexicons.load("integrity")["spun"])
