"""A reviewed matrix differs from the machine's by the decisions and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare import lexicons
from compare.matrix.comparison import build_comparison
from compare.model import OTHER, Coding, Decision, Study
from compare.review.decisions import apply_decisions
from tests.studies import small_study


def key_of(study: Study, words: str) -> str:
    return next(p.key for p in study.paragraphs.values() if words in p.text)


def decide(words: str, measure: str, verdict: str, relabel: str = "", note: str = "") -> Study:
    study = small_study()
    decision = Decision(key_of(study, words), measure, verdict, relabel=relabel, note=note, reviewer="甲")  # type: ignore[arg-type]
    return apply_decisions(replace(study, decisions=(decision,)))


def ranks(study: Study, words: str) -> list[tuple[str, int]]:
    return [(c.measure_id, c.rank) for c in study.codings.get(key_of(study, words), ())]


def test_no_decisions_no_change() -> None:
    study = small_study()
    assert apply_decisions(study) is study


def test_reject_promotes_the_next_type() -> None:
    study = decide("“春苗”成长计划", "enterprise", "reject")
    assert ranks(study, "“春苗”成长计划") == [("talent", 1)]


def test_reject_of_the_only_type_leaves_the_paragraph_under_other() -> None:
    study = decide("面向海内外", "talent", "reject")
    assert ranks(study, "面向海内外") == []
    before, after = build_comparison(small_study()), build_comparison(study)
    moved = {key for key in before.cells if len(before.cells[key].any) != len(after.cells[key].any)}
    assert moved == {("临江区", "talent"), ("临江区", OTHER)}
    assert [r.units for r in before.rows] == [r.units for r in after.rows]


def test_accept_changes_nothing_that_the_rules_found() -> None:
    study = decide("面向海内外", "talent", "accept")
    assert study.codings == small_study().codings and study.problems == small_study().problems


def test_accept_gives_back_what_the_rules_lost() -> None:
    study = small_study()
    key = key_of(study, "面向海内外")
    lost = replace(
        study,
        codings={k: v for k, v in study.codings.items() if k != key},
        decisions=(Decision(key, "talent", "accept"),),
    )
    assert ranks(apply_decisions(lost), "面向海内外") == [("talent", 1)]


def test_add_takes_up_a_mention_and_stands_last() -> None:
    study = decide("分五年发放", "enterprise", "add", note="属企业政策")
    assert ranks(study, "分五年发放") == [("talent", 1), ("enterprise", 2)]
    added = study.codings[key_of(study, "分五年发放")][1]
    assert [m.quote for m in added.matches] == ["创新型企业"]
    assert (added.reasons[-1].rule, added.reasons[-1].points, added.reasons[-1].note) == ("add", 0.0, "甲:属企业政策")
    assert added.score == 2.0


def test_add_of_a_subtype_names_it() -> None:
    study = decide("联席会议", "enterprise-sme", "add")
    coding = study.codings[key_of(study, "联席会议")][0]
    assert (coding.measure_id, coding.subtypes, coding.rank, coding.score) == (
        "enterprise",
        ("enterprise-sme",),
        1,
        0.0,
    )


def test_relabel_keeps_the_rank() -> None:
    study = decide("“春苗”成长计划", "enterprise", "relabel", "incubator")
    assert ranks(study, "“春苗”成长计划") == [("incubator", 1), ("talent", 2)]


def test_relabel_to_a_type_that_is_there_joins_it() -> None:
    study = decide("“春苗”成长计划", "enterprise", "relabel", "talent")
    assert ranks(study, "“春苗”成长计划") == [("talent", 1)]


def test_relabel_from_and_to_other() -> None:
    assert ranks(decide("联席会议", OTHER, "relabel", "talent"), "联席会议") == [("talent", 1)]
    assert ranks(decide("需求清单", OTHER, "relabel", "enterprise"), "需求清单") == [("enterprise", 1)]
    assert ranks(decide("面向海内外", "talent", "relabel", OTHER), "面向海内外") == []


def test_an_added_type_comes_before_a_residual_one() -> None:
    assert ranks(decide("需求清单", "talent", "add"), "需求清单") == [("talent", 1), ("other-research", 2)]


def test_the_later_decision_on_a_coding_holds() -> None:
    study = small_study()
    key = key_of(study, "面向海内外")
    both = (Decision(key, "talent", "reject"), Decision(key, "talent", "accept"))
    assert ranks(apply_decisions(replace(study, decisions=both)), "面向海内外") == [("talent", 1)]


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision("ffffffffffff", "talent", "reject"), "review.orphan"),
        (Decision("联席会议", "nowhere", "add"), "review.unknown-type"),
        (Decision("联席会议", OTHER, "relabel", relabel="nowhere"), "review.unknown-type"),
        (Decision("联席会议", "talent", "reject"), "review.idle"),
        (Decision("联席会议", "talent", "relabel", relabel="enterprise"), "review.idle"),
    ],
)
def test_what_cannot_be_applied_is_listed_in_words(decision: Decision, code: str) -> None:
    study = small_study()
    if decision.paragraph_key == "联席会议":
        decision = replace(decision, paragraph_key=key_of(study, "联席会议"))
    after = apply_decisions(replace(study, decisions=(decision,)))
    assert after.codings == study.codings
    found = after.problems[len(study.problems) :]
    assert [p.code for p in found] == [code]
    assert after.decisions == (decision,)
    for lang in ("zh", "en"):
        sentence = lexicons.words("problems-review", lang)[code].format(**dict(found[0].details))
        assert "{" not in sentence and decision.paragraph_key in sentence


def test_scores_stay_sums() -> None:
    study = decide("分五年发放", "enterprise", "add")
    codings: list[Coding] = [c for cs in study.codings.values() for c in cs]
    assert all(c.score == round(sum(r.points for r in c.reasons), 3) for c in codings)
