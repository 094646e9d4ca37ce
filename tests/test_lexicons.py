"""Every packaged YAML file reads the same with libyaml and without it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from compare import lexicons

FOLDER = Path(lexicons.__file__).parent
FILES = sorted(p.relative_to(FOLDER).as_posix() for p in FOLDER.rglob("*.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_a_lexicon_needs_no_libyaml(name: str) -> None:
    assert yaml.load(lexicons.text(name), Loader=yaml.SafeLoader) == lexicons.load(name.removesuffix(".yaml"))


def test_all_lexicons_are_looked_at() -> None:
    assert {"verbs.yaml", "reading-html.yaml", "wording/cli.yaml"} <= set(FILES)
