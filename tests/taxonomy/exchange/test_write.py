"""Writing other programs' formats: there and back again is equal, or what is lost is listed."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from compare import lexicons
from compare.model import Condition, Example, Keyword, Measure, Taxonomy
from compare.problems import TaxonomyError
from compare.taxonomy.exchange import FORMATS, export_taxonomy, import_taxonomy
from compare.taxonomy.exchange.globs import pattern_from_glob
from compare.taxonomy.exchange.refi import code_guid
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy


def measure(id: str, *texts: str, parent: str | None = None, **rest: object) -> Measure:
    label = id.rpartition("/")[2]
    return Measure(id, label, parent=parent, keywords=tuple(Keyword(t, id) for t in texts), **rest)  # type: ignore[arg-type]


PLAIN = Taxonomy("示例", "", (measure("孵化", "孵化器", "众创空间"), measure("人才", "NO", "863", "高层次 人才")))
NESTED = Taxonomy(
    "示例",
    "",
    (
        measure("孵化"),
        measure("孵化/众创", parent="孵化"),
        measure("孵化/众创/创客", "创客空间", parent="孵化/众创"),
        measure("人才", "博士"),
    ),
)
RICH = Taxonomy(
    "示例",
    "1",
    (
        Measure(
            "fin",
            "金融",
            definition="用金融支持科技",
            keywords=(
                Keyword("上市", "fin", strength="weak", points=1.0, conditions=(Condition("near", ("挂牌",)),)),
                Keyword("高企", "fin", not_after=("提",)),
                Keyword("第[0-9]+批", "fin", pattern=True),
                Keyword(pattern_from_glob("创客*"), "fin", pattern=True),
                Keyword("信贷", "fin", aliases=("科贷",)),
                Keyword("it's", "fin"),
            ),
            examples=(Example("推动企业上市", True, "fin"),),
        ),
        Measure("fin-sub", "保险", parent="fin", keywords=(Keyword("科技保险", "fin-sub"),)),
        Measure("other-x", "科普", residual=True, keywords=(Keyword("科普", "other-x"),)),
    ),
    masks=("社会保险",),
)

FILES = {
    "quanteda": "t.yaml",
    "liwc": "t.dic",
    "wordstat": "t.cat",
    "yoshikoder": "t.ykd",
    "lexicoder": "t.lc3",
    "khcoder": "t.txt",
    "cntext": "t.yaml",
    "refi": "t.qdc",
    "table": "t.xlsx",
}
NESTING = {"quanteda", "liwc", "wordstat", "yoshikoder", "khcoder", "refi"}


def tree(taxonomy: Taxonomy) -> dict[str, list[tuple[str, str]]]:
    return {m.id: sorted((k.text, k.strength) for k in m.keywords) for m in taxonomy.measures}


def codes(losses) -> set[str]:
    return {loss.code.removeprefix("taxonomy.drop-") for loss in losses}


def test_every_format_is_tested():
    assert set(FILES) == set(FORMATS)


@pytest.mark.parametrize("format", sorted(FILES))
def test_a_plain_taxonomy_comes_back_equal(tmp_path: Path, format):
    path = tmp_path / FILES[format]
    losses = export_taxonomy(PLAIN, path, format)
    again, unread = import_taxonomy(path, format)
    assert tree(again) == tree(PLAIN)
    assert unread == ()
    assert codes(losses) <= {"keywords"}


@pytest.mark.parametrize("format", sorted(FILES))
def test_levels_come_back_or_are_listed_as_lost(tmp_path: Path, format):
    path = tmp_path / FILES[format]
    losses = export_taxonomy(NESTED, path, format)
    again, _ = import_taxonomy(path, format)
    if format in NESTING:
        assert tree(again) == tree(NESTED)
        assert not codes(losses) & {"hierarchy", "levels"}
    else:
        assert codes(losses) & {"hierarchy", "levels"}
        assert {k.text for k in again.keywords} == {"创客空间", "博士"}


@pytest.mark.parametrize("format", sorted(FILES))
def test_the_same_bytes_every_time(tmp_path: Path, format):
    path = tmp_path / FILES[format]
    export_taxonomy(RICH, path, format)
    first = path.read_bytes()
    export_taxonomy(RICH, path, format)
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("format", "lost"),
    [
        (
            "quanteda",
            {"residual", "own-keywords", "conditions", "patterns", "points", "aliases", "definitions", "examples"},
        ),
        ("liwc", {"residual", "conditions", "patterns", "points", "aliases", "definitions", "examples"}),
        ("wordstat", {"residual", "conditions", "patterns", "aliases", "definitions", "examples"}),
        ("yoshikoder", {"residual", "conditions", "patterns", "aliases", "examples"}),
        (
            "lexicoder",
            {"hierarchy", "residual", "conditions", "patterns", "points", "aliases", "definitions", "examples"},
        ),
        ("khcoder", {"residual", "conditions", "patterns", "points", "aliases", "definitions", "examples", "terms"}),
        ("cntext", {"hierarchy", "residual", "conditions", "patterns", "points", "aliases", "definitions", "examples"}),
        ("refi", {"residual", "keywords", "conditions", "patterns", "aliases", "examples"}),
        ("table", {"residual", "conditions", "patterns", "aliases", "examples"}),
    ],
)
def test_what_a_format_cannot_hold_is_listed(tmp_path: Path, format, lost):
    losses = export_taxonomy(RICH, tmp_path / FILES[format], format)
    assert codes(losses) == lost | {"settings"}
    for loss in losses:
        assert loss.severity == "note"
        for lang in ("zh", "en"):
            assert lexicons.words("problems-taxonomy", lang)[loss.code].format(**dict(loss.details))


def test_wildcards_and_aliases_are_written_as_terms(tmp_path: Path):
    export_taxonomy(RICH, tmp_path / "t.dic", "liwc")
    terms = {line.split("\t")[0] for line in (tmp_path / "t.dic").read_text(encoding="utf-8").splitlines()}
    assert {"创客*", "信贷", "科贷", "上市"} <= terms
    assert "第[0-9]+批" not in terms


def test_liwc_form(tmp_path: Path):
    export_taxonomy(NESTED, tmp_path / "t.dic", "liwc")
    text = (tmp_path / "t.dic").read_text(encoding="utf-8")
    assert text == "%\n1\t孵化\n\t2\t众创\n\t\t3\t创客\n4\t人才\n%\n创客空间\t3\n博士\t4\n"


def test_dicx_keeps_points(tmp_path: Path):
    losses = export_taxonomy(RICH, tmp_path / "t.dicx", "liwc")
    again, _ = import_taxonomy(tmp_path / "t.dicx")
    assert {k.text: k.points for k in again.keywords}["上市"] == 1.0
    assert "points" not in codes(losses)


@pytest.mark.parametrize("format", ["wordstat", "yoshikoder", "table"])
def test_points_come_back(tmp_path: Path, format):
    path = tmp_path / FILES[format]
    export_taxonomy(RICH, path, format)
    found = {k.text: (k.points, k.strength) for k in import_taxonomy(path)[0].keywords}
    assert found["上市"] == (1.0, "weak")
    assert found["信贷"] == (2.0, "strong")


def test_quanteda_form(tmp_path: Path):
    export_taxonomy(RICH, tmp_path / "t.yaml", "quanteda")
    data = yaml.safe_load((tmp_path / "t.yaml").read_text(encoding="utf-8"))
    assert data == {
        "金融": {"__": ["上市", "高企", "创客*", "信贷", "科贷", "it's"], "保险": "科技保险"},
        "科普": "科普",
    }


def test_wordstat_form(tmp_path: Path):
    export_taxonomy(PLAIN, tmp_path / "t.cat", "wordstat")
    text = (tmp_path / "t.cat").read_bytes().decode("utf-8-sig")
    assert text == "孵化\r\n\t孵化器 (2)\r\n\t众创空间 (2)\r\n人才\r\n\tNO (2)\r\n\t863 (2)\r\n\t高层次_人才 (2)\r\n"


def test_khcoder_form(tmp_path: Path):
    export_taxonomy(RICH, tmp_path / "t.txt", "khcoder")
    text = (tmp_path / "t.txt").read_text(encoding="utf-8")
    assert text == "*金融\n'上市' or '高企' or '信贷' or '科贷' or <*保险>\n\n*保险\n'科技保险'\n\n*科普\n'科普'\n\n"


def test_refi_follows_the_schema(tmp_path: Path):
    export_taxonomy(RICH, tmp_path / "t.qdc", "refi")
    root = ElementTree.parse(tmp_path / "t.qdc").getroot()
    space = "{urn:QDA-XML:codebook:1.0}"
    assert root.tag == f"{space}CodeBook"
    assert [child.tag for child in root] == [f"{space}Codes"], "no empty Sets"
    codes = list(root.iter(f"{space}Code"))
    assert [code.get("name") for code in codes] == ["金融", "保险", "科普"]
    for code in codes:
        assert set(code.attrib) == {"guid", "name", "isCodable", "color"}
        assert code.get("color").startswith("#")
        assert [child.tag for child in code] == sorted((child.tag for child in code), reverse=True), "Description first"
    assert [code.get("guid") for code in codes] == [code_guid(id) for id in ("fin", "fin-sub", "other-x")]
    description = codes[0].find(f"{space}Description").text.splitlines()
    assert description[:3] == ["用金融支持科技", "强词：高企；信贷；科贷；it's", "弱词：上市"]
    assert description[3] == "条件：{term: 上市, near: [挂牌]}"


def test_refi_brings_definition_and_strength_back(tmp_path: Path):
    export_taxonomy(RICH, tmp_path / "t.qdc", "refi")
    again, _ = import_taxonomy(tmp_path / "t.qdc")
    top = again.by_id["金融"]
    assert top.definition == "用金融支持科技"
    assert {k.text: k.strength for k in top.keywords} == {
        "高企": "strong", "信贷": "strong", "科贷": "strong", "it's": "strong", "上市": "weak",
    }  # fmt: skip


def test_control_characters_do_not_break_xml(tmp_path: Path):
    taxonomy = Taxonomy("甲", "", (measure("a", definition="坏\x0b字 <&>\ufffe"),))
    for name, format in (("t.qdc", "refi"), ("t.ykd", "yoshikoder")):
        export_taxonomy(taxonomy, tmp_path / name, format)
        ElementTree.parse(tmp_path / name)


def test_csv_cells_are_no_formulas(tmp_path: Path):
    taxonomy = Taxonomy("甲", "", (measure("=1+1", "@SUM(A1)", "-创客"),))
    export_taxonomy(taxonomy, tmp_path / "t.csv", "table")
    text = (tmp_path / "t.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert "\r\n'=1+1,,'@SUM(A1),2," in text.decode("utf-8-sig")
    assert tree(import_taxonomy(tmp_path / "t.csv")[0]) == tree(taxonomy)


@pytest.mark.parametrize("ending", [suffix for format in FORMATS.values() for suffix in format.SUFFIXES])
def test_what_an_ending_reads_it_writes(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"t{ending}"
    format = "quanteda" if ending in (".yaml", ".yml") else ""
    export_taxonomy(PLAIN, path, format)
    assert tree(import_taxonomy(path, format)[0]) == tree(PLAIN)


def test_an_unknown_format_is_refused(tmp_path: Path):
    with pytest.raises(TaxonomyError):
        export_taxonomy(PLAIN, tmp_path / "t.x", "spss")


@pytest.mark.whole
@pytest.mark.parametrize("format", sorted(FILES))
def test_the_default_taxonomy_can_be_exported(tmp_path: Path, format):
    taxonomy = load_taxonomy(default_taxonomy_path())
    path = tmp_path / FILES[format]
    assert export_taxonomy(taxonomy, path, format)
    again, unread = import_taxonomy(path, format)
    assert len(again.types) == len(taxonomy.types) + len(taxonomy.residuals)
    assert unread == ()
