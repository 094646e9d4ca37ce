"""Twelve hex digits that change if, and only if, the taxonomy may code differently.

In: a `Taxonomy`. Out: ``"3fa2…"``. Names, definitions, examples, comments and the order of keywords within a type do
not matter; ids, keywords, conditions, settings, cues, masks, learned words and the order of types do.
Example: correcting 孵化载体's definition keeps the fingerprint, adding the keyword “众创空间” changes it.
"""

from __future__ import annotations

from dataclasses import astuple, replace
from hashlib import sha256

from compare.model import Cues, Keyword, Measure, Taxonomy


def fingerprint(taxonomy: Taxonomy) -> str:
    """The first 12 hex digits of SHA-256 over a canonical form."""
    form: tuple[object, ...] = (
        taxonomy.overlap, taxonomy.method, taxonomy.language, astuple(taxonomy.scoring), _cues(taxonomy.cues),
        sorted(set(taxonomy.masks)), [_measure(m) for m in taxonomy.measures],
    )  # fmt: skip
    if taxonomy.learned:
        form = (*form, replace(taxonomy.learned, words=tuple(sorted(taxonomy.learned.words)), file=""))
    return sha256(repr(form).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _cues(cues: Cues) -> list[object]:
    return [sorted(set(value)) if isinstance(value, tuple) else value for value in astuple(cues)]


def _measure(measure: Measure) -> tuple[object, ...]:
    keywords = sorted(map(_keyword, measure.keywords))
    return (measure.id, measure.parent, measure.residual, measure.threshold, sorted(measure.damped_by), keywords)


def _keyword(keyword: Keyword) -> tuple[str, ...]:
    """Strings only, so that keywords can be sorted; most have nothing but a text and points."""
    plain = (keyword.text, keyword.strength, str(float(keyword.points)), str(keyword.boundary), str(keyword.pattern))
    sets = (keyword.aliases, keyword.not_after, keyword.not_before, keyword.roles, keyword.headings)
    if not (keyword.conditions or any(sets)):
        return plain
    conditions = sorted((c.kind, sorted(c.terms), c.within, c.scope) for c in keyword.conditions)
    return (*plain, str(conditions), *(str(sorted(set(s))) for s in sets))
