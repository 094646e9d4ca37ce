"""The objects of a page that its text page does not show: text without width, and the lines of tables.

In: an open page of the PDF library. Out: the page's rules (thin lines); text objects without width get one.
PDFium leaves a text object out whose glyphs cover no width: those of fonts with blank glyphs, as scanners lay them
under a picture, and those of Latin fonts that lack the character. An outline of a pen covers some width.
Example: a table of three rows and two columns → four level rules and three upright ones.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

THIN = 0.01
"""points below which PDFium takes a text object for empty"""
RULE = 3.0
"""points of the thickest rule"""
LENGTH = 6.0
"""points of the shortest rule; shorter strokes belong to drawings"""
MAX_DEPTH = 8
"""forms inside forms"""

Box = tuple[float, float, float, float]
"""left, bottom, right, top in points"""


def scan_objects(page: Any, library: Any) -> list[Box]:
    """The rules of a page; its text objects without width are given one."""
    rules = []
    corners = [ctypes.c_float() for _ in range(4)]
    for kind, found, inside in _objects(page, library):
        library.FPDFPageObj_GetBounds(found, *corners)
        left, bottom, right, top = (corner.value for corner in corners)
        if kind == library.FPDF_PAGEOBJ_PATH:
            if not inside and min(right - left, top - bottom) <= RULE and max(right - left, top - bottom) >= LENGTH:
                rules.append((left, bottom, right, top))
        elif right - left < THIN:
            _widen(found, library)
    return rules


def _widen(text: Any, library: Any) -> None:
    size = ctypes.c_float()
    library.FPDFTextObj_GetFontSize(text, size)
    library.FPDFTextObj_SetTextRenderMode(text, library.FPDF_TEXTRENDERMODE_STROKE)
    library.FPDFPageObj_SetStrokeWidth(text, max(1.0, size.value / 2))
    library.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)


def _objects(page: Any, library: Any) -> Iterator[tuple[int, Any, bool]]:
    """(kind, object, in a form) of the texts and paths of a page; the places of what is in a form are the form's."""
    kind_of, wanted = library.FPDFPageObj_GetType, {library.FPDF_PAGEOBJ_TEXT, library.FPDF_PAGEOBJ_PATH}
    get = library.FPDFPage_GetObject
    for at in range(library.FPDFPage_CountObjects(page)):
        found = get(page, at)
        kind = kind_of(found)
        if kind in wanted:
            yield kind, found, False
        elif kind == library.FPDF_PAGEOBJ_FORM:
            yield from _in_form(found, library, MAX_DEPTH)


def _in_form(form: Any, library: Any, depth: int) -> Iterator[tuple[int, Any, bool]]:
    for at in range(library.FPDFFormObj_CountObjects(form)):
        found = library.FPDFFormObj_GetObject(form, at)
        kind = library.FPDFPageObj_GetType(found)
        if kind == library.FPDF_PAGEOBJ_TEXT:
            yield kind, found, True
        elif kind == library.FPDF_PAGEOBJ_FORM and depth:
            yield from _in_form(found, library, depth - 1)
