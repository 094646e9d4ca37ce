"""The lines of a YAML file as an analyst typed them, with what is quoted or commented set apart.

In: the physical lines. Out: `TypedLine`s that know their brackets, token starts and comment even where the file is
faulty, so that one fault does not hide the next. Block texts (``definition: |``) are left out.
Example: ``强词: ["科技，", AI #应用]`` has token starts 0, 5, 9; its comment begins at 12; its brackets stay open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from compare.yamlfiles.nodes import Names

_BLANK = " \t\u3000\u00a0"
_BLOCK = re.compile(r"(?:^|[:\-] +)[|>][+-]?\d?[+-]?\s*$")
_QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
_MASK = "\0"
CLOSERS = {"[": "]", "{": "}"}
"""opening bracket → the one that closes it"""
_KEY = re.compile(r"\s*(?:- +)*[^\s\"'\[{#][^:\"'\[{#]*:(?:\s|$)|\s*- ")


class Fault(NamedTuple):
    """Something wrong in a line, and how to put it right so that the rest can still be read."""

    code: str
    column: int
    """0-based"""
    details: tuple[tuple[str, str], ...] = ()
    warning: bool = False
    repair: tuple[int, int, str] | None = None
    """replace code[start:end] of this line; None = leave as it is"""


class TypedLine(NamedTuple):
    """One physical line outside block texts."""

    number: int
    text: str
    code: str
    """`text` up to its comment, with the insides of quotes masked by NUL; offsets are those of `text`"""
    indent: int
    """blanks before the first character, whatever kind of blank"""
    stack: str
    """brackets open where the line begins, innermost last"""
    stack_after: str
    starts: tuple[int, ...]
    """where a scalar, key or bracket begins"""
    comment: int
    """offset of the comment sign, -1 without one"""
    open_quote: int
    """offset of a quote that is never closed, -1 without one"""
    extra: int
    """offset of a closing bracket too many, -1 without one"""
    previous: TypedLine | None
    """the last line before it that holds more than blanks and comments"""
    names: Names
    """the fields of this kind of file"""
    unclosed: bool = False
    """its brackets should have been closed here: a new key or the end of the file follows"""

    @property
    def empty(self) -> bool:
        """Nothing but blanks and a comment."""
        return not self.code.strip(_BLANK)


def read_lines(texts: Sequence[str], names: Names) -> list[TypedLine]:
    """The lines outside block texts and multi-line quotes, in order."""
    lines: list[TypedLine] = []
    previous: TypedLine | None = None
    unclosed: set[int] = set()
    stack, skip_to, block_indent = "", 0, -1
    for index, text in enumerate(texts):
        indent = len(text) - len(text.lstrip(_BLANK))
        if index < skip_to or (block_indent >= 0 and (indent > block_indent or not text.strip())):
            continue
        block_indent = -1
        if stack and _leaves_brackets(text, indent, previous):
            stack = ""
            unclosed.add(previous.number if previous else 0)
        scan = _Scan(text, stack)
        if scan.open_quote >= 0 and (end := _closing_line(texts, index, text[scan.open_quote], indent)):
            skip_to, scan = end + 1, _Scan(text[: scan.open_quote], stack)
        line = scan.line(index + 1, text, indent, stack, previous, names)
        stack = line.stack_after
        if not line.empty:
            previous = line
            if not stack and _BLOCK.search(line.code):
                block_indent = indent
        lines.append(line)
    if stack and previous:
        unclosed.add(previous.number)
    return [line._replace(unclosed=True) if line.number in unclosed else line for line in lines]


def _leaves_brackets(text: str, indent: int, previous: TypedLine | None) -> bool:
    """A new key at the old depth while brackets are open: the closing bracket was forgotten."""
    opener = previous
    while opener and opener.stack:
        opener = opener.previous
    return bool(opener and indent <= opener.indent and _KEY.match(text))


def _closing_line(texts: Sequence[str], index: int, quote: str, indent: int) -> int:
    """Index of the line on which a quote is closed, 0 if a new key comes first."""
    for later in range(index + 1, len(texts)):
        text = texts[later]
        if text.strip() and (len(text) - len(text.lstrip()) <= indent or _KEY.match(text)):
            return 0
        if quote in text:
            return later
    return 0


class _Scan:
    """One pass over a line's characters; after it the attributes hold what was found."""

    def __init__(self, text: str, stack: str) -> None:
        self.text = text
        self.stack = stack
        self.starts: list[int] = []
        self.comment = self.open_quote = self.extra = -1
        self.masked = list(text)
        self._closed = False
        self._at_start = True
        position = 0
        while position < len(text) and self.comment < 0:
            position = self._step(position)

    def line(
        self, number: int, text: str, indent: int, stack: str, previous: TypedLine | None, names: Names
    ) -> TypedLine:
        code = "".join(self.masked[: self.comment if self.comment >= 0 else None])
        return TypedLine(
            number, text, code, indent, stack, self.stack, tuple(self.starts),
            self.comment, self.open_quote, self.extra, previous, names,
        )  # fmt: skip

    def _step(self, i: int) -> int:
        char = self.text[i]
        if char in _BLANK:
            return i + 1
        if char == "#" and (self._at_start or self.text[i - 1] in " \t"):
            self.comment = i
            return i
        if self._at_start:
            return self._begin(i, char)
        return self._go_on(i, char)

    def _begin(self, i: int, char: str) -> int:
        if char == "-" and not self.stack and self.text[i + 1 : i + 2] in ("", " ", "\t"):
            return i + 1
        if char in "[{":
            self.starts.append(i)
            self.stack += char
            return i + 1
        if char in "]},":
            return self._go_on(i, char)
        self.starts.append(i)
        self._at_start = False
        if char in _QUOTED:
            if match := _QUOTED[char].match(self.text, i):
                self.masked[i + 1 : match.end() - 1] = _MASK * (match.end() - i - 2)
                return match.end()
            self.open_quote = i
        return i + 1

    def _go_on(self, i: int, char: str) -> int:
        if self.stack:
            return self._in_brackets(i, char)
        if char in "]}" and self._closed:
            self.extra = i
        self._closed = False
        if char == ":" and self.text[i + 1 : i + 2] in ("", " ", "\t"):
            self._at_start = True
        return i + 1

    def _in_brackets(self, i: int, char: str) -> int:
        if char == CLOSERS[self.stack[-1]]:
            self.stack = self.stack[:-1]
            self._at_start, self._closed = False, True
        elif char in "[{":
            self.stack += char
            self._at_start = True
        elif char == "," or (char == ":" and self.text[i + 1 : i + 2] in ("", " ", "\t")):
            self._at_start = True
        return i + 1
