"""PDF with a text layer → `Source`: lines in reading order, without running heads and page numbers.

In: bytes of a pdf. Out: a block a line with `wrapped` set, because the page cuts the lines; indents are given back as
U+3000, so that paragraphs can be put together again. A scan without text is a problem that names the remedy.
Steps: fragments (pieces with boxes) → layout (lines, columns) → furniture → blocks.
Example: a first line set two characters to the right → Block(“　　（一）健全孵化体系。支持……”, wrapped).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence

from compare.model import Block, Source
from compare.problems import Problem
from compare.reading.limits import Limits
from compare.reading.lines import clean
from compare.reading.pdf.fragments import BrokenError, LockedError, PageText, read_pages
from compare.reading.pdf.furniture import drop_furniture
from compare.reading.pdf.layout import Line, character_width, read_lines
from compare.reading.raw import Raw, build_source

MAX_INDENT = 12
"""characters of indent that are given back; centred lines stand further in"""
MARGIN_SHARE = 0.05
"""share of a page's lines that must begin at a place for it to be the left margin"""
PAGE_LINES = 10
"""lines from which a page shows its own margin; left and right pages of a book differ"""
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
    lines = drop_furniture([read_lines(page.fragments) for page in pages])
    return build_source(raw, "pdf", _blocks(lines), limits, problems=_problems(raw, pages, empty))


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


def _blocks(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    everything = [line for page in pages for line in page]
    width = character_width(everything)
    usual = _margins(everything)
    for page in pages:
        margins = usual | (_margins(page) if len(page) >= PAGE_LINES else {})
        for line in page:
            if line.cells > 1:
                if text := clean(line.text):
                    yield Block(text, kind="row")
            elif text := clean(line.text.lstrip()):
                indent = min(MAX_INDENT, max(0, round((line.left - margins[line.column]) / width)))
                yield Block("\u3000" * indent + text, wrapped=True)


def _margins(lines: Sequence[Line]) -> dict[int, float]:
    """The left margin of each column."""
    return {
        column: _margin([line for line in lines if line.column == column]) for column in {line.column for line in lines}
    }


def _margin(lines: Sequence[Line]) -> float:
    """The leftmost place at which a fair part of the lines begins."""
    starts = Counter(round(line.left / 3) for line in lines)
    needed = max(2, MARGIN_SHARE * len(lines))
    places = [place for place, count in starts.items() if count >= needed] or list(starts)
    best = min(places, default=0)
    return min((line.left for line in lines if round(line.left / 3) == best), default=0.0)
