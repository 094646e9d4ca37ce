"""Yoshikoder (``.ykd``) and Lexicoder (``.lcd``) dictionaries: XML of nested cnodes and pnodes.

Read: ``<cnode name="孵化"><pnode name="孵化器"/><cnode …/></cnode>`` becomes types and sub-types; a category keeps its
own patterns beside its sub-categories. In a ``.ykd`` the single outermost cnode is the dictionary's name.
Written: types with their definition as desc, terms with their points as score; ``.lcd`` has no outermost cnode.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from compare.model import Measure, Taxonomy
from compare.problems import Problem
from compare.taxonomy.exchange.outlines import children, description, dropped, terms_of
from compare.taxonomy.exchange.trees import Category, Term, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.exchange.xml_trees import parse_xml, xml_bytes
from compare.taxonomy.foreign_text import read_bytes

SUFFIXES = (".ykd", ".lcd")
FORMAT = "Yoshikoder"
_STYLE = {"style": "050805", "patternengine": "substring"}


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
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


# --- writing ----------------------------------------------------------------------------------------------------------


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the dictionary; notes what it cannot hold."""
    root = Element("dictionary", _STYLE)
    outer = root if path.suffix.lower() == ".lcd" else SubElement(root, "cnode", name=taxonomy.name)
    for measure in children(taxonomy, None):
        _add(outer, measure, taxonomy)
    path.write_bytes(xml_bytes(root))
    holds = "hierarchy levels own-keywords keywords points definitions"
    return dropped(taxonomy, FORMAT, path, holds, wildcards="*")


def _add(parent: Element, measure: Measure, taxonomy: Taxonomy) -> None:
    node = SubElement(parent, "cnode", name=measure.label)
    if text := description(measure):
        node.set("desc", text)
    for child in children(taxonomy, measure.id):
        _add(node, child, taxonomy)
    for term, points in terms_of([measure], "*").items():
        SubElement(node, "pnode", name=term, score=f"{points:g}")
