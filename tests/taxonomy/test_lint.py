"""Checking: each trap is found where it stands, none hides another, clean files give nothing."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare import lexicons
from compare.chinese.text import Text
from compare.coding.matcher import Matcher
from compare.problems import Problem
from compare.taxonomy.exchange import outlines
from compare.taxonomy.lint import lint_taxonomy

ROOM = Path(__file__).parents[2] / "compare" / "taxonomy"
ROOMS = ("taxonomy", "typing")
"""whose sentences the findings of a taxonomy are said in"""


@pytest.fixture
def lint(tmp_path: Path):
    def write_and_lint(text: str, corpus: list[str] | None = None) -> list[Problem]:
        path = tmp_path / "分类.yaml"
        path.write_text(text, encoding="utf-8")
        texts = [Text(words) for words in corpus or ()]
        find = lambda taxonomy: zip(texts, Matcher(taxonomy).find_all(texts), strict=True)  # noqa: E731
        return lint_taxonomy(path, None if corpus is None else find)

    return write_and_lint


def short(problems: list[Problem]) -> list[tuple[int, int, str]]:
    return [(p.place.line, p.place.column, p.code.partition(".")[2]) for p in problems]


def kinds(problems: list[Problem]) -> set[str]:
    return {code for _, _, code in short(problems)} - {"undocumented"}


CLEAN = """\
# 干净的分类：不应有任何提示
schema: 1
types:
  - id: incubator
    name: 孵化载体
    definition: >-
      支持孵化器、众创空间：建设、运营与评价。
    include: 孵化器 # 各级
    strong: [孵化器, 众创空间, "国家、省级孵化器", {term: 双创, boundary: true}, 5G, 3D打印, 【重点】, AI+, C#]
    weak:
      - 载体建设   # 要有旁证
      - {term: 高企, not_after: [提], not_before: [业, "、"]}
    examples: {应命中: ["建设孵化器：给予补助，最高50万元"], 不应命中: [兴建厂房]}
    subtypes:
      - {id: space, name: 创客空间, definition: 创客的场所, strong: [
          创客空间,
          创客小镇
        ]}
aliases: {孵化: 孵化器}
"""


def test_a_clean_taxonomy_gives_nothing(lint):
    assert lint(CLEAN) == []


# --- the table of YAML traps ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [创业，孵化]\n", (1, 5, "full-width-comma")),
        ("孵化器： [众创]\n", (1, 4, "full-width-colon")),
        ("a: [甲乙]\n孵化器：[众创]\n", (2, 4, "full-width-colon")),
        ("孵化器:　众创\n", (1, 5, "wide-space")),
        ("a:\n　- 众创\n", (2, 1, "wide-space")),
        ("a:[甲乙]\n", (1, 2, "colon-without-space")),
        ("a: [甲乙]\na: [丙丁]\n", (2, 1, "duplicate-key")),
        ("a: [创客, yes]\n", (1, 9, "yaml-type")),
        ("a: [创客, NO]\n", (1, 9, "yaml-type")),
        ("a: [创客, on]\n", (1, 9, "yaml-type")),
        ("a: [863]\n", (1, 5, "yaml-type")),
        ("a: [12:30]\n", (1, 5, "yaml-type")),
        ("a: [1_000]\n", (1, 5, "yaml-type")),
        ("a: [0755]\n", (1, 5, "yaml-type")),
        ("a: [.5]\n", (1, 5, "yaml-type")),
        ("a: [2024-01-01]\n", (1, 5, "yaml-type")),
        ("a:\n- AI #应用\n", (2, 6, "hash")),
        ("a: [AI #应用, 大数据]\n", (1, 8, "hash")),
        ("a: [#一号]\n", (1, 5, "hash")),
        ("a: [甲乙: 丙]\n", (1, 5, "colon-in-list")),
        ("a: [{甲乙, 丙丁}]\n", (1, 5, "braces")),
        ("a: {甲乙, 丙丁}\n", (1, 4, "braces")),
        ("a: [甲乙, ~]\n", (1, 9, "empty-item")),
        ("a: [甲乙]\nb:\n", (2, 1, "empty")),
        ("a:\n\t- 甲乙\n", (2, 1, "tab")),
        ("a: [*甲乙]\n", (1, 5, "sign")),
        ("a: [@甲乙]\n", (1, 5, "sign")),
        ("a:\n- %甲乙\n", (2, 3, "sign")),
        ("a: [&甲乙]\n", (1, 5, "sign")),
        ("a: [!甲乙]\n", (1, 5, "sign")),
        ("a: [甲乙, , 丙丁]\n", (1, 9, "double-comma")),
        ('a: ["科技"，"金融"]\n', (1, 9, "after-quote")),
        ('a:\n- "科技"，\n- 金融\n', (2, 7, "after-quote")),
        ('a: ["科技, 金融]\n', (1, 5, "open-quote")),
        ("a: [甲乙\nb: [丙丁]\n", (1, 7, "open-bracket")),
        ("a: [甲乙】\nb: [丙丁]\n", (1, 7, "wide-bracket")),
        ("a: [甲乙]]\n", (1, 8, "extra-bracket")),
        ("a:\n  -甲乙\n  -丙丁\n", (2, 3, "dash")),
        ("a:\n - 甲乙\n  - 丙丁\n", (2, 4, "newline-in-keyword")),
        ("a: 甲: 乙\n", (1, 5, "syntax-colon")),
        ("a:\n  b: [丙]\n c: [丁]\n", (3, 2, "syntax-indent")),
        ("a: [甲乙]\n---\nb: [丙丁]\n", (2, 1, "syntax-documents")),
    ],
)
def test_yaml_traps(lint, text, expected):
    found = [entry for entry in short(lint(text)) if entry[2] not in ("undocumented", "one-character", "short-strong")]
    assert found[0] == expected
    assert {entry[2] for entry in found} == {expected[2]}, "a trap must not be reported as something else as well"


@pytest.mark.parametrize("text", ["a: [5G, 3D打印, 【重点】, AI+, C#, a#b]", "\ufeffa: [孵化器]", "a: [12：30]"])
def test_harmless_spellings(lint, text):
    assert kinds(lint(text)) <= {"undocumented"}


PLANTED = """\
schema: 1
types:
  - id: finance
    name: 科技金融
    definition: 金融支持科技
    strong: [科技信贷，创业投资, 融资租赁]
    weak: [科技保险, 863, AI #应用, 大数据]
    weka: [天使基金]
    threshold: 高
    examples: {应命中: [发放科技贷款], 不应命中: [修建公路]}
  - id: talent
    name：人才
    definition: 引才育才
    strong: [高层次人才, *领军人才, 领军, , 团队建设]
    strong: [博士后]
    examples: {应命中: [引进博士], 不应命中: [引进设备]}
  - id: incubator
    name: 孵化载体
    definition: 孵化器及各类载体
	examples: {应命中: [建设孵化器], 不应命中: [修建厂房]}
    strong:
      - 孵化器
      - 孵化器
      - "众创空间"，
      - 园
      - {near: [创业]}
      - {term: 加速器, near: [企业], not_near: [企业]}
      - {双创, 青创}
      - 创客空间
  - id: talent
    name: 成果转化
    strong: [成果转化, 技术转移
    examples: {应命中: [促进成果转化], 不应命中: [产业转移]}
global: {mask: [动能转换, 融资租赁]}
"""
EXPECTED = [
    (6, "full-width-comma"),
    (6, "masked-keyword"),
    (7, "yaml-type"),
    (7, "hash"),
    (8, "misspelt-field"),
    (9, "not-number"),
    (12, "full-width-colon"),
    (14, "sign"),
    (14, "short-strong"),
    (14, "double-comma"),
    (15, "duplicate-key"),
    (20, "tab"),
    (23, "duplicate-keyword"),
    (24, "after-quote"),
    (25, "one-character"),
    (26, "no-term"),
    (27, "impossible-condition"),
    (28, "braces"),
    (30, "duplicate-id"),
    (30, "no-definition"),
    (32, "open-bracket"),
    (34, "unused-mask"),
]


def test_planted_faults_are_all_found_and_nothing_else(lint):
    found = lint(PLANTED)
    assert [(line, code) for line, _, code in short(found)] == EXPECTED


def test_places_carry_the_line_as_it_stands(lint):
    lines = PLANTED.splitlines()
    assert all(p.place.text == lines[p.place.line - 1] for p in lint(PLANTED))


# --- keywords ---


def test_short_keywords(lint):
    text = "a: {strong: [高企, 园, AI, {term: 上市, near: [挂牌]}, {term: 技工, boundary: true}, 孵化器], weak: [平台]}"
    assert short(lint(text))[1:] == [(1, 14, "short-strong"), (1, 18, "one-character")]


def test_duplicates(lint):
    text = (
        "a: {x: [孵化器, 孵化器], y: [ＡＩ应用, 创新券]}\n"
        "b:\n"
        "  z: [ai应用, 创新券, {词: 孵化器, 附近有: [租金]}]\n"
        "  w: {强词: [高新企业, {词: 高新技术企业, 别名: [高新企业]}]}\n"
    )
    found = [(p.place.line, p.code, dict(p.details)["keyword"]) for p in lint(text) if p.severity != "note"]
    assert found == [
        (1, "taxonomy.duplicate-keyword", "孵化器"),
        (4, "taxonomy.alias-is-keyword", "高新技术企业"),
    ]
    assert [dict(p.details)["types"] for p in lint(text) if p.code == "taxonomy.shared-keyword"] == ["a、b", "a、b"]


def test_masks(lint):
    text = (
        "types: [{id: a, strong: [金融科技, 金融科技园, 保险产品]}]\n"
        "global: {mask: [金融科技, 社会保险产品, 天气预报]}\n"
    )
    found = [(p.code, dict(p.details)) for p in lint(text) if p.code != "taxonomy.undocumented"]
    assert found == [
        ("taxonomy.masked-keyword", {"keyword": "金融科技"}),
        ("taxonomy.unused-mask", {"mask": "天气预报"}),
    ]


def test_conditions_that_cannot_hold(lint):
    text = (
        "a:\n"
        "  strong:\n"
        "  - {term: 上市公司, near: [挂牌, 融资], not_near: [挂牌]}\n"
        "  - {term: 上市融资, near: [挂牌], not_near: [挂牌, 新药]}\n"
        "  - {term: 上市后备, all_of: [挂牌], not_near: [挂牌]}\n"
        "  - {term: 科技保险, not_before: [险]}\n"
        "  - {term: 贷款贴息, roles: [goal]}\n"
        "  - “融资租赁”\n"
    )
    found = [(line, code) for line, _, code in short(lint(text)) if code != "undocumented"]
    assert found == [
        (4, "impossible-condition"), (6, "guard-in-keyword"), (7, "uncounted-roles"), (8, "quoted-keyword"),
    ]  # fmt: skip


def test_names_that_lead_nowhere(lint):
    text = "types: [{id: a, strong: [孵化器], guards: {加速器: {before: [粒子]}}}]\naliases: {众创: 众创空间}\n"
    assert kinds(lint(text)) == {"guard-without-keyword", "alias-without-keyword"}


# --- with a corpus ---


def test_collisions_with_words_of_the_corpus(lint):
    text = "a: {strong: [高企培育], weak: [高企, 技工, {term: 子基金, boundary: true}, {term: 中试, not_after: [集]}]}"
    corpus = ["要提高企业管理水平。", "科技工作例会上认定高企三家。", "种子基金、母基金与子基金。", "在乡镇集中试点。"]
    details = [dict(p.details) for p in lint(text, corpus) if p.code == "taxonomy.collision"]
    collisions = {entry["keyword"]: entry for entry in details}
    assert set(collisions) == {"高企", "技工"}
    assert (collisions["高企"]["count"], collisions["高企"]["total"]) == ("1", "2")
    assert "提高企业" in collisions["高企"]["quotes"]


def test_dead_keywords_and_why(lint):
    text = (
        "types:\n"
        "- id: a\n"
        "  strong: [孵化器, 科技企业孵化器, 众创空间, 加速器]\n"
        "  weak: [{term: 保险, not_after: [科技]}, 医疗]\n"
        "global: {mask: [医疗保障]}\n"
    )
    corpus = ["建设科技企业孵化器。", "完善医疗保障和科技保险。", "建设众创空间。"]
    found = {dict(p.details)["keyword"]: p.code.partition(".")[2] for p in lint(text, corpus) if p.details}
    assert found == {
        "孵化器": "always-covered",
        "加速器": "dead-keyword",
        "保险": "always-guarded",
        "医疗": "always-masked",
    }


def test_what_the_coding_does_not_count_is_dead(lint):
    text = (
        "a: {strong: [AI, 算力券, {term: 上市公司, near: [挂牌]}, 产能, {term: 技工, boundary: true}],"
        " weak: [{term: 中试, boundary: no}]}"
    )
    corpus = [
        "支持建设MAIN平台,推进MAINTENANCE服务,发放算力券。",
        "奖励上市公司。",
        "落实《产能置换办法》。",
        "科技工作,集中试点。",
    ]
    found = [(dict(p.details)["keyword"], p.code.partition(".")[2]) for p in lint(text, corpus) if p.details]
    assert [pair for pair in found if pair[1] != "short-strong"] == [
        ("AI", "dead-keyword"), ("上市公司", "always-unmet"), ("产能", "always-denied"), ("技工", "always-cutting"),
        ("中试", "collision"),
    ]  # fmt: skip


def test_patterns_are_counted_too(lint):
    text = "a: {strong: [{term: '第[0-9]+批', pattern: true}, {term: '[A-Z]轮', pattern: true}]}"
    found = [dict(p.details)["keyword"] for p in lint(text, ["公布第12批名单"]) if p.code == "taxonomy.dead-keyword"]
    assert found == ["[A-Z]轮"]


# --- documentation ---


def test_missing_documentation(lint):
    text = (
        "types:\n"
        "  - {id: a, name: 甲, definition: 甲类, strong: [孵化器], subtypes: [{id: s, name: 子, strong: [众创空间]}]}\n"
        "  - {id: b, name: 乙}\n"
    )
    found = [(line, code) for line, _, code in short(lint(text))]
    assert found == [
        (2, "no-examples"), (2, "subtypes-undefined"),
        (3, "no-definition"), (3, "no-examples"), (3, "no-keywords-in-type"),
    ]  # fmt: skip


def test_the_simple_shape_gets_one_note(lint):
    assert short(lint("a: [孵化器]\nb: [众创空间]\n")) == [(1, 1, "undocumented")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("人才: [引才]\n企业: [瞪羚企业]\n人才: [培养, 创业，孵化]\n", [(3, "duplicate-key"), (3, "full-width-comma")]),
        ("人才: {强词: [引才]}\n人才: {强词: [创业，孵化]}\n", [(2, "duplicate-key"), (2, "full-width-comma")]),
        ("人才: 引才\n人才: [创业；孵化]\n", [(2, "duplicate-key"), (2, "full-width-comma")]),
        (
            "types:\n- {id: a, strong: [甲乙]}\ntypes:\n- {id: b, srtong: [丙丁]}\n- {id: c, weak: [戊，己]}\n",
            [(3, "duplicate-key"), (4, "misspelt-field"), (5, "full-width-comma")],
        ),
        ("types: [{id: a, strong: [甲乙], 强词: [丙，丁]}]\n", [(1, "duplicate-field"), (1, "full-width-comma")]),
        ("types: [{id: a, strnog: [丙，丁]}]\n", [(1, "misspelt-field"), (1, "full-width-comma")]),
        ("types: [{id: a, strong: [甲乙], 联系人: [丙，丁]}]\n", [(1, "unknown-field"), (1, "full-width-comma")]),
        ("a: [甲乙, [丙，丁]]\n", [(1, "list-in-list"), (1, "full-width-comma")]),
    ],
)
def test_no_fault_hides_another(lint, text: str, found: list[tuple[int, str]]):
    errors = [p for p in lint(text) if p.severity == "error"]
    assert [(p.place.line, p.code.partition(".")[2]) for p in errors] == found


# --- wording ---


def test_every_problem_has_words_that_fill(lint):
    samples = [PLANTED, CLEAN + "types: []\n", "a: [甲乙丙, yes, [x]]\nb: {c: d}\n"]
    for problem in (p for text in samples for p in lint(text, ["建设孵化器"])):
        for lang in ("zh", "en"):
            room = problem.code.partition(".")[0]
            assert lexicons.words(f"problems-{room}", lang)[problem.code].format(**dict(problem.details))


def test_every_code_in_the_room_has_words():
    files = [path for room in (ROOM, ROOM.parent / "yamlfiles") for path in sorted(room.rglob("*.py"))]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    raised = set(re.findall(r'"(?:taxonomy|typing)\.([a-z-]+)"', source))
    raised |= set(re.findall(r'(?:report|found|Fault|lost)\(\s*"([a-z-]+)"', source))
    raised |= set(
        re.findall(r'"((?:syntax|always-|open-|wide-|full-width-|newline-|duplicate-|dead-)[a-z-]*)"', source)
    )
    raised |= {f"drop-{kind}" for kind in outlines.LOSSES}
    words = {code.partition(".")[2] for room in ROOMS for code in lexicons.words(f"problems-{room}", "zh")}
    assert raised == words, "a code without words, or words without a code"


def test_both_languages_use_the_same_particulars():
    for code, entry in (pair for room in ROOMS for pair in lexicons.load(f"wording/problems-{room}").items()):
        names = [{name for _, name, _, _ in string.Formatter().parse(entry[lang]) if name} for lang in ("zh", "en")]
        assert names[0] == names[1], code


# --- whatever is typed ---

PIECES = st.sampled_from([*"：，　\t[]{}\"'*&%~\n\x00", " #", "- ", ": "])


@pytest.mark.whole
@settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(PLANTED)), PIECES), min_size=1, max_size=6))
def test_no_typing_fault_ends_in_an_exception(lint, insertions):
    text = PLANTED
    for position, piece in insertions:
        text = text[:position] + piece + text[position:]
    assert lint(text)
