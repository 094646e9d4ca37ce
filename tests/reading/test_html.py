"""Saved pages: the document out of the page around it, whatever program made the page."""

from __future__ import annotations

import re

import pytest

from tests.reading.conftest import POLICY, lines

TITLE, *BODY = POLICY
PARAGRAPHS = "".join(f"<p>　　{text}</p>" for text in BODY)
MENU = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>'
    '<li><a href="/fw">办事服务</a></li></ul></div>'
)
FOOT = (
    '<div class="foot"><p><a href="/map">网站地图</a>|<a href="/us">联系我们</a></p>'
    "<p>版权所有：望江区人民政府办公室，未经许可不得转载本网站的任何内容和图片，违者将依法追究责任。</p><p>某ICP备00000001号</p></div>"
)


def page(content: str, head: str = "") -> str:
    title = f"<title>{TITLE}_望江区人民政府门户网站</title>"
    head = f'<head><meta charset="utf-8">{title}{head}</head>'
    return f"<!DOCTYPE html><html>{head}<body>{MENU}{content}{FOOT}</body></html>"


def test_only_the_document_stays(read):
    source = read("a.html", page(f'<div id="zoom"><h1>{TITLE}</h1>{PARAGRAPHS}</div>'))
    assert lines(source) == list(POLICY)
    assert source.blocks[0].kind == "heading" and source.blocks[0].level == 1
    assert source.blocks[1].text.startswith("　　第一条"), "the indent stays"
    assert source.facts["title"].value == TITLE and source.facts["title"].origin == "markup"


def test_title_from_the_head_is_added_without_the_site_name(read):
    source = read("a.html", page(f'<div class="con">{PARAGRAPHS}</div>'))
    assert lines(source) == list(POLICY)


def test_text_in_one_block_with_br(read):
    text = "<br>".join("&nbsp;&nbsp;&nbsp;&nbsp;" + line for line in BODY)
    assert lines(read("a.html", page(f"<div><h2>{TITLE}</h2><span>{text}</span></div>"))) == list(POLICY)


def test_inline_tags_neither_break_nor_join(read):
    first = "<p><b>第一条</b>&nbsp;支持<span>科技<font>企业</font></span><a href='x'>孵化器</a>，建设载体。</p>"
    assert lines(read("a.html", first + "<p>第二条 另起一段。</p>")) == [
        "第一条 支持科技企业孵化器，建设载体。",
        "第二条 另起一段。",
    ]


def test_source_line_breaks_inside_chinese_vanish(read):
    assert lines(read("a.html", "<p>支持建设科技\n      企业孵化器和 AI\n平台</p>")) == [
        "支持建设科技企业孵化器和 AI 平台"
    ]


def test_form_around_the_whole_page_is_no_furniture(read):
    """ASP.NET pages and those of several Chinese systems put the article into a form."""
    form = f'<form name="_newscontent_fromname"><h1>{TITLE}</h1><div class="v_news_content">{PARAGRAPHS}</div></form>'
    assert lines(read("a.html", page(form))) == list(POLICY)


def test_paragraph_beside_the_main_element_stays(read):
    first, *rest = BODY
    inner = "".join(f"<p>{text}</p>" for text in rest)
    wrapped = f"<h1>{TITLE}</h1><div class='TRS_Editor'><p>{first}</p><div class='bd'>{inner}</div></div>"
    assert lines(read("a.html", page(wrapped))) == list(POLICY)


def test_last_article_in_a_division_of_its_own_stays(read):
    *most, last = BODY
    parts = f"<div class='c1'>{'<br>'.join(most)}</div><div class='c2'><div><p>{last}</p></div></div>"
    assert lines(read("a.html", page(f"<h1>{TITLE}</h1><div>{parts}</div>"))) == list(POLICY)


def test_hidden_text_leaves_but_not_a_hidden_article(read):
    spam = '<div style="display:none">某某体育官网，真人棋牌，欢迎注册，开户即送彩金，全网最高赔率，信誉保证。</div>'
    assert lines(read("a.html", page(f"<h1>{TITLE}</h1>{spam}<div>{PARAGRAPHS}</div>"))) == list(POLICY)
    article = f'<h1>{TITLE}</h1><div id="body" style="display: none">{PARAGRAPHS}</div>'
    assert lines(read("b.html", page(article))) == list(POLICY)


