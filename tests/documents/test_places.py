"""Which place a name means."""

from __future__ import annotations

import pytest

from compare.documents.places import LEVELS, division, divisions, find_places, resolve, short_name, table_order
from tests.documents.drafting import BODY, document


def found(text: str) -> list[str]:
    return [text[m.start : m.end] for m in find_places(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("清远市清城区科技创新规划", ["清远市", "清城区"]),
        ("广东省广州市花都区", ["广东省", "广州市", "花都区"]),
        ("江门创新驱动方案", ["江门"]),
        ("广州南沙人才措施", ["广州", "南沙"]),
        ("南沙人才措施", []),
        ("与清新、英德、连州联动", []),
        ("吉林省吉林市", ["吉林省", "吉林市"]),
        ("内蒙古创新规划", ["内蒙古"]),
        ("恩施科技规划", ["恩施"]),
        ("市辖区与全区", []),
        ("", []),
    ],
)
def test_short_district_names_count_only_after_their_parent(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_name_that_several_places_share_is_settled_by_what_stands_around() -> None:
    (mention,) = find_places("朝阳区科技创新规划")
    assert {p.city or p.province for p in mention.divisions} == {"北京市", "长春市"}
    assert resolve(mention, ["长春市各有关部门"]).city == "长春市"
    assert resolve(mention, ["北京市各有关部门"]).province == "北京市"
    assert resolve(mention).province == "北京市"


@pytest.mark.parametrize(
    ("name", "level", "parent"),
    [
        ("广东省", "省", ""), ("广西壮族自治区", "自治区", ""),
        ("上海市", "直辖市", ""), ("广州市", "副省级市", "广东省"),
        ("江门市", "地级市", "广东省"),
        ("花都区", "区", "广州市"), ("台山市", "县级市", "江门市"), ("海淀区", "区", "北京市"),
        ("清城", "区", "清远市"),
    ],
)  # fmt: skip
def test_level_and_parent(name: str, level: str, parent: str) -> None:
    row = division(name)
    assert row is not None
    assert (row.level, row.parent) == (level, parent)


def test_a_given_parent_decides_between_places_of_one_name() -> None:
    beijing, changchun = division("朝阳区", "北京市"), division("朝阳区", "长春市")
    assert beijing is not None and beijing.province == "北京市"
    assert changchun is not None and changchun.city == "长春市"
    assert division("虚构区") is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("清城区", "清城"), ("江门市", "江门"), ("浦东新区", "浦东"), ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("黔东南苗族侗族自治州", "黔东南"), ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯"), ("阿里地区", "阿里"),
        ("神农架林区", "神农架"), ("城区", "城区"),
    ],
)  # fmt: skip
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.whole
def test_the_table_is_whole_and_ordered() -> None:
    rows = divisions()
    assert len(rows) > 3_000
    assert {r.level for r in rows} <= set(LEVELS)
    assert sum(r.level in ("省", "自治区", "直辖市") for r in rows) >= 31
    assert sum(r.level == "副省级市" for r in rows) == 15
    assert all(r.city in {x.name for x in rows if x.province == r.province} for r in rows if r.city)
    assert table_order("广州市") < table_order("花都区", "广州市") < table_order("虚构区")


@pytest.mark.parametrize(
    ("title", "name", "parent"),
    [
        ("宁波经济技术开发区科技创新行动方案", "宁波经济技术开发区", "宁波市"),
        ("天津开发区支持孵化器建设若干措施", "天津开发区", "天津市"),
        ("武汉东湖新技术开发区人才办法", "武汉东湖新技术开发区", "武汉市"),
        ("山东省开发区条例", "山东省", ""),
        ("绍兴市促进高新技术产业开发区发展若干措施", "绍兴市", "浙江省"),
        ("惠州市经济社会发展规划", "惠州市", "广东省"),
    ],
)
def test_a_development_zone_is_not_its_city(title: str, name: str, parent: str) -> None:
    facts = document([title, BODY]).metadata
    assert (facts.value("district"), facts.value("parent")) == (name, parent)
    assert (facts.value("level") == "功能区") == name.endswith("开发区")


def test_a_new_area_of_the_table_that_is_no_county_is_a_zone() -> None:
    levels = {row.name: row.level for row in divisions()}
    assert (levels["两江新区"], levels["浦东新区"], levels["滨海新区"], levels["沈北新区"]) == (
        "功能区",
        "区",
        "区",
        "区",
    )
