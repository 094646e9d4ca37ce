"""Finding keywords: overlap policies, borders, conditions, and where everything stands in the text."""

from __future__ import annotations

import functools
import itertools
import operator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import lexicons
from compare.coding.matcher import Matcher
from compare.model import Condition, Match
from tests.coding.making import accepted, find, keyword, taxonomy, why_not

# -- overlap ----------------------------------------------------------------------------------------------------


def coded(words: dict[str, list[str]], text: str, overlap: str) -> list[str]:
    """Keys of the accepted matches by position, then by key order."""
    order = list(words)
    matches = Matcher(taxonomy({k: list(v) for k, v in words.items()}, overlap=overlap)).find(text)
    ranked = sorted((m.span.start, order.index(m.keyword.measure_id)) for m in matches if not m.rejected)
    return [order[k] for _, k in ranked]


def in_characters(words: dict[str, list[str]], text: str) -> tuple[dict[str, list[str]], str]:
    """Blank-separated tokens as one Han character each."""
    tokens = dict.fromkeys(" ".join([*(v for values in words.values() for v in values), text]).split())
    letters = {token: chr(ord("甲") + number) for number, token in enumerate(tokens)}
    return {k: ["".join(letters[t] for t in v.split()) for v in values] for k, values in words.items()}, "".join(
        letters[t] for t in text.split()
    )


WORKED = [
    (
        {"paper": ["New York Times"], "city": ["New York"]},
        "The New York Times is a New York paper .",
        "paper city city",
        "paper city",
    ),
    ({"k": ["a b", "b a"]}, "a b a b a", "k k", "k k"),
    ({"k1": ["a b"], "k2": ["b a"]}, "a b a b a", "k1 k2 k1 k2", "k1 k2 k1 k2"),
    ({"x": ["a b c"], "y": ["c d"], "z": ["c"]}, "a b c d", "x y z", "x y"),
    ({"x": ["a b c"], "y": ["b c d"], "z": ["c"]}, "a b c d", "x y z", "x y"),
    ({"x": ["a b"], "y": ["c d"], "z": ["b c"]}, "a b c d", "x z y", "x z y"),
    ({"x": ["a b"], "y": ["a b"], "z": ["a"]}, "a b", "x y z", "x y"),
    ({"k": ["a a"]}, "a a a", "k", "k"),
    ({"k": ["a b", "a b c", "c"]}, "a b c", "k", "k"),
    (
        {"孵化": ["孵化器", "科技 企业 孵化器"], "企业": ["企业"]},
        "科技 企业 孵化器 和 孵化器",
        "孵化 企业 孵化",
        "孵化 孵化",
    ),
    (
        {
            "VG": ["British Virgin Islands"],
            "GB": ["British"],
            "AS": ["American Samoa"],
            "WS": ["Samoa"],
            "US": ["American"],
        },
        "British Virgin Islands is a British overseas territory / American Samoa / Samoa",
        "VG GB GB AS US WS WS",
        "VG GB AS WS",
    ),
]


@pytest.mark.parametrize(
    ("words", "text", "by_measure", "by_taxonomy"), WORKED, ids=lambda v: v if isinstance(v, str) else "-".join(v)
)
def test_worked_examples(words: dict[str, list[str]], text: str, by_measure: str, by_taxonomy: str) -> None:
    letters, characters = in_characters(words, text)
    assert coded(letters, characters, "measure") == by_measure.split()
    assert coded(letters, characters, "taxonomy") == by_taxonomy.split()


def test_all_counts_every_occurrence() -> None:
    assert coded({"k": ["丙丙"]}, "丙丙丙", "all") == ["k", "k"]
    assert coded({"x": ["甲乙丙", "乙丙", "丙"], "y": ["丙"]}, "甲乙丙", "all") == ["x", "x", "x", "y"]


