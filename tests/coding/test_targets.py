"""Figures as targets: every case of tests/quality/targets.tsv, and what a row must keep true."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.coding.amounts import find_amounts
from compare.coding.targets import find_targets
from compare.model import Document, Fact, Heading, Metadata, Paragraph, Target
from tests.documents import drafting

CASES = Path(__file__).parents[1] / "quality" / "targets.tsv"


def paragraph(text: str, role: str = "measure", key: str = "p1", **more: object) -> Paragraph:
    return Paragraph(key=key, index=0, text=text, lines=None, headings=more.pop("headings", ()), role=role, **more)  # type: ignore[arg-type]


def document(*paragraphs: Paragraph, genre: str = "plan", issued: str = "2026-03-01", period: str = "") -> Document:
    facts = {"genre": genre, "issued": issued, "period": period}
    metadata = Metadata(**{name: Fact(value, "manifest") for name, value in facts.items() if value})  # type: ignore[arg-type]
    return Document(
        id="d1", code="云溪2026", file="a.txt", digest="", format="txt", metadata=metadata, paragraphs=paragraphs
    )


def cases() -> list[tuple[str, ...]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [tuple((line + "\t").split("\t")[:7]) for line in lines[1:]]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.10g}"


def printed(row: Target) -> str:
    value = _number(row.value) + (f"~{_number(row.value_to)}" if row.value_to is not None else "")
    fields = [row.indicator, row.comparator or "-", value, row.unit]
    fields += [str(row.year or "-"), row.year_origin or "-", row.status]
    if row.base_value is not None or row.base_year is not None:
        fields.append(f"base={_number(row.base_value)}@{row.base_year or '-'}")
    return "|".join(fields)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case[0])
def test_case(case: tuple[str, ...]) -> None:
    _, role, genre, issued, period, text, expected = case
    rows = find_targets(document(paragraph(text, role), genre=genre, issued=issued, period=period), {})
    assert " ;; ".join(map(printed, rows)) == expected


def test_spans_quote_the_text_and_ids_are_unique() -> None:
    text = "到２０２８年，高企达到１８０家以上，技术合同成交额达到65000万元，研发投入强度达到２．６％。"
    rows = find_targets(document(paragraph(text, "goal")), {"p1": "enterprise"})
    assert [text[r.span.start : r.span.end] for r in rows] == ["１８０家以上", "65000万元", "２．６％"]
    assert len({r.id for r in rows}) == 3
    assert {r.sentence for r in rows} == {text}
    assert {r.measure_id for r in rows} == {"enterprise"}


def test_type_falls_back_to_the_indicator() -> None:
    rows = find_targets(document(paragraph("到2028年，技术合同成交额达到85亿元，绿化率达到40%。", "goal")), {})
    assert [(r.indicator_std, r.measure_id) for r in rows] == [("技术合同成交额", "transfer"), ("", "")]


@pytest.mark.parametrize(
    "name",
    [
        "全社会研发投入占GDP的比重",
        "R&D经费投入强度",
        "全社会R&D经费占GDP比重",
        "研发经费支出占地区生产总值比重",
    ],
)
def test_names_of_one_indicator_fold_to_one(name: str) -> None:
    rows = find_targets(document(paragraph(f"到2028年，{name}达到2.6%。", "goal")), {})
    assert [r.indicator_std for r in rows] == ["全社会研发投入占GDP比重"]


def test_year_of_the_section_goes_to_the_goals_below() -> None:
    above = (Heading(1, "二、", "主要目标"),)
    below = (*above, Heading(2, "1.", "企业主体"))
    first = paragraph("到2029年，综合实力显著增强。", "goal", "p1", headings=above)
    second = paragraph("高新技术企业达到300家。", "goal", "p2", headings=below)
    elsewhere = paragraph("高新技术企业达到300家。", "goal", "p3", headings=(Heading(1, "三、", "远景"),))
    rows = find_targets(document(first, second, elsewhere), {})
    assert [(r.paragraph_key, r.year, r.year_origin) for r in rows] == [("p2", 2029, "inherited"), ("p3", None, "")]


def test_year_of_lead_in_and_heading() -> None:
    item = paragraph("孵化器达到20家。", "goal", "p1", lead="到2028年，实现以下目标：")
    task = paragraph("新增孵化器3家。", "measure", "p2", headings=(Heading(1, "三、", "2027年重点工作"),))
    rows = find_targets(document(item, task, period="2026-2030"), {})
    assert [(r.year, r.year_origin) for r in rows] == [(2028, "inherited"), (2027, "inherited")]


def test_period_is_the_last_resort() -> None:
    rows = find_targets(document(paragraph("孵化器达到20家。", "goal"), period="2026-2030"), {})
    assert [(r.year, r.year_origin, r.status) for r in rows] == [(2030, "period", "target")]


def test_flags() -> None:
    text = "每年新增百家企业，到2028年覆盖率达到80%左右，今年建成孵化器5家。"
    rows = find_targets(document(paragraph(text, "goal")), {})
    assert [r.flags for r in rows] == [("round_number", "annual", "flow"), ("approximate",), ("relative_year",)]


FOLDS = [
    ("高新技术企业达到300家", "高新技术企业数量", ()),
    ("新增高新技术企业30家", "新增高新技术企业", ("flow",)),
    ("培育专精特新企业200家以上", "新增专精特新企业", ("flow",)),
    ("专精特新企业总数超过6000家", "专精特新企业数量", ()),
    ("培育壮大专精特新企业，专精特新企业达到500家", "专精特新企业数量", ()),
    ("瞪羚企业从40家增加到90家", "瞪羚企业数量", ()),
    ("新培育独角兽、小巨人、单项冠军企业300家以上", "", ("flow", "composite")),
    ("创新型和专精特新中小企业达到110家", "", ("composite",)),
    ("高企服务站达到13家", "", ()),
    ("高新技术企业申报数达到413家", "", ()),
    ("主营业务收入5亿元以上骨干企业研发机构覆盖率达到100%", "", ("narrowed",)),
    ("国家级、省级孵化器达到12家", "孵化器数量", ()),
    ("研发投入强度提高0.5个百分点", "", ()),
]


@pytest.mark.parametrize(("words", "name", "flags"), FOLDS, ids=[words for words, *_ in FOLDS])
def test_only_like_things_fold(words: str, name: str, flags: tuple[str, ...]) -> None:
    rows = find_targets(document(paragraph(f"到2028年，{words}。", "goal")), {})
    assert [(r.indicator_std, r.flags) for r in rows] == [(name, flags)]


def test_a_list_goes_on_as_it_began() -> None:
    text = "到2028年，新增高新技术企业60家、科技型中小企业90家，瞪羚企业达到12家。"
    rows = find_targets(document(paragraph(text, "goal")), {})
    assert [r.indicator_std for r in rows] == ["新增高新技术企业", "新增科技型中小企业", "瞪羚企业数量"]


def test_levels_pair_with_their_numbers() -> None:
    rows = find_targets(document(paragraph("到2028年，国家、省、市级孵化器达到3家、1家、10家。", "goal")), {})
    assert [(r.indicator_std, r.value) for r in rows] == [
        ("国家级孵化器数量", 3.0), ("省级孵化器数量", 1.0), ("市级孵化器数量", 10.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["全面贯彻党的二十大和二十届历次全会精神。", "落实市十六届人大二次会议、第三次会议部署。", "安置5个，折合8亿元。"],
)
def test_ordinals_and_bare_verbs_are_no_indicators(text: str) -> None:
    rows = find_targets(document(paragraph(text, "goal"), period="2026-2030"), {})
    assert [r for r in rows if r.indicator not in ("安置",)] == []


def test_bare_names_take_the_fuller_phrase_or_a_flag() -> None:
    text = "改造老旧小区。重大项目开工390个、竣工437个，优化242条公交线路，建设湿地90万亩。"
    rows = find_targets(document(paragraph(text, "achievement")), {})
    assert [r.indicator for r in rows] == ["重大项目开工", "重大项目竣工", "公交线路", "湿地"]
    assert [r.flags for r in rows][-1] == ("short_name",)


def test_every_flag_status_and_comparator_has_words() -> None:
    from compare import lexicons

    fields = [row.split("|") for case in cases() if case[6] for row in case[6].split(" ;; ")]
    words = lexicons.words("targets", "zh")
    assert len(fields) > 60
    assert all(f"comparator_{f[1]}" in words for f in fields if f[1] != "-")
    assert all(f"status_{f[6]}" in words and f"year_{f[5].strip('-')}" in words for f in fields)


def test_case_count() -> None:
    assert len(cases()) >= 60 and sum(not case[6] for case in cases()) >= 15


FRAGMENTS = [
    "到2028年", "由2020年", "比2025年", "达到", "增长", "分别", "国家级", "、", "，", "。", "；", "（", "）", "“", "《",
    "》", "12", "3.5", "１０", "三", "百", "家", "%", "％", "万元", "亿元", "以上", "翻一番", "全覆盖", "给予", "最高",
    "每人", "按", "基金", "对", "的", "企业", "孵化器", "新增", "至", "-", "1:1", "配套", "十五五", "R&D",
]  # fmt: skip
MIXTURES = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)


@pytest.mark.whole
@settings(max_examples=200, deadline=None)
@given(MIXTURES, st.sampled_from(["goal", "measure", "achievement"]))
def test_any_mixture_of_words_gives_true_spans(text: str, role: str) -> None:
    made = document(paragraph(text, role), genre="scheme", period="2026-2030")
    for row in (*find_targets(made, {}), *find_amounts(made, {})):
        assert 0 <= row.span.start < row.span.end <= len(text)
        assert text[row.span.start : row.span.end].strip() and row.sentence in text


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("做实项目前期工作,开工重点项目2000个。", "target"),
        ("改造300个已建成小区的供水设施。", "target"),
        ("港口集装箱吞吐量达到4500万标箱,综合竞争力位居全国前列。", "target"),
        ("截至目前,开工重点项目2000个。", "achievement"),
        ("已建成孵化器12家。", "achievement"),
    ],
)
def test_what_a_plan_aims_at_is_no_result(text: str, status: str) -> None:
    built = drafting.document(["某区2026年工作要点", "2026年2月3日", "一、2026年重点任务", text])
    assert {t.status for t in find_targets(built, {})} == {status}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("去年技术合同成交额达到180亿元，今年力争突破220亿元。", [(180, 2025, "achievement"), (220, 2026, "target")]),
        ("上年引进博士46名，今年引进博士60名以上。", [(46, 2025, "achievement"), (60, 2026, "target")]),
        ("2024年技术合同登记额达120亿元，到2028年突破200亿元。", [(120, 2024, "achievement"), (200, 2028, "target")]),
        ("在去年净增85家的基础上，净增高新技术企业100家。", [(100, 2030, "target")]),
        ("截至2025年8月，全区已有高新技术企业860家，2024年科技成果登记120项。",
         [(860, 2025, "achievement"), (120, 2024, "achievement")]),
    ],
)  # fmt: skip
def test_each_figure_is_of_its_own_year(text: str, expected: list[tuple[float, int, str]]) -> None:
    rows = find_targets(document(paragraph(text), period="2026-2030"), {})
    assert [(row.value, row.year, row.status) for row in rows] == expected


@pytest.mark.parametrize(
    "text",
    [
        "惠及3岁以下婴幼儿和0—6岁儿童，为65岁以上老年人提供服务。",
        "我们要重点把握好5个方面的工作。",
        "推动形成万亿立柱、千亿提升、百亿成势的产业格局。",
    ],
)
def test_ages_of_a_group_and_slogans_are_no_figures(text: str) -> None:
    assert find_targets(document(paragraph(text)), {}) == ()


def test_ages_stay_in_the_name_of_what_is_measured() -> None:
    (row,) = find_targets(document(paragraph("到2028年，65岁以上老年人健康管理率达到90%以上。")), {})
    assert (row.indicator, row.value, row.unit) == ("65岁以上老年人健康管理率", 90, "%")


@pytest.mark.parametrize(
    ("heading", "issued", "year"),
    [
        ("一、2025年工作回顾", "2026-01-20", 2025),
        ("一、过去一年工作回顾", "2026-01-20", 2025),
        ("一、2026年上半年工作回顾", "2026-07-20", 2026),
    ],
)
def test_the_whole_year_of_a_review_is_the_year_reviewed(heading: str, issued: str, year: int) -> None:
    told = paragraph("全年新登记科技企业94家。", role="achievement", headings=(Heading(1, "", heading),))
    (row,) = find_targets(document(told, genre="report", issued=issued), {})
    assert (row.year, row.status) == (year, "achievement")


@pytest.mark.parametrize(
    ("words", "issued", "year"),
    [
        ("今后五年，培育高新技术企业500家。", "2026-01-20", 2030),
        ("今后五年，培育高新技术企业500家。", "2023-01-20", 2027),
        ("今后五年，培育高新技术企业500家。", "2025-11-20", 2030),
        ("推动“十五五”开好局、起好步，培育高新技术企业500家。", "2026-01-20", 2026),
        ("到“十五五”末，培育高新技术企业500家。", "2026-01-20", 2030),
        ("到2035年，用13年时间，培育高新技术企业500家。", "2026-01-20", 2035),
    ],
)
def test_what_the_words_for_a_span_of_years_mean(words: str, issued: str, year: int) -> None:
    (row,) = find_targets(document(paragraph(words), issued=issued), {})
    assert row.year == year


def test_of_two_kinds_of_indicators_the_one_named_behind_the_figure_holds() -> None:
    text = "到2030年，研发经费年均增长8%等16个预期性指标，以及能耗下降10%等8个约束性指标。"
    rows = find_targets(document(paragraph(text, role="goal")), {})
    assert [row.nature for row in rows if row.unit == "%"] == ["预期性", "约束性"]