def test_lists_of_links_and_breadcrumbs_leave(read):
    links = "".join(
        f'<li><a href="/t{n}.html">望江区关于加强第{n}批科技项目管理的通知，请各单位遵照执行</a></li>' for n in range(8)
    )
    place = '<p>当前位置：<a href="/">首页</a> &gt; <a href="/zc">政策</a></p>'
    assert lines(read("a.html", page(f"{place}<h1>{TITLE}</h1><div>{PARAGRAPHS}</div><ul>{links}</ul>"))) == list(
        POLICY
    )


def test_cards_that_are_links_leave(read):
    cards = "".join(
        f'<a href="/{n}"><div>望江区召开第{n}次科技工作会议</div><div>会议要求，抓好落实。</div></a>' for n in range(4)
    )
    html = f"<h1>{TITLE}</h1><div>{PARAGRAPHS}</div><div class='other'>{cards}</div>"
    assert lines(read("a.html", page(html))) == list(POLICY)


def test_links_inside_the_text_stay(read):
    links = '<a href="1.doc">申报表.doc</a> <a href="2.doc">汇总表.doc</a> <a href="3.xls">名单.xls</a>'
    html = page(f"<h1>{TITLE}</h1><div>{PARAGRAPHS}<p>附件：{links}</p></div>")
    assert lines(read("a.html", html))[-1] == "附件：申报表.doc 汇总表.doc 名单.xls"


def test_information_table_becomes_facts(read):
    table = (
        "<table><tr><td>索 引 号：</td><td>K0001/2023-00012</td><td>发布机构：</td><td>望江区人民政府办公室</td></tr>"
        "<tr><td>文　　号：</td><td>望府办〔2023〕7号</td><td>成文日期：</td><td>2023年4月6日</td></tr>"
        f"<tr><td>名　　称：</td><td colspan=3>{TITLE}</td></tr>"
        "<tr><td>有效性：</td><td>有效</td><td>发布日期：</td><td>2023-04-10 09:12:33</td></tr></table>"
    )
    source = read("a.html", page(f"{table}<h1>{TITLE}</h1><div>{PARAGRAPHS}</div>"))
    assert lines(source) == list(POLICY)
    values = {key: fact.value for key, fact in source.facts.items()}
    assert values["issuer"] == "望江区人民政府办公室" and values["number"] == "望府办〔2023〕7号"
    assert values["issued"] == "2023-04-06" and values["published"] == "2023-04-10" and values["status"] == "有效"
    assert source.facts["issued"].quote == "成文日期：2023年4月6日"


def test_labels_glued_together_on_one_line(read):
    line = "<p>来源：望江区科技局<span>发布时间：2023-04-10</span><span>【字体：大 中 小】</span>浏览次数：17</p>"
    facts = read("a.html", page(f"<h1>{TITLE}</h1>{line}<div>{PARAGRAPHS}</div>")).facts
    assert facts["source"].value == "望江区科技局" and facts["published"].value == "2023-04-10"


def test_meta_tags_of_government_sites(read):
    head = (
        f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-04-10 10:00">'
        '<meta name="ContentSource" content="区科技局"><meta name="SiteName" content="望江区人民政府">'
    )
    facts = read("a.html", page(f"<div>{PARAGRAPHS}</div>", head)).facts
    assert {k: facts[k].value for k in ("title", "published", "source", "site")} == {
        "title": TITLE, "published": "2023-04-10", "source": "区科技局", "site": "望江区人民政府",
    }  # fmt: skip


def test_colons_in_the_text_are_no_information_table(read):
    body = "<p>名称：科技创新券。</p><p>施行日期：2023年5月1日。</p>" + PARAGRAPHS
    assert lines(read("a.html", page(f"<h1>{TITLE}</h1><div>{body}</div>")))[1:3] == [
        "名称：科技创新券。",
        "施行日期：2023年5月1日。",
    ]


def test_data_table_row_by_row(read):
    table = (
        "<table><tr><th rowspan=2>指标</th><th colspan=2>年度</th></tr><tr><th>2023年</th><th>2025年</th></tr>"
        "<tr><td><p>高新技术企业数</p><p>（家）</p></td><td>120</td><td>200</td></tr></table>"
    )
    source = read("a.html", page(f"<h1>{TITLE}</h1><div>{PARAGRAPHS}{table}</div>"))
    rows = [block for block in source.blocks if block.kind == "row"]
    assert [row.text for row in rows] == ["指标\t年度", "\t2023年\t2025年", "高新技术企业数 （家）\t120\t200"]


