"""All words that rules and keywords ask for, in one automaton a process; a text is scanned once.

In: words, as rules and taxonomies are made. Out: for a text, which expressions can match at all, and where the
keywords stand. Example: of 400 expressions 30 can match “力争到2025年建成孵化器。”; 孵化器 stands at [10, 13).
The automaton is made at the first scan and again when words with places were added since. Demands come one by one, as
rules are first asked: their words are looked for one by one in the texts that come, until that has cost as much as
making the automaton again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from threading import RLock
from typing import Any, NamedTuple

_LOOKS = 50_000
"""single words looked for in single texts that take about as long as making the automaton of some 3,000 words"""
Place = tuple[int, int, int]
"""number of the word, first character, behind the last"""


class Scan(NamedTuple):
    """What one look at a text found."""

    expressions: int
    """bit n is set if expression n can match"""
    places: list[Place]
    """of the words whose places are asked for, by their ends"""
    demands: int
    """expressions known at the time"""
    placed: int
    """words whose places were asked for at the time"""


class _Made(NamedTuple):
    """The automaton with all that a scan says of it: taken whole, so that words added meanwhile change nothing."""

    automaton: Any
    uses: list[tuple[int, int]]
    """for each word its mask and its number, −1 if its places are not asked for"""
    always: int
    demands: int
    placed: int


class Vocabulary:
    """Words with what asks for them; may be asked and added to by several threads."""

    def __init__(self) -> None:
        self._masks: dict[str, int] = {}
        """word → the expressions that it lets pass, one bit each; 0 for a word that is only placed"""
        self._always = 0
        """expressions that demand no word"""
        self._demands: dict[frozenset[str], int] = {}
        """words one of which must stand in a text → the number of what asks for them"""
        self._demanded: list[frozenset[str]] = []
        """the same by their numbers"""
        self._looks = 0
        """for single words since the automaton was made"""
        self._placed: dict[str, int] = {}
        """word whose places are asked for → its number"""
        self._made: _Made | None = None
        """None since words with places were added"""
        self._lock = RLock()

    def demand(self, words: Iterable[str]) -> int:
        """The number under which a scan says whether one of the words stands in the text; always, if there are none.

        Who asks for the same words shares the number.
        """
        wanted = frozenset(words)
        with self._lock:
            if wanted not in self._demands:
                self._add(wanted, len(self._demands))
            return self._demands[wanted]

    def _add(self, words: frozenset[str], number: int) -> None:
        for word in words:
            self._masks[word] = self._masks.get(word, 0) | 1 << number
        if not words:
            self._always |= 1 << number
        self._demands[words] = number
        self._demanded.append(words)

    def place(self, word: str) -> int:
        """The number of a word whose places are wanted; the same for every taxonomy that has it."""
        with self._lock:
            if word not in self._placed:
                self._placed[word] = len(self._placed)
                self._masks.setdefault(word, 0)
                self._made = None
            return self._placed[word]

    def scan(self, text: str) -> Scan:
        """One look at a folded text for all words there are."""
        return self.scan_all((text,))[0]

    def scan_all(self, texts: Sequence[str]) -> list[Scan]:
        """One look at several folded texts, put together as lines: half the time of a look at each."""
        automaton, uses, always, demands, placed = self._made or self._make()
        masks, places = [always] * len(texts), [list[Place]() for _ in texts]
        at, first, behind = -1, 0, -1
        for index, start, end in automaton.find_matches_as_indexes("\n".join(texts), overlapping=True):
            while end > behind:  # they come by their ends
                at += 1
                first = behind + 1
                behind = first + len(texts[at])
            if start < first:  # a word with a line break in it, across two texts
                continue
            lets, number = uses[index]
            masks[at] |= lets
            if number >= 0:
                places[at].append((number, start - first, end - first))
        scans = [Scan(mask, found, demands, placed) for mask, found in zip(masks, places, strict=True)]
        if demands == len(self._demanded):
            return scans
        return [self.scan_on(scan, text) for scan, text in zip(scans, texts, strict=True)]

    def scan_on(self, scan: Scan, text: str) -> Scan:
        """The scan of a text with what has been demanded since."""
        later = self._demanded[scan.demands :]
        self._looks += sum(map(len, later))
        if self._looks > _LOOKS:
            self._make()
            return self.scan(text)
        expressions = scan.expressions
        for number, words in enumerate(later, scan.demands):
            if not words or any(word in text for word in words):
                expressions |= 1 << number
        return scan._replace(expressions=expressions, demands=scan.demands + len(later))

    def _make(self) -> _Made:
        from ahocorasick_rs import AhoCorasick

        with self._lock:
            uses = [(mask, self._placed.get(word, -1)) for word, mask in self._masks.items()] or [(0, -1)]
            automaton = AhoCorasick(list(self._masks) or ["\0"])
            self._looks = 0
            self._made = _Made(automaton, uses, self._always, len(self._demands), len(self._placed))
            return self._made


VOCABULARY = Vocabulary()
"""of this process"""
