"""Running heads, feet and page numbers of a PDF: known by their place on the page and by coming again.

In: the lines of all pages. Out: the same without them. A page's outermost lines leave if the same words (digits apart)
stand at the same height on many pages and hardly ever inside a page, or if they are nothing but a page number.
Example: “— 3 —” at the foot of every page, “某区十四五科技创新规划” at the head of every other page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from compare.reading.pdf.layout import Line

EDGE = 2
"""lines at the top and at the bottom of a page that may be furniture"""
REPEATED = 3
"""pages on which a running head stands at least; heads of left and right pages differ"""
SHARE = 0.3
"""share of the pages"""
INSIDE = 4
"""a running head may stand inside pages (as title, as heading) this many times less often than at the edge"""
BAND = 6.0
"""points by which the height of a running head may differ from page to page"""
PAGE_NUMBER = re.compile(
    r"[\s—–\-_·.~|/]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十百]{1,4})(?:\s*页)?"
    r"(?:\s*[,，/|]?\s*(?:共|of|/)?\s*\d{1,4}\s*页?)?[\s—–\-_·.~|/]*"
)
BARE_CHINESE = re.compile(r"[一二三四五六七八九十百]{1,4}")
DIGITS = re.compile(r"\d+")


def drop_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running heads, feet and page numbers."""
    repeated = _repeated(pages)
    return [[line for line, out in zip(page, _marks(page, repeated), strict=True) if not out] for page in pages]


def _repeated(pages: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """(words, band of height) of lines that come again at the edges of many pages."""
    seen: Counter[tuple[str, int]] = Counter()
    inside: Counter[str] = Counter()
    for page in pages:
        edges = _edges(page)
        seen.update({place for _, line in edges for place in _places(line)})
        outer = {at for at, _ in edges}
        inside.update(_words(line) for at, line in enumerate(page) if at not in outer)
    needed = max(REPEATED, SHARE * len(pages))
    return {place for place, count in seen.items() if count >= needed and INSIDE * inside[place[0]] <= count}


def _edges(page: Sequence[Line]) -> list[tuple[int, Line]]:
    order = sorted(enumerate(page), key=lambda item: -item[1].top)
    return order if len(order) <= 2 * EDGE else order[:EDGE] + order[-EDGE:]


def _places(line: Line) -> tuple[tuple[str, int], tuple[str, int]]:
    """Words and height, the height in two overlapping grids so that a small shift does not separate equals."""
    words = _words(line)
    return (words, 2 * int(line.top // BAND)), (words, 2 * int((line.top + BAND / 2) // BAND) + 1)


def _words(line: Line) -> str:
    return DIGITS.sub("#", "".join(line.text.split()))


def _marks(page: Sequence[Line], repeated: set[tuple[str, int]]) -> list[bool]:
    out = [False] * len(page)
    for at, line in _edges(page):
        if any(place in repeated for place in _places(line)):
            out[at] = True
    remaining = [item for item in _edges(page) if not out[item[0]]]
    for at, line in remaining[:1] + remaining[-1:] if len(page) > 1 else []:
        words = line.text.strip()
        if PAGE_NUMBER.fullmatch(words) and not BARE_CHINESE.fullmatch(words):
            out[at] = True
    return out
