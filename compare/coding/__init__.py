"""Paragraphs and a taxonomy become codings, targets, amounts: everything that is found in a document's text.

In: a `Document` and a `Taxonomy`. Out: `Coded`, whose parts the pipeline joins to a `Study`.
Example: “对首次认定的高新技术企业给予20万元奖励。” → coding enterprise, amount 20 万元, intensity 5.
"""

from __future__ import annotations

import copyreg
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from compare.coding.amounts import find_amounts
from compare.coding.bodies import find_bodies
from compare.coding.intensity import rate_intensity
from compare.coding.programmes import find_programmes
from compare.coding.scorer import Scorer
from compare.coding.statements import Statements
from compare.coding.targets import find_targets
from compare.model import (
    Amount,
    Body,
    Coding,
    Document,
    Intensity,
    Keyword,
    Match,
    Programme,
    Reason,
    Span,
    Target,
    Taxonomy,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
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


def _by_position(noun: Any) -> tuple[type, tuple[object, ...]]:
    return type(noun), tuple(getattr(noun, name) for name in noun.__slots__)


for _noun in (Span, Keyword, Match, Reason, Coding, Target, Amount):
    copyreg.pickle(_noun, _by_position)  # between processes: less than half the time of a dataclass's own state

Found = TypeVar("Found", Amount, Target)

_SCORERS: dict[str, Scorer] = {}
"""one a fingerprint and process: compiling a taxonomy costs as much as coding a short document"""
_COMPILED = 4
"""scorers kept: a run uses one or two, but ``run --watch`` makes another at every save"""


def scorer_for(taxonomy: Taxonomy) -> Scorer:
    """The compiled taxonomy."""
    if taxonomy.fingerprint not in _SCORERS:
        if len(_SCORERS) == _COMPILED:
            del _SCORERS[next(iter(_SCORERS))]
        _SCORERS[taxonomy.fingerprint] = Scorer(taxonomy)
    return _SCORERS[taxonomy.fingerprint]


def code_document(document: Document, taxonomy: Taxonomy) -> Coded:
    """Everything the taxonomy and the number grammars find in a document."""
    scorer = scorer_for(taxonomy)
    codings = {key: found for key, found in scorer.code_document(document).items() if found}
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
        codings, targets, amounts, find_programmes(document, main), find_bodies(document, main),
        {key: rating.whole for key, rating in ratings.items()},
        {(key, id): intensity for key, rating in ratings.items() for id, intensity in rating.types.items()},
    )  # fmt: skip


def _by_paragraph(found: Iterable[Found]) -> Mapping[str, list[Found]]:
    grouped: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        grouped[item.paragraph_key].append(item)
    return grouped
