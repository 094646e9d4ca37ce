"""``run --watch``: after each save of the taxonomy the change is said; a broken file leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from compare.cli import main, watch
from compare.cli.console import Console
from compare.model import Decision, ReviewSource, Study
from compare.pipeline import Corpus, Verdicts, analyse, code, decide, read
from compare.review.sheet import Review
from compare.taxonomy.files import load_taxonomy

PLAN = """\
花都区科技创新发展规划(2021-2025年)
一、重点任务
(一)支持建设中试基地,对通过评估的给予五十万元资助。
(二)新建一批人才公寓,优先保障青年科技人员入住。
(三)加快技术交易市场建设,对技术合同登记机构给予奖励。
"""
BEFORE = "人才: [人才公寓]\n成果转化: [技术交易]\n"
AFTER = "人才: [人才公寓]\n成果转化: [技术交易, 中试基地]\n"
BROKEN = "人才: [人才公寓，技术交易]\n"

Step = Callable[[], object]


@pytest.fixture
def taxonomy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watch, "_PAUSE", 0.0)
    (tmp_path / "政策").mkdir()
    (tmp_path / "政策/花都区.txt").write_text(PLAN, encoding="utf-8")
    path = tmp_path / "词典" / "试用.yaml"
    path.parent.mkdir()
    path.write_text(BEFORE, encoding="utf-8")
    return path


def save(path: Path, text: str) -> Step:
    return lambda: path.write_text(text, encoding="utf-8")


def script(*steps: Step) -> Callable[[], bool]:
    """Does one step before each look at the file, looks once more after the last, then stops."""
    left = [*steps, lambda: None]

    def keep_on() -> bool:
        if not left:
            return False
        left.pop(0)()
        return True

    return keep_on


def corpus_of(taxonomy: Path) -> Corpus:
    return read([taxonomy.parents[1] / "政策"])


def watched(taxonomy: Path, *steps: Step, decisions: tuple[Decision, ...] = ()) -> tuple[Study, Study]:
    """The study before and after watching."""
    corpus = corpus_of(taxonomy)
    review = Review(ReviewSource("矩阵.xlsx", "", len(decisions), 0), (), decisions, (), ())
    verdicts = Verdicts((review,) if decisions else ())
    first = analyse(decide(code(corpus, load_taxonomy(taxonomy)), verdicts))
    return first.study, watch.watch(taxonomy, corpus, first, verdicts, Console("zh"), script(*steps)).study


def main_types(study: Study) -> list[str]:
    return [found[0].measure_id for found in study.codings.values() if found[0].rank]


def test_a_saved_taxonomy_is_in_force_and_its_changes_are_said(
    taxonomy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, last = watched(taxonomy, save(taxonomy, AFTER))
    assert sorted(main_types(first)) == ["人才", "成果转化"]
    assert sorted(main_types(last)) == ["人才", "成果转化", "成果转化"]
    said = capsys.readouterr()
    assert "试用.yaml" in said.out
    assert "1 → 2" in said.out
    assert "因为分类词典" in said.out and "中试基地" in said.out
    assert said.err == ""


def test_without_a_save_nothing_is_coded(taxonomy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = corpus_of(taxonomy)
    analysis = analyse(code(corpus, load_taxonomy(taxonomy)))
    monkeypatch.setattr(watch, "code", lambda *_: pytest.fail("coded again"))
    assert watch.watch(taxonomy, corpus, analysis, Verdicts(), Console("zh"), script(lambda: None)) is analysis


def test_a_broken_taxonomy_says_why_and_the_last_good_one_stays(
    taxonomy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, last = watched(taxonomy, save(taxonomy, BROKEN))
    assert last is first
    assert "试用.yaml:1:" in capsys.readouterr().err
    taxonomy.write_text(BEFORE, encoding="utf-8")
    first, last = watched(taxonomy, save(taxonomy, BROKEN), taxonomy.unlink, save(taxonomy, AFTER))
    assert len(main_types(last)) == 3


def test_an_included_file_counts_as_the_taxonomy(taxonomy: Path) -> None:
    local = taxonomy.parent / "local" / "本地.yaml"
    local.parent.mkdir()
    types = "types:\n  - {{id: 成果转化, strong: [{}]}}\n".format
    local.write_text(types("技术合同登记"), encoding="utf-8")
    taxonomy.write_text("include: [local/本地.yaml]\n" + types("技术交易, 人才公寓"), encoding="utf-8")
    first, last = watched(taxonomy, save(local, types("技术合同登记, 中试基地")))
    assert (len(main_types(first)), len(main_types(last))) == (2, 3)


def test_decisions_stay_in_force(taxonomy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = next(p.key for p in corpus_of(taxonomy).documents[0].paragraphs if "人才公寓" in p.text)
    first, last = watched(taxonomy, save(taxonomy, AFTER), decisions=(Decision(key, "人才", "reject"),))
    assert (main_types(first), main_types(last)) == (["成果转化"], ["成果转化", "成果转化"])
    assert "/ 人才" not in capsys.readouterr().out


def test_ctrl_c_is_the_ordinary_end_and_the_report_stays(
    taxonomy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "报告"

    def saves() -> Iterator[object]:
        yield save(taxonomy, BROKEN)()
        yield {p.name: p.read_bytes() for p in out.iterdir()}
        raise KeyboardInterrupt

    steps = saves()
    seen: list[object] = []
    monkeypatch.setattr(watch.time, "sleep", lambda _: seen.append(next(steps)))
    code = main(["run", str(tmp_path / "政策"), "-o", str(out), "-t", str(taxonomy), "--watch", "--jobs", "1"])
    assert code == 0
    assert seen[1] == {p.name: p.read_bytes() for p in out.iterdir()}
    said = capsys.readouterr()
    assert "试用.yaml:1:" in said.err
    assert "没有写出" not in said.err


def test_the_method_of_the_run_stays_in_force(taxonomy: Path) -> None:
    corpus = corpus_of(taxonomy)
    first = analyse(code(corpus, load_taxonomy(taxonomy), method="count"))
    step = script(save(taxonomy, AFTER))
    last = watch.watch(taxonomy, corpus, first, Verdicts(), Console("zh"), step, method="count").study
    assert last.taxonomy.method == "count" and len(main_types(last)) == 3
    assert {r.rule for found in last.codings.values() for c in found for r in c.reasons} == {"count"}
