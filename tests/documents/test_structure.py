"""The heading tree and what hangs on it."""

from __future__ import annotations

import pytest

from compare.documents.lines import read_lines
from compare.documents.structure import build_outline, run_in_title
from compare.model import Block, Document, Heading
from tests.documents.drafting import BODY, document, flags, outline, source, texts


def path(built: Document, index: int) -> str:
    return " > ".join(h.label + h.text for h in built.paragraphs[index].headings)


def places(built: Document) -> list[str]:
    return [p.place for p in built.paragraphs]


# -- every form of numbering ------------------------------------------------------------------------------------


def test_all_levels_nest() -> None:
    built = document([
        "望江区科技创新发展规划", "第一编 总论", "第一章 发展基础", "第一节 现状", "一、企业", BODY, "(一)培育", BODY,
        "1.认定", BODY, "(1)奖励", BODY, "①补助。" + BODY, "②贴息。" + BODY, "2、服务", BODY, "第二节 形势", BODY,
        "第二章 目标", BODY,
    ])  # fmt: skip
    assert outline(built) == [
        (1, "第一编", "总论"), (2, "第一章", "发展基础"), (3, "第一节", "现状"), (4, "一、", "企业"),
        (5, "(一)", "培育"),
        (6, "1.", "认定"), (7, "(1)", "奖励"), (6, "2、", "服务"), (3, "第二节", "形势"), (2, "第二章", "目标"),
    ]  # fmt: skip
    assert places(built) == [
        "1.1.1.1-1", "1.1.1.1.1-1", "1.1.1.1.1.1-1", "1.1.1.1.1.1.1-1", "1.1.1.1.1.1.1.1-1", "1.1.1.1.1.1.1.2-1",
        "1.1.1.1.1.2-1", "1.1.2-1", "1.2-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "label", "text"),
    [
        ("三、重点任务", "三、", "重点任务"),
        (
            "三、推进全域协同、联动周边,打造区域创新高地和成果转化先行区",
            "三、",
            "推进全域协同、联动周边,打造区域创新高地和成果转化先行区",
        ),
        ("（三）人才引领", "（三）", "人才引领"),
        ("3．引进", "3．", "引进"),
        ("3、引进", "3、", "引进"),
        ("三、重点任务。", "三、", "重点任务"),
        ("(三)重点任务:", "(三)", "重点任务"),
        ("第三章 附 则", "第三章", "附则"),
        ("第七条 知识产权创造:", "第七条", "知识产权创造"),
    ],
)
def test_one_heading_line(heading: str, label: str, text: str) -> None:
    built = document(["望江区科技创新发展规划", heading, BODY, BODY])
    assert outline(built) == [(1, label, text)]
    assert texts(built) == [BODY, BODY]
    assert places(built) == ["1-1", "1-2"]


def test_headings_that_end_in_a_full_stop_with_and_without_text_below() -> None:
    built = document(
        [
            "望江区工作方案",
            "一、总体要求。",
            "(一)指导思想。",
            BODY,
            "二、重点任务。",
            "(一)培育企业。" + BODY,
            "(二)建设平台。",
            "1.建实验室。" + BODY,
        ]
    )
    assert [h[2] for h in outline(built)] == ["总体要求", "指导思想", "重点任务", "建设平台"]
    assert path(built, 0) == "一、总体要求 > (一)指导思想"
    assert path(built, 2) == "二、重点任务 > (二)建设平台"


def test_a_run_in_heading_is_a_paragraph_and_heads_what_follows() -> None:
    built = document(["望江区工作方案", "一、重点任务", "(一)培育企业。" + BODY, BODY, "(二)建设平台。" + BODY])
    assert outline(built) == [(1, "一、", "重点任务")]
    assert path(built, 0) == "一、重点任务"
    assert path(built, 1) == "一、重点任务 > (一)培育企业"
    assert places(built) == ["1.1-1", "1.1-2", "1.2-1"]
    assert [p.clause for p in built.paragraphs] == ["一、(一)", "一、(一)第2段", "一、(二)"]


