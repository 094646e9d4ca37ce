"""Every code word has its words in both languages, and no words are kept for a code that is gone."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from compare import kinds, lexicons
from compare.model import COUNTED, ROLES


def words(file: str, prefix: str = "", among: str = "") -> set[str]:
    """The codes that a wording file knows, of those with a prefix or of those without a dot."""
    keys = lexicons.load(f"wording/{file}")
    return {key.removeprefix(prefix) for key in keys if (key.startswith(prefix) if prefix else "." not in key)}


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        (kinds.Role, words("roles")),
        (kinds.ReasonRule, words("reasons")),
        (kinds.Rejection, words("reasons", "rejected.")),
        (kinds.DoubtReason, words("reasons", "doubt.")),
        (kinds.CodingRule, words("workbook", "rule.")),
        (kinds.CodingRule, words("workbook", "setting.threshold.")),
        (kinds.DocumentFlag | kinds.EvidenceFlag, words("flags")),
        (kinds.ComparabilityNote, words("comparability") - {"group"}),
        (kinds.EmptyReason, words("cells", "reason.")),
        (kinds.TooFew, words("cells", "few.")),
        (kinds.TargetStatus, words("targets", "status_")),
        (kinds.YearOrigin, words("targets", "year_")),
        (kinds.Comparator, words("targets", "comparator_") - {"≈"}),
    ],
    ids=[
        "role",
        "reason",
        "rejection",
        "doubt",
        "rule",
        "threshold",
        "flag",
        "note",
        "empty",
        "few",
        "status",
        "year",
        "comparator",
    ],
)
def test_codes_and_words_are_the_same(kind: Any, known: set[str]) -> None:
    assert members(kind) == known


def members(kind: Any) -> set[str]:
    """The code words of a literal type, or of a union of them."""
    found = get_args(kind)
    return {code for part in found for code in ([part] if isinstance(part, str) else members(part))}


def test_layers_are_the_first_of_the_roles() -> None:
    assert ROLES[: len(COUNTED)] == COUNTED
