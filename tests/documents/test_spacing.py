"""Blanks that only lay out are closed; those that part words, cells and numbers stay."""

from __future__ import annotations

import pytest

from compare.coding.quantities import find_quantities
from compare.documents.spacing import close_cells, close_letters, close_up
from compare.model import Fact
from tests.documents.drafting import BODY, document

CLOSED = [
    ("孵化器2 0 2 5年达到4 6 %，增长1 2 %，达到3 5 0家。", "孵化器2025年达到46%，增长12%，达到350家。"),
    ("给予1 , 200 万元奖励，或1 200 万元补助。", "给予1,200万元奖励，或1200万元补助。"),
    ("占比达到3 . 5 %，投入12 .5亿元。", "占比达到3.5%，投入12.5亿元。"),
    ("自 2023 年 5 月 10 日起，投资 300 万元", "自 2023年 5月 10日起，投资 300万元"),
    ("达到３ ５ ０ 家", "达到350家"),
    ("增长2\u20096\u2009％，达到3\u00a05\u00a00家，２０２３\u3000年", "增长26％，达到350家，２０２３年"),
    ("（ 2021 — 2025 年 ）", "（ 2021—2025年 ）"),
    ("按 1 : 1 配套，≥ 30 %", "按 1:1 配套，≥30%"),
    ("20 25年建成", "2025年建成"),
    ("某 市 东 湖 区 促 进 科 技 创 新 若 干 措 施", "某市东湖区促进科技创新若干措施"),
    ("一、对 首 次 认 定 的 企 业 奖 励 2 0 万 元 。", "一、对首次认定的企业奖励20万元。"),
    ("发 展 5 G 基 站 和 AI 产 业 、 A I 园 区", "发展5G基站和AI产业、AI园区"),
    ("2. 1 00%的贷款利息", "2. 100%的贷款利息"),
    ("支　持　企　业　建　设　平　台", "支持企业建设平台"),
    ("第三条 支 持 建 设 孵 化 器", "第三条 支持建设孵化器"),
    ("发 展 数 字 经 济　　促 进 成 果 转 化", "发展数字经济 促进成果转化"),
]
KEPT = [
    "2023 2024", "3 5 家", "高企 3 5 家", "指标 2023 2024 2025", "达到35 40家", "到2025 2026年", "附件1 3家企业名单",
    "张 三 李 四 王 五 赵 六", "一 二 三 四 五 六", "第三条 对首次认定的企业", "5 个专项组", "open data platform",
    "支持 AI 产业", "2024-04-28 05:55", "总 则", "2 加强建设", "1. 5家企业上市",
    "2. 50%的贷款利息由区承担", "4． 3%的利息由区承担", "12. 15%以下的部分", "(6) 20%的人才补贴",
    "3、 50%的租金", "是 否 有 无",
]  # fmt: skip


@pytest.mark.parametrize(("text", "closed"), CLOSED)
def test_closes(text: str, closed: str) -> None:
    assert close_up(text) == closed
    assert close_up(closed) == closed


@pytest.mark.parametrize("text", KEPT)
def test_keeps(text: str) -> None:
    assert close_up(text) == text


def test_cells_stay_apart() -> None:
    assert close_cells("高新技术企业\t3\t5 0 0\t家") == "高新技术企业 3 5 0 0 家"
    assert close_cells("孵化器\t达到3 5 0家") == "孵化器 达到350家"


def test_short_lines_close_where_the_document_is_spaced() -> None:
    assert close_letters("三 、 附 则") == "三 、 附 则"
    assert close_letters("三 、 附 则", spaced=True) == "三、附则"


@pytest.mark.parametrize("text", ["达到35 40家", "高企 3 5 家", "2023 35%"])
def test_a_number_behind_a_number_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


def test_a_spaced_document_is_read_like_any_other() -> None:
    lines = ["南昌市东湖区促进科技创新若干措施", f"一、{BODY}", "二、对首次认定的高新技术企业奖励20万元。"]
    spaced = document([" ".join(line) for line in lines])
    assert [p.text for p in spaced.paragraphs] == [p.text for p in document(lines).paragraphs]
    assert spaced.metadata.value("district") == "东湖区"
    titled = document(lines[1:], facts={"title": Fact(" ".join(lines[0]), "markup")})
    assert titled.title == lines[0]
