"""A taxonomy as a WordStat categorisation dictionary (``.cat``).

Out: TABs are levels, ``TERM (points)`` is a term, ``_`` stands for a space; CRLF, UTF-8 with byte order mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compare.model import Measure, Taxonomy
from compare.problems import Problem
from compare.taxonomy.outlines import children, dropped, terms_of

SUFFIX = ".cat"
FORMAT = "WordStat"


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the dictionary; notes what it cannot hold."""
    lines = [line for measure in children(taxonomy, None) for line in _category(measure, taxonomy, "")]
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("utf-8-sig"))
    return dropped(taxonomy, FORMAT, path, "hierarchy levels own-keywords keywords points", wildcards="*?")


def _category(measure: Measure, taxonomy: Taxonomy, tabs: str) -> Iterator[str]:
    yield tabs + " ".join(measure.label.split())
    for term, points in terms_of([measure], "*?").items():
        yield f"{tabs}\t{'_'.join(term.split())} ({points:g})"
    for child in children(taxonomy, measure.id):
        yield from _category(child, taxonomy, tabs + "\t")
