"""quanteda dictionaries in YAML: key → term, list of terms, or mapping.

Read: ``孵化: {众创: [创客空间, 创客*], __: 孵化器}`` becomes types and sub-types to any depth; ``__`` holds the terms
of a category that has sub-categories; ``*`` and ``?`` become patterns; every value stays text (863, NO). Same keys
merge.
Written: in the form of quanteda's ``as.yaml()``: block lists, two blanks a level, a scalar for a single value. Risky
words such as 863 and NO are quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compare.model import Measure, Taxonomy
from compare.problems import Problem
from compare.taxonomy.build import OWN_VALUES
from compare.taxonomy.exchange.outlines import children, dropped, terms_of
from compare.taxonomy.exchange.trees import Category, composed, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.yaml_text import scalar
from compare.yamlfiles.nodes import Node, Scalar, Table, is_empty, read_sheet

SUFFIXES = (".yaml", ".yml")
FORMAT = "quanteda YAML"
_DEPTH = 100  # levels; quanteda's own limit


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The categories of a quanteda dictionary, and what changed on the way."""
    sheet = read_sheet(path)
    root = composed(sheet, FORMAT)
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


# --- writing ----------------------------------------------------------------------------------------------------------


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the dictionary; notes what it cannot hold."""
    lines = [line for measure in children(taxonomy, None) for line in _category(measure, taxonomy, "")]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    return dropped(taxonomy, FORMAT, path, "hierarchy levels keywords", wildcards="*?")


def _category(measure: Measure, taxonomy: Taxonomy, indent: str) -> Iterator[str]:
    terms = list(terms_of([measure], "*?"))
    below = children(taxonomy, measure.id)
    if not below:
        yield from _values(scalar(measure.label), terms, indent)
        return
    yield f"{indent}{scalar(measure.label)}:"
    if terms:
        yield from _values(OWN_VALUES, terms, indent + "  ")
    for child in below:
        yield from _category(child, taxonomy, indent + "  ")


def _values(key: str, terms: list[str], indent: str) -> Iterator[str]:
    if len(terms) == 1:
        yield f"{indent}{key}: {scalar(terms[0])}"
    else:
        yield f"{indent}{key}:{'' if terms else ' []'}"
        yield from (f"{indent}  - {scalar(term)}" for term in terms)