def lookup(words: dict[str, list[str]], text: str, scope: str) -> list[str]:
    """Longest first, left to right, as the R package quanteda describes its tokens_lookup (argument nested_scope)."""
    used = {key: set[int]() for key in words}
    covered: set[int] = set()
    found: list[tuple[int, int]] = []
    sizes = sorted({len(v) for values in words.values() for v in values}, reverse=True)
    for size, start in [(n, i) for n in sizes for i in range(len(text) - n + 1)]:
        stretch = set(range(start, start + size))
        if scope == "dictionary" and stretch <= covered:
            continue
        takers = [
            k
            for k, (key, values) in enumerate(words.items())
            if text[start : start + size] in values and not stretch & used[key]
        ]
        for order in takers:
            used[list(words)[order]] |= stretch
            covered |= stretch
            found.append((start, order))
    return [list(words)[order] for _, order in sorted(found)]


WORD = st.text("甲乙丙丁", min_size=1, max_size=4)
DICTIONARY = st.lists(st.lists(WORD, min_size=1, max_size=4, unique=True), min_size=1, max_size=4).map(
    lambda values: {f"k{number}": words for number, words in enumerate(values)}
)


@pytest.mark.whole
@settings(max_examples=400, deadline=None)
@given(DICTIONARY, st.text("甲乙丙丁", max_size=16))
def test_overlap_agrees_with_an_independent_lookup(words: dict[str, list[str]], text: str) -> None:
    assert coded(words, text, "measure") == lookup(words, text, "key")
    assert coded(words, text, "taxonomy") == lookup(words, text, "dictionary")
    assert len(coded(words, text, "all")) == sum(
        text.startswith(w, i) for v in words.values() for w in v for i in range(len(text))
    )


def test_a_covered_keyword_says_by_what() -> None:
    assert why_not("科技企业孵化器", "科技企业孵化器", "孵化器") == [("overlap", "科技企业孵化器")]


def test_subtypes_of_one_type_share_its_scope() -> None:
    from compare.model import Measure, Taxonomy

    child = Measure("a-1", "子类", parent="a", keywords=(keyword("孵化器", "a-1"),))
    parent = Measure("a", "类", keywords=(keyword("科技企业孵化器"),))
    matches = Matcher(Taxonomy("试验", "1", (parent, child))).find("建设科技企业孵化器")
    assert [(m.quote, m.rejected) for m in matches] == [("科技企业孵化器", ""), ("孵化器", "overlap")]


# -- running text -----------------------------------------------------------------------------------------------

TERMS = [
    "科技企业孵化器", "专精特新", "知识产权质押融资", "首台(套)", "概念验证中心", "先投后股", "风险补偿资金池",
    "新型研发机构", "揭榜挂帅", "众创空间",
    "高新技术企业", "科技型中小企业", "单项冠军", "独角兽", "加计扣除", "科技创新券", "重点实验室",
    "工程技术研究中心", "产业技术研究院", "创新联合体",
    "大学科技园", "孵化育成体系", "天使投资", "拨改投", "投贷联动", "高层次人才", "博士后科研工作站", "职务科技成果",
    "技术经理人", "中试基地",
]  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_terms_are_found_whole_in_running_text(term: str) -> None:
    text = f"各镇要抓紧落实,通过{term}等方式推动企业提质增效,建成一批{term}。"
    assert accepted(text, *TERMS) == [term, term]
    spaced = f"支持{term[:2]} {term[2:]}建设。"
    assert accepted(spaced, *TERMS) == [f"{term[:2]} {term[2:]}"]


@pytest.mark.parametrize("written", ["首台(套)", "首台（套）", "首台 (套)", "首台　（套 ）", "首台\u00a0(套)"])
@pytest.mark.parametrize("listed", ["首台(套)", "首台（套）", " 首台 (套) "])
def test_width_and_spaces_do_not_matter_in_text_or_term(written: str, listed: str) -> None:
    assert accepted(f"推广{written}装备", listed) == [written]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支持AI企业", ["AI"]), ("支持ＡＩ企业", ["ＡＩ"]), ("支持ai企业", ["ai"]), ("MAIN TASK", []),
        ("推广5G+医疗", ["5G"]),
        ("15G以上存储", []), ("AI、5G融合", ["AI", "5G"]), ("AI5G", []), ("openAI", []),
    ],
)  # fmt: skip
def test_latin_terms_have_ascii_borders(text: str, found: list[str]) -> None:
    assert accepted(text, "AI", "5G") == found


