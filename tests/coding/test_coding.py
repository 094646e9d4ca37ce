"""The default taxonomy on a table of sentences that an analyst can extend."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from compare.coding import scorer_for
from compare.model import OTHER, Taxonomy
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy
from tests.coding.making import paragraph

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/coding.yaml").read_text(encoding="utf-8")
)


@cache
def default() -> Taxonomy:
    return load_taxonomy(default_taxonomy_path())


def assigned(case: dict[str, Any], text: str) -> list[str]:
    headings = (case["heading"],) if "heading" in case else ()
    codings = scorer_for(default()).code(paragraph(text, headings, case.get("role", "measure")))
    return [OTHER if default().by_id[c.measure_id].residual else c.measure_id for c in codings if c.rank]


def test_the_table_names_every_type_and_cases_for_none() -> None:
    assert {t for c in CASES for t in c["types"]} == {*(t.id for t in default().types), OTHER}
    assert sum(not c["types"] for c in CASES) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{'+'.join(c['types']) or 'none'}-{c['text'][:14]}")
def test_types(case: dict[str, Any]) -> None:
    found = assigned(case, case["text"])
    assert [t for t in found if t not in case.get("also", ())] == case["types"]


def test_full_width_and_spaced_sentences_are_coded_alike() -> None:
    table = str.maketrans("0123456789,;:()", "０１２３４５６７８９，；：（）")
    for case in CASES:
        expected = assigned(case, case["text"])
        assert assigned(case, case["text"].translate(table)) == expected, case["text"]
