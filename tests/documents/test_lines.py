"""What belongs to the page and what to the policy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.chinese.normalize import fold
from compare.documents.lines import Line, Mark, ends_in, ends_like_office, has_spam, is_attachment, read_lines
from compare.model import Block
from tests.documents.drafting import BODY, document, source


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
        "Baidu", "浏览次数:120次", "您当前所在的位置:首页 > 动态 > 公告", "您所在的栏目:政务公开 › 规划",
        "发表时间:2023-07-27 09:46:26 信息来源:某局 浏览量:33", "A+大 A中 A-小", "字号:[大 中 小] 打印 关闭",
        "分享到: 微信 微博 打印本页", "打印本页 关闭窗口", "阅读量:120",
        "附件1:申报表.docx", "相关报道:", "各位代表!",
        "人民代表大会第三次会议上", "望江省省长 李明远", "望江市市长 王 立",
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
        "人民代表大会第三次会议上通过的科技创新条例要抓紧落实",
        "推行市长 企业家恳谈会制度,解决创业难题",
    ],
)
def test_sentences_that_contain_such_words_stay(line: str) -> None:
    assert mark(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "相关担保公司为科创企业提供担保的,按担保额的2%给予补贴。",
        "对当年取得ICP证的互联网企业,一次性奖励8万元。",
        "粤ICP证企业落户的,享受办公用房免租。",
        "来源:镇财政统筹安排资金300万元",
        "来源:由市区两级财政共同承担",
        "地址:落户创业园的企业免租两年",
        "电话:为呼叫中心企业减免线路费用",
        "时间:每年5月集中受理,9月拨付奖金15万元。",
        "主办:对承接学术年会的单位补贴12万元",
        "日期:2024年起实行随报随审",
        "建设运维:对机房改造给予支持",
        "版权所有人首次登记软件的,每件奖励0.2万元",
        "年度浏览次数超过100万次的科普平台可申请资助",
        "【加快引进高端人才】",
        "相关政策:新认定的瞪羚企业奖励30万元",
        "http://www.example.gov.cn/）提交申请表,勾选拟兑现的项目,上",
        "2025年9月30日前,完成镇级科技专项办法修订并公布。",
        "2025年7月1日起对成果登记实行网上办理并公布",
        "2025年8月31日区科技局完成专项办法修订",
        "政策解读、",
    ],
)  # fmt: skip
def test_what_gives_an_order_or_a_sum_or_is_a_sentence_stays(line: str) -> None:
    assert mark(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "来源:市发展和改革局", "来源:建设局办公室",
        "下一篇:加快建设科技园区",
        "相关链接:推进科技创新的若干意见", "日期:2018-10-08 15 【字体:", "时间:2026-01-22", "https://www.example.gov.cn/a/b.html",
        "版权所有 未经书面许可不得转载。", "抄送:区委各部门。",
    ],
)  # fmt: skip
def test_furniture_with_the_words_of_measures_goes(line: str) -> None:
    assert mark(line) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "地址:望江区科创路8号", "联系电话:0750-0000000", "联系人:陈某,电话:0750-0000000", "咨询电话:0750-0000000",
        "联系人:李某", "(规划科,李某,0750-0000000)", "(高新科 李某 0000000;农村科 陈某 0000001)",
    ],
)  # fmt: skip
def test_whom_to_call_goes_with_a_reason_of_its_own(line: str) -> None:
    assert mark(line) == "contact"


def test_whom_to_call_is_no_part_of_the_measure_above_nor_of_the_one_below() -> None:
    measures = ["支持企业与高校共建中试基地，面向社会开放。", "推广科技创新券，实现跨市通用通兑。"]
    found = document(
        ["某区科技创新规划", measures[0], "(规划科，", "李某，0750-0000000)", measures[1], "(规划科负责落实)"]
    )
    assert [p.text for p in found.paragraphs][:2] == measures
    assert [o.text for o in found.omissions if o.why == "contact"] == ["(规划科，", "李某，0750-0000000)"]


@pytest.mark.parametrize(
    "calls", ["(规划科，李某，0750-0000000)", "（联系人：李某 0750-0000000）", "(规划科 李某 0000000)。"]
)
def test_whom_to_call_behind_a_measure_is_cut_off(calls: str) -> None:
    measure = "支持企业与高校共建中试基地，面向社会开放。"
    found = document(["某区科技创新规划", measure + calls, BODY])
    assert [p.text for p in found.paragraphs] == [measure, BODY]
    assert [o.text for o in found.omissions if o.why == "contact"] == [calls]


@pytest.mark.parametrize(
    "bracket",
    [
        "(面积2026平方米)",
        "（牵头单位：区科技局，电话：0750-0000000）",
        "(咨询电话可在网站0000000查询)",
    ],
)
def test_a_bracket_that_says_more_stays_with_the_measure(bracket: str) -> None:
    measure = f"支持企业与高校共建中试基地，面向社会开放。{bracket}"
    assert document(["某区科技创新规划", measure, BODY]).paragraphs[0].text == measure


def test_a_number_within_the_sentence_of_a_measure_stays_with_it() -> None:
    measure = "支持企业与高校共建中试基地(规划科，李某，0750-0000000)。"
    assert document(["某区科技创新规划", measure, BODY]).paragraphs[0].text == measure


def test_a_line_with_a_betting_site_is_spam_but_a_long_sentence_is_not() -> None:
    assert mark("开云科技与产业融合-kaiyun官方") == "spam"
    assert has_spam(fold("某市ＫＡＩＹＵＮ网"))
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


def test_a_date_inside_a_sentence_is_text() -> None:
    for cut in (["力争于", "2025年12月31日", "前建成投用。"], ["本措施自", "2025年1月1日", "起施行。"]):
        assert [x.mark for x in read_lines(source([BODY, *cut, BODY]))] == ["body"] * 5
    front = read_lines(source([BODY, "望江区科技局", "2024年5月6日", "前言", BODY]))
    assert [x.mark for x in front] == ["body", "signature", "date", "body", "body"]


def test_only_what_can_sign_is_a_signature() -> None:
    lines = read_lines(source(f"{BODY}\n要按期完成任务,确保见到实效,各部门务必落实\n2024年5月6日\n{BODY}"))
    assert lines[1].mark == "body"
    assert ends_like_office("望江区科技局")
    assert not ends_like_office("望江区某某网")


@pytest.mark.parametrize(
    "line",
    [
        "设立镇科技创新委员会", "组建数字经济办公室", "成立成果转化促进中心", "高标准建设智能装备研究院",
        "与高校共建技术转移中心",
        "打造孵化载体集聚中心", "对入驻企业给予房租补贴的中心", "首次认定奖励10万元",
    ],
)  # fmt: skip
def test_a_measure_signs_nothing(line: str) -> None:
    lines = read_lines(source([BODY, line, "望江区人民政府办公室", "2024年5月6日"]))
    assert [x.mark for x in lines] == ["body", "body", "signature", "date"]


@pytest.mark.parametrize(
    "office",
    [
        "发展改革委",
        "望江区住房和城乡建设局",
        "建设局",
        "推进职能转变工作领导小组办公室",
        "望江区文明城市创建工作领导小组",
    ],
)
def test_offices_named_with_a_verb_sign(office: str) -> None:
    lines = read_lines(source([BODY, office, "2024年5月6日"]))
    assert [x.mark for x in lines] == ["body", "signature", "date"]


def test_a_date_amid_the_numbers_is_no_signature_date() -> None:
    numbered = ["一、科技平台", "智能装备研究院", "2024年5月6日", "二、科技金融"]
    assert read_lines(source([BODY, *numbered, BODY]))[2].mark == "body"
    plan = ["一、请认真落实", "望江区科技局", "2024年5月6日", "一、总体要求"]
    assert read_lines(source([BODY, *plan, BODY]))[2].mark == "signature"


@pytest.mark.parametrize(
    "line",
    [
        "各有关部门和企业应当落实下列扶持政策:",
        "对各类企业单位:",
        "各镇街道要做好以下工作:",
        "各有关单位可以按照条件申报:",
    ],
)
def test_a_lead_in_sentence_calls_nobody(line: str) -> None:
    lines = read_lines(source(["望江区科技创新规划", line, BODY]))
    assert lines[1].mark == "body"


def test_addressees_stand_before_the_text_or_below_a_title() -> None:
    called = "各镇人民政府、街道办事处:"
    lines = read_lines(source([BODY, called, "关于申报平台的通知", called, BODY]))
    assert [x.mark for x in lines] == ["body", "body", "body", "salutation", "body"]


@pytest.mark.parametrize(
    "line",
    ["(2023年5月6日望江区第三届人民代表大会常务委员会第五次会议通过)", "2020年3月1日国务院令第700号公布",
     "2021年6月2日区人民政府常务会议修订"],
)  # fmt: skip
def test_the_enactment_line_of_a_regulation(line: str) -> None:
    assert mark(line) == "enactment"


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


def test_falling_numbers_at_the_ends_of_lines_are_no_contents() -> None:
    lines = read_lines(source([BODY, "1.国家级平台 500", "2.省级平台 200", "3.市级平台 100", BODY]))
    assert all(x.mark == "body" for x in lines)


def test_two_lines_that_end_in_numbers_are_no_contents() -> None:
    lines = read_lines(source([BODY, "高新技术企业 320", "省级以上平台 45", BODY]))
    assert all(x.mark == "body" for x in lines)


def test_a_copyright_block_runs_to_the_end_unless_numbered_text_follows() -> None:
    tail = ["版权声明:", "凡注明来源的文字,未经书面许可不得转载,违者追究责任,特此声明,请各媒体遵照执行。", "联系方式"]
    lines = read_lines(source([BODY] * 8 + tail))
    assert [x.mark for x in lines[8:]] == ["furniture"] * 3
    lines = read_lines(source([BODY] * 8 + tail + ["四、完善科技金融服务体系"]))
    assert lines[-1].mark == "body"


@pytest.mark.parametrize(
    "line",
    [
        "对连续两年主办创新大赛的机构,每场补助15万元。",
        "建设中试基地",
        "最高奖励50万元",
        "入驻企业名单由园区按季度核定后统一发布。",
    ],
)
def test_no_tail_swallows_a_measure(line: str) -> None:
    for head in ("主办单位:望江区科技局", "版权声明:", "相关资讯:"):
        assert read_lines(source([BODY] * 8 + [head, "联系方式", line]))[-1].mark == "body"


def test_links_of_a_tail_are_no_measures() -> None:
    tail = ["相关资讯:", "推进平台建设的若干意见", "支持企业上云 2024-05-06", "如有疑问请联系本网站的管理人员。"]
    assert [x.mark for x in read_lines(source([BODY] * 8 + tail))[8:]] == ["furniture"] * 4


def test_figures_below_names_are_no_page_numbers() -> None:
    lines = ["国家级平台", "600", "万元", "省级平台", "300", "市级平台", "150", BODY]
    assert all(x.mark == "body" for x in read_lines(source([BODY, *lines])))
    assert all(x.mark == "body" for x in read_lines(source([BODY, "(三)建成", "2", "00", "套公寓。", BODY])))
    assert all(x.mark == "body" for x in read_lines(source([BODY, "市级平台", "150", BODY])))


@pytest.mark.parametrize("pages", [["1"], ["2"], ["1", "2"], ["7"], ["12", "13", "14"]])
def test_page_numbers_count(pages: list[str]) -> None:
    text = [line for page in pages for line in (BODY, page)]
    marks = [x.mark for x in read_lines(source([BODY, *text, BODY])) if x.text in pages]
    assert marks == ["furniture"] * len(pages)


def test_attachments_are_named_on_short_lines() -> None:
    attached = read_lines(
        source(
            [
                "附件1:全区重点企业名单",
                "附件所列项目由各镇组织实施,并按季度报送进展。",
                "附属医院改革试点",
                "附件2所列企业",
                "附件2 企业每家奖励5万元",
            ]
        )
    )
    assert [is_attachment(x) for x in attached] == [True, False, False, False, False]


def test_lines_keep_number_width_and_indent() -> None:
    (line,) = read_lines(source([Block("　　支持　企业\u200b创新。  ", 7)]))
    assert (line.text, line.first, line.last, line.width, line.indent) == ("支持 企业创新。", 7, 7, 11, 2)


def test_a_note_of_the_markup_is_a_note() -> None:
    assert read_lines(source([Block("数据不含开发区", kind="note")]))[0].mark == "note"


def test_a_line_keeps_its_prepared_text_while_its_words_stay() -> None:
    line = read_lines(source([BODY]))[0]
    assert replace(line, mark="title").words is line.words
    assert replace(line, text="附则").words.folded == "附则"


def test_rare_rules_are_asked_of_the_line_that_holds_their_words() -> None:
    lines = read_lines(source(["某区科技创新规划", BODY, "必威体育", "浏览次数:12", BODY, "——", BODY, BODY, BODY]))
    assert [x.mark for x in lines] == [
        "body", "body", "spam", "furniture", "body", "furniture", "body", "body", "body"
    ]  # fmt: skip


def test_a_line_with_another_mark_keeps_what_was_prepared() -> None:
    """Marking asks nothing of a line again: its folded words and its number go with it."""
    line = Line("（二）支持企业建设研发机构", 3, 3, 13, 0)
    number = line.label
    marked = line.marked("toc")
    assert (marked.mark, line.mark, marked.text) == ("toc", "body", line.text)
    assert marked.words is line.words
    assert number is not None and marked.label is number


def test_a_line_that_says_more_is_prepared_anew() -> None:
    """Words and number are those of the new text."""
    line = Line("2.", 3, 3, 2, 0)
    assert line.label is not None and not line.label.rest
    whole = line.saying("2. 支持企业，", 4, 6)
    assert (whole.first, whole.last, whole.width) == (3, 4, 6)
    assert whole.words.folded == "2. 支持企业,"
    assert whole.label is not None and whole.label.rest == "支持企业，"


@pytest.mark.parametrize(
    ("text", "ends"), [("给予补助。", True), ("给予补助。”)", True), ("给予补助", False), ("”)", False)]
)
def test_what_closes_may_stand_behind_the_end_of_a_sentence(text: str, ends: bool) -> None:
    """A mark counts with closing marks behind it, closing marks alone do not."""
    assert ends_in(text, frozenset("。;")) is ends


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("望江区人民政府办公室秘书科  2023年5月6日印发", "furniture"),
        ("望江区科技局 2023年5月6日印发", "furniture"),
        ("方案已于2023年5月6日印发", "body"),
        ("对科技局推荐的企业给予奖励,2023年5月6日印发", "body"),
    ],
)
def test_the_imprint_names_an_office_and_a_day(line: str, mark: str) -> None:
    assert [x.mark for x in read_lines(source(f"第一条 支持企业建设研发机构。\n{line}"))][-1] == mark
