"""Where a document names a sub-type at all, in whatever words and wherever: what an absence must be proved against.

In: a `Taxonomy` and the documents of a study. Out: `Trace`s of each sub-type in a document; none means that its words
were looked for in every paragraph and heading and stand nowhere. Example: of 担保、保险与租赁 are looked for its
keywords, strong and weak, with or without their conditions; and more loosely 保费, the end of several of its keywords
and of no others, the parts of its label, what people call it besides (`alike` in lexicons/absence.yaml), and
“融资……租赁” within one clause. A keyword's guards and the masks hold here too: 高企 in 提高企业 is none. One automaton
is made a taxonomy; a document is scanned when it is first asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from compare import lexicons
from compare.chinese.normalize import fold
from compare.chinese.text import Text
from compare.chinese.words import words_across
from compare.model import Document, Keyword, Measure, Role, Taxonomy

_END_LENGTHS = (2, 3, 4)
"""characters of an end of keywords that is looked for by itself"""
_ENDING = 2
"""keywords that an end must be common to"""
_SPLIT = 4
"""characters from which a word is also looked for as its first two and last two characters apart"""
_LONG = 5
"""characters from which its first four are looked for in the same way: 股份转让系统 as 股份……转让"""
_APART = 15
"""characters that may stand between the two"""
_NOWHERE = -1_000
"""before the text, farther off than any two pieces of a word stand apart"""
_PUNCTUATION = re.compile("[,，。;；:：!！?？\n]")


class Trace(NamedTuple):
    """A place where a word of a sub-type stands."""

    subtype: str
    word: str
    """as it is looked for"""
    paragraph_key: str
    """of the paragraph; of a heading the key is that of the first paragraph below it, of the title it is empty"""
    role: Role | None
    """of the paragraph; None for headings, titles and lines that are no paragraphs"""
    start: int
    """of the word in the paragraph's text as it is looked through: folded, without the blanks of layout"""
    loose: bool
    """not a keyword: an end of several, a part of the label, or the two ends of one apart in a clause"""


@dataclass(frozen=True, slots=True)
class _Use:
    """What it means that a word stands somewhere."""

    subtype: str
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    loose: bool = False


class _Word(NamedTuple):
    """A word that is looked for, and what it means that it stands somewhere."""

    text: str
    uses: tuple[_Use, ...]
    lasts: tuple[tuple[int, str, str], ...]
    """if it is the end of longer words: number of their beginning, the whole, its sub-type"""
    masks: bool
    """what stands in it does not count"""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a document that is looked through as one."""

    text: str
    paragraph_key: str
    role: Role | None


class Lookup:
    """The words of all sub-types of a taxonomy, looked for at once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        import ahocorasick_rs

        uses, halves = _collect(taxonomy)
        masks = frozenset(map(fold, taxonomy.masks))
        listed = sorted({*uses, *masks, *halves.firsts, *halves.lasts})
        number = {word: place for place, word in enumerate(listed)}
        self._words = [
            _Word(
                text=word,
                uses=uses.get(word, ()),
                lasts=tuple((number[first], whole, id) for first, whole, id in halves.lasts.get(word, ())),
                masks=word in masks,
            )
            for word in listed
        ]
        self._automaton: Any = ahocorasick_rs.AhoCorasick(listed)
        self.words: Mapping[str, tuple[str, ...]] = _by_subtype(uses)
        """sub-type id → the words that are looked for, its keywords first"""

    def traces(self, document: Document) -> tuple[Trace, ...]:
        """All places of all sub-types in a document, in reading order of its pieces."""
        whole = _Whole(tuple(_pieces(document)))
        words = self._words
        hits = self._automaton.find_matches_as_indexes(whole.text, overlapping=True)
        masked = _Masked((start, end) for number, start, end in hits if words[number].masks)
        ends = [_NOWHERE] * len(words)  # of each word, where it stood last: hits come by their ends
        found = []
        for number, start, end in hits:
            word = words[number]
            if word.uses or word.lasts:
                named = [*_named(word, whole.text, start, end), *_completed(word, whole.text, start, ends)]
                if named and not masked.hold(start, end):
                    piece, at = whole.place(start)
                    found += [Trace(id, name, piece.paragraph_key, piece.role, at, loose) for id, name, loose in named]
            ends[number] = end
        return tuple(found)


class _Whole:
    """The pieces of a document as one text."""

    def __init__(self, pieces: tuple[_Piece, ...]) -> None:
        self._pieces = pieces
        self.text = "\n".join(piece.text for piece in pieces)
        self._starts = [0, *accumulate(len(piece.text) + 1 for piece in pieces)]

    def place(self, start: int) -> tuple[_Piece, int]:
        """The piece that a character stands in, and where in it."""
        number = bisect_right(self._starts, start) - 1
        return self._pieces[number], start - self._starts[number]


class _Masked:
    """Stretches of a text in which nothing counts."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))
        """the farthest end of each stretch and those before it"""

    def hold(self, start: int, end: int) -> bool:
        """Whether words stand in one of them."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end


