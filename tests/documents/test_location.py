"""Whose document it is: every kind of evidence, their order, and where nothing is said rather than something wrong."""

from __future__ import annotations

import pytest

from compare.documents.places import division, find_places, zones
from compare.model import Document, Fact
from tests.documents.drafting import BODY, document, flags

TEXT = f"\n一、任务\n{BODY}\n{BODY}"


def place(built: Document) -> tuple[str, str, str]:
    value = built.metadata.value
    return value("district"), value("level"), value("parent")


def titled(title: str, body: str = TEXT, **container: str) -> Document:
    return document(title + body, facts={key: Fact(text, "markup") for key, text in container.items()})


# --- zones ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name", "parent"),
    [
        ("雄安新区科技创新券管理办法", "雄安新区", "河北省"),
        ("河北雄安新区人才发展若干措施", "雄安新区", "河北省"),
        ("陕西省西咸新区科技金融实施办法", "西咸新区", "陕西省"),
        ("贵安新区人才引进办法", "贵安新区", "贵州省"),
        ("成都天府新区科技创新若干政策", "天府新区", "四川省"),
        ("苏州工业园区科技领军人才管理办法", "苏州工业园区", "苏州市"),
        ("东莞松山湖科技企业培育办法", "松山湖高新区", "东莞市"),
        ("深圳市前海深港现代服务业合作区人才办法", "前海深港现代服务业合作区", "深圳市"),
        ("珠海横琴新区科技创新办法", "横琴新区", "珠海市"),
        ("临港新片区创新平台管理办法", "临港新片区", "上海市"),
        ("上海市张江科学城专项资金办法", "张江科学城", "上海市"),
        ("中关村科技园区科技金融若干措施", "中关村国家自主创新示范区", "北京市"),
        ("长株潭国家自主创新示范区建设条例", "长株潭国家自主创新示范区", "湖南省"),
        ("绍兴滨海新区人才办法", "绍兴滨海新区", "绍兴市"),
        ("合肥高新区科技成果转化办法", "合肥高新区", "合肥市"),
        ("昆山经济技术开发区人才办法", "昆山经济技术开发区", "昆山市"),
        ("中国(广东)自由贸易试验区科技创新办法", "中国(广东)自由贸易试验区", "广东省"),
    ],
)
def test_a_zone_is_a_place_of_its_own(title: str, name: str, parent: str) -> None:
    assert place(titled(title)) == (name, "功能区", parent)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("浦东新区科技发展基金管理办法", ("浦东新区", "区", "上海市")),
        ("天津市滨海新区科技创新办法", ("滨海新区", "区", "天津市")),
        ("广州南沙新区人才办法", ("南沙区", "区", "广州市")),
        ("深圳经济特区科技创新条例", ("深圳市", "副省级市", "广东省")),
        ("江苏省高新技术产业开发区管理办法", ("江苏省", "省", "")),
        ("上海市经济技术开发区管理条例", ("上海市", "直辖市", "")),
        ("杭州市促进新区建设若干措施", ("杭州市", "副省级市", "浙江省")),
        ("上海市浦东新区促进张江创新若干规定", ("浦东新区", "区", "上海市")),
    ],
)
def test_what_is_no_zone(title: str, expected: tuple[str, str, str]) -> None:
    assert place(titled(title)) == expected


def test_zones_lie_in_places_of_the_table() -> None:
    for zone in zones().values():
        assert all(division(name) for name in (zone.city, zone.province) if name), zone


