"""No value and no character of one document ends the run of all: the whole way, from a file to every report."""

from __future__ import annotations

import csv
import json
import time
from itertools import cycle
from pathlib import Path

import pytest

from compare.cli import main

GOOD = "广州市花都区促进科技创新若干措施\n一、对新认定的国家级科技企业孵化器给予100万元奖励。\n二、支持企业建设重点实验室。\n"

DIGITS = [
    "9" * 320, "9" * 5000, "九" * 5000, "万" * 8000, "亿" * 3000, "十" * 3000, "1e999", "NaN", "0", "0" * 5000,
    "9" * 320 + "." + "1" * 50, ",".join(["111"] * 2500), "三点" + "五" * 500, "٣٤", "①②", "²³", "一千万亿亿",
]  # fmt: skip
GRAMMARS = [
    "到2025年，高新技术企业达到{}家，比{}年增长{}%。", "对首次认定的企业奖励{}万元，最高不超过{}亿元，连续{}年。",
    "按{}:{}比例给予配套，百分之{}至百分之{}。", "第{}条 支持孵化器建设，给予{}元。", "（{}）培育高新技术企业{}家以上",
    "{}、支持平台{}.{}", "本办法自{}年{}月{}日起施行，有效期{}年。", "云府发〔{}〕{}号", "增长{}倍，翻{}番，{}年内建成。",
    "按1:{}配套，按{}:1配套。", "自印发之日起{}日后施行。", "2023年99月99日", "{}年{}月{}日",
]  # fmt: skip


def run(folder: Path, out: Path, *more: str) -> int:
    return main(["run", str(folder), "-o", str(out), "--jobs", "1", *more])


def test_no_number_ends_a_run_or_becomes_a_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    for number, digits in enumerate(DIGITS):
        values = cycle([digits])
        lines = ["某区科技创新方案", *("".join(p + next(values) for p in g.split("{}")) for g in GRAMMARS)]
        (folder / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    entries = [
        f"- {{file: {n}.txt, issued: '{day}', period: '{span}'}}\n"
        for n, (day, span) in enumerate(
            [("9999-12-31", "9999-99999"), ("①②③④-01-01", "²²²²-³³³³"), ("0001-01-01", "-")]
        )
    ]
    (folder / "corpus.yaml").write_text("".join(entries), encoding="utf-8")
    begun = time.monotonic()
    assert run(folder, tmp_path / "out") == 0
    assert time.monotonic() - begun < 60  # 17 files; before runs of digits were blanked, one of them took 40 s
    said = capsys.readouterr()
    assert "程序" not in said.err + said.out
    rows = list(csv.DictReader((tmp_path / "out/targets.csv").open(encoding="utf-8-sig")))
    assert rows and all(float(row["数值"]) < 1e15 for row in rows if row["数值"])
    paragraphs = [json.loads(line) for line in (tmp_path / "out/paragraphs.jsonl").open(encoding="utf-8")]
    assert sum(p["counted"] for p in paragraphs if p["file"] == "good.txt") == 2
