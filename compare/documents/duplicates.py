"""Find the same text twice: copies, excerpts, explainers of a plan in the corpus.

In: documents. Out: the documents with flags, and copies and excerpts taken out of the count.
Example: a plan and the news page that prints its third chapter: the chapter is contained, listed, not added.
Two districts that use the same words have two policies: what one copied from the other counts for both.
8-character shingles over bare text; Jaccard ≥ 0.8 is the same text, containment ≥ 0.8 an excerpt (domain rule F6).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

from compare.chinese.normalize import bare
from compare.model import Document, Flag

_SHINGLE = 8
_SAME = 0.8
_CONTAINED = 0.8
_SAMPLE = 16
"""one shingle in so many, picked by its first character, shows which pairs are worth comparing"""
_SAMPLED = re.compile(b"[" + b"".join(b"\\x%02x" % code for code in range(0, 256, _SAMPLE)) + b"]")
"""last byte of the first character of such a shingle"""
_ALIKE = 0.4
"""share of the shorter text's sample from which a pair is compared: half of what counts"""
_DOUBTFUL = frozenset({"place_conflict", "reposted", "wrong_host"})
"""flags by which the place of a document may be that of the site it was copied from"""
_TELLING = ("title", "issuer", "number", "issued", "published", "url")
"""facts by which a copy says what it is"""
_UNSOUND = ("D", "E")
"""grades of a text that was changed or lost on its way"""
_COMMONPLACE = 50
"""a shingle in more documents than this is a set phrase and shows nothing"""


def sample_of(document: Document) -> str:
    """One shingle in sixteen of a document, each once, sorted and strung together; a worker makes it."""
    text = _text(document)
    starts = text[: max(0, len(text) - _SHINGLE + 1)].encode("utf-32-le")[::4]
    return "".join(sorted({text[found.start() : found.start() + _SHINGLE] for found in _SAMPLED.finditer(starts)}))


def mark_duplicates(documents: Sequence[Document], samples: Sequence[str] = ()) -> tuple[Document, ...]:
    """Flags near_duplicate, contained_in and explains; the weaker copy and the excerpt are no longer included.

    `samples` are those of the documents where they have been made."""
    of_text = cache(_shingles)
    shingles = cache(lambda i: of_text(_text(documents[i])))
    flags: dict[int, list[Flag]] = defaultdict(list)
    excluded: set[int] = set()
    for drop, keep in _copies(documents):
        flags[drop].append(Flag("near_duplicate", "warn", documents[keep].file[:80]))
        excluded.add(drop)
    made = samples or [sample_of(document) for document in documents]
    for a, b in _alike(["" if i in excluded else sample for i, sample in enumerate(made)]):
        if not documents[a].included or not documents[b].included or _of_two_places(documents[a], documents[b]):
            continue
        small, large = (a, b) if len(shingles(a)) <= len(shingles(b)) else (b, a)
        same = shingles(a) is shingles(b)  # the same words: a folder of copies has very many pairs
        common = len(shingles(a) if same else shingles(a) & shingles(b))
        if common / (len(shingles(a)) + len(shingles(b)) - common) >= _SAME:
            drop, keep = _weaker(documents, a, b)
            flags[drop].append(Flag("near_duplicate", "warn", documents[keep].file[:80]))
            excluded.add(drop)
        elif common / len(shingles(small)) >= _CONTAINED:
            flags[small].append(Flag("contained_in", "warn", documents[large].file[:80]))
            excluded.add(small)
    for i, explained in _explained(documents):
        flags[i].append(Flag("explains", "info", explained[:80]))
    return tuple(
        replace(d, flags=(*d.flags, *flags[i]), included=d.included and i not in excluded) if i in flags else d
        for i, d in enumerate(documents)
    )


def _copies(documents: Sequence[Document]) -> Iterator[tuple[int, int]]:
    """Documents of the very same words as another of their place: (the one to leave out, the one to keep)."""
    same: dict[str, list[int]] = defaultdict(list)
    for i, document in enumerate(documents):
        if document.included and (text := _text(document)):
            same[text].append(i)
    for copies in same.values():
        kept: list[int] = []
        for i in sorted(copies, key=lambda i: (*_worth(documents[i]), i)):
            own = next((k for k in kept if not _of_two_places(documents[k], documents[i])), None)
            if own is None:
                kept.append(i)
            else:
                yield i, own


def _text(document: Document) -> str:
    return "".join(p.words.bare for p in document.paragraphs)


def _of_two_places(one: Document, other: Document) -> bool:
    """Districts that copy each other's wording have a policy each; a place that is in doubt shows nothing."""
    places = [d.metadata.value("district") for d in (one, other)]
    sure = not any(flag.code in _DOUBTFUL for d in (one, other) for flag in d.flags)
    return all(places) and places[0] != places[1] and sure


def _shingles(text: str) -> frozenset[str]:
    return frozenset(text[i : i + _SHINGLE] for i in range(len(text) - _SHINGLE + 1))


def _alike(samples: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs that share much of their sample, in order, through an index of the sampled shingles."""
    owners: dict[str, list[int]] = defaultdict(list)
    for i, sample in enumerate(samples):
        for at in range(0, len(sample), _SHINGLE):
            owners[sample[at : at + _SHINGLE]].append(i)
    telling = [found for found in owners.values() if len(found) <= _COMMONPLACE]
    sizes = Counter(i for found in telling for i in found)
    shared = Counter(pair for found in telling for pair in combinations(found, 2))
    return sorted((a, b) for (a, b), common in shared.items() if common >= _ALIKE * min(sizes[a], sizes[b]))


def _weaker(documents: Sequence[Document], a: int, b: int) -> tuple[int, int]:
    """Which of two copies to leave out, and which to keep."""
    kept, left = sorted((a, b), key=lambda i: (*_worth(documents[i]), i))
    return left, kept


def _worth(document: Document) -> tuple[bool, int, str, int]:
    """What a copy is kept for, the least first: sound text, facts that it tells, grade, length."""
    facts = (getattr(document.metadata, name) for name in _TELLING)
    told = sum(fact is not None and fact.origin != "filename" for fact in facts)
    return document.grade in _UNSOUND, -told, document.grade, -len(document.paragraphs)


def _explained(documents: Sequence[Document]) -> Iterator[tuple[int, str]]:
    """Explainers, each with the file of the first other document that its title names."""
    explainers = [i for i, d in enumerate(documents) if d.metadata.value("genre") == "explainer"]
    titled: dict[str, list[int]] = defaultdict(list)
    for i, document in enumerate(documents if explainers else ()):
        titled[bare(document.title)].append(i)
    for i in explainers:
        named = {bare(words) for words in re.findall("《(.+?)》", documents[i].title)}
        if others := [first for words in named if (first := _first_other(titled.get(words, ()), i)) is not None]:
            yield i, documents[min(others)].file


def _first_other(found: Sequence[int], own: int) -> int | None:
    return next((i for i in found[:2] if i != own), None)
