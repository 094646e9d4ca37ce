"""A table as a notebook shows it.

In: heads and rows of plain values. Out: HTML in which no text of a policy can act as markup.
Example: ``html_table("矩阵", ["地区", "人才"], [["清城区", 10]])`` is a ``<table>`` with a caption and two rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

MOST = 60
"""rows shown of a long list"""


def html_table(caption: str, heads: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """A table with its caption; of more than sixty rows the first sixty, and how many there are."""
    lines = [_line("th", heads), *(_line("td", row) for row in rows)]
    shown = lines[: MOST + 1]
    if len(lines) > len(shown):
        shown.append(_line("td", [f"… {len(lines) - 1}"]))
    return f"<table><caption>{escape(caption)}</caption>{''.join(shown)}</table>"


def _line(tag: str, values: Sequence[object]) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(str(value))}</{tag}>' for value in values)}</tr>"