@pytest.mark.parametrize(
    ("rest", "title"),
    [
        ("【高企认定奖励】对首次认定的", "高企认定奖励"),
        ("培育企业。组织", "培育企业"),
        ("指导思想:以", "指导思想"),
        ("支持企业牵头组建联合体,承担攻关任务,按项目投入给予补助和奖励。", ""),
    ],
)
def test_the_title_inside_a_paragraph(rest: str, title: str) -> None:
    assert run_in_title(rest) == title


def test_articles_with_paragraphs_and_items() -> None:
    built = document([
        "望江区科技创新促进条例", "第一章 总 则", "第一条 为了促进科技创新,结合本区实际,制定本条例。", "第二章",
        "创新主体",
        "第二条 区人民政府支持企业建设研发机构。", "企业可以自主设立研发机构。", "第三条 科技主管部门应当采取下列措施:",
        "(一)建立企业培育库;", "(二)奖励首次认定的企业;", "1.省级企业;", "2.市级企业。", "(三)其他措施。",
        "前款规定的标准由区人民政府制定。",
    ])  # fmt: skip
    assert outline(built) == [(1, "第一章", "总则"), (1, "第二章", "创新主体")]
    assert [p.clause for p in built.paragraphs] == [
        "第一条", "第二条", "第二条第2款", "第三条", "第三条(一)", "第三条(二)", "第三条(二)1", "第三条(二)2",
        "第三条(三)", "第三条第2款",
    ]  # fmt: skip
    lead = "第三条 科技主管部门应当采取下列措施:"
    assert [p.lead for p in built.paragraphs] == ["", "", "", "", lead, lead, lead, lead, lead, ""]


def test_articles_under_han_numbered_headings() -> None:
    built = document(
        [
            "望江区扶持办法",
            "一、支持企业",
            "第一条 奖励首次认定的企业。",
            "第二条 补助入库企业。",
            "二、支持平台",
            "第三条 资助实验室。",
        ]
    )
    assert outline(built) == [(1, "一、", "支持企业"), (1, "二、", "支持平台")]
    assert places(built) == ["1.1-1", "1.2-1", "2.1-1"]
    assert [p.clause for p in built.paragraphs] == ["第一条", "第二条", "第三条"]


def test_an_article_with_a_heading_line_of_its_own() -> None:
    built = document(["望江区扶持办法", "第一条 高企认定奖励", BODY, "第二条 平台建设资助", BODY, "第三条 附则", BODY])
    assert [h[2] for h in outline(built)] == ["高企认定奖励", "平台建设资助", "附则"]


def test_a_label_on_a_line_of_its_own_joins_the_next_line() -> None:
    built = document(["望江区科技创新发展规划", "第一章", "发展基础", BODY, "（一）", "建设平台", BODY])
    assert [h[2] for h in outline(built)] == ["发展基础", "建设平台"]
    assert built.paragraphs[0].lines == (4, 4)


def test_lead_sentences_of_lists_end_with_the_list() -> None:
    built = document([
        "望江区扶持办法", "一、支持企业", "对符合条件的企业给予下列支持:", "(一)首次认定的,给予奖励;",
        "(二)入库的,给予补助。",
        "前款资金由区财政安排。", "二、支持平台", BODY,
    ])  # fmt: skip
    assert [bool(p.lead) for p in built.paragraphs] == [False, True, True, False, False]
    assert places(built) == ["1-1", "1.1-1", "1.2-1", "1-2", "2-1"]


@pytest.mark.parametrize("lead", ["第三条 对下列企业给予奖励:", "(一)申报企业应当符合条件:", "1.可以享受以下服务:"])
def test_a_numbered_sentence_that_leads_in_is_no_heading(lead: str) -> None:
    built = document(["望江区扶持办法", lead, "①首次认定的;", "②重新认定的。"])
    assert texts(built) == [lead, "①首次认定的;", "②重新认定的。"]
    assert [p.lead for p in built.paragraphs] == ["", lead, lead]


def test_run_in_items_are_paragraphs_not_headings() -> None:
    built = document(["望江区科技创新发展规划", "一、任务", "一是建设平台。", "二要引进人才。", "第三,发展金融。"])
    assert texts(built) == ["一是建设平台。", "二要引进人才。", "第三,发展金融。"]
    assert places(built) == ["1-1", "1-2", "1-3"]


