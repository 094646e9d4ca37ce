"""One look at many texts finds in each what a look at it alone finds."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.chinese.text import Text, scan_all
from compare.chinese.vocabulary import VOCABULARY, Vocabulary

TEXTS = st.lists(st.text("孵化器载体\n", max_size=8), max_size=6)


def vocabulary() -> Vocabulary:
    """Words that overlap, that hold a line break, that are only demanded."""
    made = Vocabulary()
    for word in ("孵化器", "化器", "体", "器\n孵", "体\n"):
        made.place(word)
    made.demand(("载体", "孵化"))
    made.demand(())
    return made


@given(TEXTS)
def test_texts_looked_at_together_are_seen_as_each_alone(texts: list[str]) -> None:
    words = vocabulary()
    assert words.scan_all(texts) == [words.scan(text) for text in texts]


def test_a_word_across_two_texts_stands_in_neither() -> None:
    first, second = vocabulary().scan_all(["孵化器", "孵化"])
    assert [first.places, second.places] == [[(0, 0, 3), (1, 1, 3)], []]
    assert vocabulary().scan("器\n孵").places == [(3, 0, 3)]


def test_who_asks_for_the_same_words_shares_a_number() -> None:
    words = Vocabulary()
    number = words.demand(("载体", "孵化"))
    assert words.demand(["孵化", "载体"]) == number
    assert words.demand(("孵化",)) != number


def test_a_word_that_came_later_is_looked_for_again() -> None:
    words = vocabulary()
    assert words.scan("推广中试").places == []
    number = words.place("中试")
    assert words.scan("推广中试").places == [(number, 2, 4)]


@pytest.mark.parametrize("late", [(("中试",), ("载体", "体验"), ()), [(f"词{number}",) for number in range(60_000)]])
def test_words_demanded_later_are_seen_as_if_known_from_the_start(late: list[tuple[str, ...]]) -> None:
    """A few are looked for one by one, many with an automaton made again."""
    words, text = vocabulary(), "推广中试,词59999"
    before = words.scan(text)
    for demanded in late:
        words.demand(demanded)
    known = Vocabulary()
    for demanded in words._demanded:
        known.demand(demanded)
    after = words.scan_on(before, text)
    assert (after.expressions, after.demands) == (known.scan(text).expressions, known.scan(text).demands)
    assert after.places == before.places
    assert words.scan(text) == after


@pytest.mark.parametrize("text", ["建设孵化器", "建设 孵化器", "發展 軟體園區和孵化器"])
def test_places_are_those_of_the_joined_form_together_or_alone(text: str) -> None:
    number = VOCABULARY.place("孵化器")
    together = [Text("甲"), Text(text), Text("建设 孵化器")]
    scan_all(together, number + 1)
    places = [place for place in together[1].places(number + 1) if place[0] == number]
    assert places == [place for place in Text(text).places(number + 1) if place[0] == number]
    assert [together[1].joined[start:end] for _, start, end in places] == ["孵化器"]


def test_threads_may_add_words_while_others_look() -> None:
    """Nobody's words are lost, and no scan claims to know words that it did not look for."""
    words = Vocabulary()
    text = "".join(chr(0x4E00 + i) for i in range(400))

    def work(start: int) -> list[str]:
        faults = []
        for i in range(start, 400, 8):
            word = text[i]
            number, place = words.demand((word,)), words.place(word)
            scan = words.scan(text)
            if scan.demands <= number or not scan.expressions >> number & 1:
                faults.append(f"{word} is demanded and not seen")
            if scan.placed <= place or (place, i, i + 1) not in scan.places:
                faults.append(f"{word} is placed and not seen")
        return faults

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            faults = [fault for found in pool.map(work, range(8)) for fault in found]
    finally:
        sys.setswitchinterval(interval)
    assert faults == []
