"""LIWC dictionaries: ``.dic`` (numbered categories between two %) and ``.dicx`` (a table of terms by categories).

Read: ``01<TAB>verb`` … ``like*<TAB>01<TAB>02`` becomes types and sub-types (TABs before the number are levels), terms
sorted; codes in brackets and of the form ``<of>131/125`` are ignored, as LIWC does; unknown numbers are noted.
Written: ids from 1 in taxonomy order, levels by TABs, terms sorted by code point; in ``.dicx`` (LIWC-22) one column a
category, a term's cell holds its points.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from compare.model import Taxonomy
from compare.problems import Problem
from compare.taxonomy.exchange.outlines import dropped, terms_of, unique_names
from compare.taxonomy.exchange.trees import Category, Term, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.foreign_text import read_foreign_text

SUFFIXES = (".dic", ".dicx")
FORMAT = "LIWC"

_HEADER = re.compile(r"(?P<tabs>\t*)[ ]*(?:(?P<id>\d+)\s+)?(?P<name>\S.*?)\s*")
_CONDITIONAL = re.compile(r"\([^)]*\)\S*|<[^>]*>\S*")  # (02 134)125/464 and <of>131/125
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The categories of a LIWC dictionary; empty ones are left out."""
    text = read_foreign_text(path)
    tree, losses = _read_dicx(text, path) if path.suffix.lower() == ".dicx" else _read_dic(text, path)
    losses += [lost("lost-empty", path.as_posix(), category=c.name) for top in tree for c in top.walk() if _bare(c)]
    kept = [category for category in map(_pruned, tree) if category.terms or category.children]
    return taxonomy_from_tree(kept, path.stem, path.name, wildcards="*"), tuple(losses)


def _read_dic(text: str, path: Path) -> tuple[list[Category], list[Problem]]:
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        raise foreign_fault(FORMAT, path.as_posix(), "%")
    tree, by_id = _read_header(lines[marks[0] + 1 : marks[1]])
    losses = []
    for number, line in enumerate(lines[marks[1] + 1 :], marks[1] + 2):
        term, ids = _read_entry(line)
        for key in ids:
            if key in by_id:
                by_id[key].add([term])
            else:
                losses.append(lost("lost-category", path.as_posix(), number, term=term, category=key))
    return tree, losses


def _read_header(lines: list[str]) -> tuple[list[Category], dict[str, Category]]:
    """The tree of categories and where each number (without leading zeros) stands in it."""
    root = Category("")
    open_levels = [(-1, root)]
    by_id: dict[str, Category] = {}
    for line in lines:
        match = _HEADER.fullmatch(line)
        if match is None:
            continue
        depth = len(match["tabs"])
        while open_levels[-1][0] >= depth:
            open_levels.pop()
        category = open_levels[-1][1].child(match["name"])
        open_levels.append((depth, category))
        if match["id"]:
            by_id[str(int(match["id"]))] = category
    return root.children, by_id


def _read_entry(line: str) -> tuple[str, list[str]]:
    term, tab, rest = line.strip().partition("\t")
    if not tab:
        term, _, rest = term.partition(" ")
    tokens = _CONDITIONAL.sub(" ", rest).split()
    return term.strip(), [str(int(token)) for token in tokens if token.isdigit()]


def _read_dicx(text: str, path: Path) -> tuple[list[Category], list[Problem]]:
    rows = [row for row in csv.reader(io.StringIO(text)) if any(row)]
    if not rows or rows[0][0].strip().lower() != "dicterm":
        raise foreign_fault(FORMAT, path.as_posix(), "DicTerm")
    categories = [Category(name.strip()) for name in rows[0][1:]]
    losses = []
    for number, row in enumerate(rows[1:], 2):
        for category, cell in zip(categories, (cell.strip() for cell in row[1:]), strict=False):
            if _NUMBER.fullmatch(cell):
                category.terms += [Term(row[0].strip(), float(cell))] if float(cell) else []
            elif cell:
                category.add([row[0].strip()])
                if cell.lower() != "x":
                    losses.append(lost("lost-weight", path.as_posix(), number, term=row[0], weight=cell))
    return categories, losses


def _bare(category: Category) -> bool:
    return not any(each.terms for each in category.walk())


def _pruned(category: Category) -> Category:
    """The category with its terms sorted and without branches that hold no term."""
    terms = sorted(category.terms, key=lambda term: term.text)
    children = [_pruned(child) for child in category.children if not _bare(child)]
    return Category(category.name, terms=terms, children=children)


# --- writing ----------------------------------------------------------------------------------------------------------


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
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
