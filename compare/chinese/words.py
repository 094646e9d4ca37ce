"""Word borders, asked only where a short keyword might cut across a word.

In: runs of text and hits in them. Out: for each the word that the hit cuts through, or nothing.
Example: 高企 in “提高企业管理水平” cuts through 提高, so it is no 高新技术企业.
The dictionary is jieba's (through rjieba: the same dictionary, a quarter of the start-up time); none of our own
keywords is added to it, else the check would answer its own question. It is asked once for all hits of a document:
the runs of Han characters around them, each once, one a line (half the time of a question each).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

_HAN_RUN = re.compile("[\u3400-\u9fff]+")
_OTHERS = re.compile("[^\u3400-\u9fff]+")
_AROUND = 40
"""characters before and behind a hit that the dictionary sees"""

Place = tuple[str, int, int]
"""a text, and the offsets of a hit in it"""


def word_across(text: str, start: int, end: int) -> str:
    """The dictionary word that overlaps text[start:end] only partly; empty if the hit respects word borders."""
    return words_across([(text, start, end)])[0]


def words_across(hits: Iterable[Place]) -> list[str]:
    """The same for many hits."""
    lines: dict[str, int] = {}
    """run of Han characters → where its line begins"""
    places = []
    behind = 0
    for text, start, end in hits:
        run, begins = _run_around(text, start, end)
        if run not in lines:
            lines[run] = behind
            behind += len(run) + 1
        first = lines[run] + start - begins
        places.append((first, min(first + end - start, lines[run] + len(run))))
    return _crossings("\n".join(lines), places) if behind > len(lines) else [""] * len(places)


def _run_around(text: str, start: int, end: int) -> tuple[str, int]:
    """The Han characters around a hit that begins with one, and where they begin."""
    behind = _HAN_RUN.match(text, start, end + _AROUND)
    if behind is None:
        return "", start
    before = _OTHERS.split(text[max(0, start - _AROUND) : start])[-1]
    return before + behind[0], start - len(before)


def _crossings(lines: str, places: Sequence[tuple[int, int]]) -> list[str]:
    """For each stretch the first word that stands partly in it and partly outside."""
    import rjieba

    ends = [0, *accumulate(map(len, rjieba.cut(lines, False)))]
    found = []
    for start, end in places:
        before, behind = bisect_right(ends, start) - 1, bisect_right(ends, end - 1)
        if ends[before] < start < ends[before + 1] < end:
            found.append(lines[ends[before] : ends[before + 1]])
        elif start < ends[behind - 1] < end < ends[behind]:
            found.append(lines[ends[behind - 1] : ends[behind]])
        else:
            found.append("")
    return found
