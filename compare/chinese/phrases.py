"""Noun phrases: the whole names of things in a text, as jieba's parts of speech show them.

In: texts, as printed. Out: for each its phrases, folded. Example: “由市场监管局牵头,推行告知承诺制,建设概念验证中心。”
has 告知承诺制 and 概念验证中心: neither 牵头 nor the body that leads, and no piece of a name.

The dictionary is jieba's own, unmodified: it is read from the package into a tokenizer of ours, so that neither words
that somebody has added to jieba's nor its cache file in the temporary folder can change a result, and nothing is
written. Loading takes two seconds (so it is loaded here, at the first question) and tagging twenty times as long
as rjieba, which the coding of texts uses for word borders (`chinese.words`).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from compare import lexicons
from compare.chinese.normalize import fold

Word = tuple[str, str]
"""a word and its part of speech"""

SHORTEST, LONGEST = 3, 10
"""Han characters of a phrase: shorter ones collide with other words, longer ones are clauses"""
_MOST_WORDS = 5
_HAN = re.compile("[一-鿿]+")
_INSIDE = frozenset({"n", "nz", "nl", "ng", "nr", "nrt", "nrfg", "vn", "an", "j", "b", "v", "l", "s"})
"""parts of speech within a phrase; jieba's dictionary calls many terms names of persons (nr)"""
_FIRST = _INSIDE - {"ng", "v", "s", "nrfg"}
_LAST = _INSIDE - {"b", "v", "l", "s", "nrfg"}
_NEVER_ALONE = frozenset({"v", "vn", "b"})
"""a single character of these belongs to a word that the dictionary lacks"""
_BODIES = frozenset({"nt", "zg"})
"""names of organisations; 委 of 发展改革委"""


def noun_phrases(texts: Iterable[str]) -> list[tuple[str, ...]]:
    """The noun phrases of each text, each once, in order; a run of characters that comes again is tagged once."""
    known: dict[str, tuple[str, ...]] = {}

    def of_run(run: str) -> tuple[str, ...]:
        if run not in known:
            known[run] = tuple(_phrases(_tagged(run)))
        return known[run]

    return [tuple(dict.fromkeys(p for run in _HAN.findall(fold(text)) for p in of_run(run))) for text in texts]


def names_a_thing(phrase: str) -> bool:
    """True for phrases with the ending of a name: …中心, …补贴."""
    return phrase.endswith(_endings("heads"))


def holds_a_name(term: str) -> bool:
    """Whether the name of a place, of a body or of a person stands in a term.

    The dictionary calls 博士后 the name of a person: one must begin with a surname as well."""
    ends = range(len(term) + 1)
    if any(term[start:end] in _places() for end in ends for start in range(end - 1)):
        return True
    return any(
        flag in ("ns", "nt") or (flag.startswith("nr") and word[0] in _words("surnames"))
        for word, flag in _tagged(term)
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicons.load("phrases")[name])


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(lexicons.load("phrases")[name])


@cache
def _places() -> frozenset[str]:
    """Names of places, with and without the word for what they are: the dictionary calls 怀柔 the name of a person."""
    table = [line for line in lexicons.text("places.tsv").splitlines() if not line.startswith("#")]
    names = {name for line in table for name in line.split()}
    kind = re.compile(f"({'|'.join(lexicons.load('phrases')['kinds_of_place'])})$")
    return frozenset(names | {short for name in names if len(short := kind.sub("", name)) > 1})


@cache
def _tagger() -> Any:
    """jieba's tagger over its own dictionary as it came."""
    with warnings.catch_warnings():  # of its source: invalid escapes, pkg_resources
        warnings.simplefilter("ignore")
        from jieba import Tokenizer
        from jieba.posseg import POSTokenizer
    words = Tokenizer()
    words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
    words.initialized = True  # else it would read or write the cache file
    return POSTokenizer(words)


def _tagged(run: str) -> list[Word]:
    nouns = _words("nouns")
    return [(w.word, "n" if w.word in nouns else w.flag) for w in _tagger().cut(run, HMM=False)]


def _phrases(words: Iterable[Word]) -> Iterator[str]:
    for chain in _chains(words):
        phrase = _trimmed(chain)
        if _is_long(phrase):
            phrase = _trimmed(_behind_activity(phrase))
        if phrase and _is_name(phrase):
            yield "".join(word for word, _ in phrase)


def _chains(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Neighbouring words that may be one phrase; none that ends as the name of a body does."""
    bodies = _endings("bodies")
    chain: list[Word] = []
    for word, part in words:
        body = part in _BODIES or word.endswith(bodies)
        if body or not _may_stand_inside(word, part):
            if chain and not body:
                yield chain
            chain = []
        else:
            chain.append((word, part))
    if chain:
        yield chain


def _may_stand_inside(word: str, part: str) -> bool:
    breaks = _words("breaks")
    if (
        part not in _INSIDE
        or word in breaks
        or (part == "nr" and word in _places())
        or (len(word) == 1 and part in _NEVER_ALONE)
    ):
        return False
    return not (len(word) == 4 and word[:2] in breaks)


def _is_long(phrase: Sequence[Word]) -> bool:
    return len(phrase) > _MOST_WORDS or sum(len(word) for word, _ in phrase) > LONGEST


def _behind_activity(chain: Sequence[Word]) -> Sequence[Word]:
    """What stands behind the last activity of a clause: 概念验证中心 of 高校院所建设概念验证中心."""
    starts = [at + 1 for at, (word, part) in enumerate(chain) if part == "vn" and word in _words("last")]
    return chain[starts[-1] :] if starts else chain


def _trimmed(chain: Sequence[Word]) -> Sequence[Word]:
    """A chain without what cannot stand at its ends."""
    start, end = 0, len(chain)
    while start < end and (
        chain[start][0] in _words("first") or chain[start][1] not in _FIRST or len(chain[start][0]) == 1
    ):
        start += 1
    while start < end and (chain[end - 1][0] in _words("last") or chain[end - 1][1] not in _LAST):
        end -= 1
    return chain[start:end]


def _is_name(phrase: Sequence[Word]) -> bool:
    text = "".join(word for word, _ in phrase)
    if len(text) < SHORTEST or _is_long(phrase) or any(n in text for n in _words("never")):
        return False
    if len(phrase) == 1 and (len(text) == SHORTEST or text.endswith(_endings("vague"))):
        return False
    if all(word in _words("first") or word in _words("vague") for word, _ in phrase):
        return False
    return text.endswith(_endings("heads")) or not text.endswith(_endings("endings"))
