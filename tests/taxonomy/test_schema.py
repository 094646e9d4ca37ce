"""The table of fields: schema.json is current, and accepts what the loader accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from compare import lexicons
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy
from compare.taxonomy.schema import FIELDS, find_field, json_schema, synonyms

SCHEMA = default_taxonomy_path().parent / "schema.json"


def test_schema_json_is_current():
    written = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert written == json_schema(), "python -m compare.taxonomy.schema > taxonomy/schema.json"


def test_every_field_has_a_chinese_name_and_a_description():
    words = lexicons.words("taxonomy", "zh")
    for level, entries in FIELDS.items():
        named = set(synonyms(level).values())
        for field in entries:
            assert field.name in named, f"{level}.{field.name}"
            assert words[f"{level}.{field.name}"]


def test_no_description_and_no_synonym_without_a_field():
    levels = {key.split(".")[0] for key in lexicons.words("taxonomy", "zh")} | set(lexicons.load("taxonomy_fields"))
    assert levels - {"values"} == set(FIELDS)
    for level in FIELDS:
        known = {field.name for field in FIELDS[level]}
        assert set(synonyms(level).values()) <= known
        assert {k.split(".")[1] for k in lexicons.words("taxonomy", "zh") if k.startswith(f"{level}.")} == known


def test_chinese_names_find_their_field():
    assert find_field("type", "不纳入").name == "exclude"
    assert find_field("keyword", "附近有").name == "near"
    assert find_field("taxonomy", "纳入") is None


@pytest.fixture(scope="module")
def validator():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(json_schema())
    return jsonschema.Draft202012Validator(json_schema())


@pytest.mark.whole
def test_shipped_taxonomies_are_valid(validator):
    for path in sorted(default_taxonomy_path().parent.rglob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert [f"{e.json_path}: {e.message[:120]}" for e in validator.iter_errors(data)] == [], path.name


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("类型: [{编号: a, 强词: [孵化器, {词: 上市, 范围: 段, 附近有: 挂牌}]}]", True),
        ("types: [{id: a, strong: [863, NO]}]", True),
        ("types: [{id: a, srtong: [x]}]", False),
        ("types: [{id: a, strong: [{near: [x]}]}]", False),
        ("types: [{id: a}]\nsettings: {secondary_ratio: 2}", False),
        ("types: [{id: a, strong: [{term: x, scope: 章}]}]", False),
        ("[人才]", False),
        ("人才: [人才公寓, 博士后]\n金融: [风险补偿]", True),
        ("人才: 博士后", True),
        ("孵化载体: {众创空间: [众创空间], 加速器: {强词: [企业加速器], 弱词: [加速]}}", True),
        ("人才: [{词: 落户, 附近有: [博士]}]\ninclude: [地方词.yaml]", True),
        ("types: {人才: [博士], 载体: {强词: [孵化器]}}", True),
        ("人才: {强词: [博士], 弱次: [专家]}", False),
        ("人才: [{词: 落户, 附近由: [博士]}]", False),
        ("types: {人才: {strong: [博士], weka: [专家]}}", False),
        ("孵化载体: {众创空间: {加速器: {strong: [甲], wek: [乙]}}}", False),
    ],
)
def test_schema_accepts_and_refuses(validator, text, valid):
    assert validator.is_valid(yaml.safe_load(text)) is valid


README = (SCHEMA.parent / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.+?)^```", README, re.DOTALL | re.MULTILINE)
ROWS = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| `([^|]+)` \|$", README, re.MULTILINE)


@pytest.mark.parametrize("text", EXAMPLES)
def test_every_example_of_the_readme_is_valid_and_loads(validator, text: str, tmp_path: Path):
    assert [e.message for e in validator.iter_errors(yaml.safe_load(text))] == []
    (tmp_path / "例.yaml").write_text(text, encoding="utf-8")
    assert load_taxonomy(tmp_path / "例.yaml").keywords


@pytest.mark.parametrize(("field", "text"), ROWS)
def test_every_row_of_the_readme_is_valid_where_it_belongs(field: str, text: str):
    jsonschema = pytest.importorskip("jsonschema")
    value = yaml.safe_load(text)
    levels = [level for level in FIELDS if find_field(level, field)]
    whole = [level for level in levels if isinstance(value, dict) and (field in value or level == "keyword")]
    schema = json_schema()
    found = []
    for level in levels:
        wanted = {"$ref": f"#/$defs/{'full' if level == 'taxonomy' else level}", "$defs": schema["$defs"]}
        wanted["$defs"] = {k: {n: v for n, v in d.items() if n != "allOf"} for k, d in wanted["$defs"].items()}
        data = value if level in whole else {field: value}
        found.append(jsonschema.Draft202012Validator(wanted).is_valid(data))
    assert any(found), (field, text)


def test_the_readme_has_examples():
    assert len(EXAMPLES) >= 3 and len(ROWS) >= 40


def test_the_readme_shows_every_field():
    readme = Path(SCHEMA.parent / "README.md").read_text(encoding="utf-8")
    for level, entries in FIELDS.items():
        for field in entries:
            assert f"`{field.name}`" in readme, f"{level}.{field.name}"
