"""Sentences on what is missing: who, what, on which text, and once for what cannot be said."""

from __future__ import annotations

from compare.matrix.analysis import analyse
from compare.model import Flag, Study
from compare.reports.narrative.absence import tell_gaps, tell_missing, tell_unique
from compare.reports.narrative.voice import Voice
from tests.matrix.absence.test_absence import HOUSING, SME, SPACE, region
from tests.studies import P, small_study


def voice(study: Study) -> Voice:
    return Voice(analyse(study))


def test_what_is_unique_names_the_texts_that_were_looked_through() -> None:
    body = tell_unique(voice(region(("甲区", (HOUSING,)), ("乙区", (SPACE,)), ("丙区", (SPACE,)))))
    assert body.startswith("- **甲区**：人才安居<sup>［[1]")
    assert body.endswith("，乙区、丙区查遍全文未见。")


def test_a_doubtful_peer_is_named_once() -> None:
    study = region(("甲区", (HOUSING, SME)), ("乙区", (SPACE,)), ("丙区", (SPACE,)), flags=(Flag("truncated", "bad"),))
    body = tell_unique(voice(study))
    assert body.count("丙区的文本不全或不涉及，未见不等于没有。") == 1
    assert body.count("乙区查遍全文未见") == 1  # two sub-types, one clause


def test_nothing_unique_is_said_to_be_so() -> None:
    assert "没有可以断定为独有的子类" in tell_unique(voice(region(("甲区", (SPACE,)), ("乙区", (SPACE,)))))


def test_gaps_say_what_is_admitted_and_who_has_what_is_missing() -> None:
    problem = P("problem", "科技企业孵化器尚无布局。")
    body = tell_gaps(voice(region(("甲区", (HOUSING, SPACE)), ("乙区", (SPACE, problem)))))
    (line,) = [line for line in body.splitlines() if line.startswith("- **乙区**")]
    assert "自认没有科技企业孵化器，全文再未提及<sup>［[1]" in line
    assert "查遍全文未见人才安居<sup>［[2]" in line and "（甲区有）" in line
    assert line.endswith("（已查乙区规划全文2段）")


def test_types_without_any_trace_are_named_and_what_cannot_be_said_once() -> None:
    study = region(("甲区", (HOUSING,)), ("乙区", (SPACE,)), flags=(Flag("truncated", "bad"),))
    body = tell_missing(voice(study))
    assert "- **甲区**：查遍全文未见企业培育、孵化载体类的任何内容" in body
    assert "**乙区**" not in body
    assert body.endswith("乙区的文本是节选或不全。未见不等于没有，不列缺口。")


def test_a_row_of_results_lacks_nothing() -> None:
    assert "望山区的文件讲的是成效" in tell_missing(voice(small_study()))
