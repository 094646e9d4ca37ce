"""A taxonomy as a cntext dictionary: YAML with Name, Desc, Refer, Category, Dictionary.

Out: one category a type, the terms of its sub-types merged into it.
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Taxonomy
from compare.problems import Problem
from compare.taxonomy.outlines import children, dropped, terms_of
from compare.taxonomy.yaml_text import scalar

SUFFIX = ".yaml"
FORMAT = "cntext YAML"


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the dictionary; notes what it cannot hold."""
    lines = [
        f"Name: {scalar(taxonomy.name)}",
        f"Desc: {scalar(f'{taxonomy.name} {taxonomy.version}'.strip())}",
        'Refer: ""',
        "Category:",
        *(f"  - {scalar(measure.label)}" for measure in children(taxonomy, None)),
        "Dictionary:",
    ]
    for measure in children(taxonomy, None):
        terms = terms_of([measure, *taxonomy.subtypes(measure.id)], "")
        lines.append(f"  {scalar(measure.label)}:{'' if terms else ' []'}")
        lines += [f"    - {scalar(term)}" for term in terms]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    return dropped(taxonomy, FORMAT, path, "levels own-keywords keywords")