def test_dash_items_under_a_goal_heading_are_paragraphs() -> None:
    built = document(
        ["望江区科技创新发展规划", "一、目标", "——企业壮大。高企达到300家。", "——平台完善。", "二、任务", BODY]
    )
    assert outline(built) == [(1, "一、", "目标"), (1, "二、", "任务")]
    assert places(built) == ["1-1", "1-2", "2-1"]


# -- headings without numbers -----------------------------------------------------------------------------------


def test_unnumbered_headings_and_bullets() -> None:
    built = document(
        [
            "望江区聚力科技创新推动高质量发展",
            "壮大企业队伍",
            "●培育高新技术企业",
            BODY,
            "● 扶持中小企业",
            BODY,
            "引进人才 服务人才",
            BODY,
        ]
    )
    assert outline(built) == [
        (1, "", "壮大企业队伍"), (2, "●", "培育高新技术企业"), (2, "●", "扶持中小企业"), (1, "", "引进人才 服务人才"),
    ]  # fmt: skip
    assert places(built) == ["1.1-1", "1.2-1", "2-1"]
    assert built.paragraphs[0].clause == "“培育高新技术企业”"
    assert "no_numbering" in flags(built)


def test_headings_of_the_markup() -> None:
    built = document(
        [
            Block("滨海市行动计划", 1, kind="heading", level=1),
            Block("总体要求", 2, kind="heading", level=2),
            BODY,
            Block("重点任务", 4, kind="heading", level=2),
            Block("培育企业", 5, kind="heading", level=3),
            BODY,
            "1. 认定奖励。" + BODY,
            Block("建设平台", 8, kind="heading", level=3),
            Block("实验室 | 500万元", 9, kind="row"),
        ]
    )
    assert outline(built) == [(1, "", "总体要求"), (1, "", "重点任务"), (2, "", "培育企业"), (2, "", "建设平台")]
    assert places(built) == ["1-1", "2.1-1", "2.1.1-1", "2.2-1"]
    assert texts(built)[-1] == "实验室 | 500万元"


def test_a_preface_stands_beside_the_numbered_chapters() -> None:
    built = document(["望江区科技创新发展规划", "前 言", BODY, "一、发展基础", BODY, "二、任务", BODY])
    assert outline(built) == [(1, "", "前言"), (1, "一、", "发展基础"), (1, "二、", "任务")]


def test_banner_and_author_lines_above_the_title_are_no_headings() -> None:
    built = document(["今日要闻", "望江区科技创新发展规划", "一、任务", BODY, "二、保障", BODY])
    assert [h[2] for h in outline(built)] == ["任务", "保障"]
    assert texts(built) == [BODY, BODY]


# -- wrapper, contents, attachments, notes ----------------------------------------------------------------------


def test_the_title_inside_a_notice_is_no_paragraph() -> None:
    built = document([
        "望江区人民政府办公室关于印发望江区科技创新若干措施的通知", "各镇人民政府,区直各单位:",
        "现将《望江区科技创新若干措施》印发给你们,请认真执行。",
        "望江区人民政府办公室", "2024年5月6日", "望江区科技创新若干措施", "(试行)", "一、支持企业。" + BODY,
        "二、支持平台。" + BODY,
    ])  # fmt: skip
    assert [t[:4] for t in texts(built)] == ["现将《望", "一、支持", "二、支持"]


def test_contents_make_no_headings() -> None:
    toc = ["目 录", "一、发展基础......1", "二、重点任务......3", "三、保障措施......9"]
    built = document(["望江区科技创新发展规划", *toc, "一、发展基础", BODY, "二、重点任务", BODY, "三、保障措施", BODY])
    assert [h[2] for h in outline(built)] == ["发展基础", "重点任务", "保障措施"]
    assert len(built.paragraphs) == 3
    assert "toc_removed" in flags(built)


def test_attachments_are_listed_not_read() -> None:
    built = document(["望江区工作方案", "一、任务", BODY, "附件:1.重点企业名单", "2.项目申报表", "3.责任分工表"])
    assert texts(built) == [BODY]
    assert outline(built) == [(1, "一、", "任务")]
    (flag,) = [f for f in built.flags if f.code == "attachments_missing"]
    assert flag.count == 3


