"""The names by which a document speaks of itself."""

from __future__ import annotations

import pytest

from compare.chinese.text import Text
from compare.coding import Scorer
from compare.coding.own_names import own_names
from compare.model import Measure, Taxonomy
from tests.coding.making import CUES, keyword
from tests.documents.drafting import document

ZONES = Taxonomy(
    "试验",
    "1",
    (
        Measure("zone", "园区", keywords=tuple(keyword(w, "zone") for w in ("示范区", "高新区", "科学城", "实验室"))),
        Measure("people", "人才", keywords=(keyword("引才", "people"),)),
    ),
    cues=CUES,
)


@pytest.mark.parametrize(
    ("title", "text", "named"),
    [
        ("云岭国家自主创新示范区条例", "示范区内的企业", "示范区"),
        ("云岭国家自主创新示范区条例", "自创区管理机构", "自创区"),
        ("云岭高新区促进创新若干措施", "在高新区注册", "高新区"),
        ("关于支持云岭高新技术产业开发区的意见", "在高新区注册", "高新区"),
        ("青岭科学城条例", "支持科学城发展", "科学城"),
        ("国家级高新区管理办法", "支持高新区发展", ""),
        ("河东省开发区条例", "开发区管理机构", ""),
        ("促进高新区发展若干措施", "支持高新区发展", ""),
        ("云岭市科技企业孵化器管理办法", "支持孵化器发展", ""),
        ("云岭高新区促进创新若干措施", "各高新区和国家级高新区", ""),
        ("云岭高新区促进创新若干措施", "建设科技园区", ""),
    ],
)
def test_a_zone_is_named_by_its_title(title: str, text: str, named: str) -> None:
    found = own_names(document([title, f"第一条 {text}。"])).spans(Text(text).folded)
    assert [text[start:end] for start, end in found] == ([named] if named else [])


def test_what_is_abbreviated_is_a_name_if_it_is_a_zone() -> None:
    built = document([
        "云岭市创新促进条例", "第一条 云岭国家自主创新示范区（以下简称云岭示范区）由市政府管理。",
        "第二条 科技企业孵化器（以下简称孵化器）的认定办法另行制定。",
    ])  # fmt: skip
    assert own_names(built).names == ("云岭示范区",)


def ranked(title: str, *lines: str) -> list[list[str]]:
    built = document([title, *lines])
    coded = Scorer(ZONES).code_document(built)
    return [[c.measure_id for c in coded[p.key] if c.rank] for p in built.paragraphs]


def test_a_document_is_not_about_its_own_name() -> None:
    title = "云岭高新区促进创新若干措施"
    assert ranked(title, "第一条 支持高新区企业参展。", "第二条 建设实验室。") == [[], ["zone"]]
    assert ranked("云岭市促进创新若干措施", "第一条 支持高新区企业参展。", "第二条 建设实验室。") == [["zone"]] * 2


def test_neither_title_nor_heading_gives_points_for_the_own_name() -> None:
    lines = ("一、完善高新区管理", "加强队伍建设,优化服务。", "二、加强实验室管理", "优化服务,改进作风。")
    assert ranked("云岭高新区促进创新若干措施", *lines) == [[], ["zone"]]
    built = document(["云岭高新区促进创新若干措施", "第一条 建设实验室。"])
    (codings,) = Scorer(ZONES).code_document(built).values()
    assert [r.rule for r in codings[0].reasons] == ["body", "lead"]