# -- offsets ----------------------------------------------------------------------------------------------------

PIECE = st.sampled_from(
    [
        "科技企业孵化器",
        "孵化器",
        "首台（套）",
        "首台(套)",
        "首台 (套)",
        "𬭎达公司",
        "ＡＩ",
        "AI",
        " ",
        "　",
        "，",
        "。",
        "支持",
        "\u00a0",
        "①",
        "…",
        "的",
    ]
)


@pytest.mark.whole
@settings(max_examples=300, deadline=None)
@given(st.lists(PIECE, max_size=12).map("".join), st.sampled_from(["measure", "taxonomy", "all"]))
def test_a_quote_is_what_stands_at_its_span(text: str, overlap: str) -> None:
    words = taxonomy({"a": ["科技企业孵化器", "孵化器", "首台(套)"], "b": ["企业", "AI", "𬭎达"]}, overlap=overlap)
    matches = Matcher(words).find(text)
    assert all(text[m.span.start : m.span.end] == m.quote for m in matches)
    assert [m.span.start for m in matches] == sorted(m.span.start for m in matches)
    if overlap == "measure":
        for name in "ab":
            own = [m.span for m in matches if m.keyword.measure_id == name and not m.rejected]
            assert all(x.end <= y.start for x, y in itertools.pairwise(own))


def test_offsets_are_code_points() -> None:
    (match,) = find("第一条 支持𬭎达科技企业孵化器", "科技企业孵化器")
    assert (match.span.start, match.span.end) == (8, 15)


def test_a_prepared_text_is_as_good_as_a_string() -> None:
    from compare.chinese.text import Text

    matcher = Matcher(taxonomy({"a": ["孵化器"]}))
    assert matcher.find(Text("建设 孵化器")) == matcher.find("建设 孵化器")
    assert Matcher(taxonomy({"a": []})).find("建设孵化器") == ()


# -- what voids a hit -------------------------------------------------------------------------------------------


def test_guards() -> None:
    guarded = keyword("高企", not_after=("提",), not_before=("业", "图"))
    assert why_not("提高企业水平", guarded) == [("guard", "提")]
    assert why_not("培育高企图谱", guarded) == [("guard", "图")]
    assert accepted("培育高企,提升质量", guarded) == ["高企"]


def test_masks_cover_hits_but_not_longer_keywords() -> None:
    assert why_not("发展金融科技", "科技", masks=("金融科技",)) == [("mask", "金融科技")]
    assert why_not("新旧动能转换加速", "换加", masks=("动能转换",)) == [("mask", "动能转换")]
    assert accepted("建设金融科技产业园", "金融科技产业园", masks=("金融科技",)) == ["金融科技产业园"]
    assert accepted("科技支行", "科技", masks=("金融科技",)) == ["科技"]


@pytest.mark.parametrize(
    ("text", "word", "cut"),
    [("提高企业管理水平", "高企", "提高"), ("组织科技工作例会", "技工", "科技"), ("在三镇集中试点", "中试", "集中")],
)
def test_short_keywords_respect_word_borders(text: str, word: str, cut: str) -> None:
    assert why_not(text, keyword(word, boundary=None)) == [("boundary", cut)]
    assert why_not(text, keyword(word, boundary=True)) == [("boundary", cut)]
    assert accepted(text, keyword(word, boundary=False)) == [word]


def test_longer_keywords_are_not_asked() -> None:
    assert accepted("提高企业研发投入强度", keyword("高企业研", boundary=None)) == ["高企业研"]


