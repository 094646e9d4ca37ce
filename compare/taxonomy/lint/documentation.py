"""What a reader of the report would miss: definitions, test sentences, keywords.

Faulty: a type without a definition, without any example (例句) in itself or its sub-types, or without any keyword.
Noted: sub-types without a definition (one note per type); a file in the simple shape, which has no room for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.problems import Problem
from compare.taxonomy.lint.subject import Subject, found


def check(subject: Subject) -> Iterator[Problem]:
    """Types without definition, examples or keywords."""
    taxonomy = subject.taxonomy
    simple = not any(measure.definition or measure.examples for measure in taxonomy.measures)
    if simple and taxonomy.measures:
        yield found("undocumented", "note", subject.measure_place(taxonomy.measures[0]))
    for measure in (*taxonomy.types, *taxonomy.residuals):
        below = taxonomy.subtypes(measure.id)
        place = subject.measure_place(measure)
        bare = not measure.keywords and not any(subtype.keywords for subtype in below)
        if bare and not subject.troubled(measure):
            yield found("no-keywords-in-type", "warning", place, id=measure.id, label=measure.label)
        if simple:
            continue
        if not measure.definition:
            yield found("no-definition", "warning", place, id=measure.id, label=measure.label)
        if not measure.examples and not any(subtype.examples for subtype in below):
            yield found("no-examples", "warning", place, id=measure.id, label=measure.label)
        if undefined := [subtype.label for subtype in below if not subtype.definition]:
            yield found("subtypes-undefined", "note", place, label=measure.label, subtypes="、".join(undefined))
