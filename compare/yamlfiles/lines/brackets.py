"""Brackets that are not closed, closed with a full-width one, or closed twice.

Faulty: ``强词: [创业, 孵化`` before a new field, ``强词: [创业】``, ``强词: [创业]]``.  Right: ``强词: [创业, 孵化]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.yamlfiles.lines.line import Fault, Line

_WIDE_CLOSERS = "】］｝〕"
_CLOSER = {"[": "]", "{": "}"}


def suspects(text: str) -> bool:
    """There are brackets."""
    return "[" in text or "{" in text or "]" in text or "}" in text


def check(line: Line) -> Iterator[Fault]:
    """The line on which a bracket should have been closed, and closing brackets too many."""
    if line.extra >= 0:
        yield Fault("extra-bracket", line.extra, repair=(line.extra, line.extra + 1, ""))
    if line.unclosed and not _commented_out(line):
        code = line.code.rstrip()
        missing = "".join(_CLOSER[bracket] for bracket in reversed(line.stack_after))
        found = code[-1] if code[-1] in _WIDE_CLOSERS else ""
        start = len(code) - len(found)
        details = (("found", found), ("missing", missing))
        yield Fault("wide-bracket" if found else "open-bracket", start, details, repair=(start, len(code), missing))


def _commented_out(line: Line) -> bool:
    """The closing bracket is there, but behind a comment sign: `hashes` reports that."""
    return line.comment >= 0 and re.search(r"[\]}]", line.text[line.comment :]) is not None
