"""Which rows were asked for: the analyst's own in front, and those to compare, in the order they were named.

In: `Settings.home`, `Settings.compare` and the rows that there are. Out: keys of rows; for a name that means none of
them, or several, a `Problem` that says which there are. Example: ``home="临江", compare=("望山区",)`` over 望山区,
云州市, 临江区 gives 临江区, 望山区; 云州市 is read and left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Literal

from compare import lexicons
from compare.chinese.normalize import fold
from compare.model import Settings
from compare.problems import Problem, problem

Names = Mapping[str, str]
"""key of a row → its label"""
SHOWN = 30
"""names of rows told to somebody who wrote one that is not there"""


def chosen_keys(settings: Settings, names: Names) -> tuple[str, ...]:
    """Keys of the rows asked for, the own one first; empty where all are asked for or a name is not understood."""
    wanted = _wanted(settings)
    if not settings.compare or any(len(find_keys(name, names)) != 1 for _, name in wanted):
        return ()
    return tuple(dict.fromkeys(key for _, name in wanted for key in find_keys(name, names)))


def home_key(settings: Settings, names: Names) -> str:
    """Key of the analyst's own row; empty if none was named."""
    found = find_keys(settings.home, names) if settings.home else ()
    return found[0] if len(found) == 1 else ""


def in_order(settings: Settings, names: Names) -> tuple[str, ...]:
    """All keys: the own row, then those named in their order, then the others in theirs."""
    named = [key for _, name in _wanted(settings) for key in find_keys(name, names)[:1]]
    return tuple(dict.fromkeys([*named, *names]))


def find_keys(name: str, names: Names) -> tuple[str, ...]:
    """The rows that a name means: by its full name, else without 区 or 市, else as a part of only one name."""
    wanted = fold(name)
    folded = {key: (fold(key), fold(label)) for key, label in names.items()}
    exact = [key for key, known in folded.items() if wanted in known]
    bare = [key for key, known in folded.items() if _bare(wanted) in map(_bare, known)]
    part = [key for key, known in folded.items() if any(wanted in k or wanted.endswith(k) for k in known if wanted)]
    return tuple(exact or bare or part)


def find_faults(settings: Settings, names: Names) -> Iterator[Problem]:
    """What is wrong with the names, one problem each."""
    for option, name in _wanted(settings):
        found = find_keys(name, names)
        if len(found) > 1:
            yield problem(f"cli.{option}-several", value=name, known=_listed([names[key] for key in found], settings))
        elif not found:
            near = get_close_matches(name, names.values(), n=1, cutoff=0.5)
            told = _listed([*near, *(label for label in names.values() if label not in near)], settings)
            yield problem(f"cli.{option}-unknown", value=name, known=told)


def _wanted(settings: Settings) -> list[tuple[Literal["home", "compare"], str]]:
    """The names that were written, by the option they were written in."""
    home: list[tuple[Literal["home", "compare"], str]] = [("home", settings.home)] if settings.home else []
    return [*home, *(("compare", name) for name in settings.compare)]


def _bare(name: str) -> str:
    """Without 市, 区, 县 at the end."""
    endings: Sequence[str] = lexicons.load("divisions")["endings"]
    short = name.removesuffix(next((end for end in endings if name.endswith(end)), ""))
    return short if len(short) > 1 else name


def _listed(labels: Sequence[str], settings: Settings) -> str:
    words = lexicons.words("cli", settings.lang)
    shown = words["by.join"].join(labels[:SHOWN])
    return words["names.more"].format(names=shown, n=len(labels)) if len(labels) > SHOWN else shown
