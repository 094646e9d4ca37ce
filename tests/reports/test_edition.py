"""What several reports of a run need is computed once."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from compare.matrix.analysis import analyse
from compare.pipeline import Task, run
from compare.reports.folder import open_folder
from compare.taxonomy.files import load_taxonomy
from tests.reports.light import write_reports
from tests.studies import older_study

PARTS = (
    "Absences", "Lookup", "build_comparison", "find_changes", "find_distinctive", "find_independence",
    "find_likeness", "find_pairs", "find_profiles", "find_strengths", "find_unjudged", "peer_groups", "peers",
    "subtype_table",
)  # fmt: skip
TEXT = """{place}科技创新发展规划（2021-2025年）
一、重点任务
（一）培育高新技术企业，给予一次性奖励20万元。
（二）建设科技企业孵化器{more}。
"""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the calls of the parts and of the narrative, wherever they are called from."""
    pytest.importorskip("docx")
    found: Counter[str] = Counter()

    def counting(name: str, function: object) -> object:
        def counted(*arguments: object) -> object:
            found[name] += 1
            return function(*arguments)  # type: ignore[operator]

        return counted

    for module in [m for name, m in sys.modules.items() if name.startswith("compare.")]:
        for name in (*PARTS, "build_narrative"):
            if callable(function := vars(module).get(name)):
                monkeypatch.setattr(module, name, counting(name, function))
    return found


def test_every_part_of_an_analysis_is_computed_once(tmp_path: Path, calls: Counter[str]) -> None:
    write_reports(analyse(older_study()), tmp_path / "报告", extras=["docx"])
    assert calls == dict.fromkeys((*PARTS, "build_narrative"), 1)


def test_a_run_computes_every_part_at_most_once_a_taxonomy(tmp_path: Path, calls: Counter[str]) -> None:
    for place, more in (("花都区", ""), ("增城区", "，给予补助")):
        (tmp_path / f"{place}.txt").write_text(TEXT.format(place=place, more=more), encoding="utf-8")
    taxonomies = []
    for name, words in (("甲", "企业: [高新技术企业]\n载体: [孵化器]\n"), ("乙", "供给: [奖励, 补助]\n")):
        path = tmp_path / "t" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(words, encoding="utf-8")
        taxonomies.append(load_taxonomy(path))
    task = Task([tmp_path / "花都区.txt", tmp_path / "增城区.txt"], tuple(taxonomies))
    with open_folder(tmp_path / "报告", extras=["docx"]) as place:
        run(task, place)
    assert set(calls) >= {"build_comparison", "subtype_table", "Absences", "peer_groups"}
    assert calls["build_comparison"] == len(taxonomies) and calls["build_narrative"] == 1
    assert max(calls.values()) <= len(taxonomies)
