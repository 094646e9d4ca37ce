"""Find the same text twice: copies, excerpts, explainers of a plan in the corpus.

In: documents. Out: the documents with flags, and copies and excerpts taken out of the count.
Example: a plan and the news page that prints its third chapter: the chapter is contained, listed, not added.
8-character shingles over bare text; Jaccard ≥ 0.8 is the same text, containment ≥ 0.8 an excerpt (domain rule F6).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

from compare.chinese.normalize import bare
from compare.model import Document, Flag

_SHINGLE = 8
_SAME = 0.8
_CONTAINED = 0.8


def mark_duplicates(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Flags near_duplicate, contained_in and explains; the weaker copy and the excerpt are no longer included."""
    shingles = [_shingles(d) for d in documents]
    pairs = _overlapping(shingles)
    flags: dict[int, list[Flag]] = defaultdict(list)
    excluded: set[int] = set()
    for (a, b), common in sorted(pairs.items()):
        small, large = (a, b) if len(shingles[a]) <= len(shingles[b]) else (b, a)
        if not documents[a].included or not documents[b].included or not common:
            continue
        if common / (len(shingles[a]) + len(shingles[b]) - common) >= _SAME:
            drop, keep = _weaker(documents, a, b)
            flags[drop].append(Flag("near_duplicate", "warn", documents[keep].file[:80]))
            excluded.add(drop)
        elif common / len(shingles[small]) >= _CONTAINED:
            flags[small].append(Flag("contained_in", "warn", documents[large].file[:80]))
            excluded.add(small)
    for i, document in enumerate(documents):
        if explained := _explained(document, documents):
            flags[i].append(Flag("explains", "info", explained[:80]))
    return tuple(
        replace(d, flags=(*d.flags, *flags[i]), included=d.included and i not in excluded) if flags[i] else d
        for i, d in enumerate(documents)
    )


def _shingles(document: Document) -> frozenset[int]:
    text = "".join(bare(p.text) for p in document.paragraphs)
    return frozenset(crc32(text[i : i + _SHINGLE].encode()) for i in range(max(0, len(text) - _SHINGLE + 1)))


def _overlapping(shingles: Sequence[frozenset[int]]) -> dict[tuple[int, int], int]:
    """Common shingles of every pair that shares any, through an inverted index of every eighth shingle."""
    index: dict[int, list[int]] = defaultdict(list)
    for i, grams in enumerate(shingles):
        for gram in grams:
            if gram % _SHINGLE == 0:
                index[gram].append(i)
    seen = {(a, b) for owners in index.values() for n, a in enumerate(owners) for b in owners[n + 1 :] if len(owners) <= 50}
    return {(a, b): len(shingles[a] & shingles[b]) for a, b in seen}


def _weaker(documents: Sequence[Document], a: int, b: int) -> tuple[int, int]:
    """Which of two copies to leave out: the worse grade, then the shorter, then the later."""
    order = sorted((a, b), key=lambda i: (documents[i].grade, -len(documents[i].paragraphs), i))
    return order[1], order[0]


def _explained(document: Document, documents: Sequence[Document]) -> str:
    """The file of the document that an explainer names in its title."""
    if document.metadata.value("genre") != "explainer":
        return ""
    named = {bare(x) for x in re.findall("《(.+?)》", document.title)}
    return next((d.file for d in documents if d is not document and bare(d.title) in named), "")
