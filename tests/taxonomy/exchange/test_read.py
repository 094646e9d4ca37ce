"""Other programs' dictionaries: every fixture realises a documented case of its format, with its exact parse."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.model import Taxonomy
from compare.problems import Problem, TaxonomyError
from compare.taxonomy.exchange import FORMATS, import_taxonomy
from compare.taxonomy.exchange.globs import glob_from_pattern, pattern_from_glob
from compare.taxonomy.files import load_taxonomy
from compare.taxonomy.writing import write_taxonomy


@pytest.fixture
def read(tmp_path: Path):
    def write_and_import(name: str, content: str | bytes, format: str = "") -> tuple[Taxonomy, list[str]]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        taxonomy, losses = import_taxonomy(path, format)
        return taxonomy, codes(losses)

    return write_and_import


def codes(losses: tuple[Problem, ...]) -> list[str]:
    return [loss.code.partition(".")[2] for loss in losses]


def tree(taxonomy: Taxonomy) -> dict[str, list[str]]:
    """Id → terms as the other program wrote them."""
    return {
        m.id: [glob_from_pattern(k.text) or k.text if k.pattern else k.text for k in m.keywords]
        for m in taxonomy.measures
    }


# --- quanteda ---


def test_quanteda(read):
    taxonomy, losses = read(
        "d.yaml",
        "A CATEGORY: [more, lamb, little]\n"
        "ANOTHER CATEGORY:\n  - had\n  - mary\n"
        "NESTED:\n  CHILD:\n    - phrase with spaces\n  SCALAR: one\n  __: [own, 创客*]\n"
        "RISKY: [yes, 863, NO, 12:30]\n"
        "EMPTY: ~\n",
    )
    assert tree(taxonomy) == {
        "A CATEGORY": ["more", "lamb", "little"],
        "ANOTHER CATEGORY": ["had", "mary"],
        "NESTED": ["own", "创客*"],
        "NESTED/CHILD": ["phrase with spaces"],
        "NESTED/SCALAR": ["one"],
        "RISKY": ["yes", "863", "NO", "12:30"],
        "EMPTY": [],
    }
    assert losses == []


def test_quanteda_merges_same_keys_and_does_not_flatten(read):
    taxonomy, losses = read("d.yaml", "A: [b, {C: [d]}]\nA: [e]\n")
    assert tree(taxonomy) == {"A": ["b", "e"], "A/C": ["d"]}
    assert losses == ["nested-list"]


def test_quanteda_splits_what_a_full_width_comma_glued(read):
    assert tree(read("d.yaml", "A: [创业，孵化]\n")[0]) == {"A": ["创业", "孵化"]}


# --- LIWC ---

MARY = {"A_CATEGORY": ["lamb", "little", "more"], "ANOTHER_CATEGORY": ["had", "little", "mary"]}


@pytest.mark.parametrize(
    ("content", "losses"),
    [
        (
            "%\n01\tA_CATEGORY\n02\tANOTHER_CATEGORY\n%\nmore\t01\nlittle\t01\nlittle\t02\nlamb\t01\nhad\t02\nmary\t02\n",
            [],
        ),
        ("%\n1\tA_CATEGORY\n02\tANOTHER_CATEGORY\n%\nmore\t01\nlittle\t1\t2\nlamb\t001\nhad\t2\nmary\t02\n", []),
        (
            "%\n01\t\tA_CATEGORY\n02\t\tANOTHER_CATEGORY\n%\n"
            "\nmore\t\t01\nlittle\t01 02\nlamb 01\nhad\t02\nmary\t\t02\n",
            [],
        ),
        (
            "%\n01\tA_CATEGORY\n02\tANOTHER_CATEGORY\n%\nmore\t01\t07\nlittle\t01\t02\nlamb\t01\nhad\t02\nmary\t02\n",
            ["lost-category"],
        ),
    ],
    ids=["doubled term", "zero padding", "several tabs", "missing category"],
)
def test_liwc_variants(read, content, losses):
    taxonomy, found = read("mary.dic", content)
    assert (tree(taxonomy), found) == (MARY, losses)
    assert tree(read("mary.dic", content.replace("\n", "\r"))[0]) == MARY
    assert tree(read("mary.dic", content.replace("\n", "\r\n").encode("utf-8-sig"))[0]) == MARY


def test_liwc_ignores_conditional_codes(read):
    taxonomy, losses = read(
        "extra.dic",
        "%\n1\tverb\n11\tpast\n131\twhatever\n121\tfamily\n125\taffect\n126\tposemo\n20\tcogmech\n21\ttentat\n"
        "140\twhatever2\n150\ttime\n160\tempty\n%\n"
        "like\t(02 134)125/464\t126\t150\n"
        "liked\t1\t11\t125\t126\n"
        "likeab*\t125\t126\n"
        "kin\t131\t121\n"
        "kinda\t<of>131/125\t20\t21\n"
        "light\t140\n",
    )
    assert tree(taxonomy) == {
        "verb": ["liked"],
        "past": ["liked"],
        "whatever": ["kin"],
        "family": ["kin"],
        "affect": ["likeab*", "liked"],
        "posemo": ["like", "likeab*", "liked"],
        "cogmech": ["kinda"],
        "tentat": ["kinda"],
        "whatever2": ["light"],
        "time": ["like"],
    }
    assert losses == ["lost-empty"]


def test_liwc_hierarchy(read):
    taxonomy, losses = read(
        "hier.dic",
        "%\n"
        "1\tverb\nmisc\n\t131\twhatever\n\t121\tfamily\n\t125\taffect\n\t126\tposemo\n"
        "11\tpast\n\t20\tcogmech\n\t22\tinsight\n\t\t21\ttentat\n"
        "else\n\t140\twhatever2\n\t150\ttime\nnothing\n%\n"
        "liked\t1\t11\t125\t126\nkin\t131\t121\nlikeab*\t125\t126\nlike\t126\t150\nkinda\t20\t21\nlight\t140\n",
    )
    assert tree(taxonomy) == {
        "verb": ["liked"],
        "misc": [],
        "misc/whatever": ["kin"],
        "misc/family": ["kin"],
        "misc/affect": ["likeab*", "liked"],
        "misc/posemo": ["like", "likeab*", "liked"],
        "past": ["liked"],
        "past/cogmech": ["kinda"],
        "past/insight": [],
        "past/insight/tentat": ["kinda"],
        "else": [],
        "else/whatever2": ["light"],
        "else/time": ["like"],
    }
    assert losses == ["lost-empty"]


def test_dicx(read):
    taxonomy, losses = read("d.dicx", "DicTerm,孵化,金融\n孵化器,X,\n引导基金,0,2.5\n创投,,1\n众创*,x,很\n")
    assert tree(taxonomy) == {"孵化": ["众创*", "孵化器"], "金融": ["众创*", "创投", "引导基金"]}
    assert {k.text: k.points for k in taxonomy.keywords}["引导基金"] == 2.5
    assert losses == ["lost-weight"]


# --- WordStat ---


def test_wordstat(read):
    taxonomy, losses = read(
        "d.cat",
        "A CATEGORY\r\n\tMORE (1)\r\n\tLAMB (1)\r\nSOUTH\r\n\tNA\r\n\t\tNAMIBIA (1)\r\n\t\tSOUTH_AFRICAN* (1)\r\n"
        "BETA\r\n\tTEN (10)\r\n\tHALF (0.5)\r\n\tMINUS (-2)\r\n"
        "\t@NOTGOOD [#POSITIVE_WORDS AFTER #NEGATIONS /S 3] (1)\r\n",
    )
    assert tree(taxonomy) == {
        "A CATEGORY": ["MORE", "LAMB"],
        "SOUTH": [],
        "SOUTH/NA": ["NAMIBIA", "SOUTH AFRICAN*"],
        "BETA": ["TEN", "HALF", "MINUS"],
    }
    assert [k.points for k in taxonomy.by_id["BETA"].keywords] == [10, 0.5, -2]
    assert losses == ["lost-rule"]
    assert "@NOTGOOD" in taxonomy.by_id["BETA"].definition


@pytest.mark.parametrize(("encoding", "text"), [("gb18030", "孵化\n\t孵化器 (1)\n"), ("cp1252", "Café\n\tDéjà (1)\n")])
def test_code_pages(read, encoding, text):
    assert tree(read("d.cat", text.encode(encoding))[0]) == {text.split("\n")[0]: [text.split("\t")[1][:-5]]}


# --- Yoshikoder and Lexicoder ---


def test_yoshikoder_keeps_patterns_beside_categories(read):
    taxonomy, losses = read(
        "y.ykd",
        '<?xml version="1.0"?><dictionary style="050805" patternengine="substring"><cnode name="New dictionary">'
        '<cnode name="A category"><cnode name="A subcategory"><pnode name="more"/></cnode>'
        '<pnode name="lamb"/><pnode name="little"/></cnode>'
        '<cnode name="Another category" desc="其他"><pnode name="had"/><pnode name="mary"/></cnode>'
        "</cnode></dictionary>",
    )
    assert taxonomy.name == "New dictionary"
    assert tree(taxonomy) == {
        "A category": ["lamb", "little"],
        "A category/A subcategory": ["more"],
        "Another category": ["had", "mary"],
    }
    assert taxonomy.by_id["Another category"].definition == "其他"
    assert losses == []


def test_yoshikoder_siblings_do_not_leak(read):
    taxonomy, _ = read(
        "y.ykd",
        '<dictionary patternengine="substring"><cnode name="D">'
        '<cnode name="Economy"><cnode name="State"><pnode name="a*"/>'
        '</cnode></cnode><cnode name="Institutions"><cnode name="Radical"><pnode name="b" score="3"/></cnode></cnode>'
        "</cnode></dictionary>",
    )
    assert tree(taxonomy) == {"Economy": [], "Economy/State": ["a*"], "Institutions": [], "Institutions/Radical": ["b"]}


def test_regular_expressions_stay_patterns(read):
    xml = '<cnode name="D"><cnode name="a"><pnode name="第[0-9]+批"/></cnode></cnode>'
    (keyword,) = read("y.ykd", f'<dictionary patternengine="regexp">{xml}</dictionary>')[0].keywords
    assert (keyword.text, keyword.pattern) == ("第[0-9]+批", True)


def test_lexicoder(read):
    xml = '<cnode name="pos"><pnode name="good "/></cnode><cnode name="neg"><pnode name="bad"/></cnode>'
    assert tree(read("l.lcd", f"<dictionary>{xml}</dictionary>")[0]) == {"pos": ["good"], "neg": ["bad"]}
    assert tree(read("l.lc3", "+POS\n good  \n very good\n+NEG\n bad*\n")[0]) == {
        "POS": ["good", "very good"],
        "NEG": ["bad*"],
    }


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><dictionary><cnode name="&b;"/></dictionary>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><dictionary><cnode name="&x;"/></dictionary>',
        "<dictionary><cnode>",
        "<other/>",
        "",
    ],
)
def test_hostile_and_broken_xml_is_refused(read, xml):
    with pytest.raises(TaxonomyError) as error:
        read("y.ykd", xml)
    assert [p.code for p in error.value.problems] == ["taxonomy.foreign"]


# --- KH Coder ---


def test_khcoder(read):
    taxonomy, losses = read(
        "rules.txt",
        "# 注释\n*孵化\n'孵化器' or '众创空间'\n  or <*加速>\n\n＊加速\n'加速器' | 科技+园区 | New+York\n"
        '*人才\n( 博士 or "院 士" )\n*复杂\nnear(融资-贷款)[10] and not 住房\n*计数\n企业>=2\n*引用\n<*没有的>\n',
    )
    assert tree(taxonomy) == {
        "孵化": ["孵化器", "众创空间"],
        "孵化/加速": ["加速器", "科技园区", "New York"],
        "人才": ["博士", "院 士"],
        "复杂": [],
        "计数": [],
        "引用": [],
    }
    assert losses == ["lost-rule"] * 3
    assert "near(融资-贷款)[10] and not 住房" in taxonomy.by_id["复杂"].definition


def test_khcoder_circles_end(read):
    taxonomy, _ = read("rules.txt", "*a\n'甲' or <*b>\n*b\n'乙' or <*a>\n*c\n'丙' or <*c>\n")
    assert sorted(k.text for k in taxonomy.keywords) == ["丙", "乙", "甲"]


def test_khcoder_in_shift_jis(read):
    assert tree(read("rules.txt", "*コード\n'あ'\n".encode("cp932"))[0]) == {"コード": ["あ"]}


# --- cntext ---


def test_cntext(read):
    taxonomy, losses = read(
        "c.yaml",
        "Name: 示例\nDesc: 说明\nRefer: 无\nCategory: [pos, neg, none]\n"
        "Dictionary:\n  neg: [不得, 863]\n  pos: [支持, '鼓励*']\n",
    )
    assert taxonomy.name == "示例"
    assert tree(taxonomy) == {"pos": ["支持", "鼓励*"], "neg": ["不得", "863"]}
    assert not any(k.pattern for k in taxonomy.keywords)
    assert losses == ["lost-empty"]


# --- REFI-QDA ---

QDC = (
    '<?xml version="1.0" encoding="utf-8"?><CodeBook xmlns="urn:QDA-XML:codebook:{version}" origin="x"><Codes>'
    '<Code guid="0D62985D-B147-5D01-A9B5-CAE5DCD98342" name="企业培育"{codable} color="#46AA00">'
    "<Description>壮大企业\n纳入：高企\n强词：高新技术企业；高企\n弱词：认定奖励</Description>"
    '<Code guid="ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F0" name="高新技术企业" isCodable="true"/></Code>'
    '<Code guid="{{ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F1}}" name="孵化 &gt; 众创 &gt; 创客"/></Codes></CodeBook>'
)


@pytest.mark.parametrize(("version", "codable"), [("1.0", ' isCodable="false"'), ("0:4", "")])
def test_refi_with_its_tolerances(read, version, codable):
    taxonomy, losses = read("c.qdc", QDC.format(version=version, codable=codable))
    assert tree(taxonomy) == {
        "企业培育": ["高新技术企业", "高企", "认定奖励"],
        "企业培育/高新技术企业": [],
        "孵化": [],
        "孵化/众创": [],
        "孵化/众创/创客": [],
    }
    top = taxonomy.by_id["企业培育"]
    assert (top.definition, top.include) == ("壮大企业", "高企")
    assert [(k.strength, k.points) for k in top.keywords] == [("strong", 2), ("strong", 2), ("weak", 1)]
    assert losses == []


@pytest.mark.parametrize("xml", ["<CodeBook><Codes/></CodeBook>", "<CodeBook/>", QDC[:200]])
def test_refi_without_codes_is_refused(read, xml):
    with pytest.raises(TaxonomyError):
        read("c.qdc", xml)


# --- tables ---

CSV = """\
分类表
类型,子类,关键词,权重,定义
孵化载体,,孵化器,强,各类载体
,众创,创客空间、众创空间,,
,,创客,弱,
人才,,863,1.5,
,,,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv(read, encoding, delimiter):
    taxonomy, losses = read("t.csv", CSV.split("\n", 1)[1].replace(",", delimiter).encode(encoding))
    assert tree(taxonomy) == {
        "孵化载体": ["孵化器"],
        "孵化载体/众创": ["创客空间", "众创空间", "创客"],
        "人才": ["863"],
    }
    assert [(k.strength, k.points) for k in taxonomy.keywords] == [
        ("strong", 2), ("strong", 2), ("strong", 2), ("weak", 1), ("weak", 1.5),
    ]  # fmt: skip
    assert taxonomy.by_id["孵化载体"].definition == "各类载体"
    assert losses == []


