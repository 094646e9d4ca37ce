"""Keywords of one row against its peers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.matrix.comparison import build_comparison
from compare.matrix.keywords import find_distinctive, find_distinctive_phrases, telling_keywords
from compare.model import Study
from tests.studies import small_study, wide_study


def used_in(study: Study, key: str, keyword: str, measure_id: str) -> bool:
    matches = (m for c in study.codings.get(key, ()) for m in c.matches if not m.rejected)
    return any((m.keyword.text, m.keyword.measure_id) == (keyword, measure_id) for m in matches)


def test_counts_are_evidence_rows_one_for_each_paragraph_with_the_word() -> None:
    study = wide_study(3)
    comparison = build_comparison(study)
    found = find_distinctive(study, comparison)
    assert {f.row for f in found} == {"第1区", "第2区", "第3区"}
    for item in found:
        rows = [comparison.by_id[id] for id in item.evidence]
        assert item.count == len(rows) == len({e.paragraph_key for e in rows})
        assert all((e.row, e.layer) == (item.row, "measure") for e in rows)
        own = {e.paragraph_key for e in comparison.evidence if e.row == item.row and e.layer == "measure"}
        used = {key for key in own if used_in(study, key, item.keyword, item.measure_id)}
        assert used == {e.paragraph_key for e in rows}
        assert item.p_adjusted >= (item.keyness.p or 0)
        assert item.count + item.peers_count >= 3
        assert item.units + item.peers_units == sum(row.units for row in comparison.rows)


def test_without_a_peer_nothing_is_distinctive() -> None:
    study = small_study()
    assert not [f for f in find_distinctive(study, build_comparison(study)) if f.row == "云州市"]


def test_only_frequent_words_above_the_guard_are_told() -> None:
    study = wide_study(6, 60)
    found = find_distinctive(study, build_comparison(study))
    told = telling_keywords(found, 2)
    assert told
    assert set(told) <= set(found)
    for row in {t.row for t in told}:
        own = [t for t in told if t.row == row]
        assert len(own) <= 2
        assert len({t.keyword for t in own}) == len(own)
        assert [t.keyness.g2 for t in own] == sorted((t.keyness.g2 for t in own), reverse=True)  # type: ignore[type-var]
    assert all(t.count >= 3 and (t.keyness.g2 or 0) >= 6.63 and (t.keyness.log_ratio or 0) > 0 for t in told)
    assert not telling_keywords([f for f in found if f.count < 3], 5)


@pytest.mark.whole
def test_phrases_are_whole_names_and_counts_are_evidence_rows() -> None:
    study = wide_study(3)
    first = study.documents[0]
    said = "由市工信局牵头,建设概念验证中心。"
    changed = replace(first, paragraphs=tuple(replace(p, text=p.text + said) for p in first.paragraphs))
    study = replace(study, documents=(changed, *study.documents[1:]))
    comparison = build_comparison(study)
    found = {(f.row, f.keyword): f for f in find_distinctive_phrases(study, comparison)}
    row = comparison.rows[0]
    assert not [word for _, word in found if "局" in word or "牵头" in word]
    planted = found[row.key, "概念验证中心"]
    assert (planted.count, planted.peers_count, planted.measure_id) == (row.units, 0, "")
    assert {comparison.by_id[id].row for id in planted.evidence} == {row.key}
    assert len(set(planted.evidence)) == planted.count