def test_footnotes_become_caveats_of_the_paragraph_that_carries_the_mark() -> None:
    built = document(
        [
            "望江区科技创新发展规划",
            "一、现状",
            "全区生产总值稳步增长1。" + BODY,
            "企业数量增加2,平台扩容。" + BODY,
            "1不含开发区",
            "2规模以上企业",
        ]
    )
    assert [p.caveats for p in built.paragraphs] == [("不含开发区",), ("规模以上企业",)]
    assert "footnote" in flags(built)


def test_notes_of_the_markup_hang_on_the_paragraph_before_them() -> None:
    note = Block("数据不含开发区", 0, kind="note")
    built = document(["望江区科技创新发展规划", "一、现状", BODY, note, "二、任务", BODY])
    assert [p.caveats for p in built.paragraphs] == [("数据不含开发区",), ()]
    built = document([note, "望江区科技创新发展规划", "一、现状", BODY])
    assert built.paragraphs[0].caveats == ("数据不含开发区",)


def test_numbers_at_the_end_that_no_mark_points_to_stay_text() -> None:
    built = document(["望江区科技创新发展规划", "一、现状", BODY, "10家企业入选名单,带动效应明显。"])
    assert texts(built)[-1].startswith("10家")


# -- places and keys --------------------------------------------------------------------------------------------

MIXED = [
    "望江区科技创新发展规划", "前言", BODY, "一、基础", BODY, BODY, "(一)现状", BODY, "1.企业。" + BODY, BODY,
    "二、任务", "(一)平台。" + BODY,
    "(一)平台。" + BODY, "(二)主要包括:", "1.中心;", "2.园区。", BODY, "一是引进。", "二是培养。", "三、保障", BODY,
]  # fmt: skip


def test_places_are_unique_even_where_numbering_repeats() -> None:
    built = document(MIXED)
    assert len(set(places(built))) == len(places(built)) == 14


def test_repeated_paragraphs_have_keys_of_their_own() -> None:
    built = document(MIXED)
    assert len({p.key for p in built.paragraphs}) == len(built.paragraphs)


def test_every_line_is_in_exactly_one_paragraph_or_heading() -> None:
    built = document(MIXED)
    headings = [h.label + h.text for h in built.outline]
    assert sorted(headings + texts(built)) == sorted("(二)主要包括" if x == "(二)主要包括:" else x for x in MIXED[1:])


@pytest.mark.parametrize(
    "text", ["", "\n\n", "望江区科技创新发展规划", "一、", "第一章", "(一)", "目录", "附件:", "●", "2024年5月6日", "。"]
)
def test_next_to_nothing_is_a_document_without_paragraphs(text: str) -> None:
    assert texts(document(text)) == []


# -- why a line is a heading -------------------------------------------------------------------------------------


def test_every_heading_names_its_rule() -> None:
    built = document([
        "望江区科技创新发展规划", "前言", BODY, "第一章 总则", "一、任务", "(一)培育。", BODY + BODY, "(二)平台",
        "1.建设", BODY, "● 人才", BODY, "附件1", "奖励标准", "1." + BODY,
    ])  # fmt: skip
    assert {h.text: h.rule for h in built.outline} == {
        "前言": "outermost", "总则": "division", "任务": "above-deeper", "培育": "sentence", "平台": "above-deeper",
        "建设": "above-text", "人才": "bullet", "奖励标准": "attachment",
    }  # fmt: skip


def test_markup_and_ownership_are_rules() -> None:
    built = document([
        Block("望江区若干措施", 1, kind="heading", level=1), Block("支持企业", 2, kind="heading", level=2), BODY,
        "产业扶持政策", "1.奖励20万元", "2.补助10万元",
    ])  # fmt: skip
    assert {h.text: h.rule for h in built.outline} == {"支持企业": "markup", "产业扶持政策": "owner"}


def test_the_rule_is_no_part_of_what_a_heading_is() -> None:
    assert Heading(1, "一、", "任务", "above-text") == Heading(1, "一、", "任务")


def test_a_paragraph_has_the_text_of_its_line() -> None:
    lines = read_lines(source(["一、任务", BODY]))
    assert build_outline(lines, "").drafts[0].words is lines[1].words
