"""What may be said to be missing: only with the whole text looked through, and then it is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from compare.matrix.absence import Absence
from compare.matrix.analysis import Analysis, analyse
from compare.model import Fact, Flag, Keyword, Programme, Reason, Span, Study
from tests.studies import H, P, build, small_study, wide_study

HOUSING = P("measure", "建设人才公寓五百套。", {"talent": (1, "人才公寓")})
SPACE = P("measure", "建设众创空间三处。", {"incubator": (1, "众创空间")})
SME = P("measure", "培育科技型中小企业。", {"enterprise": (1, "科技型中小企业")})


def region(
    *plans: tuple[str, Sequence[H | P]], genre: str = "plan", period: str = "2021-2025", flags: tuple[Flag, ...] = ()
) -> Study:
    """Plans of districts; the last is of the genre and period and has the flags."""
    study = replace(small_study(), documents=(), targets=(), amounts=(), programmes=(), bodies=())
    for district, items in plans:
        last = district == plans[-1][0]
        facts = {"title": f"{district}科技创新规划", "district": district, "level": "区", "parent": "云州市",
                 "genre": genre if last else "plan", "period": period if last else "2021-2025"}  # fmt: skip
        document, codings, intensities = build(f"x{district}", f"{district}2021", facts, list(items))
        document = replace(document, flags=flags if last else ())
        study = replace(
            study,
            documents=(*study.documents, document),
            codings={**study.codings, **codings},
            intensities={**study.intensities, **intensities},
        )
    return study


def beside(*items: H | P, flags: tuple[Flag, ...] = (), genre: str = "plan") -> Analysis:
    """甲区 with 人才公寓 and 众创空间, and 乙区 with whatever."""
    return analyse(region(("甲区", (HOUSING, SPACE)), ("乙区", (SPACE, *items)), flags=flags, genre=genre))


def housing(analysis: Analysis) -> Absence:
    return analysis.absences.lacks("乙区", "talent-housing")


def uniques(analysis: Analysis) -> set[tuple[str, str]]:
    return {(unique.row, unique.subtype) for unique in analysis.unique}


def gaps(analysis: Analysis) -> set[tuple[str, str, str]]:
    return {(gap.row, gap.subtype, gap.verdict) for gap in analysis.gaps}


# --- what is said -----------------------------------------------------------------------------------------------


def test_what_stands_nowhere_in_a_whole_text_is_a_gap_and_unique_with_the_proof() -> None:
    found = beside(P("goal", "到2025年建成创新强区。"))
    (unique,), (gap,) = found.unique, found.gaps
    assert (unique.row, unique.subtype, [a.row for a in unique.peers], unique.unsure) == (
        "甲区", "talent-housing", ["乙区"], ()
    )  # fmt: skip
    assert (gap.row, gap.subtype, gap.verdict, gap.peers, gap.best) == (
        "乙区", "talent-housing", "absent", ("甲区",), unique.best
    )  # fmt: skip
    assert (gap.proof.documents, gap.proof.paragraphs, gap.proof.nearest) == (("x乙区",), 2, ())
    assert gap.proof.words[:2] == ("人才公寓", "周转住房")


def test_what_a_text_admits_and_never_takes_up_is_the_best_gap() -> None:
    problem = P("problem", "全区科技型中小企业少，众创空间、科技企业孵化器尚无布局。")
    found = analyse(region(("甲区", (SPACE, problem)), ("乙区", (SME,))))
    admitted = [(gap.row, gap.words, gap.peers) for gap in found.gaps if gap.verdict == "admitted"]
    assert admitted == [("甲区", ("科技企业孵化器",), ())]  # 众创空间 is built, and 少 is not none
    (key,) = next(gap for gap in found.gaps if gap.verdict == "admitted").proof.nearest
    assert found.study.paragraphs[key].role == "problem"


def test_an_admission_of_a_part_of_a_text_proves_nothing() -> None:
    problem = P("problem", "人才公寓尚无布局。")
    assert ("乙区", "talent-housing", "admitted") in gaps(beside(problem))
    assert not gaps(beside(problem, flags=(Flag("truncated", "bad"),)))


def test_an_aim_without_a_measure_is_told_as_that() -> None:
    study = region(("甲区", (HOUSING,)), ("乙区", (SPACE, P("goal", "到2025年，人才公寓达到五百套。"))))
    goal = study.documents[1].paragraphs[1]
    target = replace(small_study().targets[0], paragraph_key=goal.key, document_id="x乙区", status="target")
    found = analyse(replace(study, targets=(target,)))
    assert ("乙区", "talent-housing", "goal-only") in gaps(found) and ("甲区", "talent-housing") not in uniques(found)
    assert housing(analyse(study)).verdict == "mentioned"  # without a figure it is a mention


def test_a_type_of_which_nothing_is_there_is_one_gap() -> None:
    recruit = P("measure", "引进高层次人才。", {"talent": (1, "高层次人才")})
    study = region(("甲区", (HOUSING, recruit)), ("乙区", (SPACE,)))
    (gap,) = [gap for gap in analyse(study).gaps if gap.row == "乙区"]
    assert (gap.subtype, gap.column, gap.peers) == ("talent", "talent", ("甲区",))
    goal = P("goal", "到2025年，每万人口拥有人才一百名。")
    named = analyse(region(("甲区", (HOUSING, recruit)), ("乙区", (SPACE, goal))))
    assert {gap.subtype for gap in named.gaps if gap.row == "乙区"} == {"talent-housing", "talent-recruit"}
    paid = replace(small_study().amounts[0], document_id="x乙区", measure_id="talent")
    found = analyse(replace(study, amounts=(paid,)))  # a sum of the type: it is not missing as a whole
    assert {gap.subtype for gap in found.gaps if gap.row == "乙区"} == {"talent-housing", "talent-recruit"}


def test_rows_that_are_no_peers_are_told_too() -> None:
    study = region(("甲区", (HOUSING,)), ("乙区", (SPACE,)), period="2011-2015")
    found = analyse(study)
    assert not found.gaps and not found.unique
    assert housing(found).said and housing(found).verdict == "absent"
    assert found.absences.lacks("甲区", "talent-housing").verdict == "present"


# --- what cancels it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "verdict"),
    [
        (HOUSING, "present"),
        (P("safeguard", "预留人才公寓指标。", {"talent": (1, "人才公寓")}), "mentioned"),
        (P("measure", "完善教育、医疗、人才公寓、交通等配套。"), "mentioned"),
        (P("situation", "周边城区已建人才公寓。"), "mentioned"),
        (P("goal", "人才公寓供给充足。"), "mentioned"),
        (P("measure", "筹集周转住房。"), "mentioned"),
        (P("measure", "为引进的人才提供精装公寓。"), "undecided"),
        (P("problem", "人才公寓数量不足。"), "mentioned"),
    ],
)
def test_one_mention_anywhere_cancels_both(item: P, verdict: str) -> None:
    found = beside(item)
    assert housing(found).verdict == verdict
    assert ("甲区", "talent-housing") not in uniques(found)
    assert not [gap for gap in found.gaps if gap.subtype in ("talent-housing", "talent")]
    assert verdict == "present" or housing(found).proof.nearest == (found.study.documents[1].paragraphs[1].key,)


def test_a_heading_cancels_too() -> None:
    assert housing(beside(H(1, "一、", "人才公寓"), P("measure", "按规定执行。"))).verdict == "mentioned"


@pytest.mark.parametrize(
    ("flags", "genre", "verdict"),
    [((Flag("truncated", "bad"),), "plan", "partial"), ((), "excerpt", "partial"), ((), "explainer", "summary")],
)
def test_nothing_follows_from_a_text_that_is_not_whole(flags: tuple[Flag, ...], genre: str, verdict: str) -> None:
    found = beside(flags=flags, genre=genre)
    assert housing(found).verdict == verdict and not housing(found).said
    assert not found.gaps and not found.unique
    told = [(unsaid.row, unsaid.verdict, unsaid.subtypes) for unsaid in found.unsaid]
    assert told == (
        [] if genre == "explainer" else [("乙区", verdict, ("talent-housing",))]
    )  # an explainer has no peers


def test_garbled_words_prove_nothing() -> None:
    study = region(("甲区", (HOUSING,)), ("乙区", (SPACE,)))
    garbled = tuple(replace(d, grade="E") if d.id == "x乙区" else d for d in study.documents)
    assert housing(analyse(replace(study, documents=garbled))).verdict == "undecided"


def test_a_doubtful_peer_is_named_beside_a_sure_one() -> None:
    study = region(("甲区", (HOUSING,)), ("乙区", (SPACE,)), ("丙区", (SPACE,)), flags=(Flag("truncated", "bad"),))
    (unique,) = [u for u in analyse(study).unique if u.row == "甲区"]
    assert [a.row for a in unique.peers] == ["乙区"]
    assert [(a.row, a.verdict) for a in unique.unsure] == [("丙区", "partial")]


def test_a_row_with_a_mention_in_passing_is_not_unique_by_it() -> None:
    listed = P("measure", "推进人才公寓、医院、学校建设。", {"talent": (1, "人才公寓")})
    study = region(("甲区", (listed,)), ("乙区", (SPACE,)))
    key = study.documents[0].paragraphs[0].key
    (found,) = study.codings[key]
    passing = found._replace(matches=tuple(match._replace(status="list") for match in found.matches))
    assert ("甲区", "talent-housing") in uniques(analyse(study))
    assert ("甲区", "talent-housing") not in uniques(
        analyse(replace(study, codings={**study.codings, key: (passing,)}))
    )


def test_a_word_that_sums_up_a_list_is_no_thing_of_its_own() -> None:
    summed = P("measure", "建设酒店、宿舍等人才公寓。", {"talent": (1, "人才公寓")})
    assert ("甲区", "talent-housing") not in uniques(analyse(region(("甲区", (summed,)), ("乙区", (SPACE,)))))


def test_what_a_person_decided_is_firm() -> None:
    weak = P("measure", "落实认定奖励。", {"enterprise": (1, "认定奖励")})
    study = region(("甲区", (weak,)), ("乙区", (SPACE,)))
    key = study.documents[0].paragraphs[0].key
    (found,) = study.codings[key]
    decided = found._replace(reasons=(*found.reasons, Reason("accept", 0.0, "张")))
    assert ("甲区", "enterprise-hightech") not in uniques(analyse(study))
    assert ("甲区", "enterprise-hightech") in uniques(
        analyse(replace(study, codings={**study.codings, key: (decided,)}))
    )


def test_a_document_on_a_part_of_one_type_lacks_nothing_of_the_rest() -> None:
    study = region(("甲区", (HOUSING,) * 3), ("乙区", (SPACE,) * 3))
    titles = ("甲区人才公寓条例", "乙区众创空间条例")
    documents = tuple(
        replace(d, metadata=replace(d.metadata, title=Fact(title, "manifest"), genre=Fact("regulation", "manifest")))
        for d, title in zip(study.documents, titles, strict=True)
    )
    found = analyse(replace(study, documents=documents))
    assert housing(found).verdict == "off-theme" and not found.gaps and not found.unique


def test_statements_name_no_row_twice_and_are_the_same_every_time() -> None:
    study = wide_study(6)
    first, second = analyse(study), analyse(study)
    assert (first.gaps, first.unique, first.unsaid) == (second.gaps, second.unique, second.unsaid)
    told = [(gap.row, gap.subtype) for gap in first.gaps]
    assert len(told) == len(set(told)) > 0


def test_a_programme_with_a_name_of_its_own_forbids_to_call_programmes_absent() -> None:
    item = P("measure", "实施“雁归行动”，引进高层次人才。", {"talent": (1, "高层次人才")})
    study = region(("甲区", (HOUSING, SPACE)), ("乙区", (SPACE, item)))
    ends = ("人才计划", "人才工程", "引才行动")
    keywords = tuple(Keyword(word, "talent-housing") for word in ends)
    measures = tuple(
        replace(m, keywords=(*m.keywords, *keywords)) if m.id == "talent-housing" else m
        for m in study.taxonomy.measures
    )
    study = replace(study, taxonomy=replace(study.taxonomy, measures=measures))
    assert housing(analyse(study)).verdict == "absent"
    paragraph = study.documents[1].paragraphs[1]
    named = Programme(
        name="雁归行动", kind="行动", document_id="x乙区", paragraph_key=paragraph.key, measure_id="talent",
        upstream=False, span=Span(2, 8),
    )  # fmt: skip
    assert housing(analyse(replace(study, programmes=(named,)))).verdict == "undecided"
