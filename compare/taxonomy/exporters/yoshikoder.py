"""A taxonomy as a Yoshikoder (``.ykd``) or Lexicoder (``.lcd``) dictionary.

Out: XML of cnodes (types, with their definition as desc) and pnodes (terms, with their points as score); ``.ykd`` has
an outermost cnode with the taxonomy's name, ``.lcd`` has none.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from compare.model import Measure, Taxonomy
from compare.problems import Problem
from compare.taxonomy.outlines import children, description, dropped, terms_of
from compare.taxonomy.xml_trees import xml_bytes

SUFFIX = ".ykd"
FORMAT = "Yoshikoder"
_STYLE = {"style": "050805", "patternengine": "substring"}


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
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
