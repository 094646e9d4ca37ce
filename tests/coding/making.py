"""Small invented taxonomies and paragraphs."""

from __future__ import annotations

from typing import Any

from compare.coding.matcher import Matcher
from compare.model import Cues, Document, Heading, Keyword, Match, Measure, Metadata, Paragraph, Role, Taxonomy

CUES = Cues(
    beneficiary=("为", "面向", "服务"), location=("依托", "借助", "利用"), outcome=("带动", "促进", "实现"),
    negative=("不足", "缺乏", "滞后", "短板"), negative_cancel=("针对", "破解", "解决", "补齐"),
    prohibition=("不得", "严禁", "取消"),
)  # fmt: skip


def keyword(text: str, measure_id: str = "a", **fields: Any) -> Keyword:
    """A keyword without the border check, unless the fields ask for it."""
    return Keyword(text, measure_id, **{"boundary": False, **fields})


def taxonomy(words: dict[str, list[str | Keyword]], **fields: Any) -> Taxonomy:
    """Types of those ids, in that order; plain strings become strong keywords."""
    measures = tuple(
        Measure(name, name, keywords=tuple(w if isinstance(w, Keyword) else keyword(w, name) for w in entries))
        for name, entries in words.items()
    )
    return Taxonomy("试验", "1", measures, **{"cues": CUES, **fields})


def find(text: str, *words: str | Keyword, **fields: Any) -> tuple[Match, ...]:
    """All matches of the words as one type, rejected ones included."""
    return Matcher(taxonomy({"a": list(words)}, **fields)).find(text)


def accepted(text: str, *words: str | Keyword, **fields: Any) -> list[str]:
    return [m.quote for m in find(text, *words, **fields) if not m.rejected]


def why_not(text: str, *words: str | Keyword, **fields: Any) -> list[tuple[str, str]]:
    return [(m.rejected, m.note) for m in find(text, *words, **fields) if m.rejected]


def paragraph(text: str, headings: tuple[str, ...] = (), role: Role = "measure", lead: str = "") -> Paragraph:
    path = tuple(Heading(level, "", words) for level, words in enumerate(headings, 1))
    return Paragraph(key="0" * 12, index=0, text=text, lines=None, headings=path, role=role, lead=lead)


def document_of(*paragraphs: Paragraph) -> Document:
    """A document without a title that holds just these."""
    return Document(
        id="d", code="d", file="d.txt", digest="", format="txt", metadata=Metadata(), paragraphs=tuple(paragraphs)
    )
