"""Lexicoder 3 dictionaries (``.lc3``): ``+CATEGORY`` lines, each followed by terms with one space in front.

Read: ``+孵化``, `` 孵化器`` becomes one type a category. (``.lcd`` is Yoshikoder's XML without the outermost cnode.)
Written: one category a type, the terms of its sub-types merged into it.
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Taxonomy
from compare.problems import Problem
from compare.taxonomy.exchange.outlines import children, dropped, terms_of
from compare.taxonomy.exchange.trees import Category, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.foreign_text import read_foreign_text

SUFFIXES = (".lc3",)
FORMAT = "Lexicoder"


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The categories of a Lexicoder 3 dictionary."""
    categories: list[Category] = []
    losses: list[Problem] = []
    for number, line in enumerate(read_foreign_text(path).split("\n"), 1):
        text = line.strip()
        if line.startswith("+") and text != "+":
            categories.append(Category(text[1:].strip()))
        elif text and categories:
            categories[-1].add([text])
        elif text:
            losses.append(lost("lost-root", path.as_posix(), number, term=text))
    if not categories:
        raise foreign_fault(FORMAT, path.as_posix(), "+CATEGORY")
    return taxonomy_from_tree(categories, path.stem, path.name, wildcards="*"), tuple(losses)


# --- writing ----------------------------------------------------------------------------------------------------------


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the dictionary; notes what it cannot hold."""
    lines = []
    for measure in children(taxonomy, None):
        lines.append("+" + " ".join(measure.label.split()))
        lines += [f" {' '.join(term.split())}" for term in terms_of([measure, *taxonomy.subtypes(measure.id)], "*")]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    return dropped(taxonomy, FORMAT, path, "levels own-keywords keywords", wildcards="*")
