"""The template: a Word file from which the report has its fonts, styles, tables' look, pages, headers and footers.

In: the bytes of a .docx or .dotx, or none for ours. Out: a `Template`, ready to be filled. Styles that it lacks are
added from ours, told by their names. What stands in its body goes, unless a paragraph reads “{正文}” or “{report}”:
there the report goes, and what is before and after it stays (发文机关标志, 版记).
Example: a 红头.docx with its own “heading 1” and a logo in the header, but no “Table Cell”: headings and header are the
office's, tables are set in ours.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal, get_args

from docx import Document as read_document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from compare import lexicons
from compare.chinese.normalize import fold
from compare.kinds import LANGS

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.styles import CT_Style
    from docx.oxml.text.paragraph import CT_P

_DOTX, _DOCX = (f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml".encode()
                for kind in ("template", "document"))  # fmt: skip
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""the earliest time that a zip archive can hold; no member carries the time of the run"""
_REFERENCES = "w:headerReference | w:footerReference"
Pages = Literal["upright", "lying", "single"]
"""how a sheet is printed: upright, turned to its long side, or as one page that stands by itself in narrow margins"""
PAGES: tuple[Pages, ...] = get_args(Pages)
NARROW = Mm(16)
"""margins of a single page, which every printer reaches"""


class MisplacedMarkError(ValueError):
    """The mark stands where no report can go, in a table or a text box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A Word file that waits for a report."""

    document: Document
    place: CT_P | None
    """the paragraph that the report replaces; None: the body is empty"""
    section: Any
    """``w:sectPr`` of the pages that the report is printed on, with all their headers and footers"""
    ids: Mapping[str, str]
    """style id in our template → in this one"""
    halves: Mapping[str, int]
    """style id in our template → twips of half a Chinese character, which is about a Latin letter"""
    numbered: frozenset[str]
    """ids, in our template, of styles that number their paragraphs in this one"""

    def pages(self, kind: Pages) -> Any:
        """``w:sectPr`` of pages of one kind."""
        if kind == "single":
            return _narrowed(self.section)
        turn = kind == "lying" and self.section.page_width < self.section.page_height
        return _turned(self.section) if turn else self.section.clone()

    def line(self, kind: Pages) -> int:
        """Twips of a line on pages of one kind."""
        page = self.pages(kind)
        return int(Length(page.page_width - page.left_margin - page.right_margin - page.gutter).twips)


def open_template(data: bytes | None, lang: str) -> Template:
    """A template with all styles; ours if there is none. Raises many things on what is no Word file, and
    `MisplacedMarkError`."""
    ours = _read(files(__package__).joinpath(f"template.{lang}.docx").read_bytes())
    document = ours if data is None else _read(data)
    ids = _with_styles(document, ours)
    by_id = {style.style_id: style for style in document.styles}
    styles = {id: by_id[theirs] for id, theirs in ids.items()}
    place, section = _cleared(document, ours.element.body.sectPr)
    return Template(
        document=document,
        place=place,
        section=section,
        ids=ids,
        halves={id: round(10 * _points(style)) for id, style in styles.items()},
        numbered=frozenset(id for id, style in styles.items() if _is_numbered(style)),
    )


