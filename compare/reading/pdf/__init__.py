"""PDF with a text layer → `Source`: lines in reading order, without running heads and page numbers.

In: bytes of a pdf. Out: a block a line that says whether it is full, because the page cuts the lines; indents are
given back as U+3000, so that paragraphs come together again. A scan without text is a problem that names the remedy.
Steps: fragments (pieces with boxes) → layout (tables, columns, lines) → furniture → margins (indents, full lines).
Example: a first line set two characters to the right → Block(“　　（一）健全孵化体系。支持……”, wrapped).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from compare.model import Block, Source
from compare.problems import Problem
from compare.reading.limits import Limits
from compare.reading.lines import clean
from compare.reading.pdf.fragments import BrokenError, LockedError, PageText, read_pages
from compare.reading.pdf.furniture import drop_furniture
from compare.reading.pdf.layout import PrintedLine, read_lines
from compare.reading.pdf.margins import place_lines
from compare.reading.raw import Raw, build_source

UNMAPPED = 0.05
"""share of unknown characters from which the text layer is called damaged"""
PAGE_TEXT = 10
"""characters below which a page counts as having no text"""


def read_pdf(raw: Raw, limits: Limits) -> Source:
    """The text of a PDF; raises `ReadingError` for locked, broken and scanned files."""
    pages = _collect(raw, limits)
    empty = [page.number for page in pages if sum(len(f.text) for f in page.fragments) < PAGE_TEXT]
    if len(empty) == len(pages):
        raise raw.error("scan", pages=len(pages))
    lines = drop_furniture(read_lines(pages))
    return build_source(
        raw, "pdf", _blocks(lines, [page.width for page in pages]), limits, problems=_problems(raw, pages, empty)
    )


def _collect(raw: Raw, limits: Limits) -> list[PageText]:
    pages: list[PageText] = []
    end = time.monotonic() + limits.seconds
    try:
        for page in read_pages(raw.data):
            pages.append(page)
            if len(pages) > limits.pages:
                raise raw.error("too-many-pages", limit=limits.pages)
            if time.monotonic() > end:
                raise raw.error("pdf-slow", seconds=int(limits.seconds), page=page.number)
    except LockedError as fault:
        raise raw.error("encrypted") from fault
    except BrokenError as fault:
        raise raw.error("pdf-damaged", detail=str(fault)) from fault
    return pages


def _problems(raw: Raw, pages: Sequence[PageText], empty: Sequence[int]) -> tuple[Problem, ...]:
    problems = []
    if empty:
        listed = "、".join(map(str, empty[:10])) + ("…" if len(empty) > 10 else "")
        problems.append(raw.problem("pages-without-text", "warning", pages=listed, count=len(empty)))
    characters = sum(len(f.text) for page in pages for f in page.fragments)
    unknown = sum(page.unmapped for page in pages)
    if unknown > UNMAPPED * characters:
        problems.append(raw.problem("pdf-garbled", "warning", count=unknown))
    return tuple(problems)


def _blocks(pages: Sequence[Sequence[PrintedLine]], widths: Sequence[float]) -> Iterator[Block]:
    for placed in place_lines(pages, widths):
        if placed.line.cells > 1:
            if text := clean(placed.line.text):
                yield Block(text, kind="row")
        elif text := clean(placed.line.text.lstrip()):
            yield Block("\u3000" * placed.indent + text, wrapped=True, full=placed.full)
