"""The points of a cell: of the sub-type itself, of one sentence, the firmest first, no words twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.matrix.analysis import Analysis, analyse
from compare.matrix.points import MOST, ROOM
from compare.model import Condition, Match, Study
from tests.studies import TAXONOMY, P, build, small_study, wide_study


def words(analysis: Analysis, line: str, row: str) -> list[str]:
    paragraphs = analysis.study.paragraphs
    return [
        "；".join(paragraphs[p.paragraph].text[start:end] for start, end in p.clauses)
        for p in analysis.points.get((line, row), ())
    ]


def study_of(*body: P) -> Study:
    facts = {"title": "临江区科技创新规划", "district": "临江区", "level": "区", "genre": "plan"}
    document, codings, intensities = build("lj", "临江2021", facts, body)
    return Study(taxonomy=TAXONOMY, documents=(document,), codings=codings, intensities=intensities)


def told(*body: P) -> Analysis:
    return analyse(study_of(*body))


def test_a_point_holds_a_keyword_of_its_sub_type_and_its_figures() -> None:
    analysis = analyse(small_study())
    for (line, _), points in analysis.points.items():
        for point in points:
            evidence = analysis.comparison.by_id[point.evidence]
            inside = [
                m
                for m in (evidence.coding.matches if evidence.coding else ())
                if any(start <= m.span.start and m.span.end <= end for start, end in point.clauses)
            ]
            assert any(m.keyword.measure_id == line for m in inside), line
            assert all(any(s <= b.start and b.end <= e for s, e in point.clauses) for b in point.bold)


def test_the_grant_of_the_sentence_is_bold() -> None:
    analysis = analyse(small_study())
    key = next(row.key for row in analysis.comparison.rows if row.label == "临江区")
    (point,) = analysis.points["enterprise-hightech", key]
    text = analysis.study.paragraphs[point.paragraph].text
    assert words(analysis, "enterprise-hightech", key) == ["对首次通过认定的高新技术企业,给予一次性奖励20万元"]
    assert ["20万元" in text[start:end] for start, end in point.bold] == [True]


def test_garbled_documents_have_no_points() -> None:
    analysis = analyse(small_study())
    key = next(row.key for row in analysis.comparison.rows if row.label == "望山区")
    assert analysis.subtypes.cells["enterprise-hightech", key].practice
    assert not [pair for pair in analysis.points if pair[1] == key]


def test_the_firmest_points_come_first_and_have_room() -> None:
    analysis = told(
        P("measure", "鼓励高新技术企业开展合作。", {"enterprise": (1, "高新技术企业")}),
        P("measure", "设立高新技术企业培育库,入库企业优先立项。", {"enterprise": (1, "高新技术企业")}),
        P("measure", "给予高新技术企业研发补助。", {"enterprise": (1, "高新技术企业")}),
    )
    (row,) = analysis.comparison.rows
    said = words(analysis, "enterprise-hightech", row.key)
    assert said[0] == "设立高新技术企业培育库,入库企业优先立项"
    assert len(said) <= MOST and sum(map(len, said)) <= ROOM


def test_what_two_paragraphs_say_in_the_same_words_is_said_once() -> None:
    again = "给予高新技术企业研发补助20万元"
    said = [P("measure", f"{again}。{end}", {"enterprise": (1, "高新技术企业")}) for end in ("", "由科技部门落实。")]
    analysis = told(*said)
    (row,) = analysis.comparison.rows
    assert words(analysis, "enterprise-hightech", row.key) == [again]
    assert analysis.best_points["enterprise", row.key] == analysis.points["enterprise-hightech", row.key]


def test_words_that_two_sub_types_could_say_go_to_the_one_they_speak_of_most() -> None:
    both = "高层次人才 安家补助 人才公寓"
    analysis = told(
        P("measure", "对高层次人才给予安家补助并安排人才公寓。", {"talent": (1, both)}),
        P("measure", "建设人才公寓五百套。", {"talent": (1, "人才公寓")}),
    )
    (row,) = analysis.comparison.rows
    assert words(analysis, "talent-recruit", row.key) == ["对高层次人才给予安家补助并安排人才公寓"]
    assert words(analysis, "talent-housing", row.key) == ["建设人才公寓五百套"]


def test_a_sub_type_that_has_nothing_else_says_them_as_well() -> None:
    analysis = told(P("measure", "对高层次人才给予补助并安排人才公寓。", {"talent": (1, "高层次人才 人才公寓")}))
    (row,) = analysis.comparison.rows
    assert words(analysis, "talent-recruit", row.key) == words(analysis, "talent-housing", row.key) != []


def with_status(study: Study, status: str) -> Study:
    """The same study with every keyword used in another way."""

    def used(match: Match) -> Match:
        return match._replace(status=status)  # type: ignore[arg-type]

    codings = {
        key: tuple(c._replace(matches=tuple(map(used, c.matches))) for c in found)
        for key, found in study.codings.items()
    }
    return replace(study, codings=codings)


def test_a_keyword_that_is_only_mentioned_shows_nothing() -> None:
    study = study_of(P("measure", "支持高新技术企业做优做强。", {"enterprise": (1, "高新技术企业")}))
    assert analyse(study).points
    for status in ("actor", "beneficiary", "location", "outcome", "aside", "name"):
        assert not analyse(with_status(study, status)).points, status


def test_the_best_points_of_a_type_are_those_of_its_sub_types() -> None:
    analysis = analyse(wide_study(3))
    columns = {line.id: line.column for line in analysis.subtypes.lines}
    for (column, row), best in analysis.best_points.items():
        own = [
            p for (line, key), found in analysis.points.items() if columns[line] == column and key == row for p in found
        ]
        assert set(best) <= set(own) and 0 < len(best) <= MOST
        assert best[0].firmness == max(p.firmness for p in own)


def test_what_else_a_sentence_says_of_a_sub_type_stands_in_the_same_point() -> None:
    first, last = "建设人才公寓供新引进的博士和技师居住", "筹集周转住房安排给新来的博士和技师居住"
    other = "建设一批面向社会开放共享的众创空间和公共实验平台"
    text = f"{first},{other},{last}。"
    analysis = told(P("measure", text, {"talent": (1, "人才公寓 周转住房"), "incubator": (2, "众创空间")}))
    (row,) = analysis.comparison.rows
    assert words(analysis, "talent-housing", row.key) == [f"{first}；{last}"]
    assert words(analysis, "incubator-makerspace", row.key) == [other]


@pytest.mark.parametrize(
    ("sentence", "rank", "said"),
    [
        ("采取租赁和人才公寓等方式,支持高新技术企业发展。", 2, False),
        ("通过举办大赛、建设人才公寓等方式,支持高新技术企业发展。", 2, True),
    ],
)
def test_a_means_of_a_further_type_shows_nothing_unless_it_is_done(sentence: str, rank: int, said: bool) -> None:
    analysis = told(P("measure", sentence, {"enterprise": (3 - rank, "高新技术企业"), "talent": (rank, "人才公寓")}))
    (row,) = analysis.comparison.rows
    assert (("talent-housing", row.key) in analysis.points) is said


def test_what_a_keyword_needs_beside_it_stands_in_its_own_sentence() -> None:
    def asking(match: Match) -> Match:
        near = Condition("near", ("引才",), within=0, scope="paragraph")
        return match._replace(keyword=replace(match.keyword, conditions=(near,)))

    def points(text: str) -> object:
        study = study_of(P("measure", text, {"talent": (1, "人才公寓")}))
        codings = {
            key: tuple(c._replace(matches=tuple(map(asking, c.matches))) for c in found)
            for key, found in study.codings.items()
        }
        return analyse(replace(study, codings=codings)).points

    assert points("为引才建设人才公寓五百套。")
    assert not points("实施引才工作安排。建设人才公寓五百套。")
