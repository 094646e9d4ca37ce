"""WordStat categorisation dictionaries (``.cat``): TABs are levels, ``TERM (1)`` is a term with its weight.

Read: ``孵化<TAB>…``, ``<TAB>SOUTH_AFRICAN* (1)`` becomes types and sub-types; ``_`` is a space; rules (``@NAME […]``)
are kept in the category's definition and noted. Weights may be ``(10)``, ``(0.5)``, ``(-2)``; a category NA stays NA.
Written: the same, with CRLF and UTF-8 with byte order mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from compare import lexicons
from compare.model import Measure, Taxonomy
from compare.problems import Problem
from compare.taxonomy.exchange.outlines import children, dropped, terms_of
from compare.taxonomy.exchange.trees import Category, Term, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.foreign_text import read_foreign_text

SUFFIXES = (".cat",)
FORMAT = "WordStat"

_TERM = re.compile(r"(?P<text>.+?)\s*\((?P<weight>[+-]?\d*\.?\d+)\)")


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The categories of a WordStat dictionary."""
    root = Category("")
    open_levels: list[tuple[int, Category]] = [(-1, root)]
    losses: list[Problem] = []
    for number, line in enumerate(read_foreign_text(path).split("\n"), 1):
        text = line.strip()
        if not text:
            continue
        depth = len(line) - len(line.lstrip("\t"))
        while open_levels[-1][0] >= depth:
            open_levels.pop()
        category = open_levels[-1][1]
        match = _TERM.fullmatch(text)
        if match is None and not text.startswith("@"):
            open_levels.append((depth, category.child(text)))
        elif category is root:
            losses.append(lost("lost-root", path.as_posix(), number, term=text))
        elif match is None or text.startswith("@"):
            losses.append(lost("lost-rule", path.as_posix(), number, category=category.name, rule=text))
            category.definition = f"{category.definition} {lexicons.load('taxonomy_exchange')['rule']}: {text}".strip()
        else:
            category.terms.append(Term(match["text"].replace("_", " "), float(match["weight"])))
    if not root.children:
        raise foreign_fault(FORMAT, path.as_posix(), "category")
    return taxonomy_from_tree(root.children, path.stem, path.name), tuple(losses)


# --- writing ----------------------------------------------------------------------------------------------------------


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
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