def test_csv_with_a_title_row_and_faults(read):
    taxonomy, losses = read("t.csv", CSV.replace("孵化载体,,孵化器", ",,孤词\n孵化载体,,孵化器").replace("1.5", "很高"))
    assert "孤词" not in {k.text for k in taxonomy.keywords}
    assert losses == ["lost-root", "lost-weight"]


def test_a_table_without_headings_is_refused(read):
    with pytest.raises(TaxonomyError):
        read("t.csv", "甲,乙\n1,2\n")


def test_xlsx(tmp_path: Path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["Type", "Subtype", "Keyword", "Weight"],
        ["孵化载体", None, 863, 2],
        [None, "众创", "创客空间\n众创空间", 1],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "t.xlsx")
    taxonomy, losses = import_taxonomy(tmp_path / "t.xlsx")
    assert tree(taxonomy) == {"孵化载体": ["863"], "孵化载体/众创": ["创客空间", "众创空间"]}
    assert [k.points for k in taxonomy.keywords] == [2, 1, 1]
    assert losses == ()


def test_a_broken_workbook_is_refused(read):
    pytest.importorskip("openpyxl")
    with pytest.raises(TaxonomyError):
        read("t.xlsx", b"PK\x03\x04 no workbook")


# --- the family ---


def test_the_ending_or_a_name_chooses_the_format(read):
    assert tree(read("x.unknown", "A: [b]", "quanteda")[0]) == {"A": ["b"]}
    with pytest.raises(TaxonomyError) as error:
        read("x.unknown", "A: [b]")
    assert error.value.problems[0].code == "taxonomy.format-unknown"


