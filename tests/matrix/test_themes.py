"""What documents are about as a whole, and that no gap is told of what they are not about."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from compare.matrix.analysis import analyse
from compare.matrix.themes import ALL, APART, find_themes
from compare.model import Condition, Study, Theme
from tests.studies import TAXONOMY, P, build

TALENT, ENTERPRISE, INCUBATOR = (
    P("measure", "筹集人才公寓二百套。", {"talent": (1, "人才公寓")}),
    P("measure", "对高新技术企业给予认定奖励。", {"enterprise": (1, "高新技术企业")}),
    P("measure", "建设众创空间三处。", {"incubator": (1, "众创空间")}),
)
OTHER = P("measure", "完善各项服务，方便群众办事。", {})


def study(*documents: tuple[str, list[P]], genre: str = "regulation") -> Study:
    built = []
    for n, (title, items) in enumerate(documents, 1):
        facts = {"title": title, "district": f"第{n}区", "level": "区", "genre": genre, "period": "2022"}
        built.append(build(f"d{n}", f"第{n}区2022", facts, items))
    return Study(
        taxonomy=TAXONOMY,
        documents=tuple(document for document, _, _ in built),
        codings={key: found for _, codings, _ in built for key, found in codings.items()},
        intensities={key: found for _, _, intensities in built for key, found in intensities.items()},
    )


def theme(title: str, items: list[P], genre: str = "regulation") -> Theme:
    (found,) = find_themes(study((title, items), genre=genre)).values()
    return found


BROAD = [TALENT, ENTERPRISE, INCUBATOR] * 4


@pytest.mark.parametrize(
    ("title", "items", "expected"),
    [
        ("某区人才公寓管理条例", [TALENT] * 8 + [ENTERPRISE], Theme(("talent",), confined=True)),
        ("某区众创空间管理条例", [INCUBATOR], Theme(("incubator",), confined=True)),
        ("某区高新技术企业和人才公寓条例", [TALENT, ENTERPRISE] * 5, Theme(("enterprise", "talent"), confined=True)),
        ("某区科技创新条例", BROAD, ALL),
        ("某区科技创新条例", [TALENT] * 12, ALL),
        ("某区科技创新条例", [OTHER] * 20 + [TALENT], ALL),
        ("某区促进科技创新与人才公寓建设条例", BROAD, ALL),
        ("某区科技创新人才公寓条例", [TALENT] * 9 + [ENTERPRISE], Theme(("talent",), confined=True)),
        ("某区高新技术企业条例", BROAD, Theme(("enterprise",))),
        ("某区养犬管理条例", [OTHER] * 12 + [TALENT], APART),
        ("某区经济条例", BROAD, ALL),
        ("某区养犬管理条例", [OTHER] * 3, ALL),
        ("", [OTHER] * 12, ALL),
    ],
)
def test_the_theme_is_what_the_title_names_and_the_measures_bear_out(
    title: str, items: list[P], expected: Theme
) -> None:
    assert theme(title, items) == expected


def test_a_work_report_is_about_all_whatever_its_title() -> None:
    assert theme("在某区会议上的讲话", [OTHER] * 20, genre="report") == ALL
    assert theme("在某区会议上的讲话", [OTHER] * 20) == APART


def test_a_guard_of_a_keyword_holds_in_titles_too() -> None:
    measures = tuple(
        replace(m, keywords=tuple(replace(k, not_after=("假",)) for k in m.keywords)) for m in TAXONOMY.measures
    )
    guarded = study(("某区假人才公寓条例", [TALENT]))
    assert find_themes(replace(guarded, taxonomy=replace(TAXONOMY, measures=measures))) == {"d1": ALL}


@pytest.mark.parametrize(
    ("kind", "title", "named"),
    [
        ("near", "某区租赁人才公寓条例", True), ("near", "某区人才公寓条例", False),
        ("not_near", "某区租赁人才公寓条例", False), ("not_near", "某区人才公寓条例", True),
        ("before", "某区租赁人才公寓条例", True), ("after", "某区租赁人才公寓条例", False),
        ("all_of", "某区租赁人才公寓条例", True),
    ],
)  # fmt: skip
def test_a_condition_of_a_keyword_holds_in_titles_too(
    kind: Literal["near", "before", "after", "not_near", "all_of"], title: str, named: bool
) -> None:
    condition = Condition(kind, ("租赁",))
    measures = tuple(
        replace(m, keywords=tuple(replace(k, conditions=(condition,)) for k in m.keywords)) for m in TAXONOMY.measures
    )
    bound = replace(study((title, [TALENT])), taxonomy=replace(TAXONOMY, measures=measures))
    assert find_themes(bound) == {"d1": Theme(("talent",), confined=True) if named else ALL}


def test_regulations_on_two_themes_have_no_gaps_against_each_other() -> None:
    found = analyse(study(("某区人才公寓条例", [TALENT] * 3), ("某区众创空间条例", [INCUBATOR] * 3)))
    assert not found.gaps and not found.unique
    assert {note.code for note in found.comparison.notes} >= {"reading_none", "themes_differ"}
    cell = found.comparison.cells["第1区", "incubator"]
    assert (cell.symbol, cell.reason) == ("–", "off-theme")
    assert found.comparison.cells["第1区", "enterprise"].reason == "off-theme"


def test_one_theme_is_compared_in_its_own_column_only() -> None:
    housing = P("measure", "对引进的博士给予安家补助，纳入高层次人才。", {"talent": (1, "安家补助 高层次人才")})
    first = ("某区人才公寓条例", [TALENT] * 3 + [ENTERPRISE])
    found = analyse(study(first, ("某县人才公寓条例", [housing] * 3), ("某市科技创新条例", BROAD)))
    assert {(gap.row, gap.column) for gap in found.gaps} <= {("第1区", "talent"), ("第2区", "talent")}
    assert [(group.rows, group.theme) for group in found.comparison.peer_groups] == [(("第1区", "第2区"), "talent")]


def test_general_texts_are_compared_in_all_columns() -> None:
    found = analyse(
        study(("某区科技创新条例", [TALENT, ENTERPRISE]), ("某县科学技术进步条例", [ENTERPRISE, INCUBATOR]))
    )
    assert {(gap.row, gap.column) for gap in found.gaps} == {("第1区", "incubator"), ("第2区", "talent")}
    assert {found.comparison.cells[gap.row, gap.column].reason for gap in found.gaps} == {"absent"}
