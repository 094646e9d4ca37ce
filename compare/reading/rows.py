"""Tables inside documents: which hold data, and how a row becomes one line.

In: the texts of a table's cells, each a list of lines. Out: one line a row, cells joined by a tab, so that no keyword
matches across cells and a target table can be taken apart again.
Example: [["研发投入强度"], ["%"], ["3.2"], ["3.6"]] → “研发投入强度\\t%\\t3.2\\t3.6”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

SENTENCE = re.compile(r"[。；！？，,;]")
PROSE_HAN = 20
"""Han characters from which a line with sentence punctuation is running text"""
SENTENCE_HAN = 8
"""Han characters from which a line that ends like a sentence is one"""
MANY_HAN, SOME_HAN = (
    re.compile(rf"(?:[^\u3400-\u9fff]*+[\u3400-\u9fff]){{{count}}}") for count in (PROSE_HAN, SENTENCE_HAN)
)
PROSE_LINES = 3
"""lines of running text in one cell from which a table is a frame around text, not data"""


def is_prose(text: str) -> bool:
    """True for a line of running text."""
    return len(text) >= PROSE_HAN and bool(SENTENCE.search(text)) and bool(MANY_HAN.match(text))


def is_sentence(text: str) -> bool:
    """True for running text and for a short sentence that stands alone: “本办法自发布之日起施行。”"""
    return is_prose(text) or (text.rstrip().endswith(("。", "；")) and bool(SOME_HAN.match(text)))


def is_data(rows: Iterable[Sequence[Sequence[str]]]) -> bool:
    """True unless a table only places text on the page: one column, or cells with paragraphs of running text."""
    wide = False
    for row in rows:
        wide = wide or len(row) > 1
        if any(sum(map(is_prose, cell)) >= PROSE_LINES for cell in row):
            return False
    return wide


def join_cells(cells: Sequence[Sequence[str]]) -> str:
    """A row as one line; a row with a single filled cell is just its text."""
    texts = [" ".join(line.replace("\t", " ").strip() for line in cell) for cell in cells]
    filled = [text for text in texts if text]
    return filled[0] if len(filled) == 1 else "\t".join(texts).rstrip()
