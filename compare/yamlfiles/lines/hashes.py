"""A number sign that cuts a keyword or a list short, because YAML takes it for a comment.

Faulty: ``[AI #应用, 大数据]``, ``- AI #应用``, ``[#一号工程]``.
Right:  ``- AI  # 英文缩写``, ``- C#``, ``["AI #应用"]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.yamlfiles.lines.line import Fault, Line

_SUSPECT = re.compile(r"#(?<=[\s\[{,]#)(?:[^\s#]|.*[\]}])")


def suspects(text: str) -> bool:
    """A number sign begins like a word, or has a closing bracket after it, and something stands before it."""
    return any(text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip() for m in _SUSPECT.finditer(text))


def check(line: Line) -> Iterator[Fault]:
    """Comments that begin like a word, or that swallow the end of a list."""
    at = line.comment
    if at < 0 or line.empty:
        return
    rest = line.text[at:]
    swallows = bool(line.stack_after) and re.search(r"[\]}]", rest) is not None
    if not swallows and (rest[1:2] in ("", "#") or rest[1:2].isspace()):
        return
    before = line.code.rstrip()
    begins_token = before[-1:] in ("[", "{", ",", "-", ":")
    details = (("lost", rest.rstrip()), ("kept", before.strip().replace("\0", "…")))
    repair = _quoted(rest, at) if begins_token else (len(before), at, "")
    yield Fault("hash", at, details, warning=not swallows and not begins_token, repair=repair)


def _quoted(rest: str, at: int) -> tuple[int, int, str]:
    token = re.match(r"[^,\]}]+", rest)
    assert token is not None
    return at, at + token.end(), f'"{token.group().rstrip()}"'
