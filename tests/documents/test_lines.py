"""What belongs to the page and what to the policy."""

from __future__ import annotations

import pytest

from compare.documents.lines import Mark, ends_like_office, has_spam, is_attachment, read_lines
from compare.model import Block
from tests.documents.drafting import BODY, source


def mark(line: str) -> Mark:
    """The mark that a line earns in the middle of a document."""
    lines = read_lines(source(["某区科技创新规划", BODY, line, BODY, BODY, BODY, BODY, BODY]))
    return next((x.mark for x in lines if x.first == 3), "furniture")


@pytest.mark.parametrize(
    "line",
    [
        "听全文", "• 分享到", "【字体: 大 中 小】", "来源: 某区融媒体中心", "发布时间:2024-05-06 10:20",
        "当前位置:首页 > 政务公开 > 规划计划", "扫一扫在手机打开当前页", "上一篇:关于召开会议的通知", "相关附件:",
        "粤ICP备00000000号-2",
        "主办单位:某区人民政府办公室", "Copyright © 2020-2024 某区 All Rights Reserved.", "- 12 -", "第 3 页", "——————",
        "(此件主动公开)", "抄送:区委各部门,区人大常委会办公室。", "网站首页 - 关于本站 - 联系方式 - 站点导航",
        "Baidu", "浏览次数:120次",
        "附件1:申报表.docx", "相关报道:", "各位代表!",
    ],
)  # fmt: skip
def test_page_furniture_is_no_text(line: str) -> None:
    assert mark(line) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "拓宽科技人才来源,发布年度紧缺岗位目录。",
        "来源清晰、权属明确的成果优先纳入转化清单,并定期向社会发布。",
        "加强与友好城市的链接,支持企业走出去。",
        "打印机产业园建设提速,配套企业加快集聚。",
        "关于我们提出的目标,各镇要细化分解。",
        "一、打造太阳城创新小镇",
    ],
)
def test_sentences_that_contain_such_words_stay(line: str) -> None:
    assert mark(line) == "body"


def test_a_line_with_a_betting_site_is_spam_but_a_long_sentence_is_not() -> None:
    assert mark("开云科技与产业融合-kaiyun官方") == "spam"
    assert has_spam("某市ＫＡＩＹＵＮ网")
    assert (
        mark(
            "金沙娱乐场所周边环境整治工作由区文旅部门会同公安机关负责,依法开展专项检查,发现问题及时整改,确保取得实效。"
        )
        == "body"
    )


def test_a_notice_is_peeled() -> None:
    lines = read_lines(source(
        "望江区人民政府办公室关于印发《望江区科技创新规划》的通知\n各镇人民政府、街道办事处,区直各单位:\n"
        f"现将《望江区科技创新规划》印发给你们,请贯彻执行。\n望江区人民政府办公室\n2024年5月6日\n{BODY}\n{BODY}"
    ))  # fmt: skip
    assert [x.mark for x in lines] == ["body", "salutation", "body", "signature", "date", "body", "body"]


@pytest.mark.parametrize("line", ["2024年5月6日", "二〇二四年五月六日", "(2024年5月6日)", "２０２４年５月"])
def test_dates_on_lines_of_their_own(line: str) -> None:
    assert mark(line) == "date"


def test_only_what_can_sign_is_a_signature() -> None:
    lines = read_lines(source(f"{BODY}\n要按期完成任务,确保见到实效,各部门务必落实\n2024年5月6日\n{BODY}"))
    assert lines[1].mark == "body"
    assert ends_like_office("望江区科技局")
    assert not ends_like_office("望江区某某网")


def test_the_enactment_line_of_a_regulation() -> None:
    assert mark("(2023年5月6日望江区第三届人民代表大会常务委员会第五次会议通过)") == "enactment"


TOC = [
    "目 录",
    "前 言......1",
    "第一章 发展基础······2",
    "第一节 现状-7-",
    "第二章 重点任务 12",
    "第三章 保障措施- 20 -",
]
BARE_TOC = ["目录", "前言", "一、发展基础", "(一)现状", "二、重点任务", "三、保障措施"]


def test_contents_with_page_numbers_are_marked() -> None:
    lines = read_lines(source(["望江区科技创新规划", *TOC, "前 言", BODY, "第一章 发展基础", BODY]))
    assert [x.mark for x in lines] == ["body", "furniture", *["toc"] * 5, "body", "body", "body", "body"]


def test_contents_without_page_numbers_end_where_the_text_begins() -> None:
    text = ["望江区科技创新规划", *BARE_TOC, "前言", "第一段。" + BODY, "一、发展基础", "(一)现状", "第二段。" + BODY,
            "二、重点任务", "第三段。" + BODY, "三、保障措施", "第四段。" + BODY]  # fmt: skip
    lines = read_lines(source(text))
    assert [x.first for x in lines if x.mark == "toc"] == [3, 4, 5, 6, 7]
    assert [x.text for x in lines[7:9]] == ["前言", "第一段。" + BODY]
    assert all(x.mark == "body" for x in lines[7:])


def test_two_lines_that_end_in_numbers_are_no_contents() -> None:
    lines = read_lines(source([BODY, "高新技术企业 320", "省级以上平台 45", BODY]))
    assert all(x.mark == "body" for x in lines)


def test_a_copyright_block_runs_to_the_end_unless_numbered_text_follows() -> None:
    tail = ["版权声明:", "凡注明来源的文字,未经书面许可不得转载,违者追究责任,特此声明,请各媒体遵照执行。", "联系方式"]
    lines = read_lines(source([BODY] * 8 + tail))
    assert [x.mark for x in lines[8:]] == ["furniture"] * 3
    lines = read_lines(source([BODY] * 8 + tail + ["四、完善科技金融服务体系"]))
    assert lines[-1].mark == "body"


def test_attachments_are_named_on_short_lines() -> None:
    attached = read_lines(
        source(["附件1:全区重点企业名单", "附件所列项目由各镇组织实施,并按季度报送进展。", "附属医院改革试点"])
    )
    assert [is_attachment(x) for x in attached] == [True, False, False]


def test_lines_keep_number_width_and_indent() -> None:
    (line,) = read_lines(source([Block("　　支持　企业\u200b创新。  ", 7)]))
    assert (line.text, line.first, line.last, line.width, line.indent) == ("支持 企业创新。", 7, 7, 11, 2)


def test_a_note_of_the_markup_is_a_note() -> None:
    assert read_lines(source([Block("数据不含开发区", kind="note")]))[0].mark == "note"
