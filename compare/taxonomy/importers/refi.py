"""REFI-QDA codebooks (``.qdc``), as ATLAS.ti, MAXQDA, NVivo, QualCoder and Taguette exchange them.

In: ``<Code name="孵化载体"><Description>…</Description><Code name="众创空间"/></Code>``. Out: types and sub-types; a
description is the definition, and its lines 强词：…, 弱词：…, 纳入：…, 不纳入：… (as our exporter writes them) are
read back. Accepted although wrong: a missing isCodable, older namespaces, paths as names (``孵化载体 > 众创空间``).
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from compare import lexicons
from compare.model import Strength, Taxonomy
from compare.problems import Problem
from compare.taxonomy.foreign_text import read_bytes
from compare.taxonomy.trees import Category, Term, find_or_add, foreign_fault, taxonomy_from_tree
from compare.taxonomy.xml_trees import parse_xml

SUFFIXES = (".qdc",)
FORMAT = "REFI-QDA"
_PATH = " > "  # Taguette flattens its tree into such names


def import_taxonomy(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The codes of a codebook; the keywords that our own exporter wrote into descriptions."""
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
