"""What is to be checked first: order, the row a verdict stands on, what has been decided is not asked again."""

from __future__ import annotations

from dataclasses import replace

from compare.matrix.analysis import analyse
from compare.matrix.doubts import Doubtful
from compare.model import OTHER, Decision, Doubt, Study
from compare.review.decisions import apply_decisions
from tests.studies import doubtful_study, small_study


def key(study: Study, words: str) -> str:
    return next(p.key for p in study.paragraphs.values() if words in p.text)


def found(study: Study) -> dict[str, Doubtful]:
    return {item.evidence.id: item for item in analyse(study).doubtful}


def test_the_most_doubtful_stand_first() -> None:
    doubtful = analyse(doubtful_study()).doubtful
    assert [item.doubt.value for item in doubtful] == [0.98, 0.9, 0.9, 0.62, 0.3]
    assert [item.evidence.id for item in doubtful] == [
        "临江2021-3.1-1/talent", "云州2018-3.3-2", "临江2023-2-2", "云州2018-3.2-1", "望山2023-1-2",
    ]  # fmt: skip


def test_a_measure_without_a_type_is_there() -> None:
    item = found(doubtful_study())["云州2018-3.3-2"]
    assert (item.evidence.column, item.evidence.coding, item.given) == (OTHER, None, False)


def test_the_row_is_that_of_the_type_in_doubt_else_of_the_main_type() -> None:
    study = doubtful_study()
    assert found(study)["临江2021-3.1-1/talent"].given
    paragraph = key(study, "选派高层次人才")
    other = replace(study, doubts={paragraph: Doubt(0.8, "two_types", "incubator", "企业")})
    (item,) = analyse(other).doubtful
    assert (item.evidence.id, item.given) == ("临江2021-3.1-1/enterprise", False)


def test_without_a_reason_nothing_is_asked() -> None:
    study = small_study()
    assert analyse(study).doubtful == ()
    sure = {p.key: Doubt(0.05) for p in study.paragraphs.values() if p.counted}
    assert analyse(replace(study, doubts=sure)).doubtful == ()


def test_what_somebody_has_decided_is_not_asked_again() -> None:
    study = doubtful_study()
    decided = Decision(key(study, "选派高层次人才"), "enterprise", "accept")
    after = found(apply_decisions(replace(study, decisions=(decided,))))
    assert "临江2021-3.1-1/talent" not in after and len(after) == 4


def test_paragraphs_outside_the_matrix_are_not_asked() -> None:
    study = doubtful_study()
    study = replace(study, documents=tuple(replace(d, included=d.id != "lj2021") for d in study.documents))
    assert all(item.evidence.document_id != "lj2021" for item in analyse(study).doubtful)
    assert len(analyse(study).doubtful) == 4
