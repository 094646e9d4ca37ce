"""Every step of a run goes by the rules of its settings, whichever are in force around it."""

from __future__ import annotations

from pathlib import Path

import pytest

import compare
from compare.rules import PACKAGED, Book, using
from compare.rules.book import Topic

PLAN = """\
{place}科技创新规划
为推进科技创新，制定本规划。
一、发展目标
到2027年，高新技术企业达到{number}家，研发经费投入强度达到3%。
二、主要任务
对首次认定的高新技术企业给予20万元奖励。支持企业牵头组建创新联合体。
"""
LISTING = "documents:\n  - file: 甲.txt\n    genre: 实施规划\n"


class Unasked(Book):
    """Rules that nobody may ask."""

    def __init__(self) -> None:
        super().__init__()
        self.digest = "unasked"

    def topic(self, name: str) -> Topic:
        raise AssertionError(f"{name} was asked outside the rules of the run")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sources = tmp_path / "政策"
    sources.mkdir()
    for name, place, number in (("甲", "青原区", 300), ("乙", "吉州区", 200)):
        (sources / f"{name}.txt").write_text(PLAN.format(place=place, number=number), encoding="utf-8")
    (sources / "corpus.yaml").write_text(LISTING, encoding="utf-8")
    return sources


def test_no_step_asks_other_rules(folder: Path, tmp_path: Path) -> None:
    changed = PACKAGED.without("comparability", "general_subject")
    with using(Unasked()):
        study = compare.code(compare.read(folder, compare.Settings(rules=changed)))
        written = compare.write(compare.analyse(study), tmp_path / "报告")
    assert [problem for problem in study.problems if problem.code == "documents.failed"] == []
    assert "高新技术企业数量" in (tmp_path / "报告/report.md").read_text(encoding="utf-8")
    assert written.files
