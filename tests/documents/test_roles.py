"""Roles: a table that an analyst can extend, and the order of the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from compare.documents.numbering import find_label
from compare.documents.roles import assign_roles, heading_role
from compare.documents.structure import Draft
from compare.model import ROLES, Heading
from tests.documents.drafting import BODY, document

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/roles.yaml").read_text(encoding="utf-8")
)


def heading(line: str) -> Heading:
    label = find_label(line)
    return Heading(1, label.text, label.rest) if label else Heading(1, "", line)


def draft(text: str, headings: list[str] | None = None, lead: str = "") -> Draft:
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
        ("面临的问题", "plan", "problem"), ("面临形势", "plan", "situation"), ("政策保障", "plan", "safeguard"),
        ("人才培养", "plan", None),
        ("保障措施", "regulation", None), ("附则", "regulation", "admin"), ("组织实施", "work-plan", "safeguard"),
        ("组织实施重大科技专项", "work-plan", None), ("加强监测评估", "plan", "monitoring"),
        ("监测评估与组织保障", "plan", "monitoring"),
    ],
)  # fmt: skip
def test_headings(text: str, genre: str, role: str | None) -> None:
    assert heading_role(text, genre) == role


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
