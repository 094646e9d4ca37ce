"""REFI-QDA codebooks (``.qdc``), as ATLAS.ti, MAXQDA, NVivo, QualCoder and Taguette exchange them.

Read: ``<Code name="孵化载体"><Description>…</Description><Code name="众创空间"/></Code>`` becomes types and sub-types;
a description is the definition, and its lines 强词：…, 弱词：…, 纳入：…, 不纳入：… (as they are written here) are read
back. Accepted although wrong: a missing isCodable, older namespaces, paths as names (``孵化载体 > 众创空间``).
Written: valid against the published schema; Description before sub-codes, a colour for each type, GUIDs made of the
ids (the same in every file). Keywords go into the description, conditions as YAML: REFI has no place for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement

from compare import __version__, lexicons
from compare.model import Measure, Strength, Taxonomy
from compare.problems import Problem
from compare.taxonomy.exchange.outlines import children, description, dropped
from compare.taxonomy.exchange.trees import Category, Term, find_or_add, foreign_fault, taxonomy_from_tree
from compare.taxonomy.exchange.xml_trees import parse_xml, xml_bytes
from compare.taxonomy.foreign_text import read_bytes
from compare.taxonomy.writing import keyword_text

SUFFIXES = (".qdc",)
FORMAT = "REFI-QDA"
_PATH = " > "  # Taguette flattens its tree into such names
_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_COLOURS = ("#4477AA", "#EE6677", "#228833", "#CCBB44", "#66CCEE", "#AA3377", "#BBBBBB")  # Paul Tol's bright scheme


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The codes of a codebook; the keywords that `write` put into descriptions."""
    root = parse_xml(read_bytes(path), FORMAT, path.as_posix())
    codes = root.find(".//Codes") if root.tag != "Codes" else root
    if codes is None or codes.find("Code") is None:
        raise foreign_fault(FORMAT, path.as_posix(), "<Code>")
    categories: list[Category] = []
    for code in codes.findall("Code"):
        _read_code(code, categories)
    return taxonomy_from_tree(categories, path.stem, path.name), ()


def _read_code(code: Element, siblings: list[Category]) -> None:
    names = [part.strip() for part in code.get("name", "").split(_PATH)]
    category = find_or_add(siblings, names[0])
    for name in names[1:]:
        category = category.child(name)
    description = code.find("Description")
    if description is not None:
        _read_description(description.text or "", category)
    for child in code.findall("Code"):
        _read_code(child, category.children)


def _read_description(text: str, category: Category) -> None:
    labels: dict[str, str] = {zh: name for name, zh in lexicons.load("taxonomy_exchange")["labels"].items()}
    definition = []
    for line in text.splitlines():
        label, colon, rest = line.strip().partition("：")
        match labels.get(label) if colon else None:
            case "include":
                category.include = rest
            case "exclude":
                category.exclude = rest
            case "strong" | "weak" as found:
                strength: Strength = "strong" if found == "strong" else "weak"
                category.terms += [Term(term, strength=strength) for term in rest.split("；") if term]
            case "conditions":  # for readers; the words themselves stand in the lines above
                pass
            case _:
                definition.append(line.strip())
    category.definition = "\n".join(definition).strip()


# --- writing ----------------------------------------------------------------------------------------------------------


def code_guid(measure_id: str) -> str:
    """The GUID of a type or sub-type: UUID 5 of its id, so that projects and codebooks agree."""
    return str(uuid5(NAMESPACE_URL, f"policy-compare:code:{measure_id}")).upper()


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
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
