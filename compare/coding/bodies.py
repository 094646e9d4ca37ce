"""Find the bodies a text makes responsible: lead, support, contact.

In: a `Document` and the main types of its paragraphs. Out: `Body` rows in text order.
Example: “(牵头单位:市科技局;配合单位:市财政局、各区政府)” → 市科技局 lead, 市财政局 and 各区政府 support;
“请径向区科工局反映” → contact, which for a district paper is the department in charge (domain rule E6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from compare.chinese.normalize import fold
from compare.chinese.traditional import simplified
from compare.coding.patterns import cue
from compare.lexicons import load
from compare.model import Body, Document, Span

Part = Literal["lead", "support", "contact"]

_BRACKETS = str.maketrans("〔〕[]【】", "()()()")
_NAME = re.compile(r"[^、,\s()]+(?:\([^()]*\)[^、,\s()]*)?")
_JOINT = re.compile("和|及|与|以及|会同")
_LEADING = re.compile("(?:按照?职责分工|分别|由|以及|等|各有关|和|及|与)+")
_TRAILING = re.compile("(?:等)?(?:按照?(?:各自)?职责.*|分别|分工.*|共同.*|等)$")


def find_bodies(document: Document, main_types: Mapping[str, str]) -> tuple[Body, ...]:
    """Bodies named in any paragraph; each body and part once a paragraph."""
    rows: list[Body] = []
    for paragraph in document.paragraphs:
        if not _may_name(simplified(paragraph.text)):
            continue
        seen: set[tuple[str, Part]] = set()
        folded = fold(paragraph.text).translate(_BRACKETS)
        for part, start, end in sorted(_named(folded), key=lambda found: found[1:]):
            name = paragraph.text[start:end]
            if (name, part) not in seen and _is_body(folded[start:end]):
                seen.add((name, part))
                type_id = main_types.get(paragraph.key, "")
                rows.append(Body(name, part, document.id, paragraph.key, type_id, Span(start, end)))
    return tuple(rows)


def _may_name(text: str) -> bool:
    """Cheap test: a label with a colon, 由…负责, …牵头 or 向…反映."""
    if "牵头" in text or "反映" in text or ("由" in text and cue("bodies", "duty").search(text)):
        return True
    return ("单位" in text or "部门" in text or "主体" in text) and (":" in text or "\uff1a" in text)


def _named(text: str) -> Iterator[tuple[Part, int, int]]:
    labelled = [*_labelled(text)]
    yield from labelled
    for pattern in _clauses():
        for match in pattern.finditer(text):
            if not any(start <= match.start("who") < end for _, start, end in labelled):
                yield from _led(text, *match.span("who"))
    for match in re.finditer(load("bodies")["contact"], text):
        if not re.match(load("bodies")["contact_never"], match.group("who")):
            yield "contact", *match.span("who")


@cache
def _clauses() -> tuple[re.Pattern[str], ...]:
    cues = load("bodies")
    return re.compile(cues["by"]), re.compile(cues["by_led"])


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, Part]]:
    parts: dict[str, Part] = {label: part for part, labels in load("bodies")["parts"].items() for label in labels}
    names = "|".join(sorted(parts, key=len, reverse=True))
    return re.compile(rf"(?P<label>{names})\s?[::]"), parts


def _labelled(text: str) -> Iterator[tuple[Part, int, int]]:
    """“(牵头单位:市科技局,责任单位:市财政局)”: beside a lead label, 责任单位 names the others."""
    pattern, parts = _labels()
    labels = list(pattern.finditer(text))
    led = any(match.group("label").startswith("牵头") for match in labels)
    for match, following in zip(labels, [*labels[1:], None], strict=False):
        part = parts[match.group("label")]
        if led and match.group("label").startswith(("责任", "落实")):
            part = "support"
        stop = re.compile(r"[;。]|\)(?=[^、]|$)").search(text, match.end())
        ends = [len(text), *([stop.start()] if stop else []), *([following.start()] if following else [])]
        for span in _members(text, match.end(), min(ends)):
            yield part, *span


def _led(text: str, start: int, end: int) -> Iterator[tuple[Part, int, int]]:
    """“由区科工局会同区财政局负责”: the first body leads, those after 会同 support."""
    shared = text.find("会同", start, end)
    for span in _members(text, start, end if shared < 0 else shared):
        yield "lead", *span
    if shared >= 0:
        for span in _members(text, shared + 2, end):
            yield "support", *span


def _members(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the names in a list; 和 parts two names only where the first is a whole name (not 工业和信息化局)."""
    for match in _NAME.finditer(text, start, end):
        left, right = match.span()
        for joint in _JOINT.finditer(text, *match.span()):
            if _is_body(text[left : joint.start()]):
                yield from _trimmed(text, left, joint.start())
                left = joint.end()
        yield from _trimmed(text, left, right)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    lead, tail = _LEADING.match(words), _TRAILING.search(words)
    start, end = start + (lead.end() if lead else 0), start + (tail.start() if tail else len(words))
    if start < end:
        yield start, end


def _is_body(name: str) -> bool:
    cues = load("bodies")
    plain = re.sub(r"\([^()]*\)$", "", name)
    if not 2 <= len(plain) <= 24 or re.search(cues["not_body"], plain):
        return False
    return plain.endswith(tuple(cues["endings"]))
