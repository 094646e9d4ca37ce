"""What several reports of a run need is computed once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from compare import reports
from compare.matrix import analysis
from compare.matrix.frames import build_comparison
from tests.reports.light import write_reports
from tests.studies import older_study

PARTS = (
    "find_changes", "find_distinctive", "find_gaps", "find_independence", "find_likeness", "find_pairs",
    "find_profiles", "find_unique", "find_unjudged", "long_rows", "peer_groups", "subtype_table",
)  # fmt: skip


def test_every_part_of_an_analysis_is_computed_once_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("docx")
    calls: Counter[str] = Counter()

    def count(module: object, name: str) -> None:
        function = getattr(module, name)

        def counted(*arguments: object) -> object:
            calls[name] += 1
            return function(*arguments)

        monkeypatch.setattr(module, name, counted)

    for name in PARTS:
        count(analysis, name)
    count(reports, "build_narrative")
    study = older_study()
    write_reports((study, build_comparison(study)), tmp_path / "报告", extras=["docx"])
    assert calls == dict.fromkeys((*PARTS, "build_narrative"), 1)
