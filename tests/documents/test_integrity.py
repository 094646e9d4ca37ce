"""What was done to a text on its way here, and how far it can be trusted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from compare import lexicons
from compare.documents.integrity import flag_validity, grade
from compare.documents.manifest import ManifestEntry
from compare.model import Document, Fact, Flag
from tests.documents.drafting import BODY, document, flags

PLAN = ["望江区科技创新发展规划(2021-2025年)", "一、培育企业", BODY, "二、建设平台", BODY, "三、保障措施", BODY]
SIGNED = [*PLAN, "望江区人民政府办公室", "2021年6月23日"]
SPUN = "组建作事专班,饱读吹企业建设接头院,加大研发插足,推动科技后果落地,打造国度级平台。"


def flag(built: Document, code: str) -> Flag:
    return next(f for f in built.flags if f.code == code)


def test_an_official_whole_text_has_grade_a_and_no_flag_of_weight() -> None:
    built = document(SIGNED)
    assert built.grade == "A"
    assert {f.code for f in built.flags if f.severity != "info"} == {"place_unknown"}


def test_a_text_that_says_neither_whose_nor_of_when_it_is_has_grade_b() -> None:
    assert document(PLAN).grade == "B"
    assert document([*PLAN, "本规划自2021年7月1日起施行。"]).grade == "A"


@pytest.mark.parametrize(
    ("gap", "flagged"),
    [
        ("江门市科学技术局 江门市财政局关于印发办法的通知", False),
        ("中共江门市委 江门市人民政府印发的意见", False),
        ("江门市科学技术局 大力推进办法的通知", True),
        ("江门市推动科技创新 产业发展办法的通知", True),
    ],
)
def test_a_blank_between_two_issuers_is_no_deleted_word(gap: str, flagged: bool) -> None:
    lines = [f"第{n}条 依据《{gap}》,对认定的企业给予补助,对重新认定的给予奖励,由主管部门实施。" for n in "一二三"]
    assert ("sensitive_gaps" in flags(document(["江门市科技扶持办法", *lines]))) is flagged


def test_machine_replaced_words_are_grade_e() -> None:
    built = document([*PLAN, SPUN + BODY])
    assert built.grade == "E"
    found = flag(built, "garbled_text")
    assert found.severity == "bad"
    assert found.count >= 5
    assert "接头院" in found.quote


def test_one_odd_word_is_a_slip() -> None:
    assert "garbled_text" not in flags(document([*PLAN, "重大项目前期工作伏击推进。" + BODY]))


@pytest.mark.parametrize(
    ("line", "code", "worst"),
    [
        ("开云望江体育网", "injected_spam", "B"),
        ("锟斤拷建设平台" + BODY, "mojibake", "E"),
        ("建设��平台", "replacement_characters", "D"),
        ("建设技术市(shì)场,完善服务(fú)体系。" + BODY, "pinyin_glosses", "C"),
        (BODY[:20] + " 建设 平台,引进 人才,发展 金融," + BODY, "sensitive_gaps", "C"),
        ("四、建立完善以企业为主体的创新体系并在此基础上继续推动各类要素向园区集聚并逐步形成", "truncated", "C"),
        ("附件:1.重点企业名单", "attachments_missing", "B"),
    ],
)  # fmt: skip
def test_a_flaw_is_quoted_and_caps_the_grade(line: str, code: str, worst: str) -> None:
    built = document([*PLAN, line])
    assert flag(built, code).quote
    assert built.grade == worst


def test_slogans_quotations_and_labels_are_no_gaps() -> None:
    text = "第一条 打响“好品望江 行销天下”品牌,支持“一区 多园 多点”建设," + BODY
    assert "sensitive_gaps" not in flags(document([*PLAN, text, "凝心聚力 开拓创新 再启新程"]))


def test_brackets_with_latin_words_are_no_pinyin() -> None:
    assert "pinyin_glosses" not in flags(document([*PLAN, "开发移动应用(app)和评价模型(bim)。" + BODY]))


def test_a_notice_without_its_head() -> None:
    wrapped = ["各镇人民政府、街道办事处,区直各单位:", "《望江区科技创新发展规划(2021-2025年)》现予印发。", *PLAN]
    assert "wrapper_incomplete" in flags(document(wrapped))
    assert "wrapper_incomplete" not in flags(
        document(["关于印发《望江区科技创新发展规划(2021-2025年)》的通知", *wrapped])
    )


@pytest.mark.parametrize(
    ("title", "code", "grade_of_genre"),
    [
        ("《望江区科技创新规划》政策解读", "summary_only", "C"), ("望江区科技创新条例(草案)", "draft", "B"),
        ("望江区科技创新若干措施(征求意见稿)", "draft", "B"), ("望江区入选国家创新型城区", "result_report", "D"),
    ],
)  # fmt: skip
def test_the_genre_sets_grade_and_flag(title: str, code: str, grade_of_genre: str) -> None:
    built = document([title, "一、任务", BODY, "二、保障", BODY])
    assert code in flags(built)
    assert built.grade == grade_of_genre


def test_the_worst_flag_decides() -> None:
    metadata = document(SIGNED).metadata
    flaws = [Flag("reposted", "warn"), Flag("truncated", "warn"), Flag("no_url", "info")]
    assert grade(metadata, flaws) == "C"
    assert grade(metadata, []) == "A"


@pytest.mark.parametrize(
    ("fields", "as_of", "expired"),
    [
        ({"period": "2021-2025"}, date(2025, 12, 31), False), ({"period": "2021-2025"}, date(2026, 1, 1), True),
        ({"period": "2021-2025", "expires": "2027-06-30"}, date(2026, 1, 1), False),
        ({"expires": "2024-06-30"}, date(2024, 6, 30), False),
        ({"expires": "2024-06-30"}, date(2024, 7, 1), True), ({"period": "2021-2025"}, None, False),
        ({"expires": "2024-06"}, date(2024, 6, 15), False), ({"expires": "2024-06"}, date(2024, 6, 30), False),
        ({"expires": "2024-06"}, date(2024, 7, 1), True), ({"expires": "2024"}, date(2024, 12, 31), False),
        ({"expires": "2024"}, date(2025, 1, 1), True), ({"expires": "2024-02"}, date(2024, 2, 29), False),
    ],
)  # fmt: skip
def test_validity_at_a_date(fields: dict[str, str], as_of: date | None, expired: bool) -> None:
    entry = ManifestEntry("某区文件.txt", facts={k: Fact(v, "manifest") for k, v in fields.items()})
    built = flag_validity(document(PLAN, entry=entry), as_of)
    assert ("expired" in flags(built)) is expired


def test_every_flag_has_words_for_people() -> None:
    known = lexicons.words("flags", "zh")
    seen: set[str] = set()
    for extra in (SPUN + BODY, "开云网", "锟斤拷" + BODY, "市(shì)场(chǎng)化改革", "附件:1.名单目录"):
        seen |= flags(document([*PLAN, extra]))
    assert seen <= set(known)
    assert len(seen) >= 6


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("本规划的范围为全区(云山高新区、临港产业园除外)。", "云山高新区、临港产业园除外"),
        ("注:地区生产总值包含临港新城统计数据。", "包含临港新城统计数据"),
        ("申报单位应当在本区注册,法律另有规定的除外。", ""),
        ("涉密事项除外,每年申报一次。", ""),
    ],
)
def test_parts_of_the_territory_left_out_are_a_caveat(sentence: str, quote: str) -> None:
    found = {f.code: f.quote for f in document([*PLAN, sentence + BODY]).flags}
    assert ("scope_note" in found) == bool(quote)
    assert found.get("scope_note", "").endswith(quote)


def test_no_wording_without_its_flag() -> None:
    """Every code with words is raised somewhere in the package."""
    code = "".join(p.read_text("utf-8") for p in Path(lexicons.__file__).parents[1].rglob("*.py"))
    assert [c for c in lexicons.words("flags", "zh") if f'"{c}"' not in code] == []
