"""A taxonomy as a REFI-QDA codebook (``.qdc``), valid against the published schema.

Out: Codes with Description before sub-codes, a colour for each type, GUIDs made of the ids (the same in every export).
Keywords go into the description, 强词：孵化器；众创空间, conditions as YAML: REFI has no place for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement

from compare import __version__, lexicons
from compare.model import Measure, Taxonomy
from compare.problems import Problem
from compare.taxonomy.outlines import children, description, dropped
from compare.taxonomy.writing import keyword_text
from compare.taxonomy.xml_trees import xml_bytes

SUFFIX = ".qdc"
FORMAT = "REFI-QDA"
_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_COLOURS = ("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377", "#BBBBBB")  # Paul Tol's bright scheme


def code_guid(measure_id: str) -> str:
    """The GUID of a type or sub-type: UUID 5 of its id, so that projects and codebooks agree."""
    return str(uuid5(NAMESPACE_URL, f"policy-compare:code:{measure_id}")).upper()


def export_taxonomy(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the codebook; notes what it cannot hold."""
    root = Element("CodeBook", xmlns=_NAMESPACE, origin=f"policy-compare {__version__}")
    codes = SubElement(root, "Codes")
    for number, measure in enumerate(children(taxonomy, None)):
        add_code(codes, measure, taxonomy, _COLOURS[number % len(_COLOURS)])
    path.write_bytes(xml_bytes(root))
    return dropped(taxonomy, FORMAT, path, "hierarchy levels own-keywords definitions points")


def add_code(parent: Element, measure: Measure, taxonomy: Taxonomy, color: str) -> None:
    """Append a Code element with everything below it."""
    attributes = {"guid": code_guid(measure.id), "name": measure.label, "isCodable": "true", "color": color}
    code = SubElement(parent, "Code", attributes)
    if text := "\n".join(_lines(measure, taxonomy)):
        SubElement(code, "Description").text = text
    for child in children(taxonomy, measure.id):
        add_code(code, child, taxonomy, color)


def _lines(measure: Measure, taxonomy: Taxonomy) -> Iterator[str]:
    labels = lexicons.load("taxonomy_exchange")["labels"]
    if text := description(measure):
        yield text
    for strength in ("strong", "weak"):
        keywords = [keyword for keyword in measure.keywords if keyword.strength == strength and not keyword.pattern]
        if keywords:
            texts = (text for keyword in keywords for text in (keyword.text, *keyword.aliases))
            yield f"{labels[strength]}：{'；'.join(dict.fromkeys(texts))}"
    for keyword in measure.keywords:
        if (text := keyword_text(keyword, taxonomy.scoring)).startswith("{"):
            yield f"{labels['conditions']}：{text}"
