"""What people call a document in a table: where it is from and what it is, 清城规划.

In: the documents of a study. Out: document id → a short name that no two share. Example: 清城区科技创新发展规划 is
清城规划; where 清城区 has two plans they are 清城规划2016 and 清城规划2021; a reprint of a part is 花都节选.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from compare import lexicons
from compare.chinese.normalize import fold
from compare.documents.places import short_name
from compare.model import Document, Flag
from compare.wording import names_documents


def find_short_names(documents: Sequence[Document], lang: str = "zh") -> dict[str, str]:
    """A name for each document: place and kind, with the year where two would share it, then with its code."""
    plain = {d.id: _plain(d, lang) for d in documents}
    dated = {d.id: f"{plain[d.id]}{d.metadata.value('year')}" for d in documents}
    alike, alike_dated = Counter(plain.values()), Counter(dated.values())
    named = {}
    for document in documents:
        name = plain[document.id] if alike[plain[document.id]] == 1 else dated[document.id]
        named[document.id] = document.code if name == dated[document.id] and alike_dated[name] > 1 else name
    return named


def quote_of(note: Flag, documents: Sequence[Document], names: Mapping[str, str]) -> str:
    """The quote of a note on comparability; documents that it names stand there by their `names`."""
    return name_documents(note.quote, documents, names) if names_documents(note) else note.quote


def name_documents(quote: str, documents: Sequence[Document], names: Mapping[str, str]) -> str:
    """The quote of a note with the `names` of documents where it has their codes."""
    by_code = {document.code: names[document.id] for document in documents}
    codes = "|".join(map(re.escape, sorted(by_code, key=len, reverse=True)))
    return re.sub(rf"(?<![0-9A-Za-z])(?:{codes})(?![0-9A-Za-z])", lambda code: by_code[code[0]], quote)


def _plain(document: Document, lang: str) -> str:
    place = short_name(document.metadata.value("district"))
    if not place:
        return document.code
    kind = _kind(document, lang)
    return f"{place} {kind}" if lang == "en" else f"{place}{kind}"


def _kind(document: Document, lang: str) -> str:
    """How the title itself calls the kind where that has several names (办法, 条例), else the usual word."""
    genre = _genres().get(document.metadata.value("genre"), {})
    if lang == "en":
        return str(genre.get("name_en", "")).partition(" or ")[0]
    title = fold(document.title)
    return next((word for word in genre.get("named", ()) if word in title), str(genre.get("short", "")))


@cache
def _genres() -> dict[str, dict[str, Any]]:
    return {genre["id"]: genre for genre in lexicons.load("genres")["genres"]}
