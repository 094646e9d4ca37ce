"""What a document says of itself, and whom it is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.documents import build_document
from compare.documents.genres import genres
from compare.documents.manifest import ManifestEntry
from compare.documents.metadata import place_label
from compare.model import Document, Fact
from tests.documents.drafting import BODY, document, flags, source

NOTICE = f"""花都区人民政府办公室文件
花府办〔2021〕14号
花都区人民政府办公室关于印发花都区科技创新三年行动计划(2021-2023年)的通知
各镇人民政府、街道办事处,区直各单位:
现将《花都区科技创新三年行动计划(2021-2023年)》印发给你们,请认真组织实施。
花都区人民政府办公室
二〇二一年六月二十三日
花都区科技创新三年行动计划
(2021-2023年)
根据《广东省科技创新“十三五”规划(2016-2020年)》(粤府〔2017〕5号),制定本计划。
一、总体要求
{BODY}
二、重点任务
(一)培育企业。{BODY}
(二)建设平台。{BODY}
三、保障措施
{BODY}"""


def values(built: Document, *names: str) -> dict[str, str]:
    return {name: built.metadata.value(name) for name in names}


def test_wrapper_gives_issuer_number_date_and_inner_title_the_rest() -> None:
    built = document(NOTICE)
    names = ("title", "issuer", "number", "issued", "period", "genre", "district", "level", "parent", "province")
    assert values(built, *names) == {
        "title": "花都区科技创新三年行动计划(2021-2023年)", "issuer": "花都区人民政府办公室",
        "number": "花府办〔2021〕14号",
        "issued": "2021-06-23", "period": "2021-2023", "genre": "action-plan", "district": "花都区", "level": "区",
        "parent": "广州市", "province": "广东省",
    }  # fmt: skip
    assert not {"place_conflict", "place_unknown", "year_unknown", "issuer_corrupted", "wrapper_incomplete"} & flags(
        built
    )


def test_every_fact_knows_where_it_comes_from() -> None:
    metadata = document(NOTICE).metadata
    assert metadata.issued == Fact("2021-06-23", "body", "二〇二一年六月二十三日")
    assert metadata.number is not None and metadata.number.quote == "花府办〔2021〕14号"


def test_cited_numbers_and_years_are_not_its_own() -> None:
    built = document(
        f"江门市科技创新“十四五”规划\n根据《广东省科技规划(2016-2020年)》(粤府〔2017〕5号)精神,制定本规划。\n一、任务\n{BODY}"
    )
    assert values(built, "number", "period") == {"number": "", "period": "2021-2025"}


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("江门市科技创新规划(2021-2025年)", "2021-2025"), ("江门市科技创新方案（2015—2017 年）", "2015-2017"),
        ("江门市科技创新“十五五”规划", "2026-2030"), ("江门市2023年科技工作要点", "2023"),
        ("江门市科技创新三年行动计划", "2023-2025"),
        ("江门市科技创新条例", ""),
    ],
)  # fmt: skip
def test_period(title: str, period: str) -> None:
    built = document(f"{title}\n一、任务\n{BODY}\n江门市科学技术局\n2023年3月1日")
    assert built.metadata.value("period") == period


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("江门市科技创新促进条例", "regulation"), ("江门市促进科技创新若干措施", "scheme"),
        ("江门市科技创新券管理办法", "scheme"),
        ("江门市科技创新专项规划", "plan"), ("江门市科技创新行动计划", "action-plan"),
        ("江门市科技创新工作方案", "work-plan"),
        ("关于加快科技创新的意见", "opinions"), ("《江门市科技创新规划》政策解读", "explainer"),
        ("江门市科技创新条例(草案征求意见稿)", "draft"),
        ("江门市高新技术企业申报指南", "guide"), ("2026年江门市政府工作报告", "report"),
        ("江门市入选国家创新型城市", "news"),
    ],
)  # fmt: skip
def test_genre_by_title(title: str, genre: str) -> None:
    assert document(f"{title}\n{BODY}\n{BODY}").metadata.value("genre") == genre


def test_genre_without_a_title_word() -> None:
    articles = "\n".join(f"第{n}条 给予入库企业补助。" for n in "一二三四五")
    assert document(articles).metadata.value("genre") == "scheme"
    report = (
        "本报讯(记者 某某)昨日,名单公布,全区新增企业40家,同比增长12%,增速位居全市前列,成效好于预期,带动作用明显。\n"
        f"全区累计建成载体18家,比2022年增加5家,在全市排名第二,{BODY}"
    )
    assert document(report).metadata.value("genre") == "news"
    assert document(f"●培育企业\n{BODY}\n●建设平台\n{BODY}").metadata.value("genre") == "excerpt"
    assert all(g.role and g.grade in "ABCDE" and 0 <= g.force <= 5 for g in genres().values())


def test_a_regulation_names_who_made_it() -> None:
    built = document(
        "江门市科技创新条例\n(2022年9月28日江门市第十六届人民代表大会常务委员会第七次会议通过 "
        "2022年11月30日广东省第十三届人民代表大会常务委员会批准)\n"
        "第一条 为了促进科技创新,制定本条例。"
    )  # fmt: skip
    assert values(built, "issuer", "issued") == {"issuer": "江门市人民代表大会常务委员会", "issued": "2022-09-28"}


def test_a_title_names_its_years_in_chinese_numerals_too() -> None:
    for years, period in (("二〇二一—二〇二五年", "2021-2025"), ("二○二四年", "2024")):
        assert document(f"望江县科技创新规划（{years}）\n{BODY}").metadata.value("period") == period


# -- place ------------------------------------------------------------------------------------------------------


def test_the_title_outweighs_neighbours_named_more_often() -> None:
    body = "与英德市、连州市协作,支持英德市企业来本区设立总部,共建英德市分园。" + BODY
    built = document(f"清远市清城区科技创新规划\n一、任务\n{body}\n{body}")
    assert values(built, "district", "parent") == {"district": "清城区", "parent": "清远市"}


def test_a_reposting_site_is_not_the_place() -> None:
    built = document(
        f"江门市科技创新工作方案\n一、任务\n{BODY}\n二、保障\n{BODY}\n{BODY}\n版权声明:\n主办单位:台山市政府网"
    )
    assert built.metadata.value("district") == "江门市"
    assert "reposted" in flags(built)


def test_the_file_name_and_the_body_help_where_the_title_is_silent() -> None:
    named = document(f"科技创新规划\n一、任务\n{BODY}", name="增城区-科技规划.txt")
    assert named.metadata.value("district") == "增城区"
    assert "district_inferred" in flags(named)
    counted = document(f"科技创新发展规划\n一、任务\n支持增城区企业上市。\n建设增城区创新中心。{BODY}")
    assert counted.metadata.value("district") == "增城区"


def test_title_and_issuer_of_two_places_conflict() -> None:
    built = document(f"花都区科技创新规划\n一、任务\n{BODY}\n清远市科学技术局\n2022年3月1日")
    assert built.metadata.value("district") == "花都区"
    assert "place_conflict" in flags(built)


def test_nobody_says_the_place() -> None:
    assert {"place_unknown", "year_unknown", "no_url"} <= flags(document(f"科技创新规划\n{BODY}"))


def test_a_table_of_documents_names_place_and_year_itself() -> None:
    facts = {
        "district": Fact("浙江省", "markup"),
        "year": Fact("2026", "markup"),
        "title": Fact("政府工作报告", "markup"),
    }
    built = document(f"一、工作\n{BODY}", facts=facts)
    assert values(built, "district", "level", "period", "genre") == {
        "district": "浙江省",
        "level": "省",
        "period": "2026",
        "genre": "report",
    }


def test_the_manifest_wins_over_everything() -> None:
    facts = {"district": Fact("清城区", "manifest"), "genre": Fact("plan", "manifest")}
    entry = ManifestEntry("某区文件.txt", id="QC", facts=facts, extra={"cluster": Fact("珠三角", "manifest")})
    built = document(NOTICE, entry=entry)
    assert values(built, "district", "level", "parent", "genre", "cluster") == {
        "district": "清城区", "level": "区", "parent": "清远市", "genre": "plan", "cluster": "珠三角",
    }  # fmt: skip
    assert (built.id, built.code) == ("QC", "QC")
    assert "place_conflict" in flags(built)


def test_a_betting_site_is_never_issuer_or_title() -> None:
    built = document(
        f"清城区科技创新规划\n各镇人民政府,区直各单位:\n《清城区科技创新规划(2021-2025年)》现予印发,请执行。\n清城开云体育网\n2022年8月18日\n一、任务\n{BODY}"
    )
    assert built.metadata.value("issuer") == ""
    assert {"issuer_corrupted", "injected_spam"} <= flags(built)


def test_short_name_and_year_cite_a_document() -> None:
    assert place_label(document(NOTICE).metadata) == "花都2021"


# -- conflicts --------------------------------------------------------------------------------------------------


def conflicts(built: Document) -> dict[str, tuple[str, str]]:
    return {f.code: (f.severity, f.quote) for f in built.flags if f.code.endswith("_conflict")}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", "花都区促进现代物流业发展奖励办法", "title_conflict"),
        ("title", "花都区人民政府办公室关于印发花都区科技创新三年行动计划(2021—2023年)的通知", ""),
        ("title", "《花都区科技创新三年行动计划》", ""),
        ("title", "政策文件", ""),
        ("issuer", "花都区财政局", "issuer_conflict"),
        ("issuer", "花都区人民政府", ""),
        ("issuer", "区政府办", ""),
        ("number", "花府办〔2021〕41号", "number_conflict"),
        ("number", "花府办[2021]14号", ""),
        ("issued", "2021-08-20", "year_conflict"),
        ("issued", "2021-07-30", ""),
        ("issued", "2021", ""),
    ],
)
def test_two_origins_that_disagree_are_flagged(field: str, value: str, code: str) -> None:
    text = NOTICE.replace("{BODY}", BODY)
    assert list(conflicts(document(text))) == []
    page = conflicts(document(text, facts={field: Fact(value, "markup")}))
    assert list(page) == ([code] if code else [])
    entry = ManifestEntry("某区文件.txt", facts={field: Fact(value, "manifest")})
    given = conflicts(document(text, entry=entry))
    assert [(c, severity) for c, (severity, _) in given.items()] == ([(code, "info")] if code else [])
    for severity, quote in page.values():
        assert severity == "warn"
        assert " / " in quote
        assert len(quote) <= 80


@pytest.mark.parametrize(("year", "flagged"), [("2021", False), ("2020", False), ("2022", False), ("2018", True)])
def test_a_number_of_another_year_than_the_date(year: str, flagged: bool) -> None:
    built = document(NOTICE.replace("〔2021〕14号", f"〔{year}〕14号"))
    assert ("year_conflict" in conflicts(built)) is flagged


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("江门市科学技术局", "市科技局", True), ("江门市发展和改革委员会", "江门市发改委", True),
        ("江门市财政局、江门市科学技术局", "江门市科技局", True), ("江门市科学技术局", "江门市财政局", False),
        ("江门市人民代表大会常务委员会", "江门市人大常委会", True), ("江门市人民政府", "花都区人民政府", False),
    ],
)  # fmt: skip
def test_short_names_of_an_issuer_are_no_conflict(one: str, other: str, same: bool) -> None:
    facts = {"issuer": Fact(one, "markup")}
    entry = ManifestEntry("某区文件.txt", facts={"issuer": Fact(other, "manifest")})
    found = conflicts(document(f"科技创新若干措施\n{BODY}", facts=facts, entry=entry))
    assert ("issuer_conflict" not in found) is same


@pytest.mark.parametrize(
    ("facts", "district"),
    [
        ({"district": "花都区", "city": "广州市"}, "花都区"),
        ({"district": "广州市花都区"}, "花都区"),
        ({"district": "广东省/广州市/花都区"}, "花都区"),
        ({"district": "花都", "city": "广州"}, "花都区"),
        ({"district": "天河区、越秀区", "city": "广州市"}, "广州市"),
        ({"district": "全市", "city": "广州市"}, "广州市"),
        ({"city": "广州市", "province": "广东省"}, "广州市"),
    ],
)
def test_the_place_of_a_row_is_the_lowest_that_its_columns_name(facts: dict[str, str], district: str) -> None:
    built = document(BODY, facts={key: Fact(value, "markup", value) for key, value in facts.items()})
    assert built.district == district


@pytest.mark.parametrize(("city", "parent"), [("南京市", "南京市"), ("徐州市", "徐州市")])
def test_districts_of_one_name_are_told_apart_by_their_city(city: str, parent: str) -> None:
    named = {"district": Fact("鼓楼区", "markup", ""), "city": Fact(city, "markup", "")}
    assert document(BODY, facts=named).metadata.value("parent") == parent


GRANTS = "累计入选3次的战略科学家给予500万元项目资助，较2022年提高，已形成长效机制，提供住房保障和子女入学服务。"


def test_what_a_row_of_a_list_grants_is_a_measure_and_no_news() -> None:
    row = replace(source(GRANTS), entry="brief")
    assert build_document(source(GRANTS)).metadata.value("genre") != "entry"
    built = build_document(row)
    assert built.metadata.value("genre") == "entry" and [p.role for p in built.paragraphs] == ["measure"]
    titled = replace(row, facts={"title": Fact("花都区人才政策若干措施", "markup", "")})
    assert build_document(titled).metadata.value("genre") == "scheme"
    assert build_document(replace(titled, entry="parts")).metadata.value("genre") == "entry"


@pytest.mark.parametrize(
    ("label", "published"), [("发布日期", "2023-04-06"), ("发布时间", "2023-04-06"), ("成文日期", ""), ("施行日期", "")]
)
def test_only_the_date_of_the_page_is_that_of_publication(label: str, published: str) -> None:
    built = document(f"{label}：2023年4月6日\n花都区科技创新券管理办法\n一、任务\n{BODY}")
    assert built.metadata.value("published") == published


@pytest.mark.parametrize("number", ["花府办〔2021〕14号", "花府办〔二〇二一〕十四号", "花府办〔二○二一〕14号"])
def test_a_number_may_be_written_in_chinese_numerals(number: str) -> None:
    built = document(f"花都区科技创新办法\n{number}\n一、任务\n{BODY}")
    assert built.metadata.value("number") == number
    assert all(number not in paragraph.text for paragraph in built.paragraphs)
