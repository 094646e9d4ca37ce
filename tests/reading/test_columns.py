"""Which columns of a table hold the text."""

from __future__ import annotations

import json

import pytest

from compare.model import Source
from compare.problems import Problem, problem_sentence
from compare.reading import read_sources
from tests.reading.conftest import items, lines

TEXT = "一、对首次认定的高新技术企业给予20万元奖励。"
VECTOR = [n / 500 for n in range(300)]
OTHERS = {
    "vector": VECTOR,
    "vector as text": json.dumps(VECTOR),
    "base64": "UEsDBBQABgAIAAAAIQ" * 40,
    "hash": "d41d8cd98f00b204e9800998ecf8427e",
    "address": "http://www.example.gov.cn/" + "a" * 300,
}


def read(folder, records):
    found = items(folder, "库.json", json.dumps(records, ensure_ascii=False))
    return [x for x in found if isinstance(x, Source)], [x for x in found if isinstance(x, Problem)]


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", ["content", "正文", "资料"])
def test_what_holds_no_words_is_no_text_whatever_its_name(tmp_path, other, name):
    (source,), _ = read(tmp_path, [{"title": "某区措施", name: OTHERS[other], "original": TEXT}])
    assert lines(source) == [TEXT]


@pytest.mark.parametrize(
    "name", ["original", "content_clean", "article", "contentText", "policy_text", "正文内容", "文件全文"]
)
def test_names_of_whole_texts(tmp_path, name):
    (source,), problems = read(
        tmp_path, [{"标题": "某区措施", "摘要": "某区出台措施，支持科技企业发展壮大。", name: TEXT}]
    )
    assert lines(source) == [TEXT] and source.entry == "" and not problems


def test_a_whole_text_that_is_empty_yields_to_the_next(tmp_path):
    sources, _ = read(tmp_path, [{"content": "", "content_html": f"<p>{TEXT}</p><p>二、附则。</p>"}, {"content": TEXT}])
    assert [lines(source) for source in sources] == [[TEXT, "二、附则。"], [TEXT]]


PARTS = {"城市": "广州市", "区县": "花都区", "政策名称": "安家补贴", "申请条件": "在本区连续工作满一年。",
         "补贴对象": "全日制博士", "补贴内容": "博士10万元，分三年发放。", "备注": "以通知为准，请留意。"}  # fmt: skip


def test_what_is_given_and_its_conditions_are_parts_below_their_names(tmp_path):
    (source,), problems = read(tmp_path, [PARTS])
    assert [(b.kind, b.text) for b in source.blocks] == [
        ("heading", "申请条件"), ("fact", "在本区连续工作满一年。"), ("heading", "补贴对象"), ("fact", "全日制博士"),
        ("heading", "补贴内容"), ("text", "博士10万元，分三年发放。"),
    ]  # fmt: skip
    assert source.entry == "parts" and not problems
    assert [source.facts[key].value for key in ("district", "city", "title")] == ["花都区", "广州市", "安家补贴"]


@pytest.mark.parametrize(
    "names",
    [
        ("条件", "支持标准"),
        ("资格要求", "奖励金额"),
        ("eligibility", "subsidy_amount"),
        ("享受人群", "扶持措施"),
        ("申报材料", "内容"),
    ],
)
def test_parts_by_other_names(tmp_path, names):
    condition, grant = names
    (source,), _ = read(tmp_path, [{"地区": "花都区", condition: "注册满一年。", grant: "给予10万元。"}])
    kinds = {block.text: block.kind for block in source.blocks}
    assert (kinds["注册满一年。"], kinds["给予10万元。"]) == ("fact", "text")


