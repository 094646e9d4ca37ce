"""What every lint rule looks at: the taxonomy, where its words stand, and what a corpus holds of them.

In: a `Loaded` taxonomy and, optionally, texts. Out: `Subject`, with the places of keywords, masks and types, and the
`Usage` of each keyword. Example: 高企 in “提高企业水平” gives Usage(cuts={"提高": 1}).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from compare.chinese.normalize import fold, squeeze
from compare.chinese.patterns import fold_pattern
from compare.chinese.words import word_across
from compare.model import Keyword, Measure, Taxonomy
from compare.problems import Place, Problem, Severity, problem
from compare.taxonomy.fields import Word
from compare.taxonomy.files import Loaded

CUT_LENGTH = 3  # characters: longer terms hardly ever cut across words (domain D7)
_QUOTE = 6  # characters shown on either side of a cut


def plain(term: str) -> str:
    """A term as it is compared and looked for: folded, without layout spaces."""
    return squeeze(fold(term))[0]


@dataclass
class Usage:
    """What became of one keyword's hits in a corpus."""

    free: int = 0
    masked: int = 0
    """inside a mask"""
    covered: int = 0
    """inside a longer keyword of the same type"""
    guarded: int = 0
    """beside one of its guards"""
    cuts: Counter[str] = field(default_factory=Counter)
    """word that a hit cuts through → times"""
    quotes: dict[str, str] = field(default_factory=dict)
    """the same words → the first place, with some characters around"""

    @property
    def total(self) -> int:
        """All hits, whatever became of them."""
        return self.free + self.masked + self.covered + self.guarded


@dataclass(frozen=True)
class Subject:
    """One taxonomy under examination."""

    taxonomy: Taxonomy
    loaded: Loaded
    corpus: Sequence[str] | None = None

    @cached_property
    def words(self) -> list[tuple[Place, Word]]:
        """Every term of all files with its place, in file order."""
        return [(reader.sheet.at(word.node), word) for reader in self.loaded.readers for word in reader.words]

    @cached_property
    def _places(self) -> dict[tuple[int, str], Place]:
        return {(place.line, word.text): place for place, word in reversed(self.words)}

    @cached_property
    def masks(self) -> list[tuple[Place, str]]:
        """Every mask with its place."""
        return [(place, word.text) for place, word in self.words if word.field == "mask"]

    def keywords(self) -> Iterator[tuple[Keyword, Place]]:
        """Every keyword with its place."""
        for keyword in self.taxonomy.keywords:
            yield keyword, self._places.get((keyword.line, keyword.text), Place(line=keyword.line))

    def measure_place(self, measure: Measure) -> Place:
        """Where a type or sub-type begins."""
        for reader in self.loaded.readers:
            if node := reader.entries.get((measure.id, measure.line)):
                return reader.sheet.at(node)
        return Place(line=measure.line)

    def troubled(self, measure: Measure) -> bool:
        """A fault was found on loading between this type and the next one."""
        start = self.measure_place(measure)
        later = [m.line for m in self.taxonomy.measures if m.parent is None and m.line > measure.line]
        end = min(later, default=float("inf"))
        faults = (fault.place for fault in self.loaded.problems)
        return any(place.file == start.file and start.line <= place.line < end for place in faults)

    @cached_property
    def usage(self) -> dict[Keyword, Usage]:
        """Keyword → what became of its hits; empty without a corpus."""
        return _find_usage(self.taxonomy, self.corpus) if self.corpus is not None else {}


def found(code: str, severity: Severity, place: Place, **details: object) -> Problem:
    """A problem of this room."""
    return problem(f"taxonomy.{code}", severity, place, **details)


def _find_usage(taxonomy: Taxonomy, corpus: Sequence[str]) -> dict[Keyword, Usage]:
    """Match all keywords and masks at once, overlapping, and sort their hits by what stands over them."""
    from ahocorasick_rs import AhoCorasick

    owners: dict[str, list[Keyword]] = {}
    for keyword in taxonomy.keywords:
        for text in () if keyword.pattern else (keyword.text, *keyword.aliases):
            owners.setdefault(plain(text), []).append(keyword)
    masks = {plain(mask) for mask in taxonomy.masks}
    terms = sorted({*owners, *masks} - {""})
    automaton = AhoCorasick(terms)
    usage = {keyword: Usage() for keyword in taxonomy.keywords}
    for text in map(plain, corpus):
        hits = [(start, end, terms[i]) for i, start, end in automaton.find_matches_as_indexes(text, overlapping=True)]
        _sort_hits(text, hits, owners, masks, taxonomy, usage)
        _count_patterns(text, taxonomy, usage)
    return usage


def _sort_hits(
    text: str,
    hits: list[tuple[int, int, str]],
    owners: dict[str, list[Keyword]],
    masks: set[str],
    taxonomy: Taxonomy,
    usage: dict[Keyword, Usage],
) -> None:
    reach: dict[str, tuple[int, int]] = {}  # type id, or "" for masks → furthest end so far and where that hit began
    for start, end, term in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if term in masks:
            reach[""] = max(reach.get("", (0, 0)), (end, start))
        for keyword in owners.get(term, ()):
            type_id = taxonomy.type_of(keyword.measure_id)
            _count(text, start, end, keyword, usage[keyword], reach.get("", (0, 0)), reach.get(type_id, (0, 0)))
            if end > reach.get(type_id, (0, 0))[0]:
                reach[type_id] = (end, start)


def _count(
    text: str, start: int, end: int, keyword: Keyword, use: Usage, mask: tuple[int, int], cover: tuple[int, int]
) -> None:
    if mask[0] >= end:
        use.masked += 1
    elif cover[0] > end or (cover[0] == end and cover[1] < start):
        use.covered += 1
    elif _is_guarded(text, start, end, keyword):
        use.guarded += 1
    else:
        use.free += 1
        if end - start <= CUT_LENGTH and (word := word_across(text, start, end)):
            use.cuts[word] += 1
            use.quotes.setdefault(word, text[max(0, start - _QUOTE) : end + _QUOTE].replace("\n", " "))


def _is_guarded(text: str, start: int, end: int, keyword: Keyword) -> bool:
    before, after = (tuple(map(plain, guards)) for guards in (keyword.not_after, keyword.not_before))
    return (bool(before) and text.endswith(before, 0, start)) or (bool(after) and text.startswith(after, end))


def _count_patterns(text: str, taxonomy: Taxonomy, usage: dict[Keyword, Usage]) -> None:
    for keyword in taxonomy.keywords:
        if keyword.pattern:
            import re2

            usage[keyword].free += sum(1 for _ in re2.finditer(fold_pattern(keyword.text), text))