def test_table_that_only_places_the_page(read):
    left = "<td><a href=1>机构职能</a><br><a href=2>政策文件</a><br><a href=3>规划计划</a></td>"
    html = f"<table><tr>{left}<td><h1>{TITLE}</h1><table><tr><td>{PARAGRAPHS}</td></tr></table></td></tr></table>"
    assert lines(read("a.html", page(html))) == list(POLICY)


def test_numbered_lists_show_their_numbers(read):
    html = (
        "<ol><li>建设概念验证中心。</li><li>建设中试基地。</li></ol>"
        "<ol start=3><li>（三）已有编号。</li><li>四</li></ol>"
    )
    assert lines(read("a.html", html)) == ["1.建设概念验证中心。", "2.建设中试基地。", "（三）已有编号。", "4.四"]


def test_signature_behind_the_text_stays(read):
    html = f"<h1>{TITLE}</h1><div id=z>{PARAGRAPHS}</div><div>望江区人民政府</div><div>2023年4月6日</div>"
    assert lines(read("a.html", page(html))) == [*POLICY, "望江区人民政府", "2023年4月6日"]


def test_encodings_that_pages_declare(read):
    body = f"<h1>{TITLE}</h1>{PARAGRAPHS}"
    for declared, encoding in (("gb2312", "gb18030"), ("utf-8", "utf-8"), ("gb2312", "utf-8")):
        head = f'<head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head>'
        source = read("a.html", f"<html>{head}<body>{body}</body>".encode(encoding))
        assert (source.encoding, lines(source)) == (encoding, list(POLICY))


def test_traditional_page_in_big5(read):
    text = "為促進科技創新，對經認定的創新平台給予補助，並鼓勵企業與大學合作設立研究中心，推動技術成果的轉化和應用。"
    source = read("a.html", f'<meta charset="big5"><p>{text}</p><p>{text}</p>'.encode("big5"))
    assert (source.encoding, lines(source)) == ("big5", [text, text])


def test_page_saved_as_one_file(read):
    mhtml = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.wangjiang.example/t1.html\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n'
        "------b\r\nContent-Type: text/html\r\n"
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{page(PARAGRAPHS)}\r\n------b--\r\n"
    )
    source = read("a.mhtml", mhtml)
    assert lines(source) == list(POLICY)
    assert source.facts["url"].value == "https://www.wangjiang.example/t1.html" and source.format == "mhtml"


def test_address_that_browsers_note(read):
    address = "https://www.wangjiang.example/zwgk/t2.html"
    body = f"<html><head>{{}}</head><body>{PARAGRAPHS}</body></html>"
    notes = (f"<!-- saved from url=(0042){address} -->", f"<!--\n Page saved with SingleFile \n url: {address} \n-->")
    for note in notes:
        assert read("a.html", "<!DOCTYPE html>\n" + note + body.format("")).facts["url"].value == address
    link = f'<link rel="canonical" href="{address}">'
    assert read("b.html", body.format(link)).facts["url"].value == address


def test_endless_nesting_is_read_without_layout(read):
    for html in ("<div>" * 50_000, "".join(f"<font color={n}>" for n in range(5_000)), "<b>" * 50_000):
        source = read("a.html", f"{html}<p>支持建设科技企业孵化器。</p>")
        assert lines(source) == ["支持建设科技企业孵化器。"]
        assert [p.code for p in source.problems] == ["reading.html-too-deep"]


def test_deep_but_honest_nesting_keeps_its_text(read):
    source = read("a.html", "<div>" * 1_000 + "<p>支持建设<b>孵化器</b>。</p><p>第二段。</p>")
    assert lines(source) == ["支持建设孵化器。", "第二段。"] and not source.problems


def test_labels_that_recur_are_cards_and_no_information_table(read):
    card = "<p>{0}</p><p>发文机关：某局</p><p>文号：某科〔2023〕1号</p><p>发布日期：2023-3-1</p><p>支持内容：{1}</p>"
    text = "对新建的研发机构、众创空间和孵化器给予一次性补助，最高20万元。"
    page = read("卡片.html", f"<h1>某区惠企政策</h1>{card.format('补助', text)}{card.format('奖励', text)}")
    assert [b.text for b in page.blocks].count("文号：某科〔2023〕1号") == 2
    assert "issuer" not in page.facts


