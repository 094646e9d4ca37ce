"""Plain text and Markdown → `Source`, one block a physical line.

In: bytes of a .txt or .md file. Out: blocks that keep their line number and their leading spaces; in Markdown also
headings and table rows, comments dropped, and the fields of a YAML head, or of the lines “Title:”, “URL Source:”,
“Published Time:” that a page reader writes, as facts; in plain text those of the table copied above it.
Page markers that pdf converters leave (``# Page 12:``, ``--- 第12页 ---``) are no lines of the text; they tell that
the lines are cut by the page (`Block.wrapped`).
Example: ``## 第二章  创新平台`` → Block(“第二章  创新平台”, kind heading, level 2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from compare import lexicons
from compare.model import Block, Fact, Source
from compare.reading.fields import column_key, key_of, read_facts
from compare.reading.limits import Limits
from compare.reading.lines import clean, number_lines
from compare.reading.raw import Raw, build_source, decode_raw
from compare.reading.rows import join_cells
from compare.reading.sites import trim_site

_NTH, _PAGE, _OF = lexicons.load("reading")["page_marks"]
PAGE_MARKER = re.compile(
    rf"^ *(?:#{{1,6}} *(?:Page|{_NTH}) *\d{{1,4}} *{_PAGE}? *[:：]?"
    rf"|[-=*_]{{2,}} *(?:Page|{_NTH}) *\d{{1,4}} *{_PAGE}?(?: *(?:of|/|,|，|{_OF}) *\d{{1,4}} *{_PAGE}?)? *[-=*_]{{2,}}"
    r"|[\[【<] *Page *\d{1,4} *[\]】>]) *$",
    re.IGNORECASE | re.MULTILINE,
)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"^([A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff -]{0,30})[ \t]*[:：][ \t]*(\S.*?)[ \t]*$", re.MULTILINE)

LABELLED_FACT = re.compile(r"([\u4e00-\u9fff]{2,8})[ \t\u3000]*[:：][ \t\u3000]*([^。；;]{1,80})")
"""成文日期：2021年12月3日"""
LABEL_GAP = re.compile(r"[ \t\u3000]+(?=[\u4e00-\u9fff]{2,8}[:：])")
LABELLED = 20
"""lines of a text in which the table of its facts begins"""
LABELS = 3
"""names of facts from which labelled lines are that table"""

READER_FIELD = re.compile(
    r"(?:Title|URL Source|Source URL|Published Time|Published Date|Author|Warning|Number of Pages|Markdown Content)"
    r"[:：].*",
    re.IGNORECASE,
)
"""lines that programs which turn pages into Markdown (Reader of Jina, and others after it) put above the text"""
READER_LABELS = ("url source", "source url", "markdown content", "published time")
"""those of them that no document begins with"""

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^\s#\w]))(.*)")
RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|={3,}|```.*|~~~.*)\s*")
ROW = re.compile(r"\s*\|(.*)\|\s*")
ROW_RULE = re.compile(r"[\s|:-]+")
IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
LINKS_ONLY = re.compile(r"[\s*+>|»›·-]*(?:!?\[[^\[\]]*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)[\s*+>|»›·-]*)+")
FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|rar|zip)\b", re.IGNORECASE)
LINK_LINES = 3
"""lines of nothing but links one below the other from which they are navigation, not part of the text"""
EMPHASIS = re.compile(r"(\*{1,3})(?=\S)([^*]+)(?<=\S)\1")
UNDERLINED = re.compile(r"(?<![A-Za-z0-9_])__(?=\S)([^_]+)(?<=\S)__")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
TAG = re.compile(r"</?(?:br|p|div|span|b|i|u|em|strong|font|center|sup|sub|a|img|hr)\b[^<>]*>", re.IGNORECASE)
MAX_MARKUP = 20_000
"""characters of a line up to which inline marks are looked for; the patterns take quadratic time on hostile lines"""


def read_text(raw: Raw, limits: Limits) -> Source:
    """A plain text file, one block a line; what a page reader wrote is Markdown, whatever the file is called."""
    decoded, problems = decode_raw(raw)
    text = _unix(decoded.text)
    if _reader_head(text)[0]:
        return read_markdown(raw, limits)
    text, pages = _drop_page_markers(text)
    blocks = (Block(line, number, wrapped=pages) for number, line in number_lines(text))
    facts = _labelled_facts(text)
    return build_source(raw, "txt", blocks, limits, encoding=decoded.encoding, facts=facts, problems=problems)


def _labelled_facts(text: str) -> dict[str, Fact]:
    """Facts of the table 索引号：… 发布机构：… 成文日期：… that was copied above the text with it.

    It is one only where several names of facts stand in lines one below the other, and none of them comes again below:
    those of a collection of cards belong to the cards.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    held = [_labelled(line) for line in lines[:LABELLED]]
    start = next((i for i, pairs in enumerate(held) if pairs), len(held))
    table = [pair for pairs in takewhile(bool, held[start:]) for pair in pairs]
    keys = {key_of(name) for name, _ in table}
    again = {key_of(name) for line in lines[start + len(table) :] for name, _ in _labelled(line)}
    return read_facts(table, "markup") if len(keys) >= LABELS and not keys & again else {}


