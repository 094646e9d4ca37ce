"""Cards and tables of policies: what is done may count, labels and facts are listed only, no word is lost."""

from __future__ import annotations

import pytest

from compare.chinese.normalize import bare
from compare.documents.records import mark_records
from compare.model import Block, Document
from tests.documents.drafting import BODY, document, source

CARDS = [
    ("企业研发机构补助", "对新建的研发机构给予20万元补助。"),
    ("众创空间奖励", "对新备案的众创空间给予最高50万元奖励"),
    ("技术交易补贴", "按合同额的3%给予补贴。"),
]
FACTS = [("依据文件", "《某区创新办法》"), ("发文机关", "某区科技局"), ("发布日期", "2023年3月"), ("服务对象", "企业")]


def spaced(name: str, text: str) -> list[str]:
    return [name, *(f"{label} {value}" for label, value in FACTS), f"服务内容 {text}"]


def colons(name: str, text: str) -> list[str]:
    return [name, *(f"{label}：{value}" for label, value in FACTS[:3]), f"服务内容：{text}", f"服务对象：{FACTS[3][1]}"]


def brackets(name: str, text: str) -> list[str]:
    return [
        name,
        f"【支持对象】{FACTS[3][1]}",
        f"【支持标准】{text}",
        "【申报条件】",
        "1.在本区注册；",
        "2.信用良好。",
        "【受理部门】科技局",
    ]


def alone(name: str, text: str) -> list[str]:
    return [name, *(line for pair in FACTS for line in pair), "服务内容", text]


def shared(name: str, text: str) -> list[str]:
    return [
        f"政策名称：{name}",
        "发文机关 某区科技局 发文字号 / 服务对象 企业",
        f"支持内容：{text}",
        "联系电话：88886666",
    ]


def rows(name: str, text: str) -> list[Block]:
    pairs = [*FACTS[:3], ("服务内容", text), FACTS[3]]
    return [Block(name), *(Block(f"{label}\t{value}", kind="row") for label, value in pairs)]


def wide(name: str, text: str) -> list[Block]:
    return [
        Block(f"事项名称\t{name}\t发文机关\t某区科技局", kind="row"),
        Block(f"奖励标准\t{text}\t服务对象\t企业", kind="row"),
        Block("联系人\t张三\t联系电话\t88886666", kind="row"),
    ]


def numbered(name: str, text: str) -> list[str]:
    number = next(i for i, card in enumerate(CARDS, 1) if card[0] == name)
    return [*(["一、资金支持类"] if number == 1 else []), f"{number}.{name}", *spaced(name, text)[1:]]


FORMS = [spaced, colons, brackets, alone, shared, rows, wide, numbered]


def built(form: object, head: tuple[str, ...] = ("某区产业政策导引",)) -> tuple[Document, list[str]]:
    lines = [line for card in CARDS for line in form(*card)]  # type: ignore[operator]
    words = [line.text if isinstance(line, Block) else line for line in lines]
    return document([*head, *lines]), words


@pytest.mark.parametrize("form", FORMS)
def test_of_a_card_only_what_is_done_counts(form: object) -> None:
    found, _ = built(form)
    counted = [p for p in found.paragraphs if p.counted]
    assert [p.text for p in counted] == [text for _, text in CARDS]
    assert [p.headings[-2].text for p in counted] == [name for name, _ in CARDS]
    assert {p.role for p in found.paragraphs if not p.counted} == {"admin"}


@pytest.mark.parametrize("form", FORMS)
def test_every_word_of_a_card_stays(form: object) -> None:
    found, words = built(form)
    kept = "".join(bare("".join(f"{h.label}{h.text}" for h in p.headings) + p.text) for p in found.paragraphs)
    for line in words:
        for cell in line.split("\t"):
            for part in cell.replace("服务对象 企业", "").split(" 发文字号 "):
                label, _, value = part.replace("：", " ").replace("】", " ").partition(" ")
                assert label in ("政策名称", "事项名称") or bare(label) in kept
                assert bare(value) in kept


def test_a_table_of_policies_is_one_record_a_row() -> None:
    head = Block("序号\t政策名称\t依据文件\t支持内容\t申报条件\t联系电话", kind="row")
    lines = [
        Block(f"{n}\t{name}\t《某区办法》\t{text}\t在本区注册\t8888", kind="row")
        for n, (name, text) in enumerate(CARDS, 1)
    ]
    found = document(["某区惠企政策一览表", head, *lines])
    counted = [p for p in found.paragraphs if p.counted]
    assert [(p.headings[0].text, p.text) for p in counted] == CARDS
    facts = [p.text for p in found.paragraphs if not p.counted]
    assert facts[1] == "序号 1；依据文件 《某区办法》；申报条件 在本区注册；联系电话 8888"
    assert "序号 政策名称 依据文件 支持内容 申报条件 联系电话" in facts[0]


