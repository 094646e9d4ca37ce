"""Paragraphs and a taxonomy become codings, targets, amounts: everything that is found in a document's text.

In: a `Document` and a `Taxonomy`. Out: `Coded`, whose parts `compare.corpus` joins to a `Study`.
Example: “对首次认定的高新技术企业给予20万元奖励。” → coding enterprise, amount 20 万元, intensity 5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from compare.coding.amounts import find_amounts
from compare.coding.bodies import find_bodies
from compare.coding.counting import KeywordCounter
from compare.coding.intensity import rate_intensity
from compare.coding.programmes import find_programmes
from compare.coding.scorer import Scorer
from compare.coding.statements import Statements
from compare.coding.targets import find_targets
from compare.model import Amount, Body, Coding, Document, Doubt, Intensity, Programme, Target, Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """What was found in one document."""

    codings: Mapping[str, tuple[Coding, ...]]
    """paragraph key → codings; only paragraphs that have any"""
    targets: tuple[Target, ...]
    amounts: tuple[Amount, ...]
    programmes: tuple[Programme, ...]
    bodies: tuple[Body, ...]
    intensities: Mapping[str, Intensity]
    type_intensities: Mapping[tuple[str, str], Intensity]
    doubts: Mapping[str, Doubt]
    """paragraph key → doubt, for counted paragraphs"""


Found = TypeVar("Found", Amount, Target)
Keyed = TypeVar("Keyed", Amount, Target, Programme, Body)

_SCORERS: dict[tuple[str, tuple[int, ...]], Scorer] = {}
"""one a process for each fingerprint and lines of the keywords, which matches carry along: to compile costs as
much as coding a short document"""
_COMPILED = 4
"""scorers kept: a run uses one or two, but ``run --watch`` makes another at every save"""


def scorer_for(taxonomy: Taxonomy) -> Scorer:
    """The compiled taxonomy."""
    key = taxonomy.fingerprint, tuple([keyword.line for keyword in taxonomy.keywords])
    if key not in _SCORERS:
        if len(_SCORERS) == _COMPILED:
            del _SCORERS[next(iter(_SCORERS))]
        _SCORERS[key] = (KeywordCounter if taxonomy.method == "count" else Scorer)(taxonomy)
    return _SCORERS[key]


def code_document(document: Document, taxonomy: Taxonomy) -> Coded:
    """Everything the taxonomy and the number grammars find in a document."""
    scorer = scorer_for(taxonomy)
    decided = scorer.decide_document(document)
    codings = {key: decision.codings for key, decision in decided.items() if decision.codings}
    main = {key: found[0].measure_id for key, found in codings.items() if found[0].rank == 1}
    statements = Statements(document)
    targets, amounts = find_targets(document, main, statements), find_amounts(document, main, statements)
    by_amount, by_target = _by_paragraph(amounts), _by_paragraph(targets)
    ratings = {
        p.key: rate_intensity(p, codings.get(p.key, ()), by_amount[p.key], by_target[p.key])
        for p in document.paragraphs
        if p.counted
    }
    return Coded(
        codings=codings,
        targets=targets,
        amounts=amounts,
        programmes=find_programmes(document, main),
        bodies=find_bodies(document, main),
        intensities={key: rating.whole for key, rating in ratings.items()},
        type_intensities={
            (key, id): intensity for key, rating in ratings.items() for id, intensity in rating.types.items()
        },
        doubts={key: decision.doubt for key, decision in decided.items() if decision.doubt},
    )


def rekey_coded(coded: Coded, before: Document, after: Document) -> Coded:
    """What was found in a document under the keys that it has with another id."""
    keys = {old.key: new.key for old, new in zip(before.paragraphs, after.paragraphs, strict=True)}

    def moved(found: Iterable[Keyed]) -> tuple[Keyed, ...]:
        return tuple(replace(x, document_id=after.id, paragraph_key=keys[x.paragraph_key]) for x in found)

    def numbered(found: Iterable[Found]) -> tuple[Found, ...]:
        """Targets and amounts, whose own ids begin with the key of their paragraph."""
        return tuple(
            replace(new, id=new.paragraph_key + old.id.removeprefix(old.paragraph_key))
            for old, new in zip(found, moved(found), strict=True)
        )

    return Coded(
        codings={
            keys[key]: tuple(c._replace(paragraph_key=keys[key]) for c in found) for key, found in coded.codings.items()
        },
        targets=numbered(coded.targets),
        amounts=numbered(coded.amounts),
        programmes=moved(coded.programmes),
        bodies=moved(coded.bodies),
        intensities={keys[key]: value for key, value in coded.intensities.items()},
        type_intensities={(keys[key], type_id): value for (key, type_id), value in coded.type_intensities.items()},
        doubts={keys[key]: doubt for key, doubt in coded.doubts.items()},
    )


def _by_paragraph(found: Iterable[Found]) -> Mapping[str, list[Found]]:
    grouped: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        grouped[item.paragraph_key].append(item)
    return grouped
