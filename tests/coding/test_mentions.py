"""What a keyword does in its clause."""

from __future__ import annotations

import pytest

from compare.chinese.text import Text
from compare.coding.mentions import opening, passing_mention
from compare.kinds import MENTIONS
from compare.model import Cues
from tests.coding.making import CUES

ALL = frozenset(MENTIONS)


def where(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


def mention(text: str, *words: str, damped: frozenset[str] = ALL, types: str = "") -> list[tuple[str, str]]:
    """Status of each word; all of one type unless `types` gives a letter a word."""
    letters = types or "a" * len(words)
    spans = [(*where(text, word), letter) for word, letter in zip(words, letters, strict=True)]
    return passing_mention(Text(text), spans, CUES, dict.fromkeys(letters, damped))


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("为科技企业提供信用贷款", "科技企业", ("beneficiary", "为")),
        ("为科技企业提供信用贷款", "信用贷款", ("", "")),
        ("成为科技企业集聚区", "科技企业", ("", "")),
        ("面向科技企业发放补助", "科技企业", ("beneficiary", "面向")),
        ("面向国内外各类高校院所和科技企业", "科技企业", ("", "")),
        ("依托重点实验室开展培训", "重点实验室", ("location", "依托")),
        ("建设重点实验室,依托高校", "重点实验室", ("", "")),
        ("实施提升工程,带动人才集聚", "人才集聚", ("outcome", "带动")),
        ("带动人才集聚", "人才集聚", ("", "")),
        ("实施提升工程。带动人才集聚", "人才集聚", ("", "")),
        ("实施提升工程,切实带动人才集聚", "人才集聚", ("", "")),
    ],
)
def test_passing_mentions(text: str, word: str, status: tuple[str, str]) -> None:
    assert mention(text, word) == [status]


def test_a_type_that_is_not_damped_by_a_kind_keeps_its_object() -> None:
    assert mention("为科技企业提供贷款", "科技企业", damped=frozenset({"list"})) == [("", "")]


def test_a_list_needs_enough_items_and_types() -> None:
    text = "发展研发设计、检验检测、创业孵化、科技金融等服务。"
    assert [s for s, _ in mention(text, "检验检测", "创业孵化", types="ab")] == ["list", "list"]
    assert [s for s, _ in mention(text, "检验检测", "创业孵化", types="aa")] == ["", ""]
    short = "发展检验检测、创业孵化等服务。"
    assert [s for s, _ in mention(short, "检验检测", "创业孵化", types="ab")] == ["", ""]


def test_a_list_note_quotes_its_beginning() -> None:
    (_, note), _ = mention("发展研发设计、检验检测、创业孵化、科技金融等服务。", "检验检测", "创业孵化", types="ab")
    assert note.startswith("发展研发设计、检验检测")


def test_a_keyword_outside_the_list_is_none_of_it() -> None:
    text = "建设孵化器,发展研发设计、检验检测、创业孵化、科技金融等服务。"
    assert [s for s, _ in mention(text, "孵化器", "检验检测", "创业孵化", types="cab")] == ["", "list", "list"]


@pytest.mark.parametrize(
    ("text", "word", "function"),
    [
        # who acts
        ("科技企业孵化器应当配备服务人员。", "孵化器", "actor"),
        ("第八条 众创空间可以向区科技局申请补助。", "众创空间", "actor"),
        ("由孵化器负责组织路演。", "孵化器", "actor"),
        ("建设孵化器应当符合规划。", "孵化器", ""),
        ("对孵化器应当每年评价一次。", "孵化器", ""),
        ("支持孵化器提档升级。", "孵化器", ""),
        # who is served
        ("为科技园、众创空间内的团队提供贷款。", "众创空间", "beneficiary"),
        ("向孵化器发放补助。", "孵化器", "beneficiary"),
        ("认定为孵化器的,提供补助。", "孵化器", ""),
        ("以建设孵化器为主要方向,提供补助。", "孵化器", ""),
        # where, and by what means
        ("以重点实验室为依托开展攻关。", "重点实验室", "location"),
        ("支持孵化器内的企业参加展会。", "孵化器", "location"),
        ("支持孵化器内部改造。", "孵化器", ""),
        ("依托高校建设重点实验室。", "重点实验室", ""),
        # what comes of it
        ("实施工程,形成人才集聚高地。", "人才集聚", "outcome"),
        ("形成人才集聚高地。", "人才集聚", ""),
        # one of a list, said aside
        ("推动学校、医院、公园、孵化器等建设。", "孵化器", "list"),
        ("在用地、引才、财税等方面给予支持。", "引才", "list"),
        ("推动企业、高校、院所建设孵化器。", "孵化器", ""),
        ("加强孵化器认定、考核、服务。", "孵化器", ""),
        ("安排专项经费(含孵化器补助)。", "孵化器", "aside"),
        ("(孵化器)", "孵化器", ""),
    ],
)
def test_functions_that_hold_in_any_field(text: str, word: str, function: str) -> None:
    (found,) = passing_mention(Text(text), [(*where(text, word), "a")], Cues(), {"a": ALL})
    assert found[0] == function
    assert passing_mention(Text(text), [(*where(text, word), "a")], Cues(list_items=0), {"a": ALL}, general=False) == [
        ("", "")
    ]


@pytest.mark.parametrize(
    ("types", "functions"),
    [("ab", ["beneficiary", ""]), ("aa", ["", ""])],
)
def test_who_gets_something_is_served_if_it_is_of_another_type(types: str, functions: list[str]) -> None:
    assert [s for s, _ in mention("对孵化器给予信用贷款贴息。", "孵化器", "信用贷款", types=types)] == functions


def test_most_of_a_list_is_its_subject() -> None:
    text = "发展孵化器、众创空间、加速器、信用贷款。"
    words = ("孵化器", "众创空间", "加速器", "信用贷款")
    assert [s for s, _ in mention(text, *words, types="aaab")] == ["", "", "", "list"]


def test_residual_types_are_never_damped() -> None:
    text = "由孵化器负责组织路演。"
    assert passing_mention(Text(text), [(*where(text, "孵化器"), "other")], CUES, {"a": ALL}) == [("", "")]


@pytest.mark.parametrize(
    ("text", "word", "opens"),
    [
        ("大力培育高新技术企业,给予奖励。", "高新技术企业", True),
        ("一是建设孵化器。", "孵化器", True),
        ("对新认定的孵化器给予奖励。", "孵化器", True),
        ("孵化器数量达到10家。", "孵化器", False),
        ("各部门要配合建设孵化器。", "孵化器", False),
        ("培育企业,建设孵化器。", "孵化器", False),
        ("建设功能完善、配套齐全、环境优美的现代化孵化器。", "孵化器", False),
    ],
)
def test_the_object_of_the_verb_that_opens_a_sentence(text: str, word: str, opens: bool) -> None:
    words = Text(text)
    assert (where(text, word)[0] <= opening(words, words.sentences[0])) is opens


def test_nothing_to_weigh() -> None:
    assert passing_mention(Text("建设孵化器"), [], CUES, {}) == []
