"""Blanks that YAML does not accept: TABs or full-width spaces in front, no space after the dash of a list.

Faulty: ``<TAB>- 孵化器``, ``　- 孵化器``, ``-孵化器``, ``-　孵化器``.  Right: ``  - 孵化器``.
``-孵化器`` lines silently become one long keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.yamlfiles.lines.line import Fault, Line

_SUSPECT = re.compile("^[ \u3000\u00a0]*[\t\u3000\u00a0]|^\\s*[-－—][^ ]", re.MULTILINE)

_LEAD = re.compile("[ \t\u3000\u00a0]*")
_DASH = re.compile("[-－—](?P<gap>[\t\u3000\u00a0]*)(?=[^\\s\\-－—\\d.])|[－—] ")


def suspects(text: str) -> bool:
    """A line begins with an odd blank, or with a dash and no space."""
    return _SUSPECT.search(text) is not None


def check(line: Line) -> Iterator[Fault]:
    """Blanks before the first word of a line and after its dash."""
    if line.stack or line.empty:
        return
    lead = _LEAD.match(line.code)
    assert lead is not None
    blanks = lead.group()
    if "\t" in blanks:
        yield Fault("tab", blanks.index("\t"), repair=(0, lead.end(), _indent_of(line, blanks)))
    elif blanks.strip(" "):
        column = len(blanks) - len(blanks.lstrip(" "))
        yield Fault("wide-space", column, repair=(0, lead.end(), _indent_of(line, blanks)))
    dash = _DASH.match(line.code, lead.end())
    if dash and dash.group() != "- ":
        word = line.code[dash.end() :].replace("\0", "…").strip()
        yield Fault("dash", dash.start(), (("fixed", f"- {word}"),), repair=(dash.start(), dash.end(), "- "))


def _indent_of(line: Line, blanks: str) -> str:
    """The indent that was meant, by the line before: one step in after a key without a value, else as deep as that."""
    before = line.previous
    if before is None:
        return ""
    if before.code[: before.indent].strip(" "):
        return "  " * len(blanks)
    return " " * (before.indent + 2 * before.code.rstrip().endswith((":", "：")))
