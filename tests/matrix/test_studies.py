"""The studies that all report tests start from are sound themselves."""

from __future__ import annotations

import pytest

from compare.model import ROLES, Amount, Body, Programme, Study, Target
from tests.studies import small_study, wide_study


@pytest.mark.parametrize("study", [small_study(), wide_study(3)], ids=["small", "wide"])
def test_spans_are_exact_and_scores_are_sums(study: Study) -> None:
    for key, codings in study.codings.items():
        text = study.paragraphs[key].text
        for coding in codings:
            assert coding.score == sum(r.points for r in coding.reasons)
            assert all(text[m.span.start : m.span.end] == m.quote for m in coding.matches)
    items: list[Target | Amount | Programme | Body]
    items = [*study.targets, *study.amounts, *study.programmes, *study.bodies]
    for item in items:
        assert 0 <= item.span.start < item.span.end <= len(study.paragraphs[item.paragraph_key].text)


def test_the_small_study_has_everything_once() -> None:
    study = small_study()
    assert {p.role for p in study.paragraphs.values()} == set(ROLES)
    assert study.targets and study.amounts and study.programmes and study.bodies and study.problems
    assert any(m.rejected for codings in study.codings.values() for c in codings for m in c.matches)
    assert {d.grade for d in study.documents} == {"A", "B", "E"}


def test_keys_and_places_are_unique() -> None:
    study = wide_study(4)
    assert len(study.paragraphs) == sum(len(d.paragraphs) for d in study.documents)
    assert all(len({p.place for p in d.paragraphs}) == len(d.paragraphs) for d in study.documents)
