"""What kind of document it is, and what five numbered lines are not."""

from __future__ import annotations

import pytest

from compare.model import Block, Fact
from tests.documents.drafting import BODY, document

NUMBERED = "\n".join(f"{n}.{BODY}" for n in range(1, 7))
ANSWERS = "\n".join(f"{n}.补贴有几种情况?\n答:{BODY}" for n in range(1, 7))


def genre(text: str, name: str = "某区文件.txt") -> str:
    return document(text, name=name).metadata.value("genre")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("江门市创业贷款常见问题", "explainer"),
        ("江门市高企认定一问一答", "explainer"),
        ("一图读懂江门市创新券管理办法", "explainer"),
        ("江门市政务服务平台软件使用说明", "explainer"),
        ("贯彻落实《促进个体工商户发展条例》若干措施", "scheme"),
        ("关于印发《江门市科技创新条例实施方案》的通知", "work-plan"),
        ("关于印发《江门市创新券管理办法》的通知", "scheme"),
        ("《江门市科技创新条例》", "regulation"),
        ("江门市2023年优化营商环境重点任务清单", "work-plan"),
        ("江门市惠企政策清单", "scheme"),
        ("江门市高新技术企业名单", "record"),
        ("江门市2023年计划执行情况与2024年国民经济和社会发展计划（草案）的报告", "report"),
        ("江门市科技创新促进条例（草案）", "draft"),
        ("江门市证明事项目录(第二批)", "record"),
        ("江门市水电气联合服务工作规范(试行)", "scheme"),
    ],
)
def test_the_title_names_the_kind(title: str, expected: str) -> None:
    assert genre(f"{title}\n{BODY}\n{BODY}") == expected


def test_a_plan_that_a_congress_approved_is_a_plan() -> None:
    line = "（2021年2月5日江门市第十六届人民代表大会第一次会议批准）"
    outline = "江门市“十四五”创新驱动发展规划纲要"
    assert genre(f"{outline}\n{line}\n第一章 创新驱动\n{BODY}\n{BODY}") == "plan"


def test_a_page_that_asks_is_an_explainer() -> None:
    facts = {"title": Fact("创新券怎么申领?您想了解的在这里!", "markup")}
    built = document(f"{BODY}\n{BODY}", facts=facts)
    assert built.metadata.value("genre") == "explainer"


def test_numbered_lines_without_a_title_are_of_no_known_kind() -> None:
    built = document(NUMBERED)
    assert (built.metadata.value("genre"), built.grade) == ("unknown", "C")
    assert genre(f"江府办〔2023〕5号\n{NUMBERED}") == "notice"
    assert genre(f"一、重点\n{BODY}\n二、其他\n{BODY}") == "excerpt"


def test_questions_with_answers_are_an_explainer_whatever_they_are_called() -> None:
    built = document(ANSWERS)
    assert (built.metadata.value("genre"), built.grade) == ("explainer", "C")
    assert genre(f"第一条 {BODY}\n" * 6) == "scheme"


def test_rows_without_a_title_are_a_table() -> None:
    rows = [Block(f"企业{n}\t创新平台\t五十万元\t{n}", n, kind="row") for n in range(1, 9)]
    built = document(rows)
    assert (built.metadata.value("genre"), built.grade) == ("record", "C")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("江府办〔2023〕5号", "江府办〔2023〕5号"),
        ("文号:江府办〔2023〕5号", "江府办〔2023〕5号"),
        ("江府办〔2023〕5号 签发人:某某", "江府办〔2023〕5号"),
        ("江门市人民政府关于支持孵化器的通知(江府〔2023〕5号)", "江府〔2023〕5号"),
        ("根据江府办〔2023〕5号文件精神,制定本办法", ""),
        ("贯彻落实《江门市创新办法》(江府〔2023〕5号)", ""),
        ("江府〔2018〕3号同时废止", ""),
        ("根据《关于创新的通知》(江府〔2023〕5号)", ""),
    ],
)
def test_only_a_number_that_stands_for_itself_is_the_documents_own(line: str, number: str) -> None:
    built = document(f"江门市创新券管理办法\n{line}\n第一条 {BODY}")
    assert built.metadata.value("number") == number


def test_a_number_below_the_title_is_no_heading() -> None:
    built = document(f"关于支持孵化器发展的通知\n江财教〔2024〕12号\n各有关单位:\n一、{BODY}")
    assert "江财教" not in "".join(map(str, built.outline))
    assert not any("江财教" in paragraph.text for paragraph in built.paragraphs)
