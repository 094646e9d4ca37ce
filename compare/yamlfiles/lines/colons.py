"""A colon that YAML does not take for one: full-width, without a space after it, or followed by a full-width space.

Faulty: ``孵化器： [众创空间]``, ``孵化器:[众创空间]``, ``孵化器:　众创空间``, ``- {词：上市}``.
Right:  ``孵化器: [众创空间]``, ``- 12:30``, ``定义: 支持对象包括：企业``.
The first makes the whole line one string, so the keywords never match; nothing else would tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.yamlfiles.lines.line import Fault, Line

_WORD = "[^\\s:：#\"'\\[\\]{},，。；、!&*@%|>`\\-][^:：#\"'\\[\\]{},，。；、\n]{0,39}?"  # a name, no sentence
_LEAD = "(?P<lead>[ \t\u3000\u00a0]*(?:-[ \t]+)*)"
_BLOCK = re.compile(f"{_LEAD}(?P<key>{_WORD})[ ]*(?P<colon>：|:(?![ \t\n]|$))(?P<rest>.*)")
_FLOW = re.compile(f"[{{,][ ]*(?P<key>{_WORD})[ ]*(?P<colon>：|:(?![ \t\n]))(?P<rest>.)")
_SUSPECT = re.compile("：|:(?![ \t\n]|$)", re.MULTILINE)
_PLAIN_VALUE = re.compile(r"(?P<key>[^:]*): +[^\s\[{\"'|>&]")
_WIDE = "\u3000\u00a0"


def suspects(text: str) -> bool:
    """A colon without a space after it follows a name, at the beginning of a line or in braces."""
    for match in _SUSPECT.finditer(text):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
        line = text[start : end if end >= 0 else None]
        if _BLOCK.match(line) or _FLOW.search(line):
            return True
    return False


def check(line: Line) -> Iterator[Fault]:
    """Colons in the place of a key's colon."""
    if not line.stack and (match := _BLOCK.match(line.code)) and _is_key(line, match):
        yield from _fault(match)
    for match in _FLOW.finditer(line.code):
        if match["key"].strip() in line.names.all and _brace_open(line, match.start("key")):
            yield from _fault(match)


def _fault(match: re.Match[str]) -> Iterator[Fault]:
    key, rest, at = match["key"].strip(), match["rest"], match.start("colon")
    after = at + 1 + len(rest) - len(rest.lstrip(" " + _WIDE))
    fixed = (("fixed", f"{key}: "), ("key", key))
    repair = (at, after, ": ")
    if match["colon"] == "：":
        yield Fault("full-width-colon", at, fixed, repair=repair)
    elif rest[:1] and rest[0] in _WIDE:
        yield Fault("wide-space", at + 1, repair=repair)
    elif not rest.startswith("//") and not key.isdigit():
        yield Fault("colon-without-space", at, fixed, repair=repair)


def _is_key(line: Line, match: re.Match[str]) -> bool:
    key, value = match["key"].strip(), match["rest"].lstrip(" " + _WIDE)
    if key in line.names.all:
        return not _continues(line)
    if match["lead"].strip():  # a list item: a keyword may hold a colon
        return value.startswith(("[", "{"))
    return not _continues(line) and ": " not in line.code


def _continues(line: Line) -> bool:
    """The line goes on with the text that stands on the line before it."""
    before = line.previous
    if before is None or line.code.lstrip().startswith("-"):
        return False
    code = before.code.strip()
    is_word = code.startswith("- ") and ": " not in code and not code.endswith((":", "："))
    if line.indent <= (before.indent if is_word else before.starts[0]):
        return False
    if code.endswith(":"):
        return code[:-1].removeprefix("- ").strip() in line.names.prose
    return is_word or bool(_PLAIN_VALUE.match(code))


def _brace_open(line: Line, at: int) -> bool:
    depth = line.stack
    for char in line.code[:at]:
        if char in "[{":
            depth += char
        elif char in "]}":
            depth = depth[:-1]
    return depth.endswith("{")
