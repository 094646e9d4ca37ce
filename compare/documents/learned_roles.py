"""Where nothing but the kind of the document makes a paragraph a measure, learned words may object: it is procedure.

In: paragraphs with the roles and cues of the rules, and the genre. Out: the same, where a measure by genre alone is
admin if its words, and those of what stands above it, make that nine times likelier than not.
Example: in a scheme “本条规定的名称与编号由登记机构审核。” fits no rule and would be a measure by the genre; 本条 +1.7,
名称 +0.9 and 审核 +0.8 are more than is needed: admin, ``learned:本条、名称``.
A rule that speaks is never outvoted. The points stand in lexicons/learned_roles.tsv, one row for a word at a place;
rows may be edited or deleted. They were learned by learning/roles.py from paragraphs that people coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol, get_args

from compare import lexicons
from compare.chinese.vocabulary import Vocabulary
from compare.model import Heading, Role, Text, above

RolePlace = Literal["text", "heading"]
"""where a word speaks for a role: in the paragraph, in what stands above it"""
_PLACES: tuple[RolePlace, ...] = get_args(RolePlace)
_SAID_BY_GENRE = "genre:"
"""cue of a paragraph of which no rule and no heading speaks"""
_NAMED = 2
"""words that a cue names"""

Found = int
"""a word at a place: see `RoleWords.name`"""
Decision = tuple[Role, str]
"""a role and its cue"""


class Standing(Protocol):
    """A paragraph where it stands."""

    @property
    def words(self) -> Text:
        """The text prepared."""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """From the outermost to the nearest."""

    @property
    def lead(self) -> str:
        """The lead-in sentence that it belongs to."""


@dataclass(frozen=True, slots=True)
class RoleWord:
    """What a word at a place says of procedure."""

    term: str
    place: RolePlace
    points: float
    """log-odds that it adds; below 0 it speaks for a measure"""
    paragraphs: int
    """in how many it was seen"""


@dataclass(frozen=True, kw_only=True)
class RoleTable:
    """Words with points for procedure."""

    words: tuple[RoleWord, ...]
    constant: float
    """points of a paragraph without any of the words"""
    needed: float
    """points from which a paragraph is procedure"""
    genres: frozenset[str]
    """kinds of documents that regulate procedure at all"""


class RoleWords:
    """Words that are looked for in paragraphs and in what stands above them."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = sorted(set(terms))
        self._vocabulary = Vocabulary()
        for term in self._terms:
            self._vocabulary.place(term)

    def name(self, found: Found) -> tuple[str, RolePlace]:
        """The word and the place."""
        number, place = divmod(found, len(_PLACES))
        return self._terms[number], _PLACES[place]

    @property
    def names(self) -> list[tuple[str, RolePlace]]:
        """Of all that can be found, in the order of their numbers."""
        return [self.name(found) for found in range(len(self._terms) * len(_PLACES))]

    def found(self, paragraphs: Sequence[Standing]) -> list[list[Found]]:
        """For each paragraph the words that stand in it and above it, each once."""
        inside = self._stand([p.words for p in paragraphs], 0)
        tops = [above(p.headings, p.lead) for p in paragraphs]
        each = list(dict.fromkeys(tops))  # paragraphs of a section share it
        over = dict(zip(each, self._stand([Text(top) for top in each], 1), strict=True))
        return [here + over[top] for here, top in zip(inside, tops, strict=True)]

    def _stand(self, texts: Sequence[Text], place: int) -> list[list[Found]]:
        """The words that stand in each text."""
        scans = self._vocabulary.scan_all([text.joined for text in texts]) if texts else []
        return [sorted({number * len(_PLACES) + place for number, _, _ in scan.places}) for scan in scans]


class LearnedRoles:
    """A compiled table."""

    def __init__(self, table: RoleTable) -> None:
        self.table = table
        self._words = RoleWords(w.term for w in table.words)
        points = {(w.term, w.place): w.points for w in table.words}
        self._said = [(points.get(name, 0.0), name[0]) for name in self._words.names]
        """for each word at a place its points and the word"""

    def overrule(self, paragraphs: Sequence[Standing], decided: Sequence[Decision], genre: str) -> list[Decision]:
        """The decisions, with those that rest on the genre alone taken back where the words object."""
        roles = list(decided)
        if genre not in self.table.genres:
            return roles
        asked = [i for i, (role, cue) in enumerate(roles) if role == "measure" and cue.startswith(_SAID_BY_GENRE)]
        for index, found in zip(asked, self._words.found([paragraphs[i] for i in asked]), strict=True):
            if words := self._objection(found):
                roles[index] = "admin", f"learned:{words}"
        return roles

    def _objection(self, found: Sequence[Found]) -> str:
        """The words that say most for procedure, if all words together say enough; else nothing."""
        said = [self._said[word] for word in found]
        if round(self.table.constant + sum(points for points, _ in said), 2) < self.table.needed:
            return ""
        strongest = sorted((each for each in said if each[0] > 0), key=lambda each: (-each[0], each[1]))
        return "、".join(list(dict.fromkeys(term for _, term in strongest))[:_NAMED])


@cache
def learned_roles() -> LearnedRoles:
    """The packaged table."""
    return LearnedRoles(read_roles(lexicons.text("learned_roles.tsv")))


# -- the file -----------------------------------------------------------------------------------------------------

_COLUMNS = "term\twhere\tpoints\tparagraphs"


def read_roles(text: str) -> RoleTable:
    """The table of a file; raises `ValueError` for a row that is none of it, `KeyError` without a setting."""
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("# ") and line != _COLUMNS]
    settings = {row[1]: row[2:] for row in rows if row[0] == "#"}
    return RoleTable(
        words=tuple(_word(row) for row in rows if row[0] != "#"),
        constant=float(settings["constant"][0]),
        needed=float(settings["needed"][0]),
        genres=frozenset(settings["genres"]),
    )


def _word(cells: list[str]) -> RoleWord:
    term, where, points, paragraphs = cells
    if where not in _PLACES:
        raise ValueError(where)
    return RoleWord(term, where, float(points), int(paragraphs))


def roles_text(table: RoleTable, remarks: str) -> str:
    """A table as the text of its file; `remarks` are lines of comment."""
    lines = [f"# {line}" for line in remarks.splitlines()]
    lines += [f"#\tconstant\t{table.constant:g}", f"#\tneeded\t{table.needed:g}"]
    lines += ["\t".join(("#", "genres", *sorted(table.genres))), _COLUMNS]
    lines += [f"{w.term}\t{w.place}\t{w.points:g}\t{w.paragraphs}" for w in table.words]
    return "\n".join(lines) + "\n"