def test_a_sum_among_the_conditions_is_no_fact_and_a_part_said_twice_stands_once(tmp_path):
    (source,), _ = read(
        tmp_path,
        [
            {
                "区县": "花都区",
                "支持对象": "对瞪羚企业给予10万元奖励。",
                "支持内容": "给予10万元奖励。",
                "支持标准": "给予10万元奖励。",
            }
        ],
    )
    assert [(b.kind, b.text) for b in source.blocks if b.kind != "heading"] == [("text", "对瞪羚企业给予10万元奖励。")]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("文档标题", "title"), ("docTitle", "title"), ("政策文件标题", "title"), ("出处链接", "url"),
        ("sourceUrl", "url"),
        ("政策来源链接", "url"), ("发布机构", "issuer"), ("agency", "issuer"), ("制定部门", "issuer"),
        ("政策文号", "number"),
        ("doc_no", "number"), ("颁布时间", "issued"), ("publishTime", "published"), ("网页发布时间", "published"),
        ("所属地区", "district"), ("所属区", "district"), ("所在县", "district"), ("归属区县", "district"),
        ("属地", "district"), ("所在区县名称", "district"), ("城市", "city"), ("省份", "province"),
    ],
)  # fmt: skip
def test_columns_by_meaning(tmp_path, name, key):
    value = "2024-03-01" if key in ("issued", "published") else "http://x.example/1" if key == "url" else "某某"
    (source,), _ = read(tmp_path, [{name: value, "正文": TEXT}])
    assert source.facts[key].value == value


def test_cells_that_say_more_than_their_name(tmp_path):
    record = {
        "来源": "http://x.example/1",
        "有效期": "2024年1月1日至2026年12月31日",
        "发布时间": 1709222400000,
        "正文": TEXT,
    }
    (source,), _ = read(tmp_path, [record])
    facts = {key: fact.value for key, fact in source.facts.items()}
    assert facts == {
        "url": "http://x.example/1",
        "effective": "2024-01-01",
        "expires": "2026-12-31",
        "published": "2024-03-01",
    }
    (source,), _ = read(tmp_path, [{"有效期": "长期有效", "地区": "广州市", "区县": "花都区", "正文": TEXT}])
    assert {key: fact.value for key, fact in source.facts.items()} == {"district": "花都区", "city": "广州市"}


@pytest.mark.parametrize(
    "cell",
    [
        "&lt;p&gt;一、支持。&lt;/p&gt;&lt;p&gt;二、附则。&lt;/p&gt;",
        "一、支持。\\n二、附则。",
        "<P>一、支持。</P><P>二、附则。</P>",
    ],
)
def test_markup_and_breaks_of_a_cell(tmp_path, cell):
    (source,), _ = read(tmp_path, [{"标题": "甲", "正文": cell}])
    assert lines(source) == ["一、支持。", "二、附则。"]


def test_a_page_in_a_cell_is_read_as_a_page(tmp_path):
    menu = "".join(f'<a href="/{n}">栏目{n}</a>' for n in range(5))
    page = f"<div class='nav'>{menu}</div><div><p>{TEXT}</p><table><tr><td>博士</td><td>10万元</td></tr></table></div>"
    (source,), _ = read(tmp_path, [{"标题": "甲", "正文": page}])
    assert [(b.kind, b.text) for b in source.blocks] == [("text", TEXT), ("row", "博士\t10万元")]


def said(problems):
    return [problem_sentence(problem, "zh") for problem in problems]


def test_messages_name_the_option_with_the_users_own_columns(tmp_path):
    _, problems = read(tmp_path, [{"编码": "a1", "事由": "甲"}])
    assert "--columns text=事由" in said(problems)[0]
    _, problems = read(tmp_path, [{"事由 说明": "甲"}])
    assert '--columns "text=事由 说明"' in said(problems)[0]
    _, problems = read(tmp_path, [{"甲": "花都区", "事由": "支持企业建设重点实验室，给予补助。"}])
    assert [p.code for p in problems] == ["reading.text-column-guessed"] and "--columns text=事由" in said(problems)[0]


def test_columns_of_the_user(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲,乙,丙,丁\n花都区,给予10万元。,注册满一年。,正文\n", encoding="utf-8")
    (source,) = read_sources([path], columns={"full_text": "乙", "地区": "甲"})
    assert lines(source) == ["给予10万元。"] and source.facts["district"].value == "花都区"
    (source,) = read_sources([path], columns={"text": "乙+丙"})
    assert lines(source) == ["乙", "给予10万元。", "丙", "注册满一年。"]
    problem, _ = read_sources([path], columns={"text": "乙", "title": "没有的列"})
    assert isinstance(problem, Problem) and problem.code == "reading.no-such-column"
