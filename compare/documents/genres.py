"""What kind of document it is: by its title, by who made it, else by what its text looks like.

In: the title, the marked lines, whether it is a law, its number. Out: a `Fact` with a key of lexicons/genres.yaml;
which words tell stands in rules/genres.yaml.
Example: “某区创业贷款常见问题” → explainer; a text with five numbered lines and no title is of unknown kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from compare import lexicons
from compare.chinese.normalize import fold
from compare.documents.exchanged import exchanged_words
from compare.documents.lines import Line
from compare.model import Fact, Grade
from compare.rules import finders, fits, rule

_ARTICLES = 5
"""articles (第一条 …) from which an untitled text is a set of rules"""
_LONG = 40
"""characters from which a line tells of something"""
_LAW = "regulation"
_UNCLEAR = ("news", "excerpt", "unknown", "record")
"""what a row of a table is called only where it says so itself"""
_BESIDE_LAW = frozenset({"explainer", "draft", "news", "plan", "report"})
"""kinds that stay what they are although a congress passed them or the State Council issued them"""
_ANSWERS = 3
"""answers from which a text is a list of questions"""
_CELLS = 0.7
"""share of cells and fields of records among the lines, from which a text is a table"""
_PAST = 0.2
"""share of lines that tell of the past, from which a text with a byline is news"""
_CITED = re.compile("《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
"""the title of another document, which may cite a third"""
_NUMBERED = 5
"""numbered lines from which a text is more than a piece of one"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """One kind of document, from lexicons/genres.yaml."""

    id: str
    role: str
    grade: Grade
    force: int
    plan: bool
    missing: bool


@cache
def genres() -> Mapping[str, Genre]:
    """Genre id → genre."""
    return {
        g["id"]: Genre(
            id=g["id"],
            role=g["role"],
            grade=g["grade"],
            force=g["force"],
            plan=g["plan"],
            missing=g["missing"],
        )
        for g in lexicons.load("genres")["genres"]
    }


def genre_of_title(folded: str) -> tuple[str, str] | None:
    """The kind that the words of a title name, and these words."""
    for genre, words in finders("genres", "genre").items():
        if found := words.search(folded):
            return genre, found.group()
    return None


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
    if made_by_law and (named is None or named.value not in _BESIDE_LAW):
        return Fact(_LAW, "body", title.value[:40] if title else "")
    return named or _of_text(lines, number)


def _named(title: str) -> Fact | None:
    """The kind that a title names: that of the document it passes on, else its own words, else those that it cites."""
    for text in (_passed_on(title) or _CITED.sub("《》", title), title):
        if found := genre_of_title(text):
            return Fact(found[0], "body", found[1] or title[:40])
    return None


def _passed_on(title: str) -> str:
    """The title of the document that a notice passes on; empty for others."""
    verbs = rule("genres", "passes_on").finder.finditer(title)
    return next((cited[1] for verb in verbs if (cited := _CITED.match(title, verb.end()))), "")


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
    answer = rule("genres", "answer").finder
    found = [x.text for x in lines if answer.search(fold(x.text[:12]))]
    return found if len(found) >= _ANSWERS else []


def _is_table(lines: Sequence[Line]) -> bool:
    body = [x for x in lines if x.mark == "body"]
    cells = sum(x.kind in ("row", "fact") for x in body)
    return bool(body) and cells >= _CELLS * len(body)


def _byline(lines: Sequence[Line]) -> str:
    """The line by which news names its reporter; empty if there is none."""
    byline = rule("genres", "byline").finder
    return next((x.text for x in lines if len(x.text) <= 80 and byline.search(x.words.folded)), "")


def _news(lines: Sequence[Line]) -> Fact | None:
    """News: a byline or much that is told of the past, and few numbers."""
    byline = _byline(lines)
    long = [x for x in lines if x.mark == "body" and len(x.text) >= _LONG]
    told = _told(long, "past")
    if len(told) < _PAST * len(long) and exchanged_words("\n".join(x.text for x in long)):
        told = _told(long, "past", "past_exchanged")
    labelled = sum((label := x.label) is not None and label.kind != "bullet" for x in lines)
    if (
        long
        and labelled < _NUMBERED
        and (byline or len(told) >= max(2, 2 * _PAST * len(long)))
        and len(told) >= _PAST * len(long)
    ):
        return Fact("news", "body", (byline or told[0].text)[:40])
    return None


def _told(lines: Sequence[Line], *names: str) -> list[Line]:
    """Lines that one of the rules says tell of the past."""
    return [x for x in lines if any(fits("genres", name, x.words.folded) for name in names)]
