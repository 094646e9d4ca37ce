"""Packaged knowledge that an analyst can read and change: YAML and TSV files beside this module.

In: a file's stem. Out: its data, read once per process. Example: ``load("verbs")`` gives the verbs of orders,
``words("flags", "zh")["garbled_text"]`` gives “文字疑被机器改写”.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - PyYAML without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_FOLDER = Path(__file__).parent


def text(name: str) -> str:
    """A packaged file as text; `name` is relative to this folder, with its ending."""
    return (_FOLDER / name).read_text(encoding="utf-8")


def parse(text: str) -> Any:
    """The data of a YAML text, in a tenth of the time of a loader in Python where libyaml is installed."""
    return yaml.load(text, Loader=_Loader)


@cache
def load(stem: str) -> Any:
    """The data of ``<stem>.yaml``; cached, so callers must not change it."""
    return parse(text(f"{stem}.yaml"))


@cache
def words(stem: str, lang: str) -> dict[str, str]:
    """The wording file ``wording/<stem>.yaml`` in one language: key → template."""
    return {key: entry[lang] for key, entry in load(f"wording/{stem}").items()}


@cache
def heads(lang: str) -> dict[str, str]:
    """Name of a column of the data tables → its head in a file of a language."""
    return {name: told.get(lang, name) for name, told in load("columns")["columns"].items()}


@cache
def genre_names(lang: str) -> dict[str, str]:
    """Genre id → its name."""
    return {genre["id"]: genre["name_en" if lang == "en" else "name"] for genre in load("genres")["genres"]}
