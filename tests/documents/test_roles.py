"""Roles: a table that an analyst can extend, and the order of the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from compare.documents.roles import assign_roles, heading_rule
from compare.model import ROLES
from compare.rules import current
from tests.documents.drafting import BODY, document, draft

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/roles.yaml").read_text(encoding="utf-8")
)


def test_the_table_covers_every_role_and_many_genres() -> None:
    assert len(CASES) >= 60
    assert {c["role"] for c in CASES} == set(ROLES)
    assert len({c["genre"] for c in CASES}) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['genre']}-{c['role']}-{c['text'][:12]}")
def test_role(case: dict[str, Any]) -> None:
    ((role, cue),) = assign_roles([draft(case["text"], case.get("headings"), case.get("lead", ""))], case["genre"])
    assert role == case["role"], cue
    assert cue


def test_items_follow_their_lead_sentence_unless_it_is_a_measure() -> None:
    lead = "第六条 申报单位应当具备下列条件:"
    other = "第七条 对下列载体给予补助:"
    drafts = [
        draft(lead),
        draft("(一)建设平台满一年;", lead=lead),
        draft(other),
        draft("(一)引进人才的载体。", lead=other),
    ]
    assert [role for role, _ in assign_roles(drafts, "scheme")] == ["admin", "admin", "measure", "measure"]
    assert assign_roles(drafts, "scheme")[1][1].startswith("lead:")


def test_the_nearest_heading_that_says_something_decides() -> None:
    cases = [["三、重点任务", "(一)人才引领"], ["四、保障措施", "(一)人才引领"], ["四、保障措施", "(一)存在问题"]]
    assert [assign_roles([draft(BODY, h)], "plan")[0][0] for h in cases] == ["measure", "safeguard", "problem"]


@pytest.mark.parametrize(
    ("text", "genre", "role"),
    [
        ("问:哪些企业可以申请?", "explainer", "front"), ("问:奖励怎样发放?", "notice", "front"),
        ("答:注册满一年的高新技术企业可以申请。", "explainer", "admin"),
        ("答:对高新技术企业给予20万元奖励。", "explainer", "measure"),
        ("企业可以申请建设重点实验室,给予50万元补助。", "notice", "measure"),
        ("经研究,决定废止《某区科技奖励办法》。", "notice", "admin"),
        ("《某区科技奖励办法》自印发之日起予以废止。", "notice", "admin"),
        ("废止限制创新的规定,支持企业开展研发。", "notice", "measure"),
    ],
)  # fmt: skip
def test_questions_who_may_apply_and_repeals_are_no_measures(text: str, genre: str, role: str) -> None:
    assert assign_roles([draft(text)], genre)[0][0] == role


def announced(heading: str, genre: str) -> str | None:
    found = heading_rule(current(), heading, genre)
    return found.gives["role"] if found else None


@pytest.mark.parametrize(
    ("heading", "role"),
    [("2023年工作思路", None), ("下一步工作思路", None), ("工作思路", "guiding"), ("总体思路", "guiding")],
)
def test_thoughts_for_a_year_are_its_tasks(heading: str, role: str | None) -> None:
    assert announced(heading, "excerpt") == role


@pytest.mark.parametrize(
    ("text", "genre", "role"),
    [
        ("面临的问题", "plan", "problem"), ("面临形势", "plan", "situation"), ("政策保障", "plan", "safeguard"),
        ("人才培养", "plan", None),
        ("保障措施", "regulation", None), ("附则", "regulation", "admin"), ("组织实施", "work-plan", "safeguard"),
        ("组织实施重大科技专项", "work-plan", None), ("加强监测评估", "plan", "monitoring"),
        ("监测评估与组织保障", "plan", "monitoring"),
    ],
)  # fmt: skip
def test_headings(text: str, genre: str, role: str | None) -> None:
    assert announced(text, genre) == role


def test_text_above_the_first_heading_of_a_plan_is_no_measure() -> None:
    built = document(["望江区科技创新规划", BODY, "一、培育企业", BODY, "二、建设平台", BODY])
    assert [p.role for p in built.paragraphs] == ["guiding", "measure", "measure"]


def test_full_width_and_half_width_text_have_the_same_roles() -> None:
    table = str.maketrans(",:;()", "，：；（）")
    for case in CASES:
        wide = draft(case["text"].translate(table), [h.translate(table) for h in case.get("headings", [])])
        assert assign_roles([wide], case["genre"])[0][0] == case["role"], case["text"]


def test_exchanged_verbs_are_actions_in_a_garbled_text_only() -> None:
    told = [draft("陈说正在激动,探访企业30家。", ["一、2025年工作回顾"])]
    assert [assign_roles(told, "report", garbled)[0][0] for garbled in (True, False)] == ["practice", "achievement"]


@pytest.mark.parametrize("text", ["校地单元共建研发机构，效果流露。", "首期限度的调换基金插足运营，款项到位。"])
def test_what_stands_before_a_verb_of_a_garbled_text_has_been_rewritten_too(text: str) -> None:
    told = [draft(text)]
    assert [assign_roles(told, "news", garbled)[0][0] for garbled in (True, False)] == ["practice", "achievement"]
    assert assign_roles([draft("企业数目达到三百家，位居全市第二。")], "news", True)[0][0] == "achievement"


CONDITIONS = [
    "第二条 申请补助应当具备以下条件:", "(一)组织条件:", "1.具有独立法人资格;", "2.支持人员不少于20人。",
    "(二)建设研发场地1000平方米以上。",
]  # fmt: skip
GRANTS = ["第二条 对新型研发机构给予以下支持:", "(一)运行经费:", "1.最高2000万元补助;", "2.最高50万元贴息。"]


@pytest.mark.parametrize(
    ("article", "role"), [(CONDITIONS, "admin"), (GRANTS, "measure"), (["第二条 申报单位:", *CONDITIONS[2:4]], "admin")]
)
def test_a_lead_holds_for_all_that_is_numbered_more_deeply(article: list[str], role: str) -> None:
    built = document(["某区研发机构扶持办法", "第一条 支持企业建设研发机构。", *article, "第三条 鼓励共建平台。"])
    first, *items, last = built.paragraphs
    assert {p.role for p in items if p.text[0] != "第"} == {role}
    assert (first.role, last.role, last.lead) == ("measure", "measure", "")


def test_a_nested_item_has_the_lead_of_its_article() -> None:
    built = document(["某区研发机构扶持办法", "第一条 支持企业建设研发机构。", *CONDITIONS])
    assert {p.lead for p in built.paragraphs[2:]} == {CONDITIONS[0]}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("第四条 提供虚假信息的,终止支持,退回已拨付的资金。", "admin"),
        ("第四条 考核不合格的,三年内不受理其申请。", "admin"),
        ("第四条 通过验收的,给予50万元补助。", "measure"),
        ("第四条 鼓励企业申请专利,对不符合条件的不予支持,对获得授权的给予奖励1万元。", "measure"),
    ],
)
def test_withdrawal_is_administration(text: str, role: str) -> None:
    assert assign_roles([draft(text)], "scheme")[0][0] == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("第九条 任何单位和个人不得侵占科技成果。", "admin"), ("第九条 禁止以科技活动为名扰乱秩序。", "admin"),
        ("第九条 请求人应当提交请求书。", "admin"), ("第九条 委员会应当自收到报告之日起三十日内作出答复。", "admin"),
        ("第九条 市专利部门按照规定职责负责本市专利工作。", "admin"),
        ("第九条 补助金额不得超过项目投入的百分之三十,鼓励企业申报。", "measure"),
        ("第九条 支持单位开放仪器,不得收取额外费用。", "measure"),
        ("第九条 负责科技工作综合管理的部门应当建立服务平台。", "measure"),
    ],
)  # fmt: skip
def test_duties_and_prohibitions_of_a_regulation_are_administration(text: str, role: str) -> None:
    assert assign_roles([draft(text, ["第二章 科技创新"])], "regulation")[0][0] == role


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("(市科技局牵头,市财政局、市税务局配合)", "admin"),
        ("责任单位:市科技局、市财政局", "admin"),
        ("〔市发展改革委、市住建局按职责分工负责〕", "admin"),
        ("(市科技局牵头,对入选的企业给予奖励)", "measure"),
    ],
)
def test_a_line_that_says_who_does_it_is_never_counted_alone(line: str, role: str) -> None:
    built = document(["某区科技创新若干措施", "一、支持企业建设研发机构,给予100万元补助。", line])
    assert [p.role for p in built.paragraphs] == ["measure", role]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("三、组织保障", "safeguard"),
        ("三、保障措施", "safeguard"),
        ("三、人才保障", "measure"),
        ("三、经费保障补助", "measure"),
    ],
)
def test_safeguards_of_a_set_of_measures(heading: str, role: str) -> None:
    lines = [
        "某区科技创新若干措施",
        "一、培育企业",
        "1.对高新技术企业给予奖励。",
        heading,
        "2.成立领导小组,统筹推进任务。",
    ]
    assert document(lines).paragraphs[-1].role == role


@pytest.mark.parametrize(
    ("lead", "item", "role"),
    [
        ("第十七条 登记簿记载下列内容:", "(一)权利人的名称和地址;", "admin"),
        ("第十八条 有下列情形之一的单位,应当报告变更:", "(一)合并、分立的;", "admin"),
        ("第十九条 对下列单位给予奖励:", "(一)获得专利金奖的;", "measure"),
    ],
)
def test_items_of_a_procedural_article_are_admin(lead: str, item: str, role: str) -> None:
    decided = assign_roles([draft(lead), draft(item, lead=lead)], "regulation")
    assert decided[1][0] == role


@pytest.mark.parametrize("order", ["给予补助", "优先受理", "免费提供场地"])
def test_who_gives_something_is_no_prohibition(order: str) -> None:
    ((role, _),) = assign_roles([draft(f"第五条 对创业者{order},不得收取押金。")], "regulation")
    assert role == "measure"
    ((role, _),) = assign_roles([draft("第五条 对创业者,不得收取押金。")], "regulation")
    assert role == "admin"