LABELLED = [
    ("h3", "标题：雏鹰企业培育"), ("p", "有效性：有效，每户奖励6万元"), ("p", "主题：对专精特新企业补助80万元"),
]  # fmt: skip
CARD = [
    ("h3", "政策标题：{}"), ("p", "发布机构：望江区{}局"), ("p", "发布日期：2023-0{}-01"),
    ("p", "1.在本区纳税"), ("p", "2.无失信记录"),
]  # fmt: skip
TWO_CARDS = [
    *[(tag, text.format(value)) for (tag, text), value in zip(CARD, ("雏鹰奖励", "科技", 3, "", ""), strict=True)],
    *[(tag, text.format(value)) for (tag, text), value in zip(CARD, ("总部奖励", "商务", 4, "", ""), strict=True)],
    ("p", "对总部企业奖励300万元"),
]  # fmt: skip
SHORT_CARDS = [pair for pair in TWO_CARDS if pair[1][0] not in "12"]
BESIDE = [
    ("p class=tools", "打印 关闭"), ("div class=position", "岗位补贴每月500元"),
    ("ul", "<li><a href=1>申报</a><a href=2>咨询</a></li>"),
    ("div", "企业上市奖励200万元"), ("div class=main", f"<p>{BODY[0]}</p><p>{BODY[1]}</p>"),
]  # fmt: skip


@pytest.mark.parametrize("elements", [LABELLED, TWO_CARDS, SHORT_CARDS, BESIDE])
def test_every_visible_word_of_the_content_stays(read, elements):
    """As text, or as furniture that is listed: nothing of the content area vanishes at reading."""
    inside = "".join(f"<{tag}>{text}</{tag.split()[0]}>" for tag, text in elements)
    source = read("a.html", page(f'<div id="zoom"><h1>{TITLE}</h1>{inside}</div>'))
    words = "".join("".join(line.split()) for line in lines(source))
    shown = [part for _, text in elements for part in re.split("<[^>]*>|[ 　]", text) if part]
    assert [part for part in shown if "".join(part.split()) not in words] == []


@pytest.mark.parametrize("elements", [LABELLED, TWO_CARDS, SHORT_CARDS])
def test_what_stands_in_the_text_is_no_fact_of_the_page(read, elements):
    inside = "".join(f"<{tag}>{text}</{tag}>" for tag, text in elements)
    source = read("a.html", page(f'<div id="zoom"><h1>{TITLE}</h1>{inside}</div>'))
    assert {"issuer", "published", "status", "subject"}.isdisjoint(source.facts)
    assert "furniture" not in {block.kind for block in source.blocks}


def test_an_information_table_inside_the_content_is_listed_as_furniture(read):
    table = "<p>发布机构：望江区科技局</p><p>文号：望科〔2023〕7号</p><p>发布日期：2023-04-10</p>"
    source = read("a.html", page(f'<div id="zoom"><h1>{TITLE}</h1>{table}{PARAGRAPHS}</div>'))
    assert source.facts["issuer"].value == "望江区科技局"
    assert [b.text for b in source.blocks if b.kind == "furniture"] == re.findall("<p>(.*?)</p>", table)
    assert [b.text.strip() for b in source.blocks if b.kind != "furniture"] == [line.strip() for line in POLICY]


@pytest.mark.parametrize(
    "crumb", ["您当前所在的位置：首页 > 动态 > 公告", "当前位置: 首页 » 通知公告", "您现在的位置：首页>公告"]
)
def test_a_breadcrumb_in_a_heading_is_no_title_and_a_headline_may_be_a_sentence(read, crumb):
    title = "孵化器租赁登记备案可以网办吗？您想了解的流程和材料都在这里！"
    page = (
        f"<html><head><title>{title}</title></head><body><div><h1>{crumb}</h1></div><div><h1>{title}</h1></div>"
        f"<div class='setFont'><span>A<sup>+</sup>大</span><span>A中</span></div>"
        f"<div><p>{POLICY[1]}</p><p>{POLICY[2]}</p></div></body></html>"
    )
    source = read("a.html", page)
    assert source.facts["title"].value == title
    assert not any("A+大" in block.text for block in source.blocks if block.kind != "furniture")
