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
LONGEST = 14400.0
"""points of the largest page (ISO 32000-1, annex C.2)"""
MAX_DEPTH = 8
"""forms inside forms"""

Box = tuple[float, float, float, float]
"""left, bottom, right, top in points"""


def scan_objects(page: Any, library: Any) -> list[Box]:
    """The rules of a page; its text objects without width are given one."""
    rules = []
    bounds = library.FPDFPageObj_GetBounds
    corners = [ctypes.c_float() for _ in range(4)]
    places = [ctypes.byref(corner) for corner in corners]
    left, bottom, right, top = corners
    for is_text, found in _objects(page, library):
        bounds(found, *places)
        wide, high = right.value - left.value, top.value - bottom.value
        if is_text:
            if wide < THIN:
                _widen(found, library)
        elif min(wide, high) <= RULE and LENGTH <= max(wide, high) <= LONGEST:
            rules.append((left.value, bottom.value, right.value, top.value))
    return rules


def _widen(text: Any, library: Any) -> None:
    size = ctypes.c_float()
    library.FPDFTextObj_GetFontSize(text, size)
    library.FPDFTextObj_SetTextRenderMode(text, library.FPDF_TEXTRENDERMODE_STROKE)
    library.FPDFPageObj_SetStrokeWidth(text, max(1.0, size.value / 2))
    library.FPDFPageObj_Transform(text, 1, 0, 0, 1, 0, 0)


def _objects(page: Any, library: Any) -> Iterator[tuple[bool, Any]]:
    """(is it text?, object) for the texts and paths of a page; of forms only the texts, for paths have other places."""
    get, kind_of = library.FPDFPage_GetObject, library.FPDFPageObj_GetType
    text, path, form = library.FPDF_PAGEOBJ_TEXT, library.FPDF_PAGEOBJ_PATH, library.FPDF_PAGEOBJ_FORM
    for at in range(library.FPDFPage_CountObjects(page)):
        found = get(page, at)
        kind = kind_of(found)
        if kind in (text, path):
            yield kind == text, found
        elif kind == form:
            yield from _in_form(found, library, MAX_DEPTH)


def _in_form(form: Any, library: Any, depth: int) -> Iterator[tuple[bool, Any]]:
    for at in range(library.FPDFFormObj_CountObjects(form)):
        found = library.FPDFFormObj_GetObject(form, at)
        kind = library.FPDFPageObj_GetType(found)
        if kind == library.FPDF_PAGEOBJ_TEXT:
            yield True, found
        elif kind == library.FPDF_PAGEOBJ_FORM and depth:
            yield from _in_form(found, library, depth - 1)
