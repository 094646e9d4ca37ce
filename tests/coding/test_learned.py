"""Learned words add their points as reasons; the rules of the taxonomy go before them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.coding import Scorer, code_document
from compare.coding.learned import Words
from compare.kinds import LearnedPlace
from compare.model import Coding, Doubt, LearnedTable, LearnedWord, Measure, Role, Taxonomy
from tests.coding.making import CUES, document_of, keyword, paragraph

WEAK = keyword("融资", "fund", strength="weak", points=1.0)
GUARDED = keyword("引才", "people", not_after=("招商",))
RULES = Taxonomy(
    "试验", "1",
    (
        Measure("fund", "资金", keywords=(keyword("母基金", "fund"), WEAK)),
        Measure("people", "人才", keywords=(GUARDED, keyword("团队", "people"))),
        Measure("work", "其他", residual=True, keywords=(keyword("揭榜", "work"),)),
    ),
    cues=CUES,
)  # fmt: skip


def word(term: str, points: float, type_id: str = "people", place: LearnedPlace = "learned") -> LearnedWord:
    return LearnedWord(term, place, type_id, points, 5)


def taught(*words: LearnedWord, threshold: float = 3.0, objection: float = 1.0) -> Taxonomy:
    table = LearnedTable(
        words=words, thresholds=(("fund", threshold), ("people", threshold)), slope=0.8, margin=0.0, objection=objection
    )
    return replace(RULES, learned=table, fingerprint="taught")


def code(taxonomy: Taxonomy, text: str, *headings: str, lead: str = "", role: Role = "measure") -> tuple[Coding, ...]:
    return Scorer(taxonomy).code(paragraph(text, headings, lead=lead, role=role))


def given(codings: tuple[Coding, ...]) -> list[str]:
    return [coding.measure_id for coding in codings if coding.rank]


def learned(codings: tuple[Coding, ...], measure_id: str) -> dict[tuple[str, str], float]:
    reasons = [r for c in codings if c.measure_id == measure_id for r in c.reasons]
    return {(r.rule, r.note): r.points for r in reasons if r.rule.startswith("learned")}


def doubt(taxonomy: Taxonomy, text: str, role: Role = "measure") -> Doubt | None:
    made = paragraph(text, role=role)
    return Scorer(taxonomy).decide_document(document_of(made))[made.key].doubt


@pytest.mark.parametrize("threshold", [0.0, -2.0])
def test_a_low_threshold_gives_no_type_for_which_nothing_speaks(threshold: float) -> None:
    taxonomy = taught(word("博士后", 2.0), word("费", -0.2), threshold=threshold)
    assert given(code(taxonomy, "加强道路养护。")) == []
    assert given(code(taxonomy, "按期缴纳会费。")) == []
    assert given(code(taxonomy, "资助博士后。")) == ["people"]


def test_words_without_a_keyword_give_a_type() -> None:
    taxonomy = taught(word("博士后", 2.0), word("安家费", 1.5), word("费", -0.2))
    codings = code(taxonomy, "给予博士后安家费。")
    assert given(codings) == ["people"]
    assert learned(codings, "people") == {
        ("learned", "博士后"): 2.0, ("learned", "安家费"): 1.5, ("learned", "费"): -0.2,
    }  # fmt: skip
    assert codings[0].score == 3.3


@pytest.mark.parametrize("text", ["给予博士后补助。", "给予安家费。", "修建道路。", ""])
def test_words_below_the_threshold_give_none(text: str) -> None:
    assert code(taught(word("博士后", 2.0), word("安家费", 1.5)), text) == ()


@pytest.mark.parametrize(
    "text", ["设立母基金，给予博士后安家费。", "引才。为团队提供融资，给博士后发安家费。", "母基金、团队与博士后。"]
)
def test_a_score_is_the_sum_of_its_reasons(text: str) -> None:
    taxonomy = taught(word("博士后", 0.35), word("安家费", 2.15), word("博士后", -0.4, "fund"))
    for coding in code(taxonomy, text):
        assert coding.score == pytest.approx(sum(reason.points for reason in coding.reasons))
        if coding.rank:
            assert ("learned", "博士后") in learned((coding,), coding.measure_id)


def test_a_word_speaks_once_at_each_place() -> None:
    taxonomy = taught(
        word("博士后", 1.0), word("博士后", 0.5, place="learned_opening"), word("博士后", 2.0, place="learned_heading")
    )
    codings = code(taxonomy, "引进博士后，再引进博士后。", "博士后")
    assert learned(codings, "people") == {
        ("learned", "博士后"): 1.0, ("learned_opening", "博士后"): 0.5, ("learned_heading", "博士后"): 2.0,
    }  # fmt: skip
    assert ("learned_opening", "博士后") not in learned(code(taxonomy, "引才，引进博士后。"), "people")
    assert learned(code(taxonomy, "补助。", lead="对博士后：") or (), "people") == {}


def test_the_lead_in_sentence_stands_above_its_items() -> None:
    taxonomy = taught(word("博士后", 4.0, place="learned_heading"))
    assert given(code(taxonomy, "每年补助五万元。", lead="对博士后：")) == ["people"]


def test_a_type_of_the_rules_stands_until_words_object() -> None:
    mild, strong = taught(word("道路", -1.0)), taught(word("道路", -4.0))
    text = "设立母基金修道路。"
    before = code(RULES, text)[0].score
    assert given(code(RULES, text)) == given(code(mild, text)) == ["fund"]
    outvoted = code(taught(word("道路", -before, "fund")), text)
    assert given(outvoted) == []
    assert learned(outvoted, "fund") == {("learned", "道路"): -before}
    assert given(code(strong, text)) == ["fund"]  # it spoke of another type


def test_what_outvotes_the_rules_is_said_by_the_doubt() -> None:
    found = doubt(taught(word("道路", -3.5, "fund")), "设立母基金修道路。")
    assert found is not None
    assert (found.why, found.type_id, found.note) == ("disagreement", "fund", "母基金")
    assert found.value > 0


@pytest.mark.parametrize("text", ["不得引才。", "引才不足。", "严禁抢夺团队。"])
def test_what_is_forbidden_or_lacking_is_not_given_by_words(text: str) -> None:
    assert given(code(taught(word("引才", 5.0), word("团队", 5.0)), text)) == []


def test_a_guard_holds_for_learned_words_as_well() -> None:
    taxonomy = taught(word("引才", 5.0))
    assert given(code(taxonomy, "加强引才。")) == ["people"]
    assert given(code(taxonomy, "加强招商引才。")) == []


def test_a_residual_type_steps_back() -> None:
    taxonomy = taught(word("博士后", 3.0))
    assert given(code(taxonomy, "组织揭榜。")) == ["work"]
    assert given(code(taxonomy, "组织揭榜，引进博士后。")) == ["people"]


@pytest.mark.parametrize("role", ["goal", "achievement", "admin", "front"])
def test_learned_words_speak_of_counted_paragraphs_only(role: Role) -> None:
    taxonomy = taught(word("博士后", 3.0))
    assert given(code(taxonomy, "引进博士后。", role=role)) == []
    assert doubt(taxonomy, "引进博士后。", role) is None


def test_places_are_those_of_the_printed_text() -> None:
    words = Words(["博士后", "安家费"])
    found = words.found([paragraph("博 士 后，安家费"), paragraph("安家费")])
    assert [{words.name(word): span for word, span in each.items()} for each in found] == [
        {
            ("learned", "博士后"): (0, 5),
            ("learned_opening", "博士后"): (0, 5),
            ("learned", "安家费"): (6, 9),
        },
        {("learned", "安家费"): (0, 3), ("learned_opening", "安家费"): (0, 3)},
    ]


def test_coded_documents_have_the_doubt_of_every_counted_paragraph() -> None:
    counted, aim = paragraph("引进博士后。"), replace(paragraph("引才。", role="goal"), key="1" * 12)
    coded = code_document(document_of(counted, aim), taught(word("博士后", 3.0)))
    assert set(coded.doubts) == {counted.key}
