"""What stands below a line decides whether it heads anything: nothing that says something is lost as a heading."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from compare.chinese.normalize import bare
from compare.documents import build_document
from compare.model import Block, Document, Source
from compare.reading import read_sources
from tests.documents.drafting import BODY, document, flags, outline, source, texts

TITLE = "望江区促进科技创新若干措施"
SEEDS = Path(__file__).parents[2] / "seeds"


def whole(built: Document) -> str:
    """All that a document keeps: paragraphs with their notes, headings, and the lines listed as no text."""
    parts = [p.text + "".join(p.caveats) for p in built.paragraphs]
    parts += [h.label + h.text for h in built.outline] + [o.text for o in built.omissions]
    return "".join(parts)


# -- a numbered line with nothing below is a unit ---------------------------------------------------------------


@pytest.mark.parametrize(
    "items",
    [
        ["1.对新认定的科技企业给予15万元奖励", "2.独角兽企业：奖励200万元", "3.并购境外研发中心最高补助300万元"],
        ["（一）新建市级实验室资助80万元", "（二）引进博士每人安家费20万元"],
        ["一、建设中试基地，按投入两成补助", "二、设立三亿元种子基金", "三、开放政府应用场景"],
        ["1、建设概念验证中心2家（牵头单位：区科技局）", "2、投放科技信贷6亿元（责任单位：区金融办）"],
        ["第一条 孵化器每年补助30万元", "第二条 众创空间每年补助10万元"],
        ["①领军人才资助400万元", "②青年人才资助40万元"],
        ["3.1 布局重大科技设施", "3.2 培育技术经理人队伍"],
    ],
)
def test_items_without_a_full_stop_are_units(items: list[str]) -> None:
    assert texts(document([TITLE, *items])) == items
    assert texts(document([TITLE, "一、重点举措", *items, "二、附则", BODY]))[: len(items)] == items


def test_equal_items_of_several_sections_are_units_each_time() -> None:
    items = ["1.首次认定奖励60万元", "2.评估优秀另行奖励", "一、市级平台", "二、区级平台"]
    built = document([TITLE, items[2], items[0], items[1], items[3], items[0], items[1]])
    assert texts(built) == [items[0], items[1]] * 2


@pytest.mark.parametrize("line", ["博士津贴按月发放", "孵化器房租全免", "建设人才公寓1000套", "三是发放津贴"])
def test_the_only_text_below_a_heading_is_no_heading(line: str) -> None:
    assert texts(document([TITLE, "一、政策", "领军人才每人90万元", line, "二、附则", BODY]))[:2][-1] == line
    assert line in texts(document([TITLE, "一、政策", line, "二、附则", BODY, "三、解释", BODY]))


@pytest.mark.parametrize("below", ["再次认定的减半奖励。", "（一）市级的另奖3万元"])
def test_a_complete_grant_is_a_unit_whatever_stands_below(below: str) -> None:
    grant = "一、对首次入库的企业奖励6万元"
    assert texts(document([TITLE, grant, below, "二、附则", BODY]))[:2] == [grant, below]


def test_numbers_followed_by_digits_are_labels_in_a_series() -> None:
    items = [
        "1.示范企业奖励6万元",
        "2.2027年新入库企业再奖3万元",
        "3.20家孵化器每家补助9万元",
        "4.3年内上市的奖励90万元",
    ]
    assert texts(document([TITLE, "一、奖励", *items, "二、附则", BODY]))[:4] == items
    assert texts(document([TITLE, "一、奖励", "1.设立种子基金，规模", "2.5亿元，分期到位。"]))[-1].endswith(
        "2.5亿元，分期到位。"
    )


def test_the_last_bare_item_of_a_list_stays_an_item() -> None:
    lines = ["对下列人才给予安家补贴：", "1.院士", "2.杰青", "3.长江学者", "所需资金由区财政统筹安排解决。"]
    assert texts(document([TITLE, *lines])) == lines


def test_goals_listed_without_numbers_share_the_role_of_their_lead() -> None:
    built = document(["望江市2026年政府工作报告", "二、2026年主要目标和重点任务", "主要目标是：", "科技企业突破900家",
                      "技术交易额超过40亿元", "重点抓好以下任务：", "（一）实施企业梯度培育"])  # fmt: skip
    assert [p.role for p in built.paragraphs] == ["goal", "goal", "goal", "front", "measure"]


def test_items_beside_a_dated_goal_are_goals() -> None:
    built = document(["望江区科技创新实施意见", "一、发展目标", "1.到2027年，研发投入强度达到4%", "2.建设市级平台3个",
                      "3.培育上市企业10家以上", "二、任务", BODY])  # fmt: skip
    assert [p.role for p in built.paragraphs] == ["goal", "goal", "goal", "measure"]


def test_an_item_with_text_below_is_a_heading_and_with_items_below_too() -> None:
    built = document([TITLE, "（一）高企认定奖励", BODY, "（二）平台建设", "1.实验室资助80万元", "2.中心资助50万元"])
    assert [h[2] for h in outline(built)] == ["高企认定奖励", "平台建设"]
    assert texts(built) == [BODY, "1.实验室资助80万元", "2.中心资助50万元"]


def test_text_behind_the_last_unit_closes_the_list() -> None:
    items = ["1.首次认定的奖励15万元", "2.重新认定的奖励5万元"]
    built = document([TITLE, "一、企业", *items, "以上奖励由区财政分年安排,专款专用,不得截留。", "二、平台", BODY])
    assert texts(built)[:2] == items
    assert [h[2] for h in outline(built)] == ["企业", "平台"]


def test_who_does_it_and_when_is_no_text_below() -> None:
    built = document([TITLE, "一、任务", "1.遴选一批成果赋权试点", "牵头单位：区科技局", "完成时限：2027年6月底前",
                      "2.组织企业出题", "（责任单位：区工信局）"])  # fmt: skip
    roles = {p.text: p.role for p in built.paragraphs}
    assert roles["1.遴选一批成果赋权试点"] == roles["2.组织企业出题"] == "measure"
    assert roles["牵头单位：区科技局"] == roles["（责任单位：区工信局）"] == "admin"


@pytest.mark.parametrize(
    "lines",
    [
        ["一、企业培育", "二、创新平台", "三、附则"],
        ["第一章 总则", "第二章 平台", "第三章 附则"],
    ],
)
def test_a_bare_skeleton_has_no_units(lines: list[str]) -> None:
    assert texts(document([TITLE, *lines])) == []


def test_a_table_of_contents_without_its_name_makes_no_units() -> None:
    parts = ["一、加大企业培育支持力度", "二、推动创新平台提质扩容"]
    built = document([TITLE, *parts, parts[0], BODY, parts[1], BODY])
    assert texts(built) == [BODY, BODY]


def test_topic_sentences_above_texts_head_them_but_sums_are_units() -> None:
    topics = ["（一）做强企业主体，加快培育新质生产力。", "（二）深化开放合作，持续拓展创新网络。"]
    built = document(["望江市2026年政府工作报告", "一、工作安排", topics[0], BODY, topics[1], BODY])
    assert texts(built) == [BODY, BODY]
    sums = ["（一）支持企业研发，一次性奖励15万元。", "（二）支持平台建设，最高补助80万元。"]
    assert texts(document([TITLE, "一、举措", sums[0], BODY, sums[1], BODY])) == [sums[0], BODY, sums[1], BODY]


def test_headings_of_the_markup_with_nothing_below_are_units_where_they_say_something() -> None:
    built = document(
        [
            Block(TITLE, 1, kind="heading", level=1),
            Block("一、人才", 2, kind="heading", level=2),
            Block("引进团队最高资助600万元", 3, kind="heading", level=3),
            Block("博士安家费20万元", 4, kind="heading", level=3),
            Block("二、平台", 5, kind="heading", level=2),
            BODY,
        ]
    )
    assert texts(built) == ["引进团队最高资助600万元", "博士安家费20万元", BODY]
    assert [h[2] for h in outline(built)] == ["人才", "平台"]


# -- un-numbered lines ------------------------------------------------------------------------------------------


def test_an_unnumbered_name_heads_the_series_that_begins_below_it() -> None:
    built = document([TITLE, "企业培育", "1.首次认定奖励15万元", "2.入库奖励1万元", "创新平台", "1.实验室资助80万元",
                      "2.工程中心资助30万元"])  # fmt: skip
    assert [(p.headings[-1].text, p.text[:2]) for p in built.paragraphs] == [
        ("企业培育", "1."), ("企业培育", "2."), ("创新平台", "1."), ("创新平台", "2."),
    ]  # fmt: skip


def test_an_unnumbered_line_owns_no_series_that_runs_beyond_it() -> None:
    built = document([TITLE, "一、任务", "企业方面", "1.奖励认定企业15万元", "2.奖励入库企业1万元", "平台方面",
                      "3.资助实验室80万元", "4.资助工程中心30万元"])  # fmt: skip
    assert {h.text for p in built.paragraphs for h in p.headings} == {"任务"}
    assert len(built.paragraphs) == 4


def test_a_line_of_units_without_numbers_is_not_the_front_of_the_document() -> None:
    items = ["对首次认定的科技企业给予15万元奖励", "对新建的市级实验室给予80万元资助", "对引进的博士给予20万元安家补贴"]
    assert texts(document([TITLE, *items])) == items
    assert texts(document([TITLE, *items, "一、附则", BODY, "二、解释", BODY]))[:3] == items


def test_bare_names_above_lines_that_say_something_are_headings() -> None:
    built = document([TITLE, "企业培育", "首次认定奖励15万元的标准不变", "创新平台", "实验室一次性资助80万元"])
    assert [h[2] for h in outline(built)] == ["企业培育", "创新平台"]


def test_a_title_on_its_own_line_heads_its_text_though_others_of_its_series_run_on() -> None:
    body = "对新认定的市级以上服务站给予一次性资助二十万元，对年度考核优秀的再给予十万元，所需经费由区财政安排。"
    lines = [
        "第三条 服务保障：",
        "（一）咨询服务资助。鼓励企业购买咨询服务，按合同金额的三成给予资助。",
        "（二）服务站建设资助。",
        body,
    ]
    built = document(
        ["望江区科技服务资助办法", "第一条 本办法自印发之日起施行。", *lines, "第四条 本办法由区科技局解释。"]
    )
    assert any(p.text == body and p.headings[-1].text == "服务站建设资助" for p in built.paragraphs)
    last = ["第三条 有下列情形的给予资助：", "（一）建成服务站；", "（二）年度考核优秀。", body]
    built = document(
        ["望江区科技服务资助办法", "第一条 本办法自印发之日起施行。", *last, "第四条 本办法由区科技局解释。"]
    )
    assert "（二）年度考核优秀。" in [p.text for p in built.paragraphs]


def test_parts_of_a_report_named_by_their_year_stand_above_the_numbers() -> None:
    review, plan = (
        ["一、创新能力增强", BODY, "二、企业队伍壮大", BODY],
        ["一、突出创新引领", BODY, "二、强化人才支撑", BODY],
    )
    built = document(["望江区2025年政府工作报告", "2024年工作回顾", *review, "2025年工作安排", *plan])
    assert [p.headings[0].text for p in built.paragraphs] == ["2024年工作回顾"] * 2 + ["2025年工作安排"] * 2
    assert [p.role for p in built.paragraphs][2:] == ["measure"] * 2


# -- sentences cut between lines --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("全市经济社会发展主要预期目标", "是：生产总值增长5%，研发投入增长9%。"),
        ("今年工作的总体要求和主要目标", "为：研发投入增长9%以上。"),
        ("推动高校、科研院所、", "企业共建联合实验室。"),
        ("落实“三项改革", "”试点，赋予科研人员成果所有权。"),
        ("主要任务", "包括：建设平台、培育企业。"),
        ("全市发展的主要预期目标是：", "生产总值增长5%，研发投入增长9%。"),
    ],
)
def test_the_rest_of_a_sentence_makes_no_heading_of_its_first_half(one: str, two: str) -> None:
    built = document(["望江市2026年政府工作报告", "一、工作安排", one, two, "（一）培育企业。" + BODY])
    assert texts(built)[0] == one + two
    assert all(h.text != one for p in built.paragraphs for h in p.headings)


def test_a_series_below_a_goal_sentence_is_no_goal() -> None:
    goal = "生产总值增长5%,研发投入增长9%,新增科技企业100家,城乡居民收入与经济增长同步,单位能耗持续下降。"
    built = document([
        "望江市2026年政府工作报告", "三、2026年工作安排", "主要预期目标", goal, "重点抓好以下工作：",
        "（一）着力壮大企业", "支持企业牵头组建联合体。", "（二）建强平台", "新建市级重点实验室4家。",
    ])  # fmt: skip
    roles = {p.text: p.role for p in built.paragraphs}
    assert roles["支持企业牵头组建联合体。"] == roles["新建市级重点实验室4家。"] == "measure"
    assert roles["重点抓好以下工作："] == "front"


# -- lines of digits --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["力争到", "2027", "年建成中试基地6家。"], "力争到2027年建成中试基地6家。"),
        (["遴选不少于", "12", "家高校开展试点。"], "遴选不少于12家高校开展试点。"),
        (["持续以PM", "2.5", "浓度下降为主线推进治理。"], "持续以PM2.5浓度下降为主线推进治理。"),
        (["研发投入强度提高到", "3.5%", "。"], "研发投入强度提高到3.5%。"),
    ],
)
def test_a_number_on_a_line_of_its_own_belongs_to_the_sentence(lines: list[str], sentence: str) -> None:
    assert texts(document([TITLE, "一、任务", BODY, *lines, "二、附则", BODY]))[1] == sentence


def test_a_number_beside_a_name_is_no_part_of_it() -> None:
    lines = ["李 明（业务咨询）", "66012345", "附件：（略）"]
    assert all(line in texts(document([TITLE, BODY, *lines])) or line == lines[2] for line in lines)


def test_a_paragraph_goes_on_behind_a_page_number_and_behind_a_number_of_its_own() -> None:
    one = "布局重点实验室和技术创新中心，支持龙头企业牵头组建创新联合体，承担重大项目，建成平台"
    two = "完善服务体系，推动仪器开放共享，扩大开放合作，建设国际合作基地，形成开放创新的良好生态"
    lines = [line[i : i + 20] for line in (one, two) for i in range(0, len(line), 20)]
    wrapped = ["　　" + lines[0], lines[1], "7", lines[2] + "达到", "36", "个。", "　　" + lines[3], *lines[4:]]
    built = document(["　　" + TITLE, *["　　" + BODY] * 4, *wrapped[:-1], wrapped[-1] + "。"])
    assert texts(built)[4] == one + "达到36个。"


def test_page_numbers_leave_the_text() -> None:
    built = document([TITLE, "一、任务", BODY, "1", BODY, "2", "（一）建设平台。" + BODY, "3", BODY])
    assert all(p.text not in "123" for p in built.paragraphs)
    assert [o.text for o in built.omissions if o.why == "furniture"] == ["1", "2", "3"]


# -- attachments ------------------------------------------------------------------------------------------------

NOTICE = ["望江区科技局关于做好奖补工作的通知", "一、企业奖补按附件执行。", "二、平台奖补按附件执行。"]
SIGNED = ["望江区科学技术局", "2025年4月2日"]


@pytest.mark.parametrize(
    "named",
    [
        ["附件：1.企业奖补标准", "2.平台奖补标准"],
        ["附件1：企业奖补标准", "附件2：平台奖补标准"],
        ["附件：", "1.企业奖补标准", "2.平台奖补标准"],
    ],
)
@pytest.mark.parametrize("head", ["附件{n}", "附件{n}：{title}", "附件 {n}"])
def test_attachments_that_stand_in_the_file_are_text(named: list[str], head: str) -> None:
    def begin(n: int, title: str) -> list[str]:
        line = head.format(n=n, title=title)
        return [line] if title in line else [line, title]

    first = ["1.认定企业，奖补15万元", "2.入库企业，奖补1万元", "3.上云企业，奖补3万元"]
    second = ["4.实验室，奖补80万元", "5.工程中心，奖补30万元"]
    built = document([*NOTICE, *named, *SIGNED, *begin(1, "企业奖补标准"), *first, *begin(2, "平台奖补标准"), *second])
    assert texts(built)[2:] == [*first, *second]
    assert all(p.counted for p in built.paragraphs)
    assert "attachments_missing" not in flags(built)
    assert {p.headings[0].text for p in built.paragraphs[2:]} == {"企业奖补标准", "平台奖补标准"}


def test_rows_of_a_table_do_not_go_on_with_the_list_of_attachments() -> None:
    rows = [Block("2. | 上云企业 | 3万元", 0, kind="row"), Block("3. | 入库企业 | 1万元", 0, kind="row")]
    built = document([*NOTICE, "附件1", "奖补标准", *rows])
    assert texts(built)[2:] == [r.text for r in rows]


def test_measures_go_on_with_no_list_of_attachments() -> None:
    items = ["3.对购买检测服务的企业补助五成", "4.查新服务每次补助3000元"]
    assert (
        texts(document([NOTICE[0], "附件：1.申请表", "2.承诺书", *items, "一、对象", BODY, "二、附则", BODY]))[:2]
        == items
    )


def test_the_text_below_a_list_of_attachments_is_in_none_of_them() -> None:
    built = document(
        [NOTICE[0], "附件1：申请表", "附件2：合同模板", "一、对购买服务的企业补助五成", "二、对机构奖励3万元"]
    )
    assert all(not p.headings for p in built.paragraphs)


def test_the_plan_behind_its_notice_is_no_missing_attachment() -> None:
    built = document(["望江区人民政府办公室关于印发望江区科技创新行动方案的通知", "现将方案印发给你们,请认真执行。",
                      "附件：望江区科技创新行动方案", "望江区人民政府办公室", "2025年4月2日", "望江区科技创新行动方案",
                      "一、任务", BODY, "二、保障", BODY])  # fmt: skip
    assert "attachments_missing" not in flags(built)


def test_forms_and_lists_of_names_are_no_measures() -> None:
    built = document([*NOTICE, "附件1", "奖补资金申报表", "单位名称", "附件2", "入选企业名单", "1.望江精工有限公司"])
    assert {p.role for p in built.paragraphs[2:]} == {"admin"}


# -- nothing vanishes -------------------------------------------------------------------------------------------


def seeds() -> list[Source]:
    return [s for s in read_sources([SEEDS]) if isinstance(s, Source) and s.format == "txt"]


@pytest.mark.parametrize("given", seeds(), ids=lambda s: s.name)
def test_every_character_of_a_source_is_in_the_document(given: Source) -> None:
    left = Counter(bare("".join(b.text for b in given.blocks)))
    left.subtract(bare(whole(build_document(given))))
    assert {c: n for c, n in left.items() if n and not c.isdigit()} == {}


def test_every_line_left_out_says_why() -> None:
    built = document(["今日要闻", *NOTICE, "附件：1.申报表", "2.汇总表", *SIGNED, "扫一扫在手机打开当前页"])
    assert {(o.text, o.why) for o in built.omissions} == {
        ("今日要闻", "front"), (NOTICE[0], "title"), ("附件：1.申报表", "attachment"), ("2.汇总表", "attachment"),
        (SIGNED[0], "signature"), (SIGNED[1], "date"), ("扫一扫在手机打开当前页", "furniture"),
    }  # fmt: skip
    assert bare(whole(built)) != ""
    assert Counter(bare(whole(built))) == Counter(bare("".join(b.text for b in source(
        ["今日要闻", *NOTICE, "附件：1.申报表", "2.汇总表", *SIGNED, "扫一扫在手机打开当前页"]).blocks)))  # fmt: skip
