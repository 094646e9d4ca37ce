"""Sentences that say something in numbers, read once a paragraph."""

from __future__ import annotations

import pytest

from compare.chinese.text import Text
from compare.coding.quantities import signs_of_figures
from compare.coding.statements import Statements
from compare.model import Document, Fact, Metadata
from compare.rules import current
from tests.coding.making import paragraph


def document(text: str) -> Document:
    metadata = Metadata(issued=Fact("2026-03-01", "body"))
    return Document(
        id="d1",
        code="云溪2026",
        file="a.txt",
        digest="",
        format="txt",
        metadata=metadata,
        paragraphs=(paragraph(text),),
    )


def read(text: str) -> list[tuple[str, list[float], list[int]]]:
    found = document(text)
    statements = Statements(found).of(found.paragraphs[0])
    return [(text[s.start : s.end], [q.value for q in s.quantities], [y.value for y in s.years]) for s in statements]


def test_only_sentences_with_numbers_years_or_ratios() -> None:
    text = "加快建设。到2027年，孵化器达到３０家以上。今年起实施；对省级项目按1:0.5配套。"
    assert read(text) == [
        ("到2027年，孵化器达到３０家以上。", [30.0], [2027]),
        ("今年起实施；", [], [2026]),
        ("对省级项目按1:0.5配套。", [], []),
    ]


def test_numbers_of_cited_titles_and_labels_are_none() -> None:
    assert read("落实《2025年30家企业培育方案》。") == []
    assert read("2.加快建设平台。") == []


def test_what_is_matched_in_full_needs_no_figure() -> None:
    assert read("今年起，对省级项目给予等额配套。") == [("今年起，对省级项目给予等额配套。", [], [])]


def test_a_paragraph_is_read_once() -> None:
    found = document("孵化器达到30家。")
    statements = Statements(found)
    assert statements.of(found.paragraphs[0]) is statements.of(found.paragraphs[0])


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("５项", True),
        ("两家", True),
        ("十个以上", True),
        ("翻一番", True),
        ("兩億元", True),
        ("十个", False),
        ("一家", False),
    ],
)
def test_the_scan_alone_says_whether_a_text_is_read(text: str, holds: bool) -> None:
    assert Text(f"建设平台{text}。").may(signs_of_figures(current())) is holds
