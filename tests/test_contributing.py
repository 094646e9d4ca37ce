"""CONTRIBUTING.md names files, registries and make targets that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (?!---)(.+?) \| (.+) \| (.+?) \|$", TEXT, re.MULTILINE)[1:]


def paths(words: str) -> list[str]:
    return re.findall(r"`((?:compare|taxonomy|tests|benchmarks|reports|pyproject)[\w./-]*)`", words)


@pytest.mark.parametrize(("thing", "files", "proof"), ROWS, ids=[row[0] for row in ROWS])
def test_what_a_row_names_is_there(thing: str, files: str, proof: str) -> None:
    named = [ROOT / name for name in paths(files)]
    assert named and [path for path in named if not path.exists()] == []
    assert [name for name in paths(proof) if not (ROOT / name).exists()] == []
    sources = "\n".join(path.read_text(encoding="utf-8") for path in named if path.is_file())
    for registry in re.findall(r"`([A-Z][A-Za-z]+)`", files):
        assert re.search(rf"^(?:class )?{registry}\b", sources, re.MULTILINE) or f"import {registry}" in sources


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake\s+([a-z]+)", TEXT))
    assert named == named & targets and len(named) >= 5


def test_a_marker_that_is_named_is_declared() -> None:
    declared = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for marker in re.findall(r"@pytest\.mark\.(\w+)", TEXT):
        assert f'"{marker}: ' in declared