def test_no_two_formats_claim_an_ending():
    endings = [suffix for format in FORMATS.values() for suffix in format.SUFFIXES]
    assert len(endings) == len(set(endings))


def test_imports_can_be_written_in_our_own_shape(read, tmp_path):
    taxonomy, _ = read("d.cat", "A\n\tMORE (1)\n\tSOUTH_AFRICAN* (2)\nB\n\tNA\n\t\tNO (1)\n")
    write_taxonomy(taxonomy, tmp_path / "own.yaml")
    assert load_taxonomy(tmp_path / "own.yaml").fingerprint == taxonomy.fingerprint


def test_a_missing_file(tmp_path):
    for name in ("x.dic", "x.ykd", "x.yaml", "x.csv"):
        with pytest.raises(TaxonomyError):
            import_taxonomy(tmp_path / name)


@pytest.mark.parametrize("term", ["like*", "*able", "SOUTH AFRICAN*", "c++*", "科技*", "a?c*", "a.b*", "[x]*"])
def test_wildcards_there_and_back(term):
    assert glob_from_pattern(pattern_from_glob(term)) == term


def test_other_patterns_are_no_wildcards():
    assert glob_from_pattern("第[0-9]+批") is None
    assert glob_from_pattern("(?i)a[bc]") is None


def test_wildcard_patterns_match_what_they_should():
    import re2

    assert re2.search(pattern_from_glob("litt*"), "a Little lamb")
    assert not re2.search(pattern_from_glob("litt*"), "belittle")
    assert re2.search(pattern_from_glob("litt*"), "支持little企业").group() == "little"
    assert re2.search(pattern_from_glob("科技*"), "支持科技ABC企业").group() == "科技ABC"


@pytest.mark.parametrize("name", ["图.dic", "图.cat", "图.csv", "图.txt", "图.lcd", "图.xlsx", "图.yml", "图.qdc"])
def test_what_is_no_text_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(bytes(range(256)) * 12)
    with pytest.raises(TaxonomyError):
        import_taxonomy(tmp_path / name)


def test_a_file_without_keywords_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空.dic").write_text("%\n1\t人才\n%\n", encoding="utf-8")
    with pytest.raises(TaxonomyError) as caught:
        import_taxonomy(tmp_path / "空.dic")
    assert caught.value.problems[0].code == "taxonomy.import-empty"
