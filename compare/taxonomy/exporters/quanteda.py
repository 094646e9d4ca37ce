"""A taxonomy as a quanteda dictionary in YAML, in the form of its ``as.yaml()``.

Out: block lists, two blanks a level, a scalar for a single value; a category with terms and sub-categories keeps its
terms below ``__`` (quanteda reads that as a sub-category). Risky words such as 863 and NO are quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compare.model import Measure, Taxonomy
from compare.problems import Problem
from compare.taxonomy.build import OWN_VALUES
from compare.taxonomy.outlines import children, dropped, terms_of
from compare.taxonomy.yaml_text import scalar

SUFFIX = ".yaml"
FORMAT = "quanteda YAML"


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the dictionary; notes what it cannot hold."""
    lines = [line for measure in children(taxonomy, None) for line in _category(measure, taxonomy, "")]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    return dropped(taxonomy, FORMAT, path, "hierarchy levels keywords", wildcards="*?")


def _category(measure: Measure, taxonomy: Taxonomy, indent: str) -> Iterator[str]:
    terms = list(terms_of([measure], "*?"))
    below = children(taxonomy, measure.id)
    if not below:
        yield from _values(scalar(measure.label), terms, indent)
        return
    yield f"{indent}{scalar(measure.label)}:"
    if terms:
        yield from _values(OWN_VALUES, terms, indent + "  ")
    for child in below:
        yield from _category(child, taxonomy, indent + "  ")


def _values(key: str, terms: list[str], indent: str) -> Iterator[str]:
    if len(terms) == 1:
        yield f"{indent}{key}: {scalar(terms[0])}"
    else:
        yield f"{indent}{key}:{'' if terms else ' []'}"
        yield from (f"{indent}  - {scalar(term)}" for term in terms)
