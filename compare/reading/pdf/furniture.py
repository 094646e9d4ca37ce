"""Running heads, feet and page numbers of a PDF: known by their place on the page and by coming again.

In: the lines of all pages. Out: the same without them. A page's outermost lines leave if the same words (digits apart)
stand at the same height on many pages and hardly ever inside a page, or if they are a page number. Mere digits are one
if they stand where page numbers stand: not at the left margin, or apart from the text, or counting the pages; the
“2024” that is all of a row stays.
Example: “— 3 —” at the foot of every page, “某区十四五科技创新规划” at the head of every other page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from compare import lexicons
from compare.reading.pdf.layout import PrintedLine

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
_NTH, _PAGE, _OF = lexicons.load("reading")["page_marks"]
PAGE_NUMBER = re.compile(
    rf"[\s—–\-_·.~|/]*(?:{_NTH}\s*)?(?:\d{{1,4}}|[ivxlcIVXLC]{{1,6}}|[一二三四五六七八九十百]{{1,4}})(?:\s*{_PAGE})?"
    rf"(?:\s*[,，/|]?\s*(?:{_OF}|of|/)?\s*\d{{1,4}}\s*{_PAGE}?)?[\s—–\-_·.~|/]*"
)
BARE_CHINESE = re.compile(r"[一二三四五六七八九十百]{1,4}")
SIGNED = re.compile(rf"[{_PAGE}{_NTH}{_OF}/]|[—–\-·~|]\s*\w+\s*[—–\-·~|]")
"""what makes a page number of a number"""
APART = 1.5
"""distance from the text, as a multiple of that from line to line, at which a number is no line of it"""
FEW_PAGES_WORDS = 4
"""characters of a running head of a file of two pages"""
DIGITS = re.compile(r"\d+")

Place = tuple[int, int]
"""page and line, both from 0"""


def drop_furniture(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages without running heads, feet and page numbers."""
    heads = _find_heads(pages)
    kept = [[line for at, line in enumerate(page) if (n, at) not in heads] for n, page in enumerate(pages)]
    numbers = _find_numbers(kept)
    return [[line for at, line in enumerate(page) if (n, at) not in numbers] for n, page in enumerate(kept)]


def _find_heads(pages: Sequence[Sequence[PrintedLine]]) -> set[Place]:
    """Running heads and feet; a table's head that comes again on every page stays where it stands first."""
    repeated = _repeated(pages)
    if len(pages) == 2:
        repeated |= _shared(*pages)
    heads: set[Place] = set()
    rows: set[str] = set()
    for number, page in enumerate(pages):
        for at, line in _edges(page):
            if any(place in repeated for place in _places(line)):
                if line.cells > 1 and line.text not in rows:
                    rows.add(line.text)
                else:
                    heads.add((number, at))
    return heads


def _repeated(pages: Sequence[Sequence[PrintedLine]]) -> set[tuple[str, int]]:
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


def _shared(one: Sequence[PrintedLine], two: Sequence[PrintedLine]) -> set[tuple[str, int]]:
    """The outermost lines of two pages that are the same to the letter, and stand at the same height."""
    if min(len(one), len(two)) <= 2 * EDGE:
        return set()
    found: set[tuple[str, int]] = set()
    for end in (0, -1):
        (_, first), (_, second) = _edges(one)[end], _edges(two)[end]
        if first.text == second.text and len(_words(first)) >= FEW_PAGES_WORDS:
            found |= set(_places(first)) & set(_places(second))
    return found


def _find_numbers(pages: Sequence[Sequence[PrintedLine]]) -> set[Place]:
    """Page numbers among the outermost lines."""
    found = [
        (number, at, line)
        for number, page in enumerate(pages)
        if len(page) > 1
        for at, line in dict(_edges(page)[:1] + _edges(page)[-1:]).items()
        if _is_number(line)
    ]
    series = Counter(
        (int(words) - number, band) for number, _, line in found if (words := line.text.strip()).isdecimal()
        for _, band in _places(line)
    )  # fmt: skip
    return {
        (number, at)
        for number, at, line in found
        if SIGNED.search(line.text)
        or _stands_out(line, pages[number])
        or any(series[int(line.text) - number, band] > 1 for _, band in _places(line) if line.text.strip().isdecimal())
    }


def _is_number(line: PrintedLine) -> bool:
    words = line.text.strip()
    return bool(PAGE_NUMBER.fullmatch(words)) and not BARE_CHINESE.fullmatch(words)


def _stands_out(line: PrintedLine, page: Sequence[PrintedLine]) -> bool:
    """True if a line begins right of the left margin or keeps more distance from the text than lines keep."""
    height = line.top - line.bottom
    others = [other for other in page if other is not line and other.column == line.column]
    if not others or line.left - min(other.left for other in others) > height:
        return True
    places = sorted(other.top + other.bottom for other in others)
    steps = [step for low, high in pairwise(places) if (step := high - low) > height]
    distance = min(abs(line.top + line.bottom - place) for place in places)
    return len(steps) < 2 or distance > APART * median(steps)


def _edges(page: Sequence[PrintedLine]) -> list[tuple[int, PrintedLine]]:
    order = sorted(enumerate(page), key=lambda item: -item[1].top)
    return order if len(order) <= 2 * EDGE else order[:EDGE] + order[-EDGE:]


def _places(line: PrintedLine) -> tuple[tuple[str, int], tuple[str, int]]:
    """Words and height, the height in two overlapping grids so that a small shift does not separate equals."""
    words = _words(line)
    return (words, 2 * int(line.top // BAND)), (words, 2 * int((line.top + BAND / 2) // BAND) + 1)


def _words(line: PrintedLine) -> str:
    return DIGITS.sub("#", "".join(line.text.split()))
