"""Find the words that a taxonomy is missing.

In: a coded `Study`. Out: `Suggestion`s, most telling first, each with its paragraphs and its likely type.
Example: a plan that says 概念验证中心 five times in measures that no type claims gives it among the first ten.
Candidates are runs of one to four dictionary words; those of measures that belong to no type are weighed against all
other text by G², those of a type's paragraphs count where the taxonomy's own words do not already stand.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from compare import lexicons
from compare.chinese.normalize import fold
from compare.model import Paragraph, Study, Taxonomy

_MIN_COUNT = 3
_MIN_LENGTH, _MAX_LENGTH = 3, 10
"""Han characters of a candidate: shorter ones collide with other words, longer ones are clauses"""
_MAX_WORDS = 4
_UNCODED_WEIGHT = 2.0
"""a word of a measure that no type claims tells more about a gap than one beside known keywords"""
_SAME_PLACES = 0.8
_NAME_BONUS = 2.0
"""names of things (…中心, …补贴) make keywords, other word runs mostly do not"""
_MOST_COMMON = 0.1
"""a word in more than a tenth of the counted paragraphs distinguishes nothing"""
_HAN = re.compile("[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate keyword."""

    text: str
    count: int
    """paragraphs it stands in, counted ones only"""
    uncoded: int
    """how many of them belong to no headline type"""
    score: float
    """G² against the text that is not counted, weighed up where no type claims the paragraph and for names of things"""
    type_id: str
    """the type it most likely belongs to; empty if nothing speaks for one"""
    paragraphs: tuple[str, ...]
    """keys, in study order"""


def suggest_keywords(study: Study, most: int = 30) -> tuple[Suggestion, ...]:
    """The best candidates; none that is a keyword already, lies inside one, or only prolongs another candidate."""
    paragraphs = [p for d in study.documents if d.included for p in d.paragraphs]
    counted = [p for p in paragraphs if p.counted]
    known = _known(study.taxonomy)
    places: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in counted:
        for candidate in _candidates(paragraph.text, known):
            places[candidate].append(paragraph)
    background = Counter(c for p in paragraphs if not p.counted for c in _candidates(p.text, known))
    limit = max(2 * _MIN_COUNT, _MOST_COMMON * len(counted))
    frequent = {c: ps for c, ps in places.items() if _MIN_COUNT <= len(ps) <= limit}
    kept = _maximal(frequent)
    sizes = len(counted), max(1, len(paragraphs) - len(counted))
    found = [_suggestion(c, frequent[c], background[c], sizes, study) for c in kept]
    return tuple(sorted(found, key=lambda s: (-s.score, -s.count, s.text))[:most])


def _known(taxonomy: Taxonomy) -> str:
    """All spellings that the taxonomy knows, one a line: what stands in it needs no suggestion."""
    forms = {fold(f) for k in taxonomy.keywords if not k.pattern for f in (k.text, *k.aliases)}
    return "\n".join(sorted(forms | {fold(m) for m in taxonomy.masks}))


@cache
def _rules() -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Words not at an edge, words not at all, and endings of names."""
    data = lexicons.load("suggest")
    return frozenset(data["edge"]), tuple(data["never"]), tuple(data["heads"])


def _candidates(text: str, known: str) -> set[str]:
    """Distinct word runs of a text that could be keywords."""
    edge, never, _ = _rules()
    found: set[str] = set()
    for run in _HAN.findall(fold(text)):
        words = _words(run)
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + _MAX_WORDS) + 1):
                candidate = "".join(words[start:end])
                if len(candidate) > _MAX_LENGTH:
                    break
                if (
                    candidate[0] == "第"
                    or len(candidate) < _MIN_LENGTH
                    or words[start] in edge
                    or words[end - 1] in edge
                ):
                    continue
                if not any(n in candidate for n in never):
                    found.add(candidate)
    return {c for c in found if c not in known}


def _words(run: str) -> Sequence[str]:
    import rjieba

    words: Sequence[str] = rjieba.cut(run, False)
    return words


def _maximal(places: Mapping[str, Sequence[Paragraph]]) -> list[str]:
    """Candidates that no longer candidate replaces: one that stands in (nearly) all the same paragraphs."""
    replaced: set[str] = set()
    for longer, paragraphs in places.items():
        for start in range(len(longer)):
            for end in range(start + _MIN_LENGTH, len(longer) + 1):
                part = longer[start:end]
                if part != longer and part in places and len(paragraphs) >= _SAME_PLACES * len(places[part]):
                    replaced.add(part)
    return [c for c in places if c not in replaced]


def _suggestion(
    text: str, paragraphs: Sequence[Paragraph], elsewhere: int, sizes: tuple[int, int], study: Study
) -> Suggestion:
    uncoded = [p for p in paragraphs if not _headline(study, p)]
    weight = len(paragraphs) + (_UNCODED_WEIGHT - 1.0) * len(uncoded)
    named = _NAME_BONUS if text.endswith(_rules()[2]) else 1.0
    score = named * _g2(weight, sizes[0], elsewhere, sizes[1]) * (1.0 + len(uncoded) / len(paragraphs))
    return Suggestion(
        text, len(paragraphs), len(uncoded), round(score, 3), _likely_type(text, paragraphs, study),
        tuple(p.key for p in paragraphs),
    )  # fmt: skip


def _g2(a: float, n: float, b: float, m: float) -> float:
    """Dunning's log-likelihood of a in n against b in m; 0 where the word is rarer than elsewhere."""
    if a / n <= b / m:
        return 0.0
    expected_a, expected_b = n * (a + b) / (n + m), m * (a + b) / (n + m)
    return 2 * (a * math.log(a / expected_a) + (b * math.log(b / expected_b) if b else 0.0))


def _headline(study: Study, paragraph: Paragraph) -> tuple[str, ...]:
    residual = {m.id for m in study.taxonomy.residuals}
    codings = study.codings.get(paragraph.key, ())
    return tuple(c.measure_id for c in codings if c.rank and c.measure_id not in residual)


def _likely_type(text: str, paragraphs: Iterable[Paragraph], study: Study) -> str:
    """The type whose keywords share most with the candidate, else the one its paragraphs are mostly about."""
    votes: Counter[str] = Counter()
    for paragraph in paragraphs:
        for coding in study.codings.get(paragraph.key, ()):
            if coding.measure_id in {m.id for m in study.taxonomy.types} and coding.score > 0:
                votes[coding.measure_id] += 2 if coding.rank == 1 else 1
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    types = {m.id for m in study.taxonomy.types}
    for keyword in study.taxonomy.keywords:
        type_id = study.taxonomy.type_of(keyword.measure_id)
        shared = sum(pair in keyword.text for pair in pairs)
        if type_id in types and shared >= 2:
            votes[type_id] += shared - 1
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked else ""
