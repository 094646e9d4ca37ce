"""A taxonomy as KH Coder coding rules.

Out: ``*type`` and below it ``'term' or 'term' or <*sub-type>``: strings in quotes survive KH Coder's segmentation of
Chinese. Spaces in names become _, names used twice get their type in front.
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Measure, Taxonomy
from compare.problems import Problem, problem
from compare.taxonomy.outlines import children, dropped, terms_of, unique_names

SUFFIX = ".txt"
FORMAT = "KH Coder"


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the rules; notes what they cannot hold."""
    names = {key: "_".join(name.split()) for key, name in unique_names(taxonomy).items()}
    lines: list[str] = []
    unquotable: list[str] = []
    for measure in taxonomy.measures:
        if condition := _condition(measure, taxonomy, names, unquotable):
            lines += [f"*{names[measure.id]}", condition, ""]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    losses = dropped(taxonomy, FORMAT, path, "hierarchy levels own-keywords keywords")
    if unquotable:
        details = {"format": FORMAT, "count": len(unquotable), "example": unquotable[0]}
        losses += (problem("taxonomy.drop-terms", "note", path.as_posix(), **details),)
    return losses


def _condition(measure: Measure, taxonomy: Taxonomy, names: dict[str, str], unquotable: list[str]) -> str:
    terms = list(terms_of([measure], ""))
    unquotable += [term for term in terms if "'" in term]
    atoms = [f"'{term}'" for term in terms if "'" not in term]
    atoms += [f"<*{names[child.id]}>" for child in children(taxonomy, measure.id) if _has_terms(child, taxonomy)]
    return " or ".join(atoms)


def _has_terms(measure: Measure, taxonomy: Taxonomy) -> bool:
    if any("'" not in term for term in terms_of([measure], "")):
        return True
    return any(_has_terms(child, taxonomy) for child in children(taxonomy, measure.id))
