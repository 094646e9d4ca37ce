"""Find the words that a taxonomy is missing.

In: a coded `Study`. Out: `Suggestion`s, most telling first, each with its paragraphs and its likely type.
Example: a plan that says 概念验证中心 five times in measures that no type claims gives it among the first ten.
Candidates are noun phrases (`chinese.phrases`) that stand by themselves in several documents; those of measures that
belong to no type are weighed against all other text by G², those of a type's paragraphs count where the taxonomy's own
words do not already stand.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.chinese.normalize import fold
from compare.chinese.phrases import SHORTEST, names_a_thing, noun_phrases
from compare.model import Document, Paragraph, Study, Taxonomy

_MIN_COUNT = 3
_ALONE = 2
"""paragraphs in which a candidate must stand by itself, not as part of a longer phrase"""
_ALONE_SHARE = 0.3
"""… and the share of the paragraphs it stands in; below, it is mostly a piece of other names"""
_MANY_DOCUMENTS = 10
"""from so many documents on it must stand by itself in two: of one alone it may be a habit"""
_UNCODED_WEIGHT = 2.0
"""a word of a measure that no type claims tells more about a gap than one beside known keywords"""
_SAME_PLACES = 0.8
_NAME_BONUS = 2.0
"""names of things (…中心, …补贴) make keywords, other phrases mostly do not"""
_MOST_COMMON = 0.1
"""a word in more than a tenth of the counted paragraphs distinguishes nothing"""


@dataclass(frozen=True, slots=True, kw_only=True)
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
    documents = [d for d in study.documents if d.included]
    paragraphs = [p for d in documents for p in d.paragraphs]
    counted = [p for p in paragraphs if p.counted]
    alone = _standing_alone(documents, _known(study.taxonomy))
    find = _finder(alone)
    places: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in counted:
        for candidate in find(paragraph.text):
            places[candidate].append(paragraph)
    background = Counter(c for p in paragraphs if not p.counted for c in find(p.text))
    limit = max(2 * _MIN_COUNT, _MOST_COMMON * len(counted))
    frequent = {
        c: ps for c, ps in places.items() if _MIN_COUNT <= len(ps) <= limit and alone[c] >= _ALONE_SHARE * len(ps)
    }
    kept = _maximal(frequent)
    sizes = len(counted), max(1, len(paragraphs) - len(counted))
    scores = {c: _score(c, frequent[c], background[c], sizes, study) for c in kept}
    best = sorted(kept, key=lambda c: (-scores[c], -len(frequent[c]), c))[:most]
    return tuple(_suggestion(c, frequent[c], scores[c], study) for c in best)


def _known(taxonomy: Taxonomy) -> str:
    """All spellings that the taxonomy knows, one a line: what stands in it needs no suggestion."""
    forms = {fold(f) for k in taxonomy.keywords if not k.pattern for f in (k.text, *k.aliases)}
    return "\n".join(sorted(forms | {fold(m) for m in taxonomy.masks}))


def _standing_alone(documents: Sequence[Document], known: str) -> Counter[str]:
    """Candidate → counted paragraphs in which it stands by itself; only those with enough of them and of documents."""
    counted = [(d.id, p.text) for d in documents for p in d.paragraphs if p.counted]
    paragraphs: Counter[str] = Counter()
    spread: dict[str, set[str]] = defaultdict(set)
    for (id, _), phrases in zip(counted, noun_phrases(text for _, text in counted), strict=True):
        paragraphs.update(phrases)
        for phrase in phrases:
            spread[phrase].add(id)
    wanted = 2 if len(documents) >= _MANY_DOCUMENTS else 1
    kept = {c: n for c, n in paragraphs.items() if n >= _ALONE and len(spread[c]) >= wanted and c not in known}
    return Counter(kept)


def _finder(candidates: Iterable[str]) -> Callable[[str], set[str]]:
    """The candidates that stand in a text, by themselves or in longer phrases."""
    from ahocorasick_rs import AhoCorasick

    words = list(candidates)
    automaton = AhoCorasick(words)
    return lambda text: {words[i] for i, _, _ in automaton.find_matches_as_indexes(fold(text), overlapping=True)}


def _maximal(places: Mapping[str, Sequence[Paragraph]]) -> list[str]:
    """Candidates that no longer candidate replaces: one that stands in (nearly) all the same paragraphs."""
    replaced: set[str] = set()
    for longer, paragraphs in places.items():
        for start in range(len(longer)):
            for end in range(start + SHORTEST, len(longer) + 1):
                part = longer[start:end]
                if part != longer and part in places and len(paragraphs) >= _SAME_PLACES * len(places[part]):
                    replaced.add(part)
    return [c for c in places if c not in replaced]


def _score(text: str, paragraphs: Sequence[Paragraph], elsewhere: int, sizes: tuple[int, int], study: Study) -> float:
    uncoded = _uncoded(paragraphs, study)
    weight = len(paragraphs) + (_UNCODED_WEIGHT - 1.0) * uncoded
    named = _NAME_BONUS if names_a_thing(text) else 1.0
    return round(named * _g2(weight, sizes[0], elsewhere, sizes[1]) * (1.0 + uncoded / len(paragraphs)), 3)


def _suggestion(text: str, paragraphs: Sequence[Paragraph], score: float, study: Study) -> Suggestion:
    likely, keys = _likely_type(text, paragraphs, study), tuple(p.key for p in paragraphs)
    return Suggestion(
        text=text,
        count=len(paragraphs),
        uncoded=_uncoded(paragraphs, study),
        score=score,
        type_id=likely,
        paragraphs=keys,
    )


def _uncoded(paragraphs: Iterable[Paragraph], study: Study) -> int:
    return sum(not _is_coded(study, paragraph) for paragraph in paragraphs)


def _g2(a: float, n: float, b: float, m: float) -> float:
    """Dunning's log-likelihood of a in n against b in m; 0 where the word is rarer than elsewhere."""
    if a / n <= b / m:
        return 0.0
    expected_a, expected_b = n * (a + b) / (n + m), m * (a + b) / (n + m)
    return 2 * (a * math.log(a / expected_a) + (b * math.log(b / expected_b) if b else 0.0))


def _is_coded(study: Study, paragraph: Paragraph) -> bool:
    """True if a headline type claims the paragraph."""
    codings = study.codings.get(paragraph.key, ())
    return any(c.rank and not study.taxonomy.by_id[c.measure_id].residual for c in codings)


def _likely_type(text: str, paragraphs: Iterable[Paragraph], study: Study) -> str:
    """The type whose keywords share most with the candidate, else the one its paragraphs are mostly about."""
    votes: Counter[str] = Counter()
    types = {m.id for m in study.taxonomy.types}
    for paragraph in paragraphs:
        for coding in study.codings.get(paragraph.key, ()):
            if coding.measure_id in types and coding.score > 0:
                votes[coding.measure_id] += 2 if coding.rank == 1 else 1
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    for keyword in study.taxonomy.keywords:
        type_id = study.taxonomy.type_of(keyword.measure_id)
        shared = sum(pair in keyword.text for pair in pairs)
        if type_id in types and shared >= 2:
            votes[type_id] += shared - 1
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked else ""
