"""Named programmes and responsible bodies."""

from __future__ import annotations

import pytest

from compare.coding.bodies import find_bodies
from compare.coding.programmes import find_programmes
from compare.model import Document, Fact, Metadata, Paragraph


def document(text: str, role: str = "measure", title: str = "云溪区科技创新行动方案", **facts: str) -> Document:
    paragraph = Paragraph(key="p1", index=0, text=text, lines=None, headings=(), role=role)  # type: ignore[arg-type]
    metadata = Metadata(title=Fact(title, "body"), **{k: Fact(v, "body") for k, v in facts.items()})  # type: ignore[arg-type]
    return Document(
        id="d1", code="云溪2026", file="a.txt", digest="", format="txt", metadata=metadata, paragraphs=(paragraph,)
    )


PROGRAMMES = [
    ("实施“鸿雁领航”人才计划，引进团队。", [("鸿雁领航人才计划", False)]),
    ("深入实施“青蓝行动计划”。", [("青蓝行动计划", False)]),
    ("启动高企跃升工程，开展数智赋能行动。", [("高企跃升工程", False), ("数智赋能行动", False)]),
    ("修订《云溪区科技创新券管理办法》，扩大范围。", [("云溪区科技创新券管理办法", False)]),
    ("发放“云溪英才卡”，提供便利。", [("云溪英才卡", False)]),
    ("推出“溪创贷”，扩大信贷规模。", [("溪创贷", False)]),
    ("组织申报国家“启明星计划”。", [("启明星计划", True)]),
    ("落实省“扬帆计划”和“珠江人才计划”。", [("扬帆计划", True), ("珠江人才计划", True)]),
    ("推进传统产业转型升级，加快重点工程建设。", []),
    ("深入实施新时代兴边富民行动，推进“数据要素×”行动。", [("新时代兴边富民行动", True), ("数据要素×行动", True)]),
    ("主动对接省重点领域研发、“大专项+任务清单”科技计划。", [("大专项+任务清单科技计划", True)]),
    ("落实国家新一轮“星河英才计划”，实施“云溪青蓝计划”。", [("星河英才计划", True), ("云溪青蓝计划", False)]),
    ("把营商环境作为“一把手”工程。", []),
    ("开展以机关为被执行人的特殊主体案件专项执行行动。", []),
    ("用好“云溪院士卡”持卡人服务。", [("云溪院士卡", False)]),
    ("制定工作方案，落实各项政策措施。", []),
    ("实施《云溪区科技创新行动方案》。", []),
    ("落实《云溪区“十五五”规划》。", []),
    ("建设“产学研”相结合的工程师队伍。", []),
    ("全面完成年度投资计划。", []),
    ("实施青蓝计划，用好青蓝计划资金；再次实施青蓝计划。", [("青蓝计划", False)]),
]


@pytest.mark.parametrize(("text", "expected"), PROGRAMMES)
def test_programmes(text: str, expected: list[tuple[str, bool]]) -> None:
    found = find_programmes(document(text, level="区"), {"p1": "talent"})
    assert [(row.name, row.upstream) for row in found] == expected
    assert all(row.measure_id == "talent" and row.document_id == "d1" for row in found)


def test_programme_span_holds_the_name() -> None:
    text = "实施“鸿雁领航”人才计划，出台《云溪区先投后股办法》。"
    for row in find_programmes(document(text), {}):
        assert text[row.span.start : row.span.end].replace("“", "").replace("”", "") == row.name


def test_programmes_only_in_counted_paragraphs() -> None:
    assert find_programmes(document("实施“鸿雁领航”人才计划。", role="goal"), {}) == ()


def test_municipal_programme_is_upstream_for_a_district_only() -> None:
    text = "争取市“群英计划”支持。"
    assert [p.upstream for p in find_programmes(document(text, level="区"), {})] == [True]
    assert [p.upstream for p in find_programmes(document(text, level="地级市"), {})] == [False]


BODIES = [
    ("（责任单位：区科技局）", [("区科技局", "lead")]),
    ("（牵头单位：市科技局；配合单位：市财政局、各县区政府）",
     [("市科技局", "lead"), ("市财政局", "support"), ("各县区政府", "support")]),
    ("(牵头单位:市工业和信息化局,责任单位:市文化和旅游局、市税务局)",
     [("市工业和信息化局", "lead"), ("市文化和旅游局", "support"), ("市税务局", "support")]),
    ("本专项由区科技局会同区财政局负责。", [("区科技局", "lead"), ("区财政局", "support")]),
    ("由市科技局牵头，市教育局配合。", [("市科技局", "lead")]),
    ("执行中的问题，请径向区科工局反映。", [("区科工局", "contact")]),
    ("（责任单位：各镇〔街道〕、区人力资源社会保障局，按职责分工负责）",
     [("各镇〔街道〕", "lead"), ("区人力资源社会保障局", "lead")]),
    ("由企业负责落实安全责任，各单位要高度重视。", []),
    ("单位应当配合检查。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_bodies(text: str, expected: list[tuple[str, str]]) -> None:
    found = find_bodies(document(text, role="admin"), {})
    assert [(row.name, row.part) for row in found] == expected
    assert all(text[row.span.start : row.span.end] == row.name for row in found)
