"""A taxonomy as a Lexicoder 3 dictionary (``.lc3``): ``+CATEGORY``, then terms with one space in front.

Out: one category a type, the terms of its sub-types merged into it.
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Taxonomy
from compare.problems import Problem
from compare.taxonomy.outlines import children, dropped, terms_of

SUFFIX = ".lc3"
FORMAT = "Lexicoder"


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the dictionary; notes what it cannot hold."""
    lines = []
    for measure in children(taxonomy, None):
        lines.append("+" + " ".join(measure.label.split()))
        lines += [f" {' '.join(term.split())}" for term in terms_of([measure, *taxonomy.subtypes(measure.id)], "*")]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    return dropped(taxonomy, FORMAT, path, "levels own-keywords keywords", wildcards="*")
