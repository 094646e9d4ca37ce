"""Yoshikoder (``.ykd``) and Lexicoder (``.lcd``) dictionaries: XML of nested cnodes and pnodes.

In: ``<cnode name="孵化"><pnode name="孵化器"/><cnode …/></cnode>``. Out: types and sub-types; a category keeps its own
patterns beside its sub-categories. In a ``.ykd`` the single outermost cnode is the dictionary's name.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from compare.model import Taxonomy
from compare.problems import Problem
from compare.taxonomy.foreign_text import read_bytes
from compare.taxonomy.trees import Category, Term, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.xml_trees import parse_xml

SUFFIXES = (".ykd", ".lcd")
FORMAT = "Yoshikoder"


def import_taxonomy(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The categories of a Yoshikoder or Lexicoder dictionary."""
    root = parse_xml(read_bytes(path), FORMAT, path.as_posix())
    if root.tag != "dictionary":
        raise foreign_fault(FORMAT, path.as_posix(), f"<{root.tag}>")
    losses: list[Problem] = []
    regexp = root.get("patternengine") == "regexp"
    categories = [_category(node, regexp, path, losses) for node in root.findall("cnode")]
    name = path.stem
    if path.suffix.lower() == ".ykd" and len(categories) == 1 and categories[0].children:
        (whole,) = categories
        losses += [lost("lost-root", path.as_posix(), term=term.text) for term in whole.terms]
        name, categories = whole.name, whole.children
    return taxonomy_from_tree(categories, name, path.name, wildcards="*"), tuple(losses)


def _category(node: Element, regexp: bool, path: Path, losses: list[Problem]) -> Category:
    category = Category(node.get("name", "").strip(), definition=node.get("desc", "").strip())
    for child in node:
        name = child.get("name", "").strip()
        if child.tag == "cnode":
            category.children.append(_category(child, regexp, path, losses))
        elif child.tag == "pnode" and name:
            category.terms.append(Term(name, _weight(child, path, losses), pattern=regexp))
    return category


def _weight(node: Element, path: Path, losses: list[Problem]) -> float | None:
    score = node.get("score", "").strip()
    try:
        return float(score) if score else None
    except ValueError:
        losses.append(lost("lost-weight", path.as_posix(), term=node.get("name"), weight=score))
        return None