HEADS = ["序号\t人才类别\t补贴标准", "项目\t标准", "奖励事项\t奖励标准（万元）", "单位名称\t联系人"]


@pytest.mark.parametrize("head", HEADS)
def test_the_head_of_a_table_is_listed_and_not_counted(head: str) -> None:
    row = "\t".join(["领军人才", "20万元", "每年"][: head.count("\t") + 1])
    found = document(["某区人才政策", BODY, Block(head, kind="row"), Block(row, kind="row"), Block(row, kind="row")])
    assert [p.counted for p in found.paragraphs] == [True, False, True, True]
    assert found.paragraphs[1].role == "admin"


NO_HEADS = ["指标名称\t单位\t2025年", "高新技术企业认定\t奖励20万元", "建设孵化器\t支持大学科技园"]


@pytest.mark.parametrize("row", NO_HEADS)
def test_rows_of_figures_and_measures_are_no_heads(row: str) -> None:
    given = source(["某区政策", Block(row, kind="row"), Block("研发强度\t%\t3.2", kind="row")])
    assert [b.kind for b in mark_records(given).blocks] == ["text", "row", "row"]


def conditions(value: str, *below: str) -> list[tuple[str, bool]]:
    """The lines of the last of two cards with whether they are listed only."""
    card = ("政策名称：{0}奖励", "支持内容：给予{0}企业10万元奖励。", "受理部门：科技局", f"申报条件：{value}", *below)
    lines = [line.format(name) for name in ("瞪羚", "总部") for line in card]
    made = mark_records(source(["某区政策", *lines])).blocks[-1 - len(below) :]
    return [(block.text, block.kind == "fact") for block in made]


@pytest.mark.parametrize(
    ("value", "below", "listed"),
    [
        ("无", ["对连续两年入统的企业再奖3万元。"], [False]),
        ("无", ["市级部门另有规定的从其规定。"], [False]),
        ("", ["在本区纳税。", "对总部企业奖励300万元。"], [True, False]),
        ("1.在本区纳税；", ["2.信用良好；", "3.曾获得市级奖励50万元以上。"], [True, True]),
        ("1.在本区纳税；", ["2.对总部企业奖励300万元。"], [False]),
        ("", ["在本区纳税。"], [True]),
    ],
)
def test_a_condition_ends_at_its_line(value: str, below: list[str], listed: list[bool]) -> None:
    assert [fact for _, fact in conditions(value, *below)][1:] == listed


@pytest.mark.parametrize("label", ["备注", "支持类型"])
def test_a_fact_that_gives_money_counts(label: str) -> None:
    card = ("政策名称：{}奖励", "支持内容：给予10万元奖励。", "受理部门：科技局", f"{label}：对外资企业另奖2万元")
    found = document(["某区政策", *(line.format(name) for name in ("瞪羚", "总部") for line in card)])
    assert [p.text for p in found.paragraphs if p.counted] == ["给予10万元奖励。", "对外资企业另奖2万元"] * 2


def test_a_cell_that_gives_money_counts() -> None:
    head = "政策名称\t支持标准\t责任单位\t备注"
    row = "瞪羚奖励\t给予10万元奖励\t科技局\t对外资企业另奖2万元"
    found = document(["某区政策", Block(head, kind="row"), Block(row, kind="row")])
    assert [p.text for p in found.paragraphs if p.counted] == ["给予10万元奖励", "对外资企业另奖2万元"]


def test_a_card_cut_by_the_page_is_made_whole() -> None:
    lines = [
        "企业研发机构补助", "发文机关 某区科技局", "服务对象 企业",
        "服务内容 对新建的研发机构给予一次性补助，其中市级研发机构补助",
        "二十万元，省级研发机构补助五十万元，国家级研发机构补助一百",
        "万元。",
    ]  # fmt: skip
    blocks = [
        Block(line, wrapped=True)
        for line in ["某区产业政策导引", *lines, *(x.replace("研发机构", "众创空间") for x in lines)]
    ]
    found = document(blocks)
    assert [len(p.text) for p in found.paragraphs if p.counted] == [58, 58]
    assert all(p.text.endswith("一百万元。") for p in found.paragraphs if p.counted)


ORDINARY = [
    ["发文机关：某区科技局", "发文字号：某科〔2023〕1号", "发布日期：2023年3月1日", "第一条 " + BODY, "第二条 " + BODY],
    [line for n in "一二三" for line in (f"{n}、培育企业", BODY, "牵头单位：区科技局", "责任单位：各镇")],
    [line for n in "一二三" for line in (f"（{n}）支持对象：企业。", BODY)],
    ["主要内容", BODY, "工作措施", BODY, "主要内容", BODY, "工作措施", BODY],
]  # fmt: skip


@pytest.mark.parametrize("lines", ORDINARY)
def test_ordinary_texts_stay_as_they_are(lines: list[str]) -> None:
    given = source(lines)
    assert mark_records(given).blocks == given.blocks
