"""Order, ids and codes: no two documents share one, however many wish for the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.documents import build_document
from compare.documents.naming import UNNAMED, name_documents, reading_order
from compare.model import Block, Document, Fact, Source


@pytest.fixture(scope="module")
def document() -> Document:
    lines = ("清城区科技创新规划(2021-2025年)", "一、重点任务", "支持建设孵化器。", "支持建设孵化器。")
    source = Source(
        name="a.txt",
        path="a.txt",
        digest="0123456789",
        format="txt",
        blocks=tuple(Block(x, i) for i, x in enumerate(lines, 1)),
    )
    return build_document(source)


def wish(document: Document, code: str, identity: str = "", digest: str = "0123456789") -> Document:
    return replace(document, code=code, id=identity or code, digest=digest)


def names(*documents: Document) -> list[tuple[str, str]]:
    return [(d.code, d.id) for d in name_documents(documents)]


def test_documents_of_one_place_and_year_are_counted_by_letters(document: Document) -> None:
    wishes = [wish(document, "清城2021", f"id{n}") for n in range(28)]
    codes = [code for code, _ in names(*wishes)]
    assert codes[:3] == ["清城2021", "清城2021b", "清城2021c"]
    assert codes[25:] == ["清城2021z", "清城2021-27", "清城2021-28"]


def test_a_name_that_somebody_has_is_passed_over(document: Document) -> None:
    wishes = [wish(document, code, f"id{n}") for n, code in enumerate(("HDb", "HD", "HD", "HDb", "HD"))]
    assert [code for code, _ in names(*wishes)] == ["HDb", "HD", "HDc", "HDbb", "HDd"]


def test_copies_of_one_title_have_short_ids_of_their_own(document: Document) -> None:
    found = [identity for _, identity in names(*[wish(document, "甲", "5f0c7a31") for _ in range(500)])]
    assert found[:4] == ["5f0c7a31", "5f0c7a31-012345", "5f0c7a31-012345-2", "5f0c7a31-012345-3"]
    assert len(set(found)) == 500
    assert max(map(len, found)) == len("5f0c7a31-012345-500")


def test_an_id_from_the_manifest_that_looks_like_a_made_one_is_no_collision(document: Document) -> None:
    wishes = [wish(document, c, i) for c, i in (("a", "HD-012345"), ("b", "HD"), ("c", "HD"), ("d", "HD-012345"))]
    found = [identity for _, identity in names(*wishes)]
    assert found == ["HD-012345", "HD", "HD-012345-2", "HD-012345-012345"]


def test_only_a_document_with_another_id_has_other_keys(document: Document) -> None:
    first, second = name_documents([document, document])
    assert first is document
    assert not {p.key for p in first.paragraphs} & {p.key for p in second.paragraphs}
    assert [p.text for p in first.paragraphs] == [p.text for p in second.paragraphs]


def test_the_manifest_comes_before_level_place_year_and_file(document: Document) -> None:
    def of(level: str, place: str, position: int = UNNAMED, file: str = "a.txt") -> tuple[object, ...]:
        facts = {"level": Fact(level, "body"), "district": Fact(place, "body")}
        return reading_order(replace(document, file=file, metadata=replace(document.metadata, **facts)), position)

    ordered = [
        of("区", "清城区", 0), of("省", "广东省"), of("地级市", "江门市"), of("区", "花都区"),
        of("区", "清城区"), of("区", "清城区", file="b.txt"),
    ]  # fmt: skip
    assert [sorted(ordered).index(rank) for rank in ordered] == [0, 1, 2, 3, 4, 5]
