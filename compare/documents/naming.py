"""The order of documents, and names that no two of them share.

In: documents as they were built, with the position their manifest gives them. Out: the documents in the order of the
comparison, each with an id and a code of its own. Example: two plans of 清城区 of 2021 are cited as 清城2021 and
清城2021b; two of one title have the ids 5f0c7a31 and 5f0c7a31-9b2e44, and so paragraphs with different keys.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from compare.documents import rekey
from compare.documents.places import LEVELS, table_order
from compare.model import Document

UNNAMED = 1_000_000
"""position of a document that no manifest names: behind all that are named"""


def reading_order(document: Document, position: int) -> tuple[int, int, int, str, str]:
    """What documents are sorted by: manifest, else level (province first), place of the table, year, file name."""
    metadata = document.metadata
    level = metadata.value("level")
    place = table_order(metadata.value("district"), metadata.value("parent"))
    return (
        position, LEVELS.index(level) if level in LEVELS else len(LEVELS), place, metadata.value("year"), document.file,
    )  # fmt: skip


def name_documents(documents: Iterable[Document]) -> list[Document]:
    """The documents, in their order, with unique ids and codes; one that gets another id has other paragraph keys."""
    ids, codes = _Names(_numbered_id), _Names(_numbered_code)
    named = []
    for document in documents:
        code = codes.give(document.code)
        identity = ids.give(document.id) if document.id not in ids else ids.give(f"{document.id}-{document.digest[:6]}")
        if identity != document.id:
            document = replace(document, id=identity, paragraphs=rekey(document.paragraphs, identity))
        named.append(document if code == document.code else replace(document, code=code))
    return named


class _Names:
    """Names given so far. A counter for each wish, so that the ten-thousandth is found as fast as the second."""

    def __init__(self, numbered: Callable[[str, int], str]) -> None:
        self._numbered = numbered
        self._given: set[str] = set()
        self._next: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def give(self, wish: str) -> str:
        """The name wished for, else the first numbered one that nobody has: names are never taken back, so what was
        found to be taken need not be tried again."""
        name, number = wish, self._next.get(wish, 2)
        while name in self._given:
            name = self._numbered(wish, number)
            number += 1
        self._next[wish] = number
        self._given.add(name)
        return name


def _numbered_code(code: str, number: int) -> str:
    return f"{code}{chr(ord('a') + number - 1)}" if number <= 26 else f"{code}-{number}"


def _numbered_id(identity: str, number: int) -> str:
    return f"{identity}-{number}"
