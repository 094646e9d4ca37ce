"""Commas and quotes in lists: a comma too many, or something glued to a closing quote.

Faulty: ``[创业, , 孵化]``, ``["科技"，"金融"]``, ``- "科技"，``, ``- "科技"金融``, ``["科技, 金融]``.
Right:  ``[创业, 孵化,]``, ``["科技", "金融"]``.  (``[创业，孵化]`` is found where the keywords are read.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.yamlfiles.lines.line import Fault, Line

_SUSPECT = re.compile("[\"']|[\\[{,]\\s*,")

_DOUBLE = re.compile(r"[\[{,]\s*(?P<extra>,)")
_GLUED = re.compile("(?:\"\0*\"|'\0*')(?P<glued>[^\\s,\\]}:]+)")


def suspects(text: str) -> bool:
    """There are quotes, or commas without a word before them."""
    return _SUSPECT.search(text) is not None


def check(line: Line) -> Iterator[Fault]:
    """Commas without a word between them, characters after a closing quote, quotes without an end."""
    for match in _DOUBLE.finditer(line.code):
        if line.stack or "[" in line.code[: match.start() + 1] or "{" in line.code[: match.start() + 1]:
            at = match.start("extra")
            yield Fault("double-comma", at, repair=(at, at + 1, ""))
    for match in _GLUED.finditer(line.code):
        if match.start() in line.starts:
            yield _glued(line, match)
    if line.open_quote >= 0:
        at = line.open_quote
        yield Fault("open-quote", at, (("quote", line.text[at]),), repair=(at, at + 1, ""))


def _glued(line: Line, match: re.Match[str]) -> Fault:
    at, glued = match.start("glued"), match["glued"]
    details = (("glued", glued.replace("\0", "…")),)
    if glued[0] in "，、；":
        more = line.code[at + 1 :].strip(" ")
        separator = ", " if more and more[0] not in ",]}" else ""
        return Fault("after-quote", at, details, repair=(at, at + 1, separator))
    return Fault("after-quote", at, details, repair=(at, at + len(glued), ""))