@pytest.mark.parametrize(
    ("condition", "text", "holds"),
    [
        (Condition("near", ("挂牌", "融资")), "推动企业上市融资", True),
        (Condition("near", ("挂牌", "融资")), "加快新药上市", False),
        (Condition("near", ("融资",)), "加快上市。扩大融资", False),
        (Condition("near", ("融资",), scope="paragraph"), "加快上市。扩大融资", True),
        (Condition("near", ("融资",), within=3), "上市后扩大再融资", False),
        (Condition("near", ("融资",), within=0), "上市是企业做强做大的重要途径之一,各部门要大力支持融资", True),
        (Condition("before", ("推动",)), "推动企业上市", True),
        (Condition("before", ("推动",)), "上市推动创新", False),
        (Condition("after", ("融资",)), "上市后融资", True),
        (Condition("after", ("融资",)), "融资后上市", False),
        (Condition("not_near", ("新药", "产品")), "加快新药上市", False),
        (Condition("not_near", ("新药", "产品")), "支持企业上市", True),
        (Condition("all_of", ("企业", "融资")), "企业上市融资", True),
        (Condition("all_of", ("企业", "融资")), "企业上市", False),
        (Condition("near", ("ＡＩ", "首台（套）")), "AI公司上市", True),
        (Condition("near", ("首台（套）",)), "首台 (套)企业上市", True),
    ],
)
def test_conditions(condition: Condition, text: str, holds: bool) -> None:
    word = keyword("上市", conditions=(condition,))
    assert bool(accepted(text, word)) is holds
    if not holds:
        assert why_not(text, word)[0][0] == "condition"


def test_every_condition_must_hold() -> None:
    word = keyword("上市", conditions=(Condition("near", ("企业",)), Condition("not_near", ("新药",))))
    assert accepted("企业上市", word) == ["上市"]
    assert why_not("企业新药上市", word) == [("condition", "not_near:新药")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("不得设立投资基金", ("prohibited", "不得")),
        ("取消投资基金财政补贴", ("prohibited", "取消")),
        ("投资基金总量不足", ("negated", "不足")),
        ("投资基金较为缺乏,引导作用有限", ("negated", "缺乏")),
        ("落实《投资基金管理办法》要求", ("citation", "《投资基金管理办法》要求")),
    ],
)
def test_denied_forbidden_and_cited(text: str, why: tuple[str, str]) -> None:
    assert why_not(text, "投资基金") == [why]


@pytest.mark.parametrize(
    "text",
    [
        "针对投资基金不足,设立母基金", "补齐投资基金短板", "推动投资基金补齐短板", "投资基金设立后,解决资金不足",
        "不得挪用资金,设立投资基金",
        "制定《投资基金管理办法》", "修订完善《投资基金管理办法》", "《办法》明确设立投资基金", "出台“投资基金十条”",
        "设立《投资基金(书名号没有写完",
    ],
)  # fmt: skip
def test_what_only_looks_denied_or_cited(text: str) -> None:
    assert accepted(text, "投资基金")


def test_headings_are_read_without_cues() -> None:
    matcher = Matcher(taxonomy({"a": ["投资基金"]}))
    assert matcher.find("投资基金总量不足", cues=False)[0].rejected == ""


# -- aliases, patterns, doubles ---------------------------------------------------------------------------------


def test_aliases_count_as_their_keyword() -> None:
    matches = find("培育高企和国高", keyword("高新技术企业", aliases=("高企", "国高")))
    assert [(m.keyword.text, m.quote) for m in matches] == [("高新技术企业", "高企"), ("高新技术企业", "国高")]


@pytest.mark.parametrize("overlap", ["measure", "taxonomy", "all"])
def test_a_keyword_given_twice_counts_once(overlap: str) -> None:
    assert accepted("首台(套)装备", keyword("首台(套)", aliases=("首台（套）",)), overlap=overlap) == ["首台(套)"]
    assert accepted("孵化器", "孵化器", "孵化器", overlap=overlap) == ["孵化器"]


def test_patterns_are_regular_expressions_of_linear_time() -> None:
    word = keyword(r"(国家|省)级.{0,4}实验室", pattern=True)
    assert accepted("建设国家级重点实验室和省级实验室", word) == ["国家级重点实验室", "省级实验室"]
    assert accepted("推广AI+制造", keyword(r"AI\+.{2}", pattern=True)) == ["AI+制造"]
    assert accepted("𬭎" * 3 + "省级实验室", word) == ["省级实验室"]
    assert accepted("a" * 5000, keyword("(a+)+b", pattern=True)) == []
    assert accepted("孵化器", keyword("x*", pattern=True)) == []


