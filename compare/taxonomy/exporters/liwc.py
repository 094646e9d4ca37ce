"""A taxonomy as a LIWC dictionary: ``.dic`` with levels, or ``.dicx`` (LIWC-22) with weights.

Out: ids from 1 in taxonomy order, levels by TABs, terms sorted by code point; in ``.dicx`` one column a category, a
term's cell holds its points.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from compare.model import Taxonomy
from compare.problems import Problem
from compare.taxonomy.outlines import dropped, terms_of, unique_names

SUFFIX = ".dic"
FORMAT = "LIWC"


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the dictionary, ``.dicx`` by the path's ending, else ``.dic``; notes what it cannot hold."""
    extended = path.suffix.lower() == ".dicx"
    text = _dicx(taxonomy) if extended else _dic(taxonomy)
    path.write_bytes(text.encode("utf-8"))
    holds = "points" if extended else "hierarchy"
    return dropped(taxonomy, FORMAT, path, f"{holds} levels own-keywords keywords", wildcards="*")


def _dic(taxonomy: Taxonomy) -> str:
    depth: dict[str, int] = {}
    lines = ["%"]
    members: dict[str, list[str]] = {}
    for number, measure in enumerate(taxonomy.measures, 1):
        depth[measure.id] = depth[measure.parent] + 1 if measure.parent else 0
        lines.append("\t" * depth[measure.id] + f"{number}\t{_word(measure.label)}")
        for term in terms_of([measure], "*"):
            members.setdefault(_word(term), []).append(str(number))
    lines.append("%")
    lines += ["\t".join([term, *members[term]]) for term in sorted(members)]
    return "".join(f"{line}\n" for line in lines)


def _dicx(taxonomy: Taxonomy) -> str:
    types = [measure for measure in taxonomy.measures if measure.parent is None]
    columns = [terms_of([measure, *taxonomy.subtypes(measure.id)], "*") for measure in types]
    names = unique_names(taxonomy)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["DicTerm", *(names[measure.id] for measure in types)])
    for term in sorted({term for column in columns for term in column}):
        writer.writerow([term, *(f"{column[term]:g}" if term in column else "" for column in columns)])
    return out.getvalue()


def _word(text: str) -> str:
    """A field of a tab-separated line."""
    return " ".join(text.split())
