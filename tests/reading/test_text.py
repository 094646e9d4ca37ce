"""Plain text, Markdown and encodings."""

from __future__ import annotations

import pytest

from compare.model import Block
from compare.reading.encoding import decode
from tests.reading.conftest import POLICY, lines

WORDS = "关于促进科技企业孵化器高质量发展的若干措施，对新认定的给予奖励。"


def test_leading_blanks_stay_and_invisible_characters_go(read):
    source = read("a.txt", "\ufeff　　一、总体\u200b要求\x07 \t\n\xa0 1.建设\xad平台\u3000\n")
    assert [block.text for block in source.blocks] == ["　　一、总体要求", "\xa0 1.建设平台"]


def test_soft_breaks_make_lines_of_the_same_number(read):
    source = read("a.txt", "甲\x0b乙\u2028丙\n丁\x0c戊")
    assert [(b.line, b.text) for b in source.blocks] == [(1, "甲"), (1, "乙"), (1, "丙"), (2, "丁"), (2, "戊")]


def test_page_markers_of_converted_pdf_are_no_lines(read):
    marks = ("# Page 12:", "--- 第3页 ---", "== Page 4 of 9 ==", "[Page 5]", "## page 6")
    for name in ("a.txt", "a.md"):
        source = read(name, "\n".join(f"{mark}\n支持企业{n}" for n, mark in enumerate(marks)))
        assert lines(source) == [f"支持企业{n}" for n in range(5)]
        assert all(block.wrapped for block in source.blocks) and source.blocks[-1].line == 10
    assert lines(read("b.txt", "第3页\n# 3\nPage 3 说明")) == ["第3页", "# 3", "Page 3 说明"]


def test_markdown(read):
    text = (
        "---\ntitle: 望江区条例\n发布日期: 2023/4/6\nfoo: bar\n---\n# 望江区条例 #\n"
        "<!-- 目录\n完 -->\n## 第一章  总则\n\n\u200b\n"
        "**第一条** 为了促进[科技创新](http://a.b/c)，制定本条例\\*。![图](a.png)\n---\n"
        "| 指标 | 2025年 |\n|:---|---:|\n| R\\|D | 3% |\n"
        "> 引文\n- 1.5亿元\n1. 其一<br>\n#第二章 紧挨\n#5 不是标题\n```\n代码\n```\n"
    )
    source = read("a.md", text)
    assert source.blocks == (
        Block("望江区条例", 6, kind="heading", level=1), Block("第一章  总则", 9, kind="heading", level=2),
        Block("第一条 为了促进科技创新，制定本条例*。", 12), Block("指标\t2025年", 14, kind="row"),
        Block("R|D\t3%", 16, kind="row"), Block("引文", 17), Block("- 1.5亿元", 18), Block("1. 其一", 19),
        Block("#第二章 紧挨", 20), Block("#5 不是标题", 21),
        Block("代码", 23),
    )  # fmt: skip
    assert {key: fact.value for key, fact in source.facts.items()} == {"title": "望江区条例", "published": "2023-04-06"}


