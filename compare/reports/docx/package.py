"""The file: the sheets of the report in a template, the same bytes for the same study and template.

In: a `Narrative`, a template. Out: the file.
Example: the report on 清城区 and 花都区 names neither the hour of the run nor the machine it was made on.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from compare import __version__
from compare.reports.docx.chapters import Sheet, set_sheets
from compare.reports.docx.flow import legal
from compare.reports.docx.markup import NAMESPACES, paragraph
from compare.reports.docx.template import PAGES, Template, open_template, packed
from compare.reports.edition import AS_OURS, WordOrder
from compare.reports.narrative import Narrative
from compare.wording import Wording

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement

_STYLES = "|".join(f".//w:{tag}" for tag in ("pStyle", "rStyle", "tblStyle"))
_BOOKMARKS = ".//w:bookmarkStart | .//w:bookmarkEnd"
_ONCE = ("titlePg", "pgNumType", "type")
"""properties that hold for the first of several sections: another first page, the number it begins with, its start"""
_FAULTS = (
    OpcError, zipfile.BadZipFile, zlib.error, LookupError, SyntaxError, AttributeError, TypeError, RuntimeError,
)  # fmt: skip
"""what a file that is no Word file, or a broken one, makes of zipfile, lxml and python-docx beside `ValueError`"""
_UNSAID = ("created", "modified", "lastModifiedBy", "revision")
"""properties of the template that would be untrue of this document"""


def render_docx(narrative: Narrative, word: WordOrder = AS_OURS) -> bytes:
    """The report's bytes; a template has been checked by `check_template`."""
    template = open_template(word.template, narrative.voice.lang)
    lines = {kind: template.line(kind) for kind in PAGES}
    _fill(template, list(set_sheets(narrative, lines, template.halves, word.annex)))
    return _saved(template.document, narrative.title, narrative.voice.lang)


def check_template(data: bytes) -> None:
    """Write a report of an empty page of each kind in a template; raises `ValueError` if that cannot be done."""
    try:
        template = open_template(data, "zh")
        _fill(template, [Sheet(kind, paragraph("BodyText", "")) for kind in PAGES])
        _saved(template.document, "", "zh")
    except _FAULTS as error:
        raise ValueError("no Word file") from error


def _saved(document: Document, title: str, lang: str) -> bytes:
    _describe(document, title, lang)
    buffer = BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return packed((name, archive.read(name)) for name in archive.namelist())


def _fill(template: Template, sheets: Sequence[Sheet]) -> None:
    """Put the sheets in their place, each kind of pages a section."""
    body = template.document.element.body
    place = body.sectPr if template.place is None else template.place
    offset = max((int(mark.get(qn("w:id"))) for mark in body.xpath(_BOOKMARKS)), default=0)
    ends = [template.pages(sheet.pages) for sheet in sheets]
    for sheet, end in zip(sheets, ends, strict=True):
        if end is not ends[0]:
            for name in _ONCE:
                end.remove_all(f"w:{name}")
        content = parse_xml(f"<w:body {NAMESPACES}>{sheet.xml}</w:body>")
        _adapt(content, template, offset)
        content[-1].set_sectPr(end)  # a section ends in its last paragraph
        for element in list(content):
            place.addprevious(element)
    _close(template, ends[-1])


def _adapt(content: BaseOxmlElement, template: Template, offset: int) -> None:
    """Call styles by the ids they have in the template, and number bookmarks on from its own.

    Headings and items bring their numbers along; a style that would add another one is told not to."""
    for style in content.xpath(_STYLES):
        if style.get(qn("w:val")) in template.numbered:
            style.getparent().get_or_add_numPr().get_or_add_numId().val = 0
        style.set(qn("w:val"), template.ids[style.get(qn("w:val"))])
    for mark in content.xpath(_BOOKMARKS):
        mark.set(qn("w:id"), str(int(mark.get(qn("w:id"))) + offset))


def _close(template: Template, end: BaseOxmlElement) -> None:
    """The last sheet ends where the section of the place ends, maybe behind more of the template; the place goes."""
    place, section = template.place, template.section
    if place is None or section.getparent().getparent() is not place:
        section.getparent().replace(section, end)
    if place is not None:
        place.getparent().remove(place)


def _describe(document: Document, title: str, lang: str) -> None:
    properties = document.core_properties
    properties.title = legal(title)[:255]  # the longest value python-docx takes
    properties.author = f"policy-compare {__version__}"
    properties.comments = ""
    properties.language = Wording(lang).tag
    relations = document.part.package.rels
    element = document.part.package.part_related_by(KIND.CORE_PROPERTIES).element
    for child in list(element):
        if child.tag.rpartition("}")[2] in _UNSAID:
            element.remove(child)
    for name in [name for name, relation in relations.items() if relation.reltype == KIND.THUMBNAIL]:
        del relations[name]  # a picture of the template
