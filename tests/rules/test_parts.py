"""Where another document begins in a file, and that no rule for that could be missed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.compilation import split_compilation
from tests.documents.drafting import document, source
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("parts")
GRANT = "对注册地在本区、连续经营满两年的科技企业,按实际发生的费用给予三成补助,每年集中受理一次。"
BODY = ["一、支持方式", GRANT, GRANT, GRANT]


def read(case: dict[str, Any]) -> dict[str, Any]:
    if "policies" in case:
        lines = [line for head in case["policies"] for line in (*head, *BODY)]
        facts = [policy.source.facts for policy in split_compilation(source(lines, name="汇编.txt"))]
        return {name: [f[fact].value for f in facts if fact in f] for name, fact in NAMES.items()}
    built = document(case["lines"])
    return {
        "left": {o.text: o.why for o in built.omissions if o.text != case["lines"][0]},
        "missing": [flag.quote for flag in built.flags if flag.code == "attachments_missing"],
    }


NAMES = {"titles": "title", "issued": "issued"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c.get("lines") or c["policies"][0])[:40])
def test_a_file_is_read_as_its_parts(case: dict[str, Any]) -> None:
    found = read(case)
    assert {name: found[name] for name in found if name in case} == {n: v for n, v in case.items() if n in found}


@proves("parts")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, read) == []
