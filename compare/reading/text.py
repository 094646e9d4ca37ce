"""Plain text and Markdown → `Source`, one block a physical line.

In: bytes of a .txt or .md file. Out: blocks that keep their line number and their leading spaces; in Markdown also
headings and table rows, comments dropped, and the fields of a YAML head as facts.
Page markers that pdf converters leave (``# Page 12:``, ``--- 第12页 ---``) are no lines of the text; they tell that
the lines are cut by the page (`Block.wrapped`).
Example: ``## 第二章  创新平台`` → Block(“第二章  创新平台”, kind heading, level 2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from compare.model import Block, Fact, Source
from compare.reading.fields import read_facts
from compare.reading.limits import Limits
from compare.reading.lines import clean, number_lines
from compare.reading.raw import Raw, build_source, decode_raw
from compare.reading.rows import join_cells

PAGE_MARKER = re.compile(
    r"^ *(?:#{1,6} *(?:Page|第) *\d{1,4} *页? *[:：]?"
    r"|[-=*_]{2,} *(?:Page|第) *\d{1,4} *页?(?: *(?:of|/|,|，|共) *\d{1,4} *页?)? *[-=*_]{2,}"
    r"|[\[【<] *Page *\d{1,4} *[\]】>]) *$",
    re.IGNORECASE | re.MULTILINE,
)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"^([A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff -]{0,30})[ \t]*[:：][ \t]*(\S.*?)[ \t]*$", re.MULTILINE)

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^\s#\w]))(.*)")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}|```.*|~~~.*)\s*")
ROW = re.compile(r"\s*\|(.*)\|\s*")
ROW_RULE = re.compile(r"[\s|:-]+")
IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
EMPHASIS = re.compile(r"(\*{1,3})(?=\S)([^*]+)(?<=\S)\1")
UNDERLINED = re.compile(r"(?<![A-Za-z0-9_])__(?=\S)([^_]+)(?<=\S)__")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
TAG = re.compile(r"</?(?:br|p|div|span|b|i|u|em|strong|font|center|sup|sub|a|img|hr)\b[^<>]*>", re.IGNORECASE)
MAX_MARKUP = 20_000
"""characters of a line up to which inline marks are looked for; the patterns take quadratic time on hostile lines"""


def read_text(raw: Raw, limits: Limits) -> Source:
    """A plain text file, one block a line."""
    decoded, problems = decode_raw(raw)
    text, pages = _drop_page_markers(_unix(decoded.text))
    blocks = (Block(line, number, wrapped=pages) for number, line in number_lines(text))
    return build_source(raw, "txt", blocks, limits, encoding=decoded.encoding, problems=problems)


def read_markdown(raw: Raw, limits: Limits) -> Source:
    """A Markdown file, one block a line, marked up as heading or row where Markdown says so."""
    decoded, problems = decode_raw(raw)
    text, pages = _drop_page_markers(_unix(decoded.text))
    text = COMMENT.sub(_only_breaks, text)
    facts: dict[str, Fact] = {}
    if head := FRONT_MATTER.match(text):
        facts = read_facts(((key, value.strip("\"'")) for key, value in FIELD.findall(head[1])), "markup")
        text = _only_breaks(head) + text[head.end() :]
    blocks = _markdown_blocks(text, pages)
    return build_source(raw, "md", blocks, limits, encoding=decoded.encoding, facts=facts, problems=problems)


def _drop_page_markers(text: str) -> tuple[str, bool]:
    """The text with page markers blanked (line numbers stay), and whether there were any."""
    text, count = PAGE_MARKER.subn("", text)
    return text, count > 0


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _only_breaks(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _markdown_blocks(text: str, pages: bool) -> Iterator[Block]:
    for number, line in number_lines(text):
        if heading := HEADING.fullmatch(line):
            if words := clean(_plain(_without_closing(heading[2]))):
                yield Block(words, number, kind="heading", level=len(heading[1]), wrapped=pages)
        elif row := ROW.fullmatch(line):
            words = clean(join_cells([[_plain(cell)] for cell in _cells(row[1])]))
            if words and not ROW_RULE.fullmatch(line):
                yield Block(words, number, kind="row")
        elif not RULE.fullmatch(line) and (words := clean(_plain(line.removeprefix("> ")))):
            yield Block(words, number, wrapped=pages)


def _without_closing(text: str) -> str:
    """A heading without the number signs that may close it."""
    words = text.rstrip().rstrip("#")
    return words if not words or words[-1] in " \t" else text


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row)


PLAIN: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (IMAGE, ""),
    (LINK, r"\1"),
    (EMPHASIS, r"\2"),
    (UNDERLINED, r"\1"),
    (TAG, ""),
    (ESCAPE, r"\1"),
)


def _plain(text: str) -> str:
    """The words as Markdown shows them: no emphasis marks, link targets, images and inline tags."""
    if len(text) > MAX_MARKUP or not any(mark in text for mark in "*_[<\\"):
        return text
    for pattern, words in PLAIN:
        text = pattern.sub(words, text)
    return text