def _by_subtype(uses: Mapping[str, Iterable[_Use]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for word, users in uses.items():
        for use in users:
            found[use.subtype][word] = None
    return {subtype: tuple(words) for subtype, words in found.items()}


def _named(word: _Word, text: str, start: int, end: int) -> Iterator[tuple[str, str, bool]]:
    """(sub-type, word, loose) of the sub-types that a word names where it stands."""
    for use in word.uses:
        if not text.endswith(use.not_after, 0, start) and not text.startswith(use.not_before, end):
            yield use.subtype, word.text, use.loose


def _completed(word: _Word, text: str, start: int, ends: Sequence[int]) -> Iterator[tuple[str, str, bool]]:
    """The same of longer words that it ends, whose beginning stands before it in the clause."""
    for first, whole, subtype in word.lasts:
        if start - _APART <= ends[first] <= start and not _PUNCTUATION.search(text, ends[first], start):
            yield subtype, whole, True


# --- what is looked through -------------------------------------------------------------------------------------


def searched(document: Document) -> int:
    """Paragraphs of a document that are looked through: all of them, counted or not."""
    return len(document.paragraphs)


def _pieces(document: Document) -> Iterator[_Piece]:
    """The title, each heading once, each paragraph, and lines that are neither but hold words."""
    yield _Piece(fold(document.title), "", None)
    seen: set[str] = set()
    for paragraph in document.paragraphs:
        for heading in paragraph.headings:
            if heading.text not in seen:
                seen.add(heading.text)
                yield _Piece(Text(heading.text).joined, paragraph.key, None)
        yield _Piece(paragraph.words.joined, paragraph.key, paragraph.role)
    wanted = frozenset(lexicons.load("absence")["searched_omissions"])
    for omission in document.omissions:
        if omission.why in wanted:
            yield _Piece(fold(omission.text), "", None)


# --- what is looked for -----------------------------------------------------------------------------------------


_Cut = dict[tuple[str, str], dict[str, str]]
"""two pieces of words → sub-type → the last word that is made of them"""


class _Halves(NamedTuple):
    """Words cut in two."""

    firsts: frozenset[str]
    lasts: Mapping[str, tuple[tuple[str, str, str], ...]]
    """last characters → (first characters, whole word, sub-type)"""


def _collect(taxonomy: Taxonomy) -> tuple[Mapping[str, tuple[_Use, ...]], _Halves]:
    uses: dict[str, list[_Use]] = defaultdict(list)
    own: dict[str, dict[str, None]] = {}  # in order, without repeats
    for measure in taxonomy.measures:
        own[measure.id] = dict.fromkeys(_label_parts(measure))
        for keyword in measure.keywords:
            for word in _spellings(keyword):
                own[measure.id][word] = None
                uses[word].append(_Use(measure.id, _folded(keyword.not_after), _folded(keyword.not_before)))
    listed, holders = frozenset(uses), _holders(own)
    for id, words in own.items():
        parts = (
            part for part in _label_parts(taxonomy.by_id[id]) if part not in listed and _is_own(part, words, holders)
        )
        for word in dict.fromkeys((*parts, *_ends(words, holders), *_alike(words))):
            uses[word].append(_Use(id, loose=True))
    return {word: tuple(found) for word, found in uses.items()}, _halves(own)


def _spellings(keyword: Keyword) -> Iterator[str]:
    if not keyword.pattern:
        yield from (Text(word).joined for word in (keyword.text, *keyword.aliases))


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


def _label_parts(measure: Measure) -> list[str]:
    """What a label names, one by one."""
    joints = "|".join(map(re.escape, lexicons.load("absence")["joints"]))
    return [part for part in re.split(joints, fold(measure.label)) if len(part) > 1]


def _holders(own: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    """Each stretch of two to four characters → the words that hold it."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in {word for words in own.values() for word in words}:
        for length in _END_LENGTHS:
            for at in range(len(word) - length + 1):
                found[word[at : at + length]].add(word)
    return {stretch: frozenset(words) for stretch, words in found.items()}


def _alike(words: Collection[str]) -> list[str]:
    """What people call the same thing, though no keyword of it."""
    groups: list[list[str]] = lexicons.load("absence")["alike"]
    return [word for group in groups if any(word in words for word in group) for word in group if word not in words]


def _is_own(part: str, words: Collection[str], holders: Mapping[str, frozenset[str]]) -> bool:
    """Whether a part of a label tells the sub-type: 租赁 does, 服务 and 管理 do not."""
    return len(part) > _END_LENGTHS[-1] or bool(holders[part] <= set(words))


def _ends(words: Iterable[str], holders: Mapping[str, frozenset[str]]) -> list[str]:
    """Ends (in Chinese the head of a compound) common to several of the words and found in no other word.

    An end cuts through no word of the compound: 联合体 is one of 创新联合体, 合体 is none.
    """
    mine = frozenset(words)
    having: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for length in _END_LENGTHS:
            if len(word) > length and holders[word[-length:]] <= mine:
                having[word[-length:]].append(word)
    common = [(end, word) for end, found in having.items() if len(found) >= _ENDING for word in found]
    crossed = words_across((word, 0, len(word) - len(end)) for end, word in common)
    cut = {end for (end, _), across in zip(common, crossed, strict=True) if across}
    return [end for end in dict.fromkeys(end for end, _ in common) if end not in cut]


def _halves(own: Mapping[str, Iterable[str]]) -> _Halves:
    """Words by their two ends, long ones by their beginning too; what is so of several sub-types is left out."""
    ends: _Cut = defaultdict(dict)
    beginnings: _Cut = defaultdict(dict)
    for id, words in own.items():
        for word in words:
            if len(word) >= _SPLIT:
                ends[word[:2], word[-2:]][id] = word
            if len(word) >= _LONG:
                beginnings[word[:2], word[2:4]][id] = word
    lasts: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for cut in (ends, beginnings):
        for (first, last), by_id in cut.items():
            if len(by_id) == 1 and (cut is ends or by_id.keys() >= ends.get((first, last), {}).keys()):
                lasts[last] += [(first, word, id) for id, word in by_id.items()]
    firsts = frozenset(first for parts in lasts.values() for first, _, _ in parts)
    return _Halves(firsts, {last: tuple(parts) for last, parts in lasts.items()})
