"""Sub-types, what changed, and two category systems crossed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.matrix.analysis import Analysis, analyse
from compare.matrix.comparison import build_comparison
from compare.matrix.contrasts import cross_table, find_changes
from compare.matrix.crosstab import SubtypeTable
from compare.matrix.grounds import grounded
from compare.model import OTHER, Fact, Measure, Reason, Study, Taxonomy
from tests.studies import H, P, build, coding, older_study, small_study, wide_study


@pytest.fixture(scope="module")
def table() -> SubtypeTable:
    study = small_study()
    return analyse(study).subtypes


def test_every_evidence_row_stands_in_a_line() -> None:
    for study in (small_study(), wide_study(4)):
        comparison = build_comparison(study)
        cells = Analysis(study, comparison).subtypes.cells
        found = {i for cell in cells.values() for i in (*cell.evidence, *cell.practice, *cell.safeguard)}
        assert found == {e.id for e in comparison.evidence}


def test_lines_follow_the_taxonomy(table: SubtypeTable) -> None:
    assert [line.id for line in table.lines] == [
        "enterprise-hightech", "enterprise-sme", "enterprise", "incubator-incubator", "incubator-makerspace",
        "talent-recruit", "talent-housing", "other-research", OTHER,
    ]  # fmt: skip
    assert [line.id for line in table.lines if line.own] == ["enterprise", "other-research", OTHER]


def test_best_evidence_is_the_hardest(table: SubtypeTable) -> None:
    cell = table.cells["talent-recruit", "临江区"]
    assert (cell.symbol, len(cell.evidence), cell.best) == ("●", 3, "临江2023-2-1")
    assert cell.extract and "最高100万元" in cell.extract.words and len(cell.extract.words) <= 60


def test_symbols_of_subtypes(table: SubtypeTable) -> None:
    assert table.cells["talent-housing", "云州市"].symbol == "◐"
    assert table.cells["enterprise-hightech", "望山区"].symbol == "◆"
    assert table.cells["incubator-makerspace", "望山区"].symbol == "○"
    assert table.cells["talent-housing", "望山区"].symbol == "n/a"
    assert table.cells["incubator-incubator", "临江区"].symbol == "–"


def test_a_garbled_document_is_never_quoted(table: SubtypeTable) -> None:
    cell = table.cells["enterprise-hightech", "望山区"]
    assert (cell.best, cell.extract) == ("望山2023-1-1", None)


def test_each_quote_holds_a_keyword_of_its_subtype_and_is_its_own() -> None:
    text = (
        "建设科技企业孵化器,完善公共技术服务,布局众创空间,推进创业社区建设和运营。"
        "设立孵化基金,吸引创业团队与投资机构共同入驻园区并开展常态化的项目对接。"
    )
    study = with_plan(
        small_study(), "南浦区", P("measure", text, {"incubator": (1, "科技企业孵化器 众创空间 孵化基金")})
    )
    comparison = build_comparison(study)
    cells = Analysis(study, comparison).subtypes.cells
    for (line, _), cell in cells.items():
        coded = comparison.by_id[cell.best].coding if cell.extract else None
        own = [m for m in coded.matches if not m.rejected and m.keyword.measure_id == line] if coded else []
        assert not own or any(cell.extract and cell.extract.holds(m.span) for m in own)
    told = [cells[line, "南浦区"].extract for line in ("incubator-incubator", "incubator-makerspace")]
    assert len({found.words for found in told if found}) == 2 and all(found and found.text == text for found in told)


def with_plan(study: Study, district: str, *items: H | P) -> Study:
    facts = {"title": f"{district}规划", "district": district, "level": "区", "parent": "云州市", "genre": "plan",
             "period": "2021-2025"}  # fmt: skip
    document, codings, intensities = build(f"x{district}", f"{district}2021", facts, list(items))
    return replace(
        study,
        documents=(*study.documents, document),
        codings={**study.codings, **codings},
        intensities={**study.intensities, **intensities},
    )


def test_one_weak_word_is_neither_coverage_nor_unique_nor_a_gap_of_others() -> None:
    def study(text: str, words: str, heading: str = "") -> Study:
        head = [H(1, "一、", heading)] if heading else []
        more = with_plan(small_study(), "南浦区", *head, P("measure", text, {"enterprise": (1, words)}))
        return with_plan(more, "北浦区", P("measure", "建设众创空间三处。", {"incubator": (1, "众创空间")}))

    def told(made: Study) -> tuple[bool, bool, bool]:
        comparison = build_comparison(made)
        cell = Analysis(made, comparison).subtypes.cells["enterprise-hightech", "南浦区"]
        assert cell.symbol == "●"  # what is there is shown
        gaps = Analysis(made, comparison).gaps
        return (
            "enterprise-hightech" in comparison.cells["南浦区", "enterprise"].subtypes,
            bool(cell.grounded),
            any("南浦区" in g.peers for g in gaps if (g.row, g.column) == ("北浦区", "enterprise")),
        )

    assert told(study("落实认定奖励。", "认定奖励")) == (False, False, False)
    assert told(study("落实认定奖励。", "认定奖励", "认定奖励")) == (True, True, False)  # a heading is no object
    assert told(study("奖励高新技术企业。", "高新技术企业")) == (True, True, True)


def test_grounds() -> None:
    key, text = "k", "落实认定奖励,引进高新技术企业。"
    weak = coding(key, text, "enterprise", 1, ["认定奖励"])
    assert weak.subtypes == ("enterprise-hightech",)
    assert grounded(weak) == ()
    assert grounded(coding(key, text, "enterprise", 1, ["认定奖励"], "落实认定奖励")) == weak.subtypes
    assert grounded(coding(key, text, "enterprise", 1, ["认定奖励", "高新技术企业"])) == weak.subtypes
    (match,) = weak.matches
    other = match._replace(keyword=replace(match.keyword, text="高企奖励"))
    assert grounded(weak._replace(matches=(match, match))) == ()  # the same word twice is one word
    assert grounded(weak._replace(matches=(match, other))) == weak.subtypes
    assert grounded(weak._replace(matches=(match, other._replace(rejected="guard")))) == ()
    assert grounded(weak._replace(reasons=(*weak.reasons, Reason("relabel", 0.0, "张")))) == weak.subtypes
    assert grounded(weak._replace(matches=())) == weak.subtypes  # given by a person


def test_a_text_of_another_kind_refutes_what_is_unique() -> None:
    """A news item does not compare, but what it reports is not found in one place only."""
    study = with_plan(small_study(), "南浦区", P("measure", "筹集人才公寓。", {"talent": (1, "人才公寓")}))
    comparison = build_comparison(study)
    assert comparison.peers["临江区"] == ("临江区", "南浦区")
    assert "enterprise-hightech" not in {u.subtype for u in Analysis(study, comparison).unique}


def test_changes_between_periods_of_one_family() -> None:
    study = small_study()
    assert find_changes(study, build_comparison(study)) == ()  # a plan and a scheme are not compared
    older = older_study()
    found = find_changes(older, build_comparison(older))
    assert {(c.subtype, c.status) for c in found} == {
        ("incubator-incubator", "went"), ("enterprise-sme", "stayed"), ("talent-recruit", "came"),
    }  # fmt: skip
    assert {(c.before, c.after) for c in found} == {("2016-2020", "2021-2025")}
    document = older.documents[0]
    overlapping = replace(document, metadata=replace(document.metadata, period=Fact("2019-2022", "manifest")))
    both = replace(older, documents=(overlapping, *study.documents))
    assert find_changes(both, build_comparison(both)) == ()


@pytest.mark.parametrize(("by", "told"), [("district", True), ("genre", True), ("level", False), ("parent", False)])
def test_a_row_of_several_districts_has_no_periods(by: str, told: bool) -> None:
    """What one district plans after another one's plan has not come; both plans here are of one district."""
    study = older_study()
    study = replace(study, settings=replace(study.settings, by=by))
    assert bool(find_changes(study, build_comparison(study))) == told


def test_two_category_systems_add_up_to_the_measures() -> None:
    study = small_study()
    tools = Taxonomy("政策工具", "1", (Measure("supply", "供给型"), Measure("demand", "需求型")))
    measures = [p.key for p in study.paragraphs.values() if p.role == "measure"]
    second = replace(
        study,
        taxonomy=tools,
        codings={key: (coding(key, "", "supply", 1, []),) for key in measures[:4]},
    )
    table = cross_table(study, second)
    assert sorted(k for keys in table.cells.values() for k in keys) == sorted(measures)
    assert len(table.cells["enterprise", "supply"]) == 2 and len(table.cells["incubator", "supply"]) == 2
    assert table.columns == ("supply", "demand", OTHER)
