"""Words of roles are learned from coded paragraphs: what marks procedure speaks for it, in any order of the samples."""

from __future__ import annotations

from itertools import product

import pytest

from compare.documents.learned_roles import LearnedRoles, RoleTable
from compare.learning.roles import RoleSample, learn_roles
from tests.coding.making import paragraph

pytest.importorskip("sklearn")

OPENINGS = ("各单位", "受托机构", "市有关部门", "项目主体", "镇街")
PROCEDURE = ("提交申请材料", "办理登记手续", "接受审核")
MEASURES = ("建设共享平台", "培育示范基地", "发放补贴")


def samples(genre: str = "regulation") -> list[RoleSample]:
    return [
        RoleSample(f"{number % 6}.txt", paragraph(f"{opening}应当{said}。"), genre, counted)
        for counted, phrases in ((False, PROCEDURE), (True, MEASURES))
        for number, (opening, said) in enumerate(product(OPENINGS, phrases))
    ]


@pytest.fixture(scope="module")
def table() -> RoleTable:
    return learn_roles(samples())


def test_what_marks_procedure_speaks_for_it_and_measures_against_it(table: RoleTable) -> None:
    points = {word.term: word.points for word in table.words if word.place == "text"}
    assert points["办理"] > 0 > points["培育"]


def test_the_order_of_samples_does_not_matter(table: RoleTable) -> None:
    assert learn_roles(samples()[::-1]) == table


def test_documents_that_regulate_nothing_are_not_learned_from() -> None:
    assert learn_roles([*samples(), *samples("report")]) == learn_roles(samples())


@pytest.mark.parametrize(
    ("text", "role"),
    [("承办单位应当办理登记手续，提交申请材料，接受审核。", "admin"), ("承办单位应当接受审核，发放补贴。", "measure")],
)
def test_a_new_paragraph_is_judged_by_what_was_learned(table: RoleTable, text: str, role: str) -> None:
    ((found, _),) = LearnedRoles(table).overrule([paragraph(text)], [("measure", "genre:regulation")], "regulation")
    assert found == role