# -- passing mentions -------------------------------------------------------------------------------------------


def statuses(text: str, words: dict[str, list[str]]) -> dict[str, tuple[str, str]]:
    matches: tuple[Match, ...] = Matcher(taxonomy({k: list(v) for k, v in words.items()})).find(text)
    return {m.quote: (m.status, m.note) for m in matches if not m.rejected}


def test_an_enumeration_of_several_types_is_a_list_of_mentions() -> None:
    words = {"a": ["检验检测"], "b": ["创业孵化"], "c": ["科技金融"], "d": ["服务机构"]}
    found = statuses("培育研发设计、检验检测、创业孵化、科技金融等服务机构。", words)
    assert {w: found[w][0] for w in ("检验检测", "创业孵化")} == {"检验检测": "list", "创业孵化": "list"}
    assert {s for s, _ in statuses("发展检验检测、创业孵化。", words).values()} == {""}
    assert {
        s
        for s, _ in statuses(
            "建设检验检测、创业孵化、科技金融、服务机构。", {"a": functools.reduce(operator.iadd, words.values(), [])}
        ).values()
    } == {""}


def test_a_list_of_tasks_is_no_list_of_mentions() -> None:
    words = {"a": ["实验室"], "b": ["孵化器"], "c": ["人才公寓"]}
    found = statuses("主要任务包括:建设重点实验室、提升孵化器能级、完善人才公寓配套、推动成果落地。", words)
    assert {status for status, _ in found.values()} == {""}


def test_width_of_punctuation_does_not_change_what_a_mention_is() -> None:
    words = {"a": ["检验检测"], "b": ["创业孵化"], "c": ["科技型企业"], "d": ["实验室"]}
    text = (
        "为科技型企业提供贷款,依托省级实验室开展培训;"
        "培育研发设计、检验检测、创业孵化、知识产权等机构(含分支机构),带动就业。"
    )
    wide = text.translate(str.maketrans(",;()", "，；（）"))
    assert {k: v[0] for k, v in statuses(text, words).items()} == {k: v[0] for k, v in statuses(wide, words).items()}
    assert {k: v[0] for k, v in statuses(text, words).items()} == {
        "科技型企业": "beneficiary", "实验室": "location", "检验检测": "list", "创业孵化": "list",
    }  # fmt: skip


def test_every_reason_for_rejection_has_words_for_people() -> None:
    words = lexicons.words("reasons", "zh")
    for code in (
        "guard",
        "mask",
        "citation",
        "condition",
        "prohibited",
        "negated",
        "boundary",
        "overlap",
        "role",
        "heading",
    ):
        assert f"rejected.{code}" in words


def test_full_width_signs_of_a_pattern_are_literals_and_hit() -> None:
    text = "建设（科技园区）、建设(产业园)"
    assert accepted(text, keyword("建设（.{2,6}?）", pattern=True)) == ["建设（科技园区）", "建设(产业园)"]
    assert accepted("支持ＡＩ＋制造，给予补助", keyword("[Ａ-Ｚ]+＋制造，", pattern=True)) == ["ＡＩ＋制造，"]


@pytest.mark.parametrize("text", ["科技企业孵化器和孵化器", "科技 企业 孵化器和 孵化器"])
def test_matches_stand_in_reading_order_the_longest_of_one_beginning_first(text: str) -> None:
    words = {"b": ["科技企业", "孵化器"], "a": ["科技企业孵化器", "孵化器", keyword("企业孵.器", "a", pattern=True)]}
    matches = Matcher(taxonomy(words, overlap="all")).find(text)
    assert [(m.quote.replace(" ", ""), m.keyword.measure_id) for m in matches] == [
        ("科技企业孵化器", "a"), ("科技企业", "b"), ("企业孵化器", "a"),
        ("孵化器", "a"), ("孵化器", "b"), ("孵化器", "a"), ("孵化器", "b"),
    ]  # fmt: skip


def test_of_two_masks_over_a_hit_the_one_that_ends_first_is_named() -> None:
    assert why_not("科技孵化器械", "孵化器", masks=("孵化器械", "科技孵化")) == [("mask", "科技孵化")]
