"""Find the bodies a text makes responsible: lead, support, contact.

In: a `Document` and the main types of its paragraphs. Out: `Body` rows in text order.
Example: “(牵头单位:市科技局;配合单位:市财政局、各区政府)” → 市科技局 lead, 市财政局 and 各区政府 support;
“请径向区科工局反映” → contact, which for a district paper is the department in charge (domain rule E6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from compare.chinese.expressions import Expression
from compare.chinese.text import Text
from compare.coding.patterns import alternatives, cue, expression
from compare.kinds import BodyPart
from compare.lexicons import load
from compare.model import Body, Document, Span

_BRACKETS = re.compile(r"[〔〕\[\]【】]")
_ROUND = str.maketrans("〔〕[]【】", "()()()")
_LED_REACH = 40
"""characters before 牵头 that may name who leads"""
_LABEL_END = re.compile(r"[;。]|\)(?=[^、]|$)")
_ADDED = re.compile(r"\([^()]*\)$")
_NAME = re.compile(r"[^、,\s()]+(?:\([^()]*\)[^、,\s()]*)?")
_JOINT = re.compile("和|及|与|以及|会同")
_LEADING = re.compile("(?:按照?职责分工|分别|由|以及|等|各有关|和|及|与)+")
_TRAILING = re.compile("(?:等)?(?:按照?(?:各自)?职责.*|分别|分工.*|共同.*|等)$")


def find_bodies(document: Document, main_types: Mapping[str, str]) -> tuple[Body, ...]:
    """Bodies named in any paragraph; each body and part once a paragraph."""
    rows: list[Body] = []
    for paragraph in document.paragraphs:
        text, found = _named(paragraph.words)
        if not found:
            continue
        seen: set[tuple[str, BodyPart]] = set()
        for part, start, end in found:
            name = paragraph.text[start:end]
            if (name, part) not in seen and _is_body(text[start:end]):
                seen.add((name, part))
                type_id = main_types.get(paragraph.key, "")
                rows.append(
                    Body(
                        name=name,
                        part=part,
                        document_id=document.id,
                        paragraph_key=paragraph.key,
                        measure_id=type_id,
                        span=Span(start, end),
                    )
                )
    return tuple(rows)


def _named(words: Text) -> tuple[str, Sequence[tuple[BodyPart, int, int]]]:
    """The text with round brackets only, and what stands where bodies are named: (part, start, end), in text order."""
    text = words.folded
    labels, by, led, contact = _expressions()
    possible = words.passing(_newest())
    named, leads = possible >> labels.number & 1, possible >> led.number & 1
    told, reached = possible >> by.number & 1 and "由" in text, possible >> contact.number & 1
    if not (named or told or reached or leads):
        return text, ()
    text = text.translate(_ROUND) if _BRACKETS.search(text) else text
    found = [*_labelled(text, labels)] if named else []
    labelled = [(start, end) for _, start, end in found]
    leaders = [match.span("who") for match in by.finditer(text)] if told else []
    for start, end in (*leaders, *(_leaders(text, led) if "牵头" in text else ())):
        if not any(first <= start < last for first, last in labelled):
            found.extend(_led(text, start, end))
    for match in contact.finditer(text) if reached else ():
        if not cue("bodies", "contact_never").match(match["who"]):
            found.append(("contact", *match.span("who")))
    return text, sorted(found, key=lambda named: named[1:])


def _leaders(text: str, led: Expression) -> Iterator[tuple[int, int]]:
    """Who stands before “牵头”: read backwards from the verb, which is found at once."""
    behind = 0
    for match in led.finditer(text):
        at = match.start()
        if who := cue("bodies", "led_by").search(text, max(behind, at - _LED_REACH), at):
            yield who.span()
            behind = match.end()


@cache
def _expressions() -> tuple[Expression, Expression, Expression, Expression]:
    labels = Expression(rf"(?P<label>{alternatives(_parts())})\s?:")
    return labels, expression("bodies", "by"), expression("bodies", "led"), expression("bodies", "contact")


@cache
def _newest() -> int:
    return max(expression.number for expression in _expressions())


@cache
def _parts() -> dict[str, BodyPart]:
    return {label: part for part, labels in load("bodies")["parts"].items() for label in labels}


def _labelled(text: str, expression: Expression) -> Iterator[tuple[BodyPart, int, int]]:
    """“(牵头单位:市科技局,责任单位:市财政局)”: beside a lead label, 责任单位 names the others."""
    labels, parts = list(expression.finditer(text)), _parts()
    led = any(match.group("label").startswith("牵头") for match in labels)
    for match, following in zip(labels, [*labels[1:], None], strict=False):
        part = parts[match.group("label")]
        if led and match.group("label").startswith(("责任", "落实")):
            part = "support"
        stop = _LABEL_END.search(text, match.end())
        ends = [len(text), *([stop.start()] if stop else []), *([following.start()] if following else [])]
        for span in _members(text, match.end(), min(ends)):
            yield part, *span


def _led(text: str, start: int, end: int) -> Iterator[tuple[BodyPart, int, int]]:
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
    plain = _ADDED.sub("", name)
    return 2 <= len(plain) <= 24 and plain.endswith(_endings()) and not cue("bodies", "not_body").search(plain)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load("bodies")["endings"])
