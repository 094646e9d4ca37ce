"""The one page as facts: who stands on it, what leads, what may be called missing, what to copy, what to beware of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compare.matrix.answer import MOST_ROWS
from compare.model import Settings
from compare.pipeline import Analysis, analyse
from tests.plans import read_plans
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