# --- the state --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "国务院办公厅关于支持创新创业的意见" + TEXT,
        "科技部 财政部关于印发《某专项资金管理办法》的通知" + TEXT,
        "国家知识产权局关于完善专利服务的通知" + TEXT,
        "中共中央 国务院关于深化科技体制改革的意见" + TEXT,
        "国务院关于支持深圳建设某示范区的批复" + TEXT,
        "中华人民共和国某某促进法" + TEXT,
        "某某管理条例\n(2011年5月4日中华人民共和国国务院令第600号公布)\n第一条 " + BODY,
        "某类企业认定办法\n国科发火〔2015〕12号\n各省、自治区、直辖市科技厅:" + TEXT,
        "某类平台管理办法" + TEXT + "\n科技部\n2018年12月14日",
        "海南某某港法\n(2021年6月10日第十三届全国人民代表大会常务委员会第二十九次会议通过)\n第一条 " + BODY,
        "国家某某局关于印发《深圳市前海某某总体方案》的通知" + TEXT,
    ],
)
def test_what_the_state_issues_belongs_to_no_district(text: str) -> None:
    built = document(text)
    assert place(built) == ("国家", "国家", "")
    assert not {"place_unknown", "place_conflict", "district_inferred"} & flags(built)


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("国家税务总局广州市税务局关于支持创新的通知" + TEXT, "广州市"),
        ("财政部门科技资金管理办法" + TEXT, ""),
        ("国家高新技术企业奖励办法" + TEXT, ""),
        ("某某执法管理办法" + TEXT, ""),
        ("上海市某某开发条例\n(1987年3月2日国务院批准)\n第一条 " + BODY, "上海市"),
        ("花都区科技办法\n国务院关于创新创业的若干意见(摘要)\n第一条 " + BODY, "花都区"),
        ("湖北省财政厅关于印发《某资金办法》的通知\n各市、州、县财政局:" + TEXT, "湖北省"),
        ("北京市实施《中华人民共和国某某促进法》办法" + TEXT, "北京市"),
    ],
)
def test_what_only_looks_like_the_state(text: str, district: str) -> None:
    assert document(text).metadata.value("district") == district


# --- title, issuer, site ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("container", "expected"),
    [
        ({"site": "广州市天河区人民政府门户网站"}, ("天河区", "区", "广州市")),
        ({"site": "广州市天河区人民政府门户网站", "source": "区人社局"}, ("天河区", "区", "广州市")),
        ({"site": "广州市天河区人民政府门户网站", "source": "市科技局"}, ("广州市", "副省级市", "广东省")),
        ({"site": "广州市天河区人民政府门户网站", "issuer": "广东省科学技术厅"}, ("广东省", "省", "")),
        ({"site": "广州市人民政府门户网站", "source": "区科技局"}, ("", "", "")),
        ({"url": "http://kjj.gz.gov.cn/content/1.html"}, ("广州市", "副省级市", "广东省")),
        ({"domain": "www.thnet.gov.cn"}, ("天河区", "区", "广州市")),
        ({"url": "http://www.gov.cn/content/1.html"}, ("", "", "")),
        ({"source": "广州日报"}, ("", "", "")),
        ({"source": "广州市花都区科技局"}, ("花都区", "区", "广州市")),
        ({"district": "北京市"}, ("北京市", "直辖市", "")),
        ({"province": "广东省", "district": "花都"}, ("花都区", "区", "广州市")),
        ({"district": "广东省/广州市/花都区"}, ("花都区", "区", "广州市")),
        ({"level": "国家级"}, ("国家", "国家", "")),
    ],
)
def test_what_the_container_says(container: dict[str, str], expected: tuple[str, str, str]) -> None:
    body = TEXT + "\n按照广东省有关规定办理,广东省户籍人员优先,广东省内参保的可以申领。"
    assert place(titled("孵化器补贴申领说明", body, **container)) == expected


def test_a_column_gives_way_to_a_district_of_it_in_the_title() -> None:
    assert place(titled("海淀区科技创新办法", district="北京市"))[0] == "海淀区"
    assert place(titled("河北省科技创新办法", district="北京市"))[0] == "北京市"


