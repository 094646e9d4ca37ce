"""The one page as facts: who stands on it, what leads, what may be called missing, what to copy, what to beware of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compare.matrix.answer import MOST_ROWS
from compare.model import Settings
from compare.pipeline import Analysis, analyse, code, read
from tests.plans import read_plans, write_plans
from tests.studies import wide_study


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    return read_plans(tmp_path_factory.mktemp("plans"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    return read_plans(tmp_path_factory.mktemp("own"), settings=Settings(home="浔阳"))


def quoted(analysis: Analysis) -> list[str]:
    paragraphs, by_id = analysis.study.paragraphs, analysis.comparison.by_id
    found = [(paragraphs[by_id[p.evidence].paragraph_key].text, p.span) for p in analysis.answer.passages]
    return [text[span.start : span.end] for text, span in found]


def test_peers_stand_first_the_whole_text_before_the_excerpt(analysis: Analysis) -> None:
    answer = analysis.answer
    assert answer.shown == ("浔阳区", "濂溪区", "九江市")
    assert [row.label for row in answer.of("results")] == ["柴桑区"]
    assert answer.partial == ("濂溪区",)
    assert [set(group.rows) for group in answer.groups] == [{"浔阳区", "濂溪区"}]


def test_what_leads_is_counted_over_all_measures_of_the_row(analysis: Analysis) -> None:
    first = analysis.answer.portraits[0]
    assert (first.leads, first.count, first.units) == (("talent",), 3, 9)
    assert first.count == len(analysis.comparison.cells["浔阳区", "talent"].primary)
    assert [programme.name for programme in first.names] == ["鸿雁领航人才计划"]
    last = analysis.answer.portraits[2]
    assert (last.aims, last.years, last.grants) == (4, (2017,), 1)


def test_only_whole_texts_lack_anything(analysis: Analysis) -> None:
    lacks = {lack.row: lack for lack in analysis.answer.lacks}
    assert set(lacks) == {"浔阳区", "九江市"}
    assert lacks["浔阳区"].admitted == ("院士工作站",)
    assert "incubator" in lacks["浔阳区"].aimless and "incubator" not in lacks["九江市"].aimless
    assert "enterprise" not in lacks["浔阳区"].aimless, "a number of high-tech enterprises is aimed at"
    for lack in lacks.values():
        assert all(analysis.absences.lacks(lack.row, id).verdict == "absent" for id in lack.absent)


def test_passages_are_whole_sentences_of_several_rows_with_something_to_copy(analysis: Analysis) -> None:
    passages = quoted(analysis)
    assert "设立科技信贷风险补偿专项资金，对合作银行的贷款损失按比例给予补偿。" in passages
    assert "对新认定的省级科技企业孵化器给予每家50万元奖励。" in passages
    assert all(text.endswith("。") for text in passages)
    assert len({passage.row for passage in analysis.answer.passages}) == 3
    assert not any("鼓励社会力量" in text for text in passages)


def test_indicators_that_two_rows_state_come_first(analysis: Analysis) -> None:
    lines = analysis.answer.targets
    assert lines[0].indicator == "高新技术企业数量"
    assert set(analysis.target_grid.rows_of(lines[0])) == {"浔阳区", "九江市"}


def test_warnings_come_by_their_weight(analysis: Analysis) -> None:
    codes = [warned.code for warned in analysis.answer.warnings]
    assert codes[:2] == ["over", "partial"]
    over = analysis.answer.warnings[0].documents
    assert [analysis.study.by_id[id].district for id in over] == ["九江市"]
    assert analysis.study.by_id[analysis.answer.open_next].district == "九江市"


def test_altered_text_is_neither_quoted_nor_on_the_page(analysis: Analysis) -> None:
    study = analysis.study
    garbled = tuple(replace(d, grade="E") if d.district == "九江市" else d for d in study.documents)
    altered = analyse(replace(study, documents=garbled))
    assert altered.answer.shown == ("浔阳区", "濂溪区")
    assert [row.label for row in altered.answer.of("garbled")] == ["九江市"]
    assert altered.answer.warnings[0].code == "garbled"
    assert not any(passage.row == "九江市" for passage in altered.answer.passages)


def test_one_row_has_nothing_to_be_compared_with(tmp_path: Path) -> None:
    answer = read_plans(tmp_path, "浔阳").answer
    assert answer.shown == ("浔阳区",) and not answer.groups and not answer.targets and not answer.amounts
    assert not any(lack.absent for lack in answer.lacks)


def test_of_many_rows_the_page_holds_eight_and_counts_the_rest() -> None:
    answer = analyse(wide_study(20)).answer
    assert len(answer.shown) == MOST_ROWS and answer.others == 20 - MOST_ROWS
    assert sum(answer.led.values()) >= 1


# --- from the side of one row -----------------------------------------------------------------------------------


def test_the_own_row_stands_first_and_passages_are_taken_from_the_others(own: Analysis) -> None:
    assert own.comparison.rows[0].label == "浔阳区" and own.answer.home == "浔阳区"
    assert {passage.row for passage in own.answer.passages} == {"濂溪区", "九江市"}


def test_what_only_we_have_no_other_text_names(own: Analysis) -> None:
    beside = own.answer.beside
    assert beside and "fintech-guarantee" in {item.subtype for item in beside.ours}
    for item in beside.ours:
        assert dict(item.others)["九江市"] == "absent", "one text at least is whole and does not name it"


def test_what_they_have_stands_nowhere_in_our_text(own: Analysis) -> None:
    beside = own.answer.beside
    assert beside
    missing = {(item.row, id) for item in beside.theirs for id in item.subtypes}
    assert ("九江市", "enterprise-voucher") in missing
    assert all(own.absences.lacks("浔阳区", id).said for _, id in missing)


def test_where_we_aim_at_a_number_ourselves_theirs_is_not_harder(own: Analysis) -> None:
    beside = own.answer.beside
    assert beside
    harder = {item.subtype: item for item in beside.stronger}
    assert harder["incubator-incubators"].row == "九江市" and harder["incubator-incubators"].why in ("amount", "dated")
    assert not any(id.startswith("enterprise-hightech") for id in harder), "we aim at 60 high-tech enterprises"


def test_an_excerpt_of_ours_lacks_nothing(tmp_path: Path) -> None:
    beside = read_plans(tmp_path, settings=Settings(home="濂溪区")).answer.beside
    assert beside and not beside.theirs


def changed_plans(folder: Path, home: str, **replaced: tuple[str, str]) -> Analysis:
    """The plans with words of some files replaced, from the side of one row."""
    write_plans(folder)
    for name, (old, new) in replaced.items():
        file = folder / f"{name}.txt"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    return analyse(code(read(folder, Settings(home=home))))


def test_a_number_or_an_instrument_that_only_we_have_is_ours(tmp_path: Path) -> None:
    goal = ("60家以上。", "60家以上，全社会研发投入占地区生产总值比重达到2%。")
    beside = changed_plans(tmp_path, "浔阳", 浔阳=goal).answer.beside
    assert beside
    assert [item.line.indicator for item in beside.aims] == ["全社会研发投入占GDP比重"], (
        "high-tech firms are aimed at by two"
    )
    assert dict(beside.aims[0].others) == {"濂溪区": "partial", "九江市": "absent"}
    assert all(dict(item.others)["九江市"] == "absent" for item in beside.tools)
    assert not {item.support.tool for item in beside.tools} & {"科技创新券", "奖励"}


def test_what_we_say_we_have_not_and_they_do_is_theirs_by_its_word(tmp_path: Path) -> None:
    built = ("加强市技术交易中心建设", "建设一批院士工作站，加强市技术交易中心建设")
    beside = changed_plans(tmp_path, "浔阳", 九江=built).answer.beside
    assert beside and [(item.row, item.admitted) for item in beside.theirs if item.admitted] == [
        ("九江市", ("院士工作站",))
    ]


def test_harder_is_said_once_a_pair_of_paragraphs_and_by_a_number_of_its_own_clause(own: Analysis) -> None:
    beside = own.answer.beside
    assert beside
    pairs = [(item.ours.paragraph, item.theirs.paragraph) for item in beside.stronger]
    assert len(pairs) == len(set(pairs))


def test_a_number_for_something_else_in_the_sentence_makes_nothing_harder(tmp_path: Path) -> None:
    other = ("科技企业孵化器达到9家，省级孵化器达到4家。", "提升科技企业孵化器水平，高新技术产品产值达到90亿元。")
    grant = ("对新认定的省级科技企业孵化器给予每家50万元奖励。", "推动科技企业孵化器建设。")
    write_plans(tmp_path)
    file = tmp_path / "九江.txt"
    text = file.read_text(encoding="utf-8").replace(*other).replace(*grant)
    file.write_text(text, encoding="utf-8")
    beside = analyse(code(read(tmp_path, Settings(home="浔阳")))).answer.beside
    assert beside and "incubator-incubators" not in {item.subtype for item in beside.stronger}


def test_one_or_two_measures_lead_nothing(analysis: Analysis) -> None:
    last = analysis.answer.portraits[2]
    assert last.row == "九江市" and last.leads == () and 0 < last.typed <= last.units


def test_a_plan_paper_is_no_named_tool(tmp_path: Path) -> None:
    paper = ("实施“鸿雁领航”人才计划", "制定实施人才发展规划和年度计划，实施“鸿雁领航”人才计划")
    names = changed_plans(tmp_path, "浔阳", 浔阳=paper).answer.portraits[0].names
    assert [programme.name for programme in names] == ["鸿雁领航人才计划"]


@pytest.mark.parametrize("home", ["浔阳", "九江"])
def test_indicators_of_the_types_stand_first_whichever_row_does(tmp_path: Path, home: str) -> None:
    ours = ("60家以上。", "60家以上，地区生产总值增长6%。")
    theirs = ("达到150家以上。", "达到150家以上，地区生产总值增长7%。")
    lines = changed_plans(tmp_path, home, 浔阳=ours, 九江=theirs).answer.targets
    assert [line.indicator for line in lines][:2] == ["高新技术企业数量", "地区生产总值增速"]
