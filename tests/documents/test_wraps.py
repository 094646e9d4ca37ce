"""Paragraphs that a page cut into lines come back whole, whatever the width and the indent."""

from __future__ import annotations

import re
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compare.model import Document
from tests.documents.drafting import BODY, document, flags, texts

ALPHABET = (
    "统筹建设企业孵化器和众创空间引导社会力量参与运营鼓励高校共研发平台对首次"
    "认定给予奖完善成果转机制支持银行信用贷款产品面向海内外人才团队办好业赛加快技术攻关"
)


def invent(seed: int) -> list[str]:
    """Six to ten different paragraphs of two to six sentences: nonsense of the right shape."""
    chance = Random(seed)

    def clause() -> str:
        return "".join(chance.choices(ALPHABET, k=chance.randint(4, 14)))

    def sentence() -> str:
        return ",".join(clause() for _ in range(chance.randint(2, 4))) + "。"

    return ["".join(sentence() for _ in range(chance.randint(2, 6))) for _ in range(chance.randint(6, 10))]


PARAGRAPHS = st.integers(0, 10**6).map(invent)
HEADINGS = ("一、培育创新主体", "二、建设创新平台", "三、完善科技金融")


def wrapped(paragraphs: list[str], width: int, indent: str) -> list[str]:
    """The lines of a page of that width, a heading before every fourth paragraph."""
    lines = ["望江区科技创新发展规划"]
    for number, paragraph in enumerate(paragraphs):
        if number % 4 == 0:
            lines.append(indent + HEADINGS[number // 4])
        text = indent + paragraph
        lines += [text[i : i + width] for i in range(0, len(text), width)]
    return lines


def assume_readable(lines: list[str], ends_decide: bool) -> None:
    """Leave out what nobody could tell: a lone 。 on a line; a full line without indent that ends in 。"""
    assume(not any(re.fullmatch(r"[\W\d]*", line) or re.match(r"\d", line) for line in lines))
    assume(not ends_decide or all(len(line) < len(max(lines, key=len)) for line in lines if line.endswith("。")))


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from([28, 36, 40, 62, 137]), st.sampled_from(["　　", "    "]))
def test_indented_pages(paragraphs: list[str], width: int, indent: str) -> None:
    assume(sum(len(p) > width for p in paragraphs) >= 4)
    lines = wrapped(paragraphs, width, indent)
    assume_readable(lines, ends_decide=False)
    assert texts(document(lines)) == paragraphs


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from([28, 36, 40, 62]))
def test_pages_without_indent(paragraphs: list[str], width: int) -> None:
    assume(sum(len(p) > width for p in paragraphs) >= 4)
    lines = wrapped(paragraphs, width, "")
    assume_readable(lines, ends_decide=True)
    assert texts(document(lines)) == paragraphs


def han(text: str) -> str:
    return re.sub("[^一-鿿]", "", text)


def han_of(built: Document) -> str:
    """Han characters of headings and paragraphs; a numbered paragraph's own heading is part of its text."""
    return "".join(sorted(han("".join([h.label + h.text for h in built.outline] + texts(built)))))


@settings(max_examples=40, deadline=None)
@given(PARAGRAPHS, st.integers(20, 80), st.sampled_from(["", "  ", "　　"]))
def test_no_character_is_lost_at_any_width(paragraphs: list[str], width: int, indent: str) -> None:
    """Even where lines cannot be told apart, every Han character stands in exactly one paragraph or heading."""
    lines = wrapped(paragraphs, width, indent)
    assume_readable(lines, ends_decide=False)
    assert han_of(document(lines)) == "".join(sorted(han("".join(lines[1:]))))


def test_joined_lines_keep_first_and_last_line_number_and_are_counted() -> None:
    paragraphs = [f"{name}:{BODY}{BODY}{BODY}" for name in ("孵化器建设", "平台建设", "人才引进", "成果转化")]
    built = document(wrapped(paragraphs, 60, "　　"))
    assert [p.lines for p in built.paragraphs] == [(3, 5), (6, 8), (9, 11), (12, 14)]
    (joins,) = [f for f in built.flags if f.code == "line_wraps_joined"]
    assert joins.count == 8


def test_whole_paragraphs_are_left_alone() -> None:
    built = document(["望江区科技创新规划", "一、建设平台", BODY, BODY + "甲", "二、引进人才", BODY])
    assert "line_wraps_joined" not in flags(built)
    assert texts(built) == [BODY, BODY + "甲", BODY]


def test_short_lines_and_headings_never_join() -> None:
    lines = ["望江区科技创新规划", "重点企业名单", "望江电子", "望江重工", "望江生物", "一、任务", BODY]
    assert "line_wraps_joined" not in flags(document(lines))


def test_latin_words_keep_their_space() -> None:
    lines = wrapped(invent(1), 40, "　　")
    latin = ["　　" + ALPHABET[:34] + "Open", "Source技术,推广应用。"]
    assert texts(document([*lines, *latin]))[-1].endswith("Open Source技术,推广应用。")
