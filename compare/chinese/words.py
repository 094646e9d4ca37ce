"""Word borders, asked only where a short keyword might cut across a word.

In: a run of text and a hit in it. Out: the word that the hit cuts through, or nothing.
Example: 高企 in “提高企业管理水平” cuts through 提高, so it is no 高新技术企业.
The dictionary is jieba's (through rjieba: the same dictionary, a quarter of the start-up time); none of our own
keywords is added to it, else the check would answer its own question.
"""

from __future__ import annotations

import re
from functools import lru_cache

_HAN_RUN = re.compile("[\u3400-\u9fff]+")


def word_across(text: str, start: int, end: int) -> str:
    """The dictionary word that overlaps text[start:end] only partly; empty if the hit respects word borders."""
    for run in _HAN_RUN.finditer(text, max(0, start - 40), min(len(text), end + 40)):
        if run.start() <= start < run.end():
            return _crossing(run.group(), start - run.start(), min(end, run.end()) - run.start())
    return ""


def _crossing(run: str, start: int, end: int) -> str:
    position = 0
    for word in _segment(run):
        stop = position + len(word)
        begins_inside = start < position < end < stop
        ends_inside = position < start < stop < end
        if begins_inside or ends_inside:
            return word
        position = stop
    return ""


@lru_cache(maxsize=4096)
def _segment(run: str) -> tuple[str, ...]:
    import rjieba

    return tuple(rjieba.cut(run, False))
