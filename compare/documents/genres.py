"""What kind of document it is: by its title, by who made it, else by what its text looks like.

In: the title, the marked lines, whether it is a law, its number. Out: a `Fact` with a key of lexicons/genres.yaml.
Example: “某区创业贷款常见问题” → explainer; a text with five numbered lines and no title is of unknown kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from compare import lexicons
from compare.chinese.normalize import fold
from compare.chinese.traditional import simplified
from compare.documents.lines import Line
from compare.model import Fact, Grade

_ARTICLES = 5
"""articles (第一条 …) from which an untitled text is a set of rules"""
_LONG = 40
"""characters from which a line tells of something"""
_LAW = "regulation"
_UNCLEAR = ("news", "excerpt", "unknown", "record")
"""what a row of a table is called only where it says so itself"""
_NUMBERED = 5
"""numbered lines from which a text is more than a piece of one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """One kind of document, from lexicons/genres.yaml."""

    id: str
    pattern: re.Pattern[str]
    role: str
    grade: Grade
    force: int
    plan: bool
    missing: bool


@cache
def genres() -> Mapping[str, Genre]:
    """Genre id → genre, in the order in which titles are tried."""
    return {
        g["id"]: Genre(
            id=g["id"],
            pattern=re.compile(g["title"]),
            role=g["role"],
            grade=g["grade"],
            force=g["force"],
            plan=g["plan"],
            missing=g["missing"],
        )
        for g in lexicons.load("genres")["genres"]
    }


def find_genre(
    title: Fact | None,
    lines: Sequence[Line],
    made_by_law: bool = False,
    number: Fact | None = None,
    listed: str = "",
) -> Fact:
    """The genre of a document; never none, what cannot be told is called unknown. `listed` as `Source.entry`.

    A row in parts is an entry, whatever its title names; so is a short text of which nothing says what it is.
    """
    found = _genre(title, lines, made_by_law, number)
    unclear = found.value in _UNCLEAR and not _byline(lines)
    return Fact("entry", "markup", "") if listed == "parts" or (listed and unclear) else found


def _genre(title: Fact | None, lines: Sequence[Line], made_by_law: bool, number: Fact | None) -> Fact:
    named = _named(fold(title.value)) if title else None
    if made_by_law and (named is None or named.value not in _rules()["beside_law"]):
        return Fact(_LAW, "body", title.value[:40] if title else "")
    return named or _of_text(lines, number)


def _named(title: str) -> Fact | None:
    """The kind that a title names: that of the document it passes on, else its own words, else those that it cites."""
    own = re.sub("《[^《》]*(?:《[^《》]*》[^《》]*)*》", "《》", title)
    issued = re.search(_rules()["issues"], title)
    for text in (issued[1] if issued else own, title):
        for genre in genres().values():
            if found := genre.pattern.search(text):
                return Fact(genre.id, "body", found.group() or title[:40])
    return None


def _of_text(lines: Sequence[Line], number: Fact | None) -> Fact:
    """What the text looks like: answers, rows, articles, news, an official letter, a piece of something."""
    if answers := _answers(lines):
        return Fact("explainer", "body", answers[0][:40])
    if _is_table(lines):
        return Fact("record", "body", "")
    articles = [x for x in lines if (label := x.label) and label.kind == "article"]
    if len(articles) >= _ARTICLES:
        return Fact("scheme", "body", articles[0].text[:40])
    if news := _news(lines):
        return news
    if number:
        return Fact("notice", number.origin, number.quote)
    numbered = sum((label := x.label) is not None and label.kind != "bullet" for x in lines)
    return Fact("excerpt" if numbered < _NUMBERED else "unknown", "body", "")


def _answers(lines: Sequence[Line]) -> list[str]:
    """Lines that answer a question, if there are several."""
    found = [x.text for x in lines if re.search(_rules()["answer"], fold(x.text[:12]))]
    return found if len(found) >= _rules()["answers"] else []


def _is_table(lines: Sequence[Line]) -> bool:
    body = [x for x in lines if x.mark == "body"]
    cells = sum(x.kind in ("row", "fact") for x in body)
    return bool(body) and cells >= _rules()["cells"] * len(body)


@cache
def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = lexicons.load("genres")["telling"]
    return rules


def _byline(lines: Sequence[Line]) -> str:
    """The line by which news names its reporter; empty if there is none."""
    pattern = lexicons.load("genres")["news"]["byline"]
    return next((x.text for x in lines if len(x.text) <= 80 and re.search(pattern, simplified(x.text))), "")


def _news(lines: Sequence[Line]) -> Fact | None:
    """News: a byline or much that is told of the past, and few numbers."""
    rules: Mapping[str, Any] = lexicons.load("genres")["news"]
    byline = _byline(lines)
    long = [x.text for x in lines if x.mark == "body" and len(x.text) >= _LONG]
    past = [t for t in long if re.search(rules["past"], simplified(t))]
    labelled = sum((label := x.label) is not None and label.kind != "bullet" for x in lines)
    if (
        long
        and labelled < _NUMBERED
        and (byline or len(past) >= max(2, 2 * rules["past_share"] * len(long)))
        and len(past) >= rules["past_share"] * len(long)
    ):
        return Fact("news", "body", (byline or past[0])[:40])
    return None
