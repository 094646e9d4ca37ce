"""XML of other programs, read without entities and written the same every time.

In: bytes, or a tree. Out: an element tree whose tags have no namespace, or bytes. A document type with entity
declarations is refused, so nothing can expand or reach out.
Example: ``<x:Code xmlns:x="urn:…" name="人才"/>`` reads as an element Code.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from compare.taxonomy.exchange.trees import foreign_fault

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # not allowed in XML 1.0, §2.2


def parse_xml(data: bytes, format: str, file: str) -> ElementTree.Element:
    """The root element; raises `TaxonomyError` for broken XML and for entity declarations."""
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")

    def refuse(*_: Any) -> None:
        raise foreign_fault(format, file, "ENTITY", parser.CurrentLineNumber)

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: builder.start(_local(tag), dict(attributes))
    parser.EndElementHandler = lambda tag: builder.end(_local(tag))
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
    except expat.ExpatError as fault:
        raise foreign_fault(format, file, fault, fault.lineno) from None
    return builder.close()


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def xml_bytes(root: ElementTree.Element) -> bytes:
    """UTF-8 with declaration, indented by one space; characters that XML forbids are dropped."""
    for element in root.iter():
        element.text = _FORBIDDEN.sub("", element.text) if element.text else element.text
        for name, value in element.attrib.items():
            element.set(name, _FORBIDDEN.sub("", value))
    ElementTree.indent(root, space=" ")
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
