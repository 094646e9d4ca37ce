"""Text and values → Markdown that every viewer shows as it was written.

In: words of a source, numbers, rows of cells. Out: `Md`, Markdown that needs no further escaping.
Example: the clause “1.建设<平台>|*一企一档*” becomes ``1\\.建设&lt;平台&gt;\\|\\*一企一档\\*`` and reads as before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import floor

from compare.reports.styled import Run

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "$": "&#36;"})
"""no backslash form is common to CommonMark, GitHub and Python-Markdown for these: ~ strikes through, $ opens maths"""
_MARKS = re.compile(r"([\\`*_{}\[\]|])")
_LEADING = re.compile(r"^(\d{1,9})([.)])|^([-+#])")
"""what would open a list, a heading or a rule at the start of a line"""
_ADDRESS = re.compile(r"(?i)\b(https?|ftp):|\bwww\.")
NOTE = r"(<sup>)(.+?)</sup>"
"""the numbers of notes, the only tags in a narrative: a `SimpleTagInlineProcessor` of Python-Markdown takes them"""
_SPACE = re.compile(r"\s+")


class Md(str):
    """Markdown as it shall stand in the file; any other string is text and gets escaped."""

    __slots__ = ()


def escape(text: str) -> Md:
    """Inline Markdown that shows `text` unchanged, on one line, anywhere but at the start of a line."""
    if isinstance(text, Md):
        return text
    line = _SPACE.sub(" ", text).strip()
    line = _MARKS.sub(r"\\\1", line.translate(_ENTITIES))
    line = _ADDRESS.sub(lambda m: m[0].replace(":", "&#58;").replace(".", "&#46;"), line)  # no viewer shall link it
    return Md(line)


def escape_line(text: str) -> Md:
    """The same for text that opens a line: no list, heading or rule may come of it."""
    if isinstance(text, Md):
        return text
    return Md(_LEADING.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escape(text)))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[int] = ()) -> Md:
    """A pipe table; `numeric` are the columns set to the right. Plain strings are escaped, `Md` stands as it is."""
    rules = ["---:" if column in numeric else "---" for column in range(len(header))]
    lines: list[list[str]] = [[escape(name) for name in header], rules]
    lines += [[escape(cell) or "—" for cell in row] for row in rows]
    return Md("\n".join(f"| {' | '.join(line)} |" for line in lines))


def bullets(items: Iterable[str]) -> Md:
    """A list, one line an item."""
    return Md("\n".join(f"- {escape_line(item)}" for item in items))


def styled(runs: Iterable[Run]) -> Md:
    """Words whose bold ones stand out."""
    return Md("".join(f"**{escape(run.text)}**" if run.style == "bold" else escape(run.text) for run in runs))


def percent(value: float) -> str:
    """A share 0–1 as a percentage with one decimal, which is all that some dozens of paragraphs bear."""
    return f"{floor(1000 * value + 0.5) / 10:.1f}%"  # halves go up, as in a spreadsheet


def anchor(paragraph_key: str) -> str:
    """Name of a paragraph's place among the quoted evidence; rows of one paragraph share it."""
    return f"e-{paragraph_key}"
