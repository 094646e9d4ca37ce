"""Invented documents as sources and as built documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compare.documents import build_document
from compare.documents.manifest import ManifestEntry
from compare.documents.numbering import find_label
from compare.documents.structure import Draft
from compare.model import Block, Document, Fact, Heading, Source

BODY = "统筹各方资源,建设一批各具特色的服务载体,引导社会力量参与运营管理,逐步提升整体服务水平。"
"""a paragraph that names no role and no type"""


def source(
    text: str | Sequence[str | Block], name: str = "某区文件.txt", facts: Mapping[str, Fact] | None = None
) -> Source:
    """A source of physical lines; a `Block` among them keeps its markup."""
    items = text.split("\n") if isinstance(text, str) else text
    blocks = tuple(item if isinstance(item, Block) else Block(item, number) for number, item in enumerate(items, 1))
    return Source(name=name, path=name, digest="0" * 64, format="txt", blocks=blocks, facts=facts or {})


def document(text: str | Sequence[str | Block], entry: ManifestEntry | None = None, **options: Any) -> Document:
    return build_document(source(text, **options), entry)


def outline(built: Document) -> list[tuple[int, str, str]]:
    return [(h.level, h.label, h.text) for h in built.outline]


def flags(built: Document) -> set[str]:
    return {f.code for f in built.flags}


def texts(built: Document) -> list[str]:
    return [p.text for p in built.paragraphs]


def heading(line: str) -> Heading:
    """A heading as printed, with its number or without."""
    label = find_label(line)
    return Heading(1, label.text, label.rest) if label else Heading(1, "", line)


def draft(text: str, headings: list[str] | None = None, lead: str = "") -> Draft:
    """A paragraph below headings as printed, from the outermost on, and below a lead-in sentence."""
    return Draft(
        text=text,
        first=1,
        last=1,
        headings=tuple(map(heading, headings or [])),
        label=find_label(text),
        clause="",
        place="",
        leads=(lead,) if lead else (),
    )