def _read(data: bytes) -> Document:
    """A file of Word; a .dotx is read as the document that Word would make of it."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    return read_document(BytesIO(packed((name, part.replace(_DOTX, _DOCX)) for name, part in members)))


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive without times."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, data)
    return buffer.getvalue()


# --- styles -----------------------------------------------------------------------------------------------------


def _with_styles(document: Document, ours: Document) -> dict[str, str]:
    """Add the styles of ours that a document lacks; the ids that all of them have there."""
    there = {_key(style): style.styleId for style in document.styles.element.style_lst}
    taken = set(there.values())
    ids, lacking = {}, []
    for style in ours.styles.element.style_lst:
        ids[style.styleId] = there.get(_key(style)) or _free(style.styleId, taken)
        if _key(style) not in there:
            lacking.append(deepcopy(style))
    for style in lacking:
        style.styleId = ids[style.styleId]
        for reference in style.xpath("w:basedOn | w:next"):
            reference.set(qn("w:val"), ids[reference.get(qn("w:val"))])
        document.styles.element.append(style)
    return ids


def _key(style: CT_Style) -> tuple[Any, ...]:
    """What tells a style in every program and language: its kind and name; that of plain paragraphs is one for all."""
    plain = style.get(qn("w:default")) in ("1", "true", "on") and style.get(qn("w:type")) == "paragraph"
    return ("normal",) if plain else (style.get(qn("w:type")), (style.name_val or "").lower())


def _free(id: str, taken: set[str]) -> str:
    while id in taken:
        id += "_"
    return id


def _lineage(style: Any) -> Iterator[Any]:
    """A style and those it is based on, in a broken file perhaps itself."""
    seen: set[str] = set()
    while style is not None and style.style_id not in seen:
        seen.add(style.style_id)
        yield style
        style = style.base_style


def _points(style: Any) -> float:
    """The size of a style, or 10 points, which the format means by none."""
    return next((float(each.font.size.pt) for each in _lineage(style) if each.font.size), 10.0)


def _is_numbered(style: Any) -> bool:
    return any(each.element.xpath("w:pPr/w:numPr") for each in _lineage(style))


# --- pages ------------------------------------------------------------------------------------------------------


def _cleared(document: Document, usual: Any) -> tuple[CT_P | None, Any]:
    """The paragraph where the report goes, and its section; without such a paragraph the body is emptied."""
    body = document.element.body
    section = body.get_or_add_sectPr()
    marked = [p for p in body.iter(qn("w:p")) if _is_mark(p)]
    place = next((p for p in marked if p.getparent() is body), None)
    if marked and place is None:
        raise MisplacedMarkError(marked[0].text.strip())
    if place is not None:
        section = place.xpath("(w:pPr/w:sectPr | following-sibling::w:p/w:pPr/w:sectPr | ../w:sectPr)[1]")[0]
    _complete(section, body.xpath("w:p/w:pPr/w:sectPr | w:sectPr"), usual)
    if place is None:
        body.clear_content()
    return place, section


def _is_mark(paragraph: CT_P) -> bool:
    """True for “{正文}” or “{report}”, however it was typed."""
    marks = {lexicons.words("docx", lang)["mark"] for lang in LANGS}
    return fold(paragraph.text).replace(" ", "") in marks


def _complete(section: Any, sections: list[Any], usual: Any) -> None:
    """Write out what a section takes over from those before it, headers and footers, and what it does not say."""
    for earlier in reversed(sections[: sections.index(section)]):
        there = {(own.tag, own.get(qn("w:type"))) for own in section.xpath(_REFERENCES)}
        for reference in earlier.xpath(_REFERENCES):
            if (reference.tag, reference.get(qn("w:type"))) not in there:
                section.insert(0, deepcopy(reference))
    for own, ours in ((section.get_or_add_pgSz(), usual.pgSz), (section.get_or_add_pgMar(), usual.pgMar)):
        for name, value in ours.items():
            own.set(name, own.get(name, value))


def _turned(upright: Any) -> Any:
    """The same sheet on its long side, so that the head of a table stands at the bound edge (GB/T 9704, 10.2)."""
    lying = upright.clone()
    lying.orientation = WD_ORIENT.LANDSCAPE
    lying.page_width, lying.page_height = upright.page_height, upright.page_width
    lying.top_margin, lying.right_margin = upright.left_margin, upright.top_margin
    lying.bottom_margin, lying.left_margin = upright.right_margin, upright.bottom_margin
    lying.footer = max(0, upright.footer + lying.bottom_margin - upright.bottom_margin)
    return lying


def _narrowed(upright: Any) -> Any:
    """The same sheet with narrow margins, the foot as far from the text as before."""
    narrow = upright.clone()
    for side in ("top_margin", "right_margin", "bottom_margin", "left_margin"):
        setattr(narrow, side, min(getattr(upright, side), NARROW))
    narrow.footer = max(0, upright.footer + narrow.bottom_margin - upright.bottom_margin)
    return narrow
