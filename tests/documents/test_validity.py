"""Dates of 施行 and 失效 in a document's own words."""

from __future__ import annotations

from datetime import date

import pytest

from compare.documents.integrity import flag_validity
from compare.documents.manifest import ManifestEntry
from compare.model import Document, Fact
from tests.documents.drafting import BODY, document, flags


def scheme(
    *sentences: str, issued: str = "2021年3月31日", entry: ManifestEntry | None = None, **options: object
) -> Document:
    head = ["江门市促进科技创新若干措施", f"第一条 {BODY}"]
    return document([*head, *sentences, "江门市科学技术局", issued], entry=entry, **options)


@pytest.mark.parametrize(
    ("sentence", "effective", "expires"),
    [
        ("第九条 本办法自2020年1月1日起施行,有效期5年。", "2020-01-01", "2024-12-31"),
        ("第九条 本措施自 2020 年 1 月 1 日起实施。", "2020-01-01", ""),
        ("本通知自二〇二〇年一月一日起执行，有效期三年。", "2020-01-01", "2022-12-31"),
        ("本细则由市科技局负责解释，自印发之日起施行，有效期两年。", "2021-03-31", "2023-03-30"),
        ("本办法自发布之日起30日后施行,试行期1年。", "2021-04-30", "2022-04-29"),
        ("本办法自公布之日起三十日后实施。", "2021-04-30", ""),
        ("自印发之日起施行,有效期至2025年12月31日。", "2021-03-31", "2025-12-31"),
        ("本政策有效期自2020年1月1日至2024年12月31日。", "2020-01-01", "2024-12-31"),
        ("第九条 有效期自2020年1月1日起至2024年12月31日止。", "2020-01-01", "2024-12-31"),
        ("本政策执行期为2020年1月1日-2024年12月31日。", "2020-01-01", "2024-12-31"),
        ("政策有效期:2020年1月1日—2024年12月31日。", "2020-01-01", "2024-12-31"),
        ("本政策自2020年1月1日起至2024年12月31日止执行。", "2020-01-01", "2024-12-31"),
        ("给予补贴。上述政策实施时间为2020年1月1日至2020年12月31日。", "", ""),
        ("本措施实施期限为2020-2022年。", "2020-01-01", "2022-12-31"),
        ("本政策自2022年起实施,执行至2025年。", "2022-01-01", "2025-12-31"),
        ("本办法自2021年5月1日起施行,有效期至2025年3月。", "2021-05-01", "2025-03-31"),
        ("本办法自印发之日起施行,有效期至二〇二五年底。", "2021-03-31", "2025-12-31"),
        ("本办法自2021年5月1日起施行,有效期三年。", "2021-05-01", "2024-04-30"),
        ("本措施有效期为3年,自2021年5月1日起计算。", "2021-05-01", "2024-04-30"),
        ("本办法自2021年5月起施行,有效期叁年。", "2021-05-01", "2024-04-30"),
        ("本办法自2019年1月1日起追溯施行,有效期暂定3年。", "2019-01-01", "2021-12-31"),
        ("本办法自印发之日起一个月后施行,有效期5年。", "2021-04-30", "2026-04-29"),
        ("本办法自发文之日起实施,暂定三年。", "2021-03-31", "2024-03-30"),
        ("本办法自2021年5月1日起施行,2024年4月30日废止。", "2021-05-01", "2024-04-30"),
        ("本意见自2021年5月1日起施行,2024年5月1日起失效。", "2021-05-01", "2024-04-30"),
        ("本办法自批准后的次月起施行,有效期三年。", "", ""),
        ("本办法自印发之日起施行,原《江门市办法》(有效期至2019年12月31日)同时废止。", "2021-03-31", ""),
        ("对科技型企业,贷款贴息自2021年1月1日至2023年12月31日。", "", ""),
        ("创新券的有效期自2021年1月1日至2023年12月31日。", "", ""),
        ("本政策自2020年1月1日起实施,有效期至二〇二五年十二月三十一日止。", "2020-01-01", "2025-12-31"),
        ("本办法自2020年1月1日起施行。有效期5年。", "2020-01-01", "2024-12-31"),
        ("本办法自2020年2月29日起施行,有效期1年。", "2020-02-29", "2021-02-28"),
        ("《江门市科技创新条例》已经通过,现予公布,自2022年5月1日起施行。", "2022-05-01", ""),
        ("本办法自2020年1月1日起施行,原《江门市办法》自2015年1月1日起施行,同时废止。", "2020-01-01", ""),
        ("本办法自2020年1月1日起施行至2024年12月31日。", "2020-01-01", "2024-12-31"),
        ("原办法自2015年1月1日起施行,有效期5年。", "", ""),
        ("根据《江门市办法》,该条例自2015年1月1日起施行。", "", ""),
        ("本办法所称创新券有效期2年,逾期作废。", "", ""),
        ("对认定的企业颁发证书,有效期三年。", "", ""),
        ("本办法自2020年1月1日起施行,有效期三年半。", "2020-01-01", ""),
        ("支持有效期内的高新技术企业申报。", "", ""),
        ("企业所得税自2020年1月1日起执行15%的税率。", "", ""),
        ("本办法自2020年13月41日起施行。", "", ""),
    ],
)
def test_the_text_says_from_when_until_when(sentence: str, effective: str, expires: str) -> None:
    metadata = scheme(sentence).metadata
    assert (metadata.value("effective"), metadata.value("expires")) == (effective, expires)
    for fact in (metadata.effective, metadata.expires):
        assert fact is None or (fact.origin == "body" and fact.quote)


def test_from_the_day_of_issue_needs_that_day() -> None:
    built = document(["江门市促进科技创新若干措施", BODY, "本措施自印发之日起施行,有效期3年。"])
    assert (built.metadata.effective, built.metadata.expires) == (None, None)


def test_manifest_before_container_before_text() -> None:
    sentence = "本办法自2020年1月1日起施行,有效期5年。"
    facts = {"effective": Fact("2020-07-01", "markup"), "expires": Fact("2023-06-30", "markup")}
    built = scheme(sentence, facts=facts).metadata
    assert (built.value("effective"), built.value("expires")) == ("2020-07-01", "2023-06-30")
    entry = ManifestEntry("某区文件.txt", facts={"effective": Fact("2021-01-01", "manifest")})
    given = scheme(sentence, entry=entry).metadata
    assert (given.value("effective"), given.value("expires")) == ("2021-01-01", "2025-12-31")


@pytest.mark.parametrize("words", ["自印发之日起施行，有效期5年。", "自印发之日起90日后施行，有效期3年。"])
def test_the_calendar_has_an_end(words: str) -> None:
    entry = ManifestEntry("某区文件.txt", facts={"issued": Fact("9999-12-01", "manifest")})
    assert scheme(f"本办法{words}", entry=entry).metadata.value("expires") == ""


@pytest.mark.parametrize("day", ["2023年99月99日", "2023年2月30日"])
def test_a_day_that_no_calendar_has_is_no_date_of_issue(day: str) -> None:
    assert scheme(issued=day).metadata.issued is None


def test_a_scheme_past_its_span_is_expired() -> None:
    built = scheme("本办法自2020年1月1日起施行,有效期5年。")
    assert "expired" not in flags(flag_validity(built, date(2024, 12, 31)))
    assert "expired" in flags(flag_validity(built, date(2025, 1, 1)))
