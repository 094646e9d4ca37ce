"""A source becomes a document: what survives re-spacing, re-wrapping and re-conversion."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.documents import build_document, paragraph_key, rekey
from compare.documents.manifest import ManifestEntry
from compare.model import Block, Document, Text
from tests.documents.drafting import BODY, document, outline, source, texts

PLAN = [
    "江门市科技创新发展规划(2026-2030年)", "一、重点任务", "(一)培育企业",
    "建立培育库,对入库企业给予最高50万元研发补助。" + BODY,
    "1.认定奖励。首次认定的奖励20万元;重新认定的奖励10万元。", "2.入库辅导。" + BODY, "(二)建设平台",
    "一是支持首台(套)装备示范。",
    "二是建设AI、5G实验室,推广“以赛代评”。", "二、保障措施", "强化人才保障。" + BODY, BODY, BODY,
]  # fmt: skip


def identity(built: Document) -> list[tuple[str, str, str, str]]:
    return [(p.key, p.place, p.clause, p.role) for p in built.paragraphs]


def wide(text: str) -> str:
    return text.translate(str.maketrans("0123456789,;:()AIG", "０１２３４５６７８９，；：（）ＡＩＧ"))


REFERENCE = document(PLAN)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([wide(x) for x in PLAN], id="full width"),
        pytest.param(["　　" + x for x in PLAN], id="indented"),
        pytest.param([y for x in PLAN for y in (x, "", " ")], id="blank lines between"),
        pytest.param(
            [re.sub("(?<=[一-鿿])(?=[一-鿿])", " ", x, count=1) if len(x) > 30 else x for x in PLAN], id="a stray space"
        ),
        pytest.param(
            [x.replace("企业", "企\u200b业").replace("平台", "平台\u00a0") for x in PLAN], id="invisible characters"
        ),
        pytest.param(["听全文", "来源:某某网", *PLAN, "扫一扫在手机打开当前页"], id="page furniture"),
    ],
)
def test_layout_does_not_change_identity_or_roles(lines: list[str]) -> None:
    assert identity(document(lines)) == identity(REFERENCE)


@pytest.mark.parametrize("width", [24, 40, 60])
def test_wrapping_does_not_change_identity(width: int) -> None:
    plan = [*PLAN, *(f"{name}。{BODY}{BODY}" for name in ("土地", "资金", "数据", "法治", "宣传"))]
    lines = [text[i : i + width] for x in plan for text in ["　　" + x] for i in range(0, len(text), width)]
    assert identity(document(lines)) == identity(document(plan))


def test_a_page_of_markup_gives_the_same_document_but_for_citations() -> None:
    marked = [
        Block(x, kind="heading", level=2 if "、" in x[:2] else 3) if re.match("[一二]、|\\([一二]\\)", x) else Block(x)
        for x in PLAN
    ]
    built = document(marked)
    assert [p.key for p in built.paragraphs] == [p.key for p in REFERENCE.paragraphs]
    assert [h[1:] for h in outline(built)] == [h[1:] for h in outline(REFERENCE)]
    assert all(p.lines is None for p in built.paragraphs)


def test_keys_depend_on_document_text_and_repeat_only() -> None:
    assert paragraph_key("WJ", Text("建设 平台。"), 1) == paragraph_key("WJ", Text("建设平台"), 1)
    assert len({paragraph_key(d, Text(t), r) for d in ("WJ", "HD") for t in ("建设", "引进") for r in (1, 2)}) == 8
    assert re.fullmatch("[0-9a-f]{12}", paragraph_key("WJ", Text("建设"), 1))


def test_keys_do_not_move_when_a_paragraph_is_added_elsewhere() -> None:
    longer = document([*PLAN[:4], "新增的一段话。" + BODY, *PLAN[4:]])
    assert {p.key for p in REFERENCE.paragraphs} - {p.key for p in longer.paragraphs} == set()


def test_a_renamed_document_has_keys_of_its_own() -> None:
    again = rekey(REFERENCE.paragraphs, "other")
    assert not {p.key for p in again} & {p.key for p in REFERENCE.paragraphs}
    assert [replace(p, key="") for p in again] == [replace(p, key="") for p in REFERENCE.paragraphs]
    assert rekey(REFERENCE.paragraphs, REFERENCE.id) == REFERENCE.paragraphs


def test_the_document_knows_its_source() -> None:
    entry = ManifestEntry("某区文件.txt", id="JM", include=False)
    built = build_document(replace(source(PLAN), encoding="gb18030", digest="d" * 64), entry)
    assert (built.id, built.code, built.file, built.encoding, built.digest, built.included) == (
        "JM", "JM", "某区文件.txt", "gb18030", "d" * 64, False,
    )  # fmt: skip
    assert REFERENCE.code == "江门2026"
    assert re.fullmatch("[0-9a-f]{8}", REFERENCE.id)


def test_untitled_documents_are_told_apart_by_file_name() -> None:
    one, two = document([BODY], name="甲.txt"), document([BODY], name="乙.txt")
    assert one.id != two.id


def test_index_place_and_key_are_unique_and_in_order() -> None:
    assert [p.index for p in REFERENCE.paragraphs] == list(range(len(REFERENCE.paragraphs)))
    assert (
        len({p.place for p in REFERENCE.paragraphs})
        == len({p.key for p in REFERENCE.paragraphs})
        == len(REFERENCE.paragraphs)
    )


LINE = st.sampled_from(
    [
        *PLAN,
        "",
        "目录",
        "附件1:名单",
        "2024年5月6日",
        "第三条 奖励。",
        "●平台",
        "——目标",
        "(1)条件:",
        "第二章",
        "听全文",
        "一是建设。",
        "１２",
    ]
)


@pytest.mark.whole
@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=14))
def test_any_order_of_lines_makes_a_sound_document(lines: list[str]) -> None:
    built = document(lines)
    assert len({p.place for p in built.paragraphs}) == len({p.key for p in built.paragraphs}) == len(built.paragraphs)
    assert all(p.text.strip() and p.clause and p.role and p.cue for p in built.paragraphs)
    assert all(p.lines and lines[p.lines[0] - 1].strip() in p.text for p in built.paragraphs)
    assert texts(document(lines)) == texts(built)


def test_a_document_without_place_and_title_is_called_by_its_file() -> None:
    built = document(["辖区有三个街道。", "面积120平方公里。"], name="资料_3（终稿）.txt")
    assert built.code == "资料3终稿"
    assert document(["辖区有三个街道。"], name="___.txt").code == document(["辖区有三个街道。"], name="___.txt").id
