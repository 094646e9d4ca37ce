"""Words that the taxonomy is missing: what is proposed, for which type, and what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.model import Study
from compare.pipeline import code, read
from compare.taxonomy.files import load_taxonomy
from compare.taxonomy.suggest import Suggestion, suggest_keywords

pytestmark = pytest.mark.whole

PLANTED = "概念验证中心"
GAPS = (
    "支持高校院所联合龙头企业建设概念验证中心,对通过评估的给予五十万元资助。",
    "依托开发区布局概念验证中心,每年遴选不少于十个早期项目开展验证。",
    "鼓励社会资本参与概念验证中心运营,按实际投入给予后补助。",
    "对概念验证中心引进的专业服务团队,连续三年给予运营补贴。",
    "建立概念验证中心绩效评价制度,对评价优秀的给予一次性奖励。",
)
KNOWN = tuple(f"支持{who}承租人才公寓,按租金的一半给予补贴。" for who in ("青年教师", "博士后", "工程师", "技师"))
FILLER = tuple(f"加强{what}工作的组织保障,定期通报进展。" for what in ("档案", "统计", "宣传", "督查", "培训", "调研"))
OPENING = "近年来,全区绿色矿山数量稳步增长,绿色矿山面积居全市前列。"


def study(tmp_path: Path, *measures: str, taxonomy: str = "人才: [人才公寓]\n", opening: str = OPENING) -> Study:
    """A plan of the given measures, coded by a small taxonomy."""
    head = ["花都区科技创新发展规划(2021-2025年)", "一、发展基础", opening, "二、重点任务"]
    text = "\n".join([*head, *(f"{number}.{sentence}" for number, sentence in enumerate(measures, 1))])
    (tmp_path / "花都区.txt").write_text(text, encoding="utf-8")
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "t.yaml").write_text(taxonomy, encoding="utf-8")
    return code(read([tmp_path / "花都区.txt"]), load_taxonomy(tmp_path / "t" / "t.yaml"))


def named(found: tuple[Suggestion, ...]) -> dict[str, Suggestion]:
    return {item.text: item for item in found}


def test_a_planted_term_comes_among_the_first_ten_with_its_paragraphs(tmp_path: Path) -> None:
    made = study(tmp_path, *GAPS, *KNOWN, *FILLER)
    found = named(suggest_keywords(made)[:10])[PLANTED]
    assert (found.count, found.uncoded, len(found.paragraphs)) == (5, 5, 5)
    assert all(PLANTED in made.paragraphs[key].text for key in found.paragraphs)
    assert found.score > 0


def test_parts_of_a_candidate_and_keywords_are_no_candidates(tmp_path: Path) -> None:
    found = named(suggest_keywords(study(tmp_path, *GAPS, *KNOWN, *FILLER)))
    assert not {"概念验证", "验证中心", "人才公寓"} & set(found)


@pytest.mark.parametrize("place", ["keyword", "alias", "mask"])
def test_what_the_taxonomy_knows_in_any_way_is_not_proposed(tmp_path: Path, place: str) -> None:
    full = {"keyword": f"strong: [人才公寓, {PLANTED}]", "alias": "strong: [人才公寓]", "mask": "strong: [人才公寓]"}
    head = {"keyword": "", "alias": f"aliases: {{{PLANTED}: 人才公寓}}\n", "mask": f"global: {{mask: [{PLANTED}]}}\n"}
    text = f"{head[place]}types:\n  - {{id: 人才, {full[place]}}}\n"
    assert PLANTED not in named(suggest_keywords(study(tmp_path, *GAPS, *FILLER, taxonomy=text)))


def test_rare_words_and_words_that_are_everywhere_are_not_proposed(tmp_path: Path) -> None:
    assert PLANTED not in named(suggest_keywords(study(tmp_path, *GAPS[:2], *FILLER)))
    every = [f"建设{n}号概念验证中心。" for n in "甲乙丙丁戊己庚辛壬癸"]
    (tmp_path / "b").mkdir()
    assert PLANTED not in named(suggest_keywords(study(tmp_path / "b", *every)))


def test_words_of_what_is_not_counted_are_not_proposed(tmp_path: Path) -> None:
    opening = "".join(f"{GAPS[0]}{OPENING}" for _ in range(5))
    found = named(suggest_keywords(study(tmp_path, *KNOWN, *FILLER, opening=opening)))
    assert not {PLANTED, "绿色矿山"} & set(found)


def test_the_likely_type_shares_words_or_paragraphs(tmp_path: Path) -> None:
    taxonomy = "人才: [人才公寓]\n成果转化: [中试验证中心]\n"
    found = named(suggest_keywords(study(tmp_path, *GAPS, *KNOWN, *FILLER, taxonomy=taxonomy)))
    assert found[PLANTED].type_id == "成果转化"
    beside = [text.replace("资助", "资助并优先安排人才公寓") for text in GAPS]
    (tmp_path / "b").mkdir()
    found = named(suggest_keywords(study(tmp_path / "b", *beside, *FILLER)))
    assert found[PLANTED].type_id == "人才"


def test_the_best_come_first_and_no_more_than_wanted(tmp_path: Path) -> None:
    made = study(tmp_path, *GAPS, *KNOWN, *FILLER)
    found = suggest_keywords(made)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert suggest_keywords(made, 1) == found[:1]
    assert suggest_keywords(made) == found


def test_a_study_without_documents_gives_none(tmp_path: Path) -> None:
    (tmp_path / "t.yaml").write_text("人才: [人才公寓]\n", encoding="utf-8")
    assert suggest_keywords(Study(taxonomy=load_taxonomy(tmp_path / "t.yaml"), documents=(), codings={})) == ()


def test_bodies_verbs_and_places_are_no_candidates(tmp_path: Path) -> None:
    led = tuple(f"{text[:-1]}(市工信局牵头,市场监管局、各区按职责分工负责)。" for text in GAPS)
    south = tuple(f"建立健全南沙区{name}制度。" for name in ("审批", "登记", "评估"))
    found = named(suggest_keywords(study(tmp_path, *led, *south, *FILLER)))
    assert PLANTED in found
    assert not [word for word in found if any(part in word for part in ("局", "牵头", "负责", "建立", "南沙"))]


def test_a_piece_of_longer_names_is_no_candidate(tmp_path: Path) -> None:
    gaps = [f"支持{kind}概念验证中心建设。" for kind in ("生物", "光电", "材料", "农业", "海洋")]
    found = named(suggest_keywords(study(tmp_path, *gaps, *FILLER)))
    assert not [word for word in found if word.endswith(PLANTED)]


@pytest.mark.parametrize(("documents", "wanted"), [(9, True), (10, False)])
def test_among_many_documents_two_must_have_it(documents: int, wanted: bool, tmp_path: Path) -> None:
    for number in range(documents):
        lines = GAPS if number == 0 else KNOWN
        head = [f"第{number}区科技创新发展规划(2021-2025年)", "一、重点任务"]
        text = "\n".join([*head, *(f"{n}.{line[:-1]},第{number}批。" for n, line in enumerate(lines, 1))])
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "t.yaml").write_text("人才: [人才公寓]\n", encoding="utf-8")
    made = code(read(sorted(tmp_path.glob("*.txt"))), load_taxonomy(tmp_path / "t" / "t.yaml"))
    assert sum(d.included for d in made.documents) == documents
    assert (PLANTED in named(suggest_keywords(made))) is wanted
