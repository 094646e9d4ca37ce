"""The history of a law: who passed the text in hand and when, who promulgated it, from when it is in force."""

from __future__ import annotations

import pytest

from tests.documents.drafting import BODY, document

PASSED = "2012年3月5日江门市第十三届人民代表大会常务委员会第三次会议通过"
APPROVED = "2012年5月31日广东省第十一届人民代表大会常务委员会第三十四次会议批准"
AGAIN = "2018年6月1日江门市第十五届人民代表大会常务委员会第二次会议通过"
AMENDED = (
    "2018年7月27日广东省第十三届人民代表大会常务委员会第四次会议批准的《江门市人民代表大会常务委员会关于修改"
    "〈江门市科技创新条例〉的决定》修正"
)
DECIDED = "2021年9月29日江门市第十五届人民代表大会常务委员会第九次会议《关于修改〈某条例〉等七件法规的决定》修正"
STANDING = "江门市人民代表大会常务委员会"


def facts(*history: str, title: str = "江门市科技创新条例") -> tuple[str, ...]:
    last = "本条例自公布之日起施行。"
    built = document("\n".join([title, *history, f"第一条 {BODY}", f"第二条 {last}"]))
    return tuple(built.metadata.value(name) for name in ("issuer", "issued", "published", "effective", "genre"))


@pytest.mark.parametrize(
    ("history", "issued"),
    [
        ([PASSED], "2012-03-05"),
        ([PASSED, APPROVED], "2012-03-05"),
        ([f"({PASSED} {APPROVED})"], "2012-03-05"),
        ([PASSED, APPROVED, AGAIN, AMENDED], "2018-06-01"),
        ([f"({PASSED} {APPROVED} 根据{AGAIN},{AMENDED})"], "2018-06-01"),
        ([PASSED, APPROVED, AGAIN, AMENDED, DECIDED], "2021-09-29"),
        ([f"({PASSED}", f"根据{DECIDED})"], "2021-09-29"),
        (["二〇一二年三月五日江门市第十三届人民代表大会常务委员会第三次会议通过"], "2012-03-05"),
    ],
)
def test_the_text_in_hand_is_of_its_last_amendment(history: list[str], issued: str) -> None:
    assert facts(*history) == (STANDING, issued, "", "", "regulation")


def test_promulgation_is_not_passing_and_starts_the_force() -> None:
    promulgated = "2012年6月8日江门市人民代表大会常务委员会公告公布"
    assert facts(PASSED, APPROVED, promulgated) == (STANDING, "2012-03-05", "2012-06-08", "2012-06-08", "regulation")
    assert facts("2004年9月17日中华人民共和国国务院令第418号公布", title="国防创新条例") == (
        "国务院", "", "2004-09-17", "2004-09-17", "regulation",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("history", "title", "maker"),
    [
        ("2024年1月25日北京市第十六届人民代表大会第二次会议通过", "北京市创新条例", "北京市人民代表大会"),
        ("2014年10月28日市十二届人大常委会第二十二次会议通过", "江门市科普条例", STANDING),
        ("2021年12月24日第十三届全国人民代表大会第二次会议修订", "中华人民共和国科技法", "全国人民代表大会"),
        ("2006年5月17日国务院第136次常务会议通过", "测绘条例", "国务院"),
        ("1986年1月23日国务院发布", "国务院关于拨款的暂行规定", "国务院"),
    ],
)  # fmt: skip
def test_who_passed_it(history: str, title: str, maker: str) -> None:
    assert facts(history, title=title)[0] == maker
    assert facts(history, title=title)[4] == "regulation"


def test_measures_passed_by_a_congress_are_law_and_those_of_a_government_are_not() -> None:
    assert facts(PASSED, title="江门市实施《中小企业促进法》办法")[4] == "regulation"
    rules = "2019年8月1日江门市人民政府第十五届第80次常务会议通过"
    assert facts(rules, title="江门市科技奖励办法")[::4] == ("江门市人民政府", "scheme")
