"""Every member of a family stands in the contract that keeps the members apart (pyproject.toml, import-linter)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from compare.engines import ENGINES
from compare.reading import READERS, TABLES, legacy
from compare.taxonomy.exchange import FORMATS

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def modules(members: Iterable[object]) -> set[str]:
    return {getattr(member, "__module__", "") or getattr(member, "__name__", "") for member in members}


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("formats that are read do not see each other", modules([*READERS.values(), *TABLES.values(), legacy.convert])),
        ("formats of other programs do not see each other", {member.__name__ for member in FORMATS.values()}),
        ("engines do not see each other", modules(ENGINES.values())),
    ],
)
def test_the_contract_names_every_member(name: str, members: set[str]) -> None:
    contract = next(contract for contract in CONTRACTS if contract["name"] == name)
    assert contract["type"] == "independence"
    assert set(contract["modules"]) == members
