"""quanteda dictionaries in YAML: key → term, list of terms, or mapping.

In: ``孵化: {众创: [创客空间, 创客*], __: 孵化器}``. Out: types and sub-types to any depth; ``__`` holds the terms of a
category that has sub-categories; ``*`` and ``?`` become patterns; every value stays text (863, NO). Same keys merge.
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Taxonomy
from compare.problems import Problem, SheetError
from compare.taxonomy.build import OWN_VALUES
from compare.taxonomy.trees import Category, foreign_fault, lost, taxonomy_from_tree
from compare.yamlfiles.nodes import Node, Scalar, Table, compose, is_empty, read_sheet

SUFFIXES = (".yaml", ".yml")
FORMAT = "quanteda YAML"
_DEPTH = 100  # levels; quanteda's own limit


def import_taxonomy(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The categories of a quanteda dictionary, and what changed on the way."""
    sheet = read_sheet(path)
    try:
        root = compose(sheet)
    except SheetError as error:
        raise foreign_fault(FORMAT, sheet.file, dict(error.problems[0].details).get("detail", "")) from None
    if not isinstance(root, Table):
        raise foreign_fault(FORMAT, sheet.file, "no mapping")
    reader = _Reader(sheet.file)
    reader.read(Category(""), root, 0)
    return taxonomy_from_tree(reader.root.children, path.stem, path.name), tuple(reader.losses)


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.root = Category("")
        self.losses: list[Problem] = []

    def read(self, parent: Category, node: Table, depth: int) -> None:
        parent = parent if depth else self.root
        for key, value in node.value:
            name = key.value if isinstance(key, Scalar) else ""
            target = parent if name == OWN_VALUES and depth else parent.child(name)
            self._values(target, value, depth + 1)

    def _values(self, category: Category, node: Node, depth: int) -> None:
        if depth > _DEPTH:
            raise foreign_fault(FORMAT, self.file, f"> {_DEPTH} levels", node.start_mark.line + 1)
        if isinstance(node, Table):
            self.read(category, node, depth)
        elif isinstance(node, Scalar):
            category.add([] if is_empty(node) else [node.value])
        else:
            for item in node.value:
                if isinstance(item, Table):
                    line = item.start_mark.line + 1
                    self.losses.append(lost("nested-list", self.file, line, category=category.name))
                self._values(category, item, depth + 1)
