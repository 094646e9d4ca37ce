"""Paragraphs that a page cut into lines come back whole, whatever the width and the indent."""

from __future__ import annotations

import re
from random import Random

import pytest
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


CLAUSES = (
    "支持企业加大研发投入", "鼓励院所转化科技成果", "对首次认定的高新技术企业", "给予最高100万元奖励", "分三年兑现",
    "每年安排专项资金2000万元", "按照实际投入的30%给予补助", "引进领军人才和创新团队",
)  # fmt: skip
LABELS = {"article": "第{}条 ", "han": "{}、", "paren": "（{}）"}


def numbered(seed: int, label: str) -> list[str]:
    """Eight numbered measures of three or four clauses each."""
    chance = Random(seed)
    return [
        label.format(number) + "，".join(chance.sample(CLAUSES, chance.choice([3, 4]))) + "。"
        for number in "一二三四五六七八"
    ]


@pytest.mark.parametrize("indent", ["", "    ", "　　"])
@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
@pytest.mark.parametrize("seed", range(4))
def test_numbered_paragraphs_of_two_lines_are_joined(seed: int, label: str, indent: str) -> None:
    """No line but the ends of sentences is un-numbered: the numbered lines alone show the width."""
    items = numbered(seed, label)
    lines = ["望江区支持科技创新若干政策", "为支持创新，结合我区实际，制定以下措施："]
    for item in items:
        lines += [(indent + item)[i : i + 30] for i in range(0, len(indent + item), 30)]
    assert texts(document(lines))[1:] == items


MEASURES = [
    "一、国家级孵化器一次性奖励100万元，分两年兑现", "研发机构房租前三年全免、后两年减半",
    "二、省重点实验室一次性奖励50万元，分两年兑现", "小微企业房租前两年全免、后三年减半",
    "三、市级技术中心一次性奖励20万元，分两年兑现", "青年公寓租金前两年全免、后三年减半",
]  # fmt: skip
HEADED = [
    "一、提升企业自主创新能力和核心竞争力水平", "支持企业加大研发投入，建设研发机构。",
    "二、提升平台基础研究能力和开放共享水平", "支持院所建设实验室，共享仪器设备。",
    "三、提升人才引进服务能力和综合保障水平", "支持企业引进人才团队，提供人才公寓。",
]  # fmt: skip


@pytest.mark.parametrize("lines", [MEASURES, HEADED], ids=["complete clauses", "headings above measures"])
def test_numbered_lines_of_one_width_above_measures_are_no_wraps(lines: list[str]) -> None:
    built = document(["望江区支持科技创新若干政策", *lines])
    assert "line_wraps_joined" not in flags(built)
    assert texts(built) == (lines if lines is MEASURES else lines[1::2])  # a complete grant is a unit, whatever follows


CUT_NUMBERS = [
    (["一、全年完成技术合同登记额1", "00亿元，投资1.", "5亿元。"], "一、全年完成技术合同登记额100亿元，投资1.5亿元。"),
    (["一、高新技术产业占比达到", "5%以上。"], "一、高新技术产业占比达到5%以上。"),
    (["研发投入强度达到", "3.2", "%。"], "研发投入强度达到3.2%。"),
    (["研发投入强度达到3.2", "%。"], "研发投入强度达到3.2%。"),
    (["二、对首次认定的企业每家奖励最高", "50万元。"], "二、对首次认定的企业每家奖励最高50万元。"),
    (["三、按照贷款利息的百分之", "五十贴息。"], "三、按照贷款利息的百分之五十贴息。"),
]


@pytest.mark.parametrize(("lines", "whole"), CUT_NUMBERS)
def test_a_number_cut_in_two_is_one(lines: list[str], whole: str) -> None:
    assert texts(document(["望江区科技创新工作情况", BODY, *lines]))[1:] == [whole]


WHOLE_NUMBERS = [
    ["一、研发费用补助", "10万元以上的研发费用按比例给予补助。"],
    ["一、资金直达", "3日内拨付到企业账户。"],
    ["一、附表2", "20家企业列入培育名单。"],
]


@pytest.mark.parametrize("lines", WHOLE_NUMBERS)
def test_a_number_below_a_heading_begins_its_paragraph(lines: list[str]) -> None:
    assert texts(document(["望江区科技创新若干政策", *lines])) == lines[1:]
