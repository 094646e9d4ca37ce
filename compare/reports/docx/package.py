"""The file: python-docx as the container, our look and body in it, the same bytes for the same study.

In: a `Narrative`. Out: the file. python-docx is an extra, ``pip install 'policy-compare[docx]'``.
Example: the report on 清城区 and 花都区 names neither the hour of the run nor the machine it was made on.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from compare import __version__, lexicons
from compare.reports.docx.chapters import body_xml
from compare.reports.docx.flow import legal
from compare.reports.docx.look import NAMESPACES, SETTINGS, fonts_xml, styles_xml
from compare.reports.docx.markup import page_number, paragraph
from compare.reports.narrative import Narrative

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""the earliest time that a zip archive can hold; no member carries the time of the run"""
_UNSAID = ("created", "modified", "lastModifiedBy", "revision")
"""properties of the template that would be untrue of this document"""


def render_docx(narrative: Narrative) -> bytes:
    """The report's bytes."""
    from docx import Document as new_document
    from docx.oxml import parse_xml

    lang = narrative.voice.lang
    document = new_document()
    _strip(document)
    _describe(document, narrative.title, lang)
    footers = _dress(document, lang)
    body = parse_xml(f"<w:body {NAMESPACES}>{body_xml(narrative, footers)}</w:body>")
    document.element.replace(document.element.body, body)
    return _packed(document)


def _strip(document: Document) -> None:
    """Leave of the template what Word asks for; its styles, lists and picture are not ours."""
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND

    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype not in (KIND.OFFICE_DOCUMENT, KIND.CORE_PROPERTIES, KIND.THEME):
                del relations[name]


def _describe(document: Document, title: str, lang: str) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND

    properties = document.core_properties
    properties.title = legal(title)[:255]  # the longest value python-docx takes
    properties.author = f"policy-compare {__version__}"
    properties.comments = ""
    properties.language = "en" if lang == "en" else "zh-CN"
    element = document.part.package.part_related_by(KIND.CORE_PROPERTIES).element
    for child in list(element):
        if child.tag.rpartition("}")[2] in _UNSAID:
            element.remove(child)


def _dress(document: Document, lang: str) -> str:
    """Add styles, fonts, settings and page numbers; returns the references that a section needs for the latter."""
    from docx.opc.constants import CONTENT_TYPE as TYPE
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    def add(name: str, type: str, kind: str, xml: str) -> str:
        source = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
        return document.part.relate_to(Part(PackURI(f"/word/{name}.xml"), type, source, document.part.package), kind)

    add("styles", TYPE.WML_STYLES, KIND.STYLES, styles_xml(lang))
    add("settings", TYPE.WML_SETTINGS, KIND.SETTINGS, SETTINGS)
    add("fontTable", TYPE.WML_FONT_TABLE, KIND.FONT_TABLE, fonts_xml())
    odd = add("footer1", TYPE.WML_FOOTER, KIND.FOOTER, _footer("PageOdd", lang))
    even = add("footer2", TYPE.WML_FOOTER, KIND.FOOTER, _footer("PageEven", lang))
    return f'<w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'


def _footer(style: str, lang: str) -> str:
    before, after = lexicons.words("docx", lang)["page"].split("{page}")
    return f"<w:ftr {NAMESPACES}>{paragraph(style, page_number(before, after))}</w:ftr>"


def _packed(document: Document) -> bytes:
    """The archive with its members in python-docx's order and no times."""
    loose, packed = BytesIO(), BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return packed.getvalue()
