"""cntext dictionaries: YAML with Name, Desc, Refer, Category and Dictionary; one level of categories.

Read: ``Dictionary: {pos: [支持, 鼓励], neg: [禁止]}`` becomes one type a category, in the order of Category.
Written: one category a type, the terms of its sub-types merged into it.
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Taxonomy
from compare.problems import Problem
from compare.taxonomy.exchange.outlines import children, dropped, terms_of
from compare.taxonomy.exchange.trees import Category, composed, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.yaml_text import scalar
from compare.yamlfiles.nodes import Listing, Node, Scalar, Table, is_empty, read_sheet

SUFFIXES = ()  # .yaml is quanteda's; `exchange` looks for the key Dictionary
FORMAT = "cntext YAML"


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The categories of a cntext dictionary."""
    sheet = read_sheet(path)
    root = composed(sheet, FORMAT)
    fields = {key.value: value for key, value in root.value} if isinstance(root, Table) else {}
    words = fields.get("Dictionary")
    if not isinstance(words, Table):
        raise foreign_fault(FORMAT, sheet.file, "Dictionary")
    found = {key.value: _texts(value) for key, value in words.value if isinstance(key, Scalar)}
    listed = _texts(fields["Category"]) if "Category" in fields else []
    losses = [lost("lost-empty", sheet.file, category=name) for name in listed if not found.get(name)]
    categories = []
    for name in dict.fromkeys([*(name for name in listed if name in found), *found]):
        categories.append(Category(name))
        categories[-1].add(found[name])
    name = _texts(fields["Name"])[0] if _texts(fields.get("Name")) else path.stem
    return taxonomy_from_tree(categories, name, path.name, wildcards=""), tuple(losses)


def _texts(node: Node | None) -> list[str]:
    if isinstance(node, Listing):
        return [item.value for item in node.value if isinstance(item, Scalar) and not is_empty(item)]
    return [node.value] if isinstance(node, Scalar) and not is_empty(node) else []


# --- writing ----------------------------------------------------------------------------------------------------------


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
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
