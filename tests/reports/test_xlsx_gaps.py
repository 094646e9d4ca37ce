"""独有与缺口: gaps first, then what is unique, then who can have neither, each in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare.matrix.analysis import analyse
from compare.model import Flag, Study
from tests.reports.test_xlsx import rows, write
from tests.studies import P, build, small_study, wide_study

KIND, WHY = "类别", "说明"


def peopled_study(genre: str = "plan") -> Study:
    """The small study and one more district, so that 临江区 has a peer."""
    study = small_study()
    facts = {"title": "南浦区规划", "district": "南浦区", "level": "区", "parent": "云州市", "genre": genre,
             "period": "2021-2025"}  # fmt: skip
    body = [
        P("measure", "建设众创空间三处。", {"incubator": (1, "众创空间")}),
        P("safeguard", "预留人才公寓指标。", {"talent": (1, "人才公寓")}),
    ]
    document, codings, intensities = build("np2021", "南浦2021", facts, list(body))
    return replace(
        study,
        documents=(*study.documents, document),
        codings={**study.codings, **codings},
        intensities={**study.intensities, **intensities},
    )


def told(study: Study, path: Path) -> list[dict[str, Any]]:
    return rows(write(study, path / "a.xlsx")[1]["独有与缺口"])


def test_gaps_come_first_and_what_is_no_gap_last(tmp_path: Path) -> None:
    study = peopled_study()
    table = told(study, tmp_path)
    kinds = [line[KIND] for line in table]
    assert list(dict.fromkeys(kinds)) == ["缺口", "独有", "不适用"]
    assert kinds == sorted(kinds, key=["缺口", "独有", "不适用"].index)
    assert kinds.count("缺口") == len(analyse(study).gaps)
    assert kinds.count("独有") == len(analyse(study).unique)
    assert {line[WHY] for line in table if line[KIND] == "缺口"} == {"所收文本中未见"}


def test_a_document_that_cannot_show_measures_is_one_line(tmp_path: Path) -> None:
    lines = {line["地区"]: line[WHY] for line in told(peopled_study(), tmp_path) if line[KIND] == "不适用"}
    assert lines == {
        "云州市": "没有同级、同类、同主题、同期的地区可比，不列独有与缺口",
        "望山区": "此类文件反映不了措施（望山2023），不列缺口",
    }


@pytest.mark.whole
def test_gaps_of_a_partial_text_stand_behind_what_is_unique(tmp_path: Path) -> None:
    study = peopled_study()
    cut = [replace(d, flags=(*d.flags, Flag("truncated", "bad"))) if d.id == "np2021" else d for d in study.documents]
    table = told(replace(study, documents=tuple(cut)), tmp_path)
    own = [(line[KIND], line[WHY]) for line in table if line["地区"] == "南浦区"]
    assert own[-1] == ("缺口", "文本不全，未见不等于没有")
    assert own.index(("独有", "另外 1 个可比地区的文本中未见")) < own.index(own[-1])


def test_peers_are_counted_not_listed(tmp_path: Path) -> None:
    study = wide_study(2, 3)
    lines = [line[WHY] for line in told(study, tmp_path) if line[KIND] == "独有"]
    assert lines and set(lines) == {"另外 1 个可比地区的文本中未见"}