def test_an_open_comment_hides_the_rest(read):
    assert lines(read("a.md", "甲\n<!-- 乙\n丙")) == ["甲"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings_are_found_and_named(read, encoding):
    source = read("a.txt", (WORDS * 3).encode(encoding))
    assert lines(source) == [WORDS * 3]
    assert source.encoding == {"gbk": "gb18030"}.get(encoding, encoding) and not source.problems


def test_short_and_ascii_texts():
    for text, encoding in (("人才", "gb18030"), ("第一条", "utf-8"), ("R&D 3.5%", "utf-8"), ("", "utf-8")):
        found = decode(text.encode(encoding))
        assert found is not None and (found.text, found.encoding) == (text, encoding)


def test_lists_of_rare_characters():
    names = "\n".join("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜" * 5)
    found = decode(names.encode("gbk"))
    assert found is not None and (found.text, found.encoding) == (names, "gb18030")


def test_characters_beyond_gbk_survive():
    text = WORDS + "支持𬭎达公司㎡①⑳"
    found = decode(text.encode("gb18030"))
    assert found is not None and found.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_damage_is_reported_with_its_line(read, encoding):
    text = "\n".join([WORDS] * 5)
    source = read("a.txt", text.encode(encoding)[:-1])
    assert source.blocks[-1].text.endswith("\ufffd") and source.blocks[-1].text[:-1] == WORDS[:-1]
    problem = source.problems[0]
    assert (problem.code, problem.place.line, dict(problem.details)["encoding"]) == (
        "reading.damaged-characters",
        5,
        encoding,
    )


def test_what_is_no_text_is_refused(fail):
    assert fail("a.txt", bytes(range(256)) * 20).code == "reading.not-text"
    assert fail("b.txt", b"\x00\x01\x02\x03" * 500).code == "reading.not-text"
    assert fail("c.txt", WORDS.encode()[:40] + b"\xff\xfe\xfa\xf0" * 50).code == "reading.not-text"
    assert fail("d.txt", b"").code == "reading.empty"
    assert fail("e.txt", "\ufeff \u200b\n\n　").code == "reading.no-text"


def test_policy_keeps_its_articles(read):
    assert lines(read("a.txt", "\n\n".join(POLICY))) == list(POLICY)


READER = """Title: 望江区促进科技创新若干措施-望江区人民政府门户网站

URL Source: http://www.example.gov.cn/1.html

Published Time: {time}

Markdown Content:
*   [要闻](http://a.example/1)
*   [通知](http://a.example/2)
*   [公告](http://a.example/3)

# 望江区促进科技创新若干措施

第一条 对**高新技术企业**给予奖励，详见[附件](http://a.example/4)。

[申报表.docx](http://a.example/1.docx)
[汇总表.docx](http://a.example/2.docx)
[说明.pdf](http://a.example/3.pdf)
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("time", ["2024-01-15T08:00:00+08:00", "Mon, 15 Jan 2024 08:00:00 GMT"])
def test_the_head_of_a_page_reader_is_facts_and_its_menus_are_furniture(read, name, time):
    source = read(name, READER.format(time=time))
    assert {key: fact.value for key, fact in source.facts.items()} == {
        "title": "望江区促进科技创新若干措施", "url": "http://www.example.gov.cn/1.html", "published": "2024-01-15",
    }  # fmt: skip
    kept = [(b.line, b.text) for b in source.blocks if b.kind != "furniture"]
    assert kept[:2] == [(12, "望江区促进科技创新若干措施"), (14, "第一条 对高新技术企业给予奖励，详见附件。")]
    assert [text for _, text in kept[2:]] == ["申报表.docx", "汇总表.docx", "说明.pdf"]


@pytest.mark.parametrize("head", ["Title: 一份文件\n", "标题：一份文件\n来源：某局\n"])
def test_other_labels_above_a_text_stay_in_it(read, head):
    assert len(read("a.txt", head + WORDS).blocks) == head.count("\n") + 1


def test_front_matter_by_names_of_data(read):
    head = [
        "---",
        "title: '甲'",
        "source_url: http://x.example/1",
        "pubDate: 2024-05-06",
        "region: 望江区",
        "doc_no: 望〔2024〕3号",
    ]
    source = read("a.md", "\n".join([*head, "---", WORDS]))
    assert {key: fact.value for key, fact in source.facts.items()} == {
        "title": "甲", "url": "http://x.example/1", "published": "2024-05-06", "district": "望江区",
        "number": "望〔2024〕3号",
    }  # fmt: skip
    assert lines(source) == [WORDS]


HEAD = """索引号：K2023-7
发布机构：某市科学技术局
成文日期：2023年4月6日 发布日期：2023年4月12日
文号：某科规〔2023〕2号
"""


def test_the_table_copied_above_a_plain_text_gives_its_facts(read):
    facts = {
        key: fact.value
        for key, fact in read("a.txt", HEAD + "某市科技创新券管理办法\n第一条 发放创新券。").facts.items()
    }
    assert (facts["issuer"], facts["issued"], facts["published"]) == ("某市科学技术局", "2023-04-06", "2023-04-12")
    assert facts["number"] == "某科规〔2023〕2号"


@pytest.mark.parametrize(
    "text",
    [
        "发布机构：某市科学技术局\n成文日期：2023年4月6日\n第一条 发放创新券。",
        HEAD + "支持研发。\n" + HEAD + "支持孵化。",
        "要求：加快推进。\n任务：抓好落实。\n范围：全市。",
    ],
    ids=["too few labels", "cards", "no names of facts"],
)
def test_other_labelled_lines_are_text(read, text):
    assert read("a.txt", text).facts == {}
