"""The shapes in which crawls and databases store JSON."""

from __future__ import annotations

import json

import pytest

from compare.reading.objects import read_objects

POLICIES = [
    {"title": "临江区若干措施", "content": "一、对首次认定的高新技术企业给予20万元奖励。"},
    {"title": "望山区若干措施", "content": "一、对新认定的众创空间给予10万元奖励。"},
]


def text(value: object, **settings: object) -> str:
    return json.dumps(value, ensure_ascii=False, **settings)


LINES = "\n".join(map(text, POLICIES))
SHAPES = {
    "list": text(POLICIES),
    "lines": LINES,
    "lines with commas": LINES.replace("\n", ",\n"),
    "printed one behind the other": "\n".join(text(item, indent=2) for item in POLICIES),
    "answer": text({"code": 0, "msg": "成功", "data": {"total": 2, "list": POLICIES}}),
    "records": text({"data": {"records": POLICIES, "facets": [{"name": "区", "count": n} for n in range(9)]}}),
    "rows": text({"rows": POLICIES, "total": 2}),
    "navicat": text({"RECORDS": POLICIES}),
    "search": text({"took": 1, "hits": {"hits": [{"_id": str(n), "_source": p} for n, p in enumerate(POLICIES)]}}),
    "by column": text({"title": {"0": POLICIES[0]["title"], "1": POLICIES[1]["title"]},
                       "content": {"0": POLICIES[0]["content"], "1": POLICIES[1]["content"]}}),
    "by index": text({"0": POLICIES[0], "1": POLICIES[1]}),
    "split": text({"columns": ["title", "content"], "index": [0, 1], "data": [list(p.values()) for p in POLICIES]}),
    "lists": text({"title": [p["title"] for p in POLICIES], "content": [p["content"] for p in POLICIES]}),
    "rows of cells": text([["title", "content"], *(list(p.values()) for p in POLICIES)]),
    "script": f"var list = {text(POLICIES)};",
    "callback": f"show({text(POLICIES)});",
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_policies(shape):
    found = read_objects(SHAPES[shape])
    assert [(item["title"], item["content"]) for item in found.found] == [tuple(p.values()) for p in POLICIES]
    assert not found.faults and not found.mended


def test_commas_too_many_are_passed_over_and_said_but_not_in_texts():
    found = read_objects('[{"title": "甲,]", "content": "一、支持,}企业。",},\n]')
    assert [dict(item) for item in found.found] == [{"title": "甲,]", "content": "一、支持,}企业。"}] and found.mended


def test_one_object_that_is_a_document_is_not_its_attachments():
    policy = {**POLICIES[0], "attachments": [{"name": "申报表.docx", "url": "http://x.example/1"}] * 3}
    assert [item["title"] for item in read_objects(text(policy)).found] == ["临江区若干措施"]


def test_policies_of_a_place_carry_its_fields():
    groups = [{"地区": "临江区", "政策": [{"标题": "甲", "正文": POLICIES[0]["content"]}] * 2}]
    assert [(item["地区"], item["标题"]) for item in read_objects(text(groups)).found] == [("临江区", "甲")] * 2


def test_extended_json_is_the_value_it_holds():
    (item,) = read_objects(
        '{"_id": {"$oid": "5f"}, "date": {"$date": {"$numberLong": "1709222400000"}}, "正文": "x"}'
    ).found
    assert (item["_id"], item["date"]) == ("5f", "1709222400000")


def test_a_break_ends_only_its_own_object():
    found = read_objects(f'{text(POLICIES[0])}\n{{"title": "坏,\n{text(POLICIES[1])}\n')
    assert [item["title"] for item in found.found] == [p["title"] for p in POLICIES] and found.faults == (2,)
    cut = read_objects(text([*POLICIES, POLICIES[0]], indent=1)[:-40])
    assert len(cut.found) == 2 and len(cut.faults) == 1


@pytest.mark.parametrize("given", ["", "hello", "[1, 2]", '{"title": "甲"', "[" * 5_000, "null"])
def test_what_holds_no_object_gives_none(given):
    assert not read_objects(given).found