def _labelled(line: str) -> list[tuple[str, str]]:
    """The names and values of a line of the table above a text; empty if it holds anything else."""
    pairs = [LABELLED_FACT.fullmatch(part) for part in LABEL_GAP.split(line)]
    return [(m[1], m[2]) for m in pairs if m and key_of(m[1])] if all(pairs) else []


def read_markdown(raw: Raw, limits: Limits) -> Source:
    """A Markdown file, one block a line, marked up as heading or row where Markdown says so."""
    decoded, problems = decode_raw(raw)
    text, pages = _drop_page_markers(_unix(decoded.text))
    text = COMMENT.sub(_only_breaks, text)
    facts, text = _take_head(text)
    blocks = _navigation_marked(list(_markdown_blocks(text, pages)))
    return build_source(raw, "md", blocks, limits, encoding=decoded.encoding, facts=facts, problems=problems)


def _take_head(text: str) -> tuple[dict[str, Fact], str]:
    """What stands above the text (front matter, a page reader's lines) as facts, and the text with blanks there."""
    if head := FRONT_MATTER.match(text):
        pairs = [(key, value.strip("\"'")) for key, value in FIELD.findall(head[1])]
        return read_facts(pairs, "markup", column_key), _only_breaks(head) + text[head.end() :]
    pairs, end = _reader_head(text)
    named = [(name, trim_site(value, "") if name.lower() == "title" else value) for name, value in pairs]
    return read_facts(named, "markup", column_key), "\n" * text.count("\n", 0, end) + text[end:]


def _reader_head(text: str) -> tuple[list[tuple[str, str]], int]:
    """The fields of a page reader at the beginning of a text, and where they end; none if it begins otherwise."""
    pairs: list[tuple[str, str]] = []
    end = 0
    for line in text.lstrip("\ufeff").splitlines(keepends=True):
        if line.strip() and not READER_FIELD.fullmatch(line.strip()):
            break
        if line.strip():
            name, _, value = line.strip().replace("：", ":", 1).partition(":")
            pairs.append((name, value.strip()))
        end += len(line)
    known = any(name.lower() in READER_LABELS for name, _ in pairs)
    return (pairs, end + text.startswith("\ufeff")) if known else ([], 0)


def _navigation_marked(blocks: Sequence[tuple[Block, bool]]) -> Iterator[Block]:
    """The blocks; lines that are nothing but links are furniture where several stand one below the other."""
    run: list[Block] = []
    for block, linked in blocks:
        if linked:
            run.append(block)
            continue
        yield from _as_run(run)
        run = []
        yield block
    yield from _as_run(run)


def _as_run(run: Sequence[Block]) -> Iterator[Block]:
    navigation = len(run) >= LINK_LINES
    return (replace(block, kind="furniture", level=0) if navigation else block for block in run)


def _drop_page_markers(text: str) -> tuple[str, bool]:
    """The text with page markers blanked (line numbers stay), and whether there were any."""
    text, count = PAGE_MARKER.subn("", text)
    return text, count > 0


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _only_breaks(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _markdown_blocks(text: str, pages: bool) -> Iterator[tuple[Block, bool]]:
    """Each line's block, and whether the line holds nothing but links to pages."""
    for number, line in number_lines(text):
        if heading := HEADING.fullmatch(line):
            if words := clean(_plain(_without_closing(heading[2]))):
                yield Block(words, number, kind="heading", level=len(heading[1]), wrapped=pages), False
        elif row := ROW.fullmatch(line):
            words = clean(join_cells([[_plain(cell)] for cell in _cells(row[1])]))
            if words and not ROW_RULE.fullmatch(line):
                yield Block(words, number, kind="row"), False
        elif not RULE.fullmatch(line) and (words := clean(_plain(line.removeprefix("> ")))):
            yield Block(words, number, wrapped=pages), bool(LINKS_ONLY.fullmatch(line)) and not FILE.search(line)


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
