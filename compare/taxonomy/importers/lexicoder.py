"""Lexicoder 3 dictionaries (``.lc3``): ``+CATEGORY`` lines, each followed by terms with one space in front.

In: ``+孵化``, `` 孵化器``. Out: one type a category. (``.lcd`` is Yoshikoder's XML without the outermost cnode.)
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Taxonomy
from compare.problems import Problem
from compare.taxonomy.foreign_text import read_foreign_text
from compare.taxonomy.trees import Category, foreign_fault, lost, taxonomy_from_tree

SUFFIXES = (".lc3",)
FORMAT = "Lexicoder"


def import_taxonomy(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
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
