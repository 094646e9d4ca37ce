"""Find the bodies a text makes responsible: lead, support, contact.

In: a `Document` and the main types of its paragraphs. Out: `Body` rows in text order.
Example: “(牵头单位:市科技局;配合单位:市财政局、各区政府)” → 市科技局 lead, 市财政局 and 各区政府 support;
“请径向区科工局反映” → contact, which for a district paper is the department in charge (domain rule E6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from compare.chinese.expressions import Expression
from compare.chinese.text import Text
from compare.coding.patterns import alternatives, is_general, word_set
from compare.kinds import BodyPart
from compare.lexicons import load
from compare.model import Body, Document, Span
from compare.rules import Book, current, rule

_BRACKETS = re.compile(r"[〔〕\[\]【】]")
_ROUND = str.maketrans("〔〕[]【】", "()()()")
_LED_REACH = 40
"""characters before 牵头 that may name who leads"""
_LABEL_END = re.compile(r"[;。]|\)(?=[^、]|$)")
_ADDED = re.compile(r"\([^()]*\)$")
_NAME = re.compile(r"[^、,\s()]+(?:\([^()]*\)[^、,\s()]*)?")
_STRETCH = re.compile("[^,。;:()]{2,40}$")
_TOPIC = "bodies"


def find_bodies(document: Document, main_types: Mapping[str, str]) -> tuple[Body, ...]:
    """Bodies named in any paragraph; each body and part once a paragraph."""
    rows: list[Body] = []
    sought = _sought(current())
    for paragraph in document.paragraphs:
        text, found = _named(paragraph.words, sought)
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


def _named(words: Text, sought: _Sought) -> tuple[str, Sequence[tuple[BodyPart, int, int]]]:
    """The text with round brackets only, and what stands where bodies are named: (part, start, end), in text order."""
    text, possible = words.folded, words.passing(sought.newest)
    if not possible & sought.any:
        return text, ()
    labels, named_by, leads, turn_to = (e if possible >> e.number & 1 else None for e in sought.expressions)
    text = text.translate(_ROUND) if _BRACKETS.search(text) else text
    found = [*_labelled(text, labels)] if labels else []
    labelled = [(start, end) for _, start, end in found]
    named = [match.span("who") for match in named_by.finditer(text)] if named_by else []
    leaders = _leaders(text, leads, {end for _, end in named}) if leads else ()
    for start, end in (*named, *leaders):
        if not any(first <= start < last for first, last in labelled):
            found.extend(_led(text, start, end))
    for match in turn_to.finditer(text) if turn_to else ():
        if not rule(_TOPIC, "not_a_contact").fits(match["who"]):
            found.append(("contact", *match.span("who")))
    return text, sorted(found, key=lambda named: named[1:])


def _leaders(text: str, leads: Expression, named: Set[int]) -> Iterator[tuple[int, int]]:
    """Who stands before “牵头”: read backwards from the verb, which is found at once; not who is `named` up to it."""
    behind = 0
    for match in leads.finditer(text):
        at = match.start()
        if who := _STRETCH.search(text, max(behind, at - _LED_REACH), at):
            behind = match.end()
            if at not in named:
                yield who.span()


class _Sought(NamedTuple):
    """What names a body."""

    expressions: Sequence[Expression]
    """labels of parts, “由…负责”, “…牵头”, “向…反映”"""
    newest: int
    """the greatest of their numbers"""
    any: int
    """one bit for each of their numbers"""


@cache
def _sought(book: Book) -> _Sought:
    labels = Expression(rf"(?P<label>{alternatives(_parts())})\s?:")
    expressions = (labels, *(book.rule(_TOPIC, name).expression for name in ("named_by", "leads", "turn_to")))
    numbers = [expression.number for expression in expressions]
    return _Sought(expressions, max(numbers), sum(1 << number for number in set(numbers)))


@cache
def _parts() -> dict[str, BodyPart]:
    return {label: part for part, labels in load(_TOPIC)["parts"].items() for label in labels}


def _labelled(text: str, expression: Expression) -> Iterator[tuple[BodyPart, int, int]]:
    """“(牵头单位:市科技局,责任单位:市财政局)”: beside a lead label, 责任单位 names the others."""
    labels, parts, beside = list(expression.finditer(text)), _parts(), word_set(_TOPIC, "beside_lead")
    led = any(parts[match["label"]] == "lead" and match["label"] not in beside for match in labels)
    for match, following in zip(labels, [*labels[1:], None], strict=False):
        part: BodyPart = "support" if led and match["label"] in beside else parts[match["label"]]
        stop = _LABEL_END.search(text, match.end())
        ends = [len(text), *([stop.start()] if stop else []), *([following.start()] if following else [])]
        for span in _members(text, match.end(), min(ends)):
            yield part, *span


def _led(text: str, start: int, end: int) -> Iterator[tuple[BodyPart, int, int]]:
    """“由区科工局会同区财政局负责”: the first body leads, those after 会同 support."""
    shared = rule(_TOPIC, "along_with").finder.search(text, start, end)
    for span in _members(text, start, shared.start() if shared else end):
        yield "lead", *span
    for span in _members(text, shared.end(), end) if shared else ():
        yield "support", *span


def _members(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the names in a list; 和 parts two names only where the first is a whole name (not 工业和信息化局)."""
    for match in _NAME.finditer(text, start, end):
        left, right = match.span()
        for joint in rule(_TOPIC, "joins").finder.finditer(text, *match.span()):
            if _is_body(text[left : joint.start()]):
                yield from _trimmed(text, left, joint.start())
                left = joint.end()
        yield from _trimmed(text, left, right)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    lead, tail = rule(_TOPIC, "leads_in").finder.match(words), rule(_TOPIC, "trails").finder.search(words)
    start, end = start + (lead.end() if lead else 0), start + (tail.start() if tail else len(words))
    if start < end:
        yield start, end


def _is_body(name: str) -> bool:
    plain = _ADDED.sub("", name)
    return 2 <= len(plain) <= 24 and plain.endswith(_endings()) and not is_general(_TOPIC, plain)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load(_TOPIC)["endings"])