@pytest.mark.parametrize(
    ("title", "district"),
    [
        ("关于贯彻落实《广东省某某条例》的实施意见", ""),
        ("关于对接广州市创新走廊的实施意见", ""),
        ("一图读懂《广州市花都区科技办法》", "花都区"),
        ("2024年花都区科技工作要点", "花都区"),
        ("中共广州市花都区委关于人才工作的意见", "花都区"),
        ("广东省支持珠海科技发展若干措施", "广东省"),
        ("广州市、佛山市协同创新若干措施", ""),
        ("武汉大学科技成果转化办法", ""),
        ("粤港澳大湾区协同创新规划", ""),
        ("老城区改造提升办法", ""),
    ],
)
def test_the_place_in_a_title(title: str, district: str) -> None:
    assert titled(title).metadata.value("district") == district


def test_a_lower_site_forwards_what_is_above_it() -> None:
    built = titled("江门市科技创新工作方案", site="台山市人民政府门户网站")
    assert place(built) == ("江门市", "地级市", "广东省")
    assert "place_conflict" not in flags(built)


# --- what the text says of itself -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "district"),
    [
        ("本办法适用于在天河区行政区域内注册的企业。", "天河区"),
        ("为促进创新发展,结合花都区实际,制定本办法。", "花都区"),
        ("根据《广东省某某条例》,按照广东省有关规定,制定本办法。广东省内、广东省户籍的优先,我区另行补贴。", ""),
        ("支持与佛山市、东莞市、惠州市、佛山市、东莞市、惠州市合作。", ""),
    ],
)
def test_the_scope_of_the_text(sentence: str, district: str) -> None:
    assert document(f"孵化器补贴办法\n第一条 {sentence}\n第二条 {BODY}").metadata.value("district") == district


def test_two_districts_of_one_name_without_a_city_have_no_parent() -> None:
    assert place(titled("鼓楼区科技创新办法")) == ("鼓楼区", "区", "")
    assert place(titled("鼓楼区科技创新办法", TEXT + "\n南京市各有关部门配合。"))[2] == "南京市"


def test_the_file_name_in_parts() -> None:
    for name, district in (("03_花都_科技办法.txt", "花都区"), ("朝阳产业.txt", ""), ("2021年措施.txt", "")):
        assert document("科技办法" + TEXT, name=name).metadata.value("district") == district


# --- names in other words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市和县(市)区按比例分担", []),
        ("全市和县域", []),
        ("安徽省和县", ["安徽省", "和县"]),
        ("和县科技局", ["和县"]),
        ("基础信息县级平台", []),
        ("朝阳产业", []),
        ("辽宁朝阳", ["辽宁", "朝阳"]),
        ("华东区域", []),
        ("开拓海东市场", []),
        ("海南州", ["海南州"]),
        ("西安市新城区", ["西安市", "新城区"]),
        ("建设新城区", []),
        ("南通市通州区", ["南通市", "通州区"]),
        ("阿里巴巴", []),
        ("武汉大学", []),
        ("广州大学城", ["广州"]),
        ("依托前海创新", []),
    ],
)
def test_a_name_inside_a_longer_word_is_no_place(text: str, found: list[str]) -> None:
    assert [text[m.start : m.end] for m in find_places(text)] == found


@pytest.mark.parametrize(
    ("name", "level", "parent"),
    [
        ("阿坝藏族羌族自治州", "自治州", "四川省"), ("凉山州", "自治州", "四川省"),
        ("喀什地区", "地区", "新疆维吾尔自治区"),
        ("锡林郭勒盟", "盟", "内蒙古自治区"), ("准格尔旗", "旗", "鄂尔多斯市"),
        ("鄂温克族自治旗", "自治旗", "呼伦贝尔市"),
        ("峨边彝族自治县", "自治县", "乐山市"), ("神农架林区", "林区", "湖北省"), ("仙桃市", "县级市", "湖北省"),
        ("东莞市", "地级市", "广东省"), ("国家", "国家", ""), ("雄安新区", "功能区", "河北省"),
        ("渝北区", "区", "重庆市"),
    ],
)  # fmt: skip
def test_each_level_by_its_name(name: str, level: str, parent: str) -> None:
    found = division(name)
    assert found is not None and (found.level, found.parent) == (level, parent)
