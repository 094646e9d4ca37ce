"""``policy-compare taxonomy …`` as an analyst meets it: exit codes, sentences with places, files."""

from __future__ import annotations

import io
import json
import re
import shutil
import warnings
import zipfile
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from compare.cli import main
from compare.taxonomy.files import load_taxonomy
from tests.reading.make_docx import zipped
from tests.reading.test_tables import xlsx

pytestmark = pytest.mark.whole

TAXONOMY = """\
schema: 1
name: 试用分类
types:
  - id: talent
    name: 人才
    definition: 引进、培养和安顿人才。
    strong: [人才公寓]  # 住房
    weak: [高层次人才]
    examples:
      应命中: [新建人才公寓二百套。]
      不应命中: [建设技术交易市场。]
  - id: transfer
    name: 成果转化
    definition: 推动技术成果进入生产。
    strong: [技术交易, 成果转化基金]
    weak: [中试验证中心]
    examples:
      应命中: [设立成果转化基金。]
      不应命中: [新建人才公寓。]
"""
MEASURES = (
    "支持高校院所联合龙头企业建设概念验证中心,对通过评估的给予五十万元资助。",
    "依托开发区布局概念验证中心,每年遴选不少于十个早期项目开展验证。",
    "鼓励社会资本参与概念验证中心运营,按实际投入给予后补助。",
    "对概念验证中心引进的专业服务团队,连续三年给予运营补贴。",
    "建立概念验证中心绩效评价制度,对评价优秀的给予一次性奖励。",
    "加快技术交易市场建设,对技术合同登记机构给予奖励。",
    "新建一批人才公寓,优先保障高层次人才入住。",
)
PLAN = "\n".join(
    ["花都区科技创新发展规划(2021-2025年)", "一、发展基础", "全区共有市级以上研发平台三十余家,研发投入稳步增长。",
     "二、重点任务", *(f"({n}){text}" for n, text in zip("一二三四五六七", MEASURES, strict=True))]
)  # fmt: skip


@pytest.fixture
def taxonomy(tmp_path: Path) -> Path:
    path = tmp_path / "试用.yaml"
    path.write_text(TAXONOMY, encoding="utf-8")
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "政策"
    folder.mkdir()
    (folder / "花都区.txt").write_text(PLAN, encoding="utf-8")
    return folder


Captured = pytest.CaptureFixture[str]


def call(*words: str | Path) -> int:
    return main(["taxonomy", *map(str, words)])


# --- lint and test ---


def test_lint_of_a_sound_file_is_0_and_of_a_thin_one_1_only_if_strict(taxonomy: Path, capsys: Captured) -> None:
    assert call("lint", taxonomy, "--strict") == 0
    assert capsys.readouterr().err == ""
    taxonomy.write_text(TAXONOMY.replace("    definition: 引进、培养和安顿人才。\n", ""), encoding="utf-8")
    assert call("lint", taxonomy) == 0
    assert call("lint", taxonomy, "--strict") == 1


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("[技术交易, 成果转化基金]", "[技术交易，成果转化基金]", "试用.yaml:15:14"),
        ("weak: [高层次人才]", "weak：[高层次人才]", "试用.yaml:8:"),
        ("id: transfer", "id: talent", "试用.yaml:12:"),
        ("    weak: [", "\tweak: [", "试用.yaml:8:1"),
        ("strong: [人才公寓]", "strang: [人才公寓]", "试用.yaml:7:5"),
    ],
)
def test_what_is_wrong_is_said_with_file_line_and_column(
    taxonomy: Path, capsys: Captured, old: str, new: str, place: str
) -> None:
    changed = TAXONOMY.replace(old, new, 1)
    assert changed != TAXONOMY
    if place.endswith(":"):
        place += r"\d+"
    for command in (["lint", taxonomy], ["test", taxonomy], ["diff", taxonomy, taxonomy]):
        taxonomy.write_text(changed, encoding="utf-8")
        assert call(*command) == 2
        said = capsys.readouterr()
        assert re.search(place + r": 错误[:：].{8}", said.err)
        assert "Traceback" not in said.err


def test_lint_with_sources_tells_the_keywords_that_never_hit(taxonomy: Path, plan: Path, capsys: Captured) -> None:
    assert call("lint", taxonomy, plan) == 0
    assert "成果转化基金" in capsys.readouterr().err


def test_examples_decide_the_exit_code_and_name_the_keyword(taxonomy: Path, capsys: Captured) -> None:
    assert call("test", taxonomy) == 0
    taxonomy.write_text(TAXONOMY.replace("不应命中: [新建人才公寓。]", "不应命中: [服务技术交易。]"), encoding="utf-8")
    capsys.readouterr()
    assert call("test", taxonomy) == 1
    said = capsys.readouterr().out
    assert re.search(r"试用.yaml:19 服务技术交易。\n.*不应命中“成果转化”.*技术交易", said)


# --- diff ---


def test_diff_names_the_keyword_and_with_sources_the_paragraphs_it_moves(
    taxonomy: Path, plan: Path, tmp_path: Path, capsys: Captured
) -> None:
    new = tmp_path / "新.yaml"
    new.write_text(TAXONOMY.replace("[技术交易,", "[技术交易, 概念验证中心,"), encoding="utf-8")
    assert call("diff", taxonomy, taxonomy) == 0
    assert "相同" in capsys.readouterr().out
    assert call("diff", taxonomy, new, plan) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert re.match("增加关键词 成果转化 概念验证中心", first)
    assert any(re.search("花都区 / 成果转化[:：]1 → 6", line) for line in others)
    assert sum("因为分类词典" in line and "概念验证中心" in line for line in others) == 5


def test_diff_speaks_of_types_in_the_language_of_the_run(
    taxonomy: Path, plan: Path, tmp_path: Path, capsys: Captured
) -> None:
    named = TAXONOMY.replace("name: 成果转化", "name: 成果转化\n    name_en: Technology transfer")
    taxonomy.write_text(named, encoding="utf-8")
    new = tmp_path / "新.yaml"
    new.write_text(named.replace("[技术交易,", "[技术交易, 概念验证中心,"), encoding="utf-8")
    assert call("diff", taxonomy, new, plan, "--lang", "en") == 0
    said = capsys.readouterr().out
    assert "Technology transfer 概念验证中心" in said.splitlines()[0]
    assert re.search("花都区 / Technology transfer[:：] ?1 → 6", said)
    assert re.search("花都区 / Other[:：] ?", said)


# --- suggest ---


def test_a_planted_term_is_among_the_first_ten_candidates(taxonomy: Path, plan: Path, capsys: Captured) -> None:
    assert call("suggest", taxonomy, plan, "--most", "10") == 0
    _, *lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 10
    assert any(re.match(r"  概念验证中心 · .* · 5[(（]5[)）]", line) for line in lines)
    assert not any(line.startswith(("  人才公寓 ", "  技术交易 ")) for line in lines)


def test_candidates_and_failing_examples_name_types_in_the_language_of_the_run(
    taxonomy: Path, plan: Path, capsys: Captured
) -> None:
    named = TAXONOMY.replace("name: 成果转化", "name: 成果转化\n    name_en: Technology transfer")
    taxonomy.write_text(named.replace("不应命中: [新建人才公寓。]", "不应命中: [服务技术交易。]"), encoding="utf-8")
    assert call("suggest", taxonomy, plan, "--lang", "en") == 0
    assert "概念验证中心 · Technology transfer" in capsys.readouterr().out
    assert call("test", taxonomy, "--lang", "en") == 1
    said = capsys.readouterr().out
    assert "Technology transfer" in said and "成果转化" not in said


def test_candidates_are_applied_to_a_copy_only(taxonomy: Path, plan: Path, tmp_path: Path, capsys: Captured) -> None:
    copy = tmp_path / "副本.yaml"
    assert call("suggest", taxonomy, plan, "--apply", copy) == 0
    assert taxonomy.read_text(encoding="utf-8") == TAXONOMY
    assert "# 住房" in copy.read_text(encoding="utf-8")
    before, after = ({k.text for k in load_taxonomy(path).keywords} for path in (taxonomy, copy))
    assert after - before == {"概念验证中心"}
    capsys.readouterr()
    assert call("suggest", taxonomy, plan, "--apply", copy) == 3
    said = capsys.readouterr()
    assert str(copy) in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["suggest", "{t}"], 2),
        (["suggest", "{t}", "{d}/没有.txt"], 3),
        (["lint", "{t}", "{d}/没有.txt"], 3),
        (["diff", "{t}", "{t}", "{d}/没有.txt"], 3),
        (["lint", "没有这个词典"], 2),
        (["diff", "{t}", "没有这个词典"], 2),
    ],
)
def test_what_cannot_be_found_is_said(
    taxonomy: Path, plan: Path, capsys: Captured, words: list[str], code: int
) -> None:
    assert call(*(word.format(t=taxonomy, d=plan) for word in words)) == code
    said = capsys.readouterr().err
    assert "没有" in said or "资料" in said
    assert "程序内部出错" not in said


# --- import and export ---


@pytest.mark.parametrize("name", ["表.csv", "表.xlsx", "码.qdc", "典.cat", "典.dic"])
def test_what_goes_out_comes_back_with_the_same_keywords(
    taxonomy: Path, tmp_path: Path, name: str, capsys: Captured
) -> None:
    foreign, back = tmp_path / name, tmp_path / "回来.yaml"
    assert call("export", taxonomy, "-o", foreign) == 0
    assert call("import", foreign, "-o", back) == 0
    assert "已写出" in capsys.readouterr().out
    ours, theirs = load_taxonomy(taxonomy), load_taxonomy(back)
    assert sorted(k.text for k in theirs.keywords) == sorted(k.text for k in ours.keywords)
    assert [m.label for m in theirs.types] == [m.label for m in ours.types]
    assert call("lint", back) == 0


@pytest.mark.parametrize("command", ["export", "import"])
def test_an_unknown_format_is_a_sentence_that_lists_the_known_ones(
    taxonomy: Path, tmp_path: Path, capsys: Captured, command: str
) -> None:
    (tmp_path / "a.doc").write_text("x", encoding="utf-8")
    source = taxonomy if command == "export" else tmp_path / "a.doc"
    target = tmp_path / "b.doc"
    for more in ([], ["--format", "nvivo"]):
        assert call(command, source, "-o", target, *more) == 2
        said = capsys.readouterr().err
        assert "quanteda" in said and "refi" in said and ("nvivo" in said or ".doc" in said)
        assert not target.exists()


def test_files_are_never_overwritten_and_faults_of_paths_are_said(
    taxonomy: Path, plan: Path, tmp_path: Path, capsys: Captured
) -> None:
    kept = tmp_path / "已有.csv"
    kept.write_text("我的", encoding="utf-8")
    assert call("export", taxonomy, "-o", kept) == 3
    assert kept.read_text(encoding="utf-8") == "我的"
    assert "已有.csv" in capsys.readouterr().err
    below = kept / "a.yaml"  # a file is no folder
    for words in (["export", taxonomy, "-o", below], ["new", below], ["suggest", taxonomy, plan, "--apply", below]):
        assert call(*words) == 3
        assert re.search("写不了.*已有.csv", capsys.readouterr().err)
    for name in ("没有.xlsx", "没有.csv", "没有.qdc"):
        assert call("import", tmp_path / name, "-o", tmp_path / "a.yaml") == 2
        assert re.search(f"{name}: 错误[:：].*打不开", capsys.readouterr().err)


def test_new_folders_are_made(taxonomy: Path, plan: Path, tmp_path: Path) -> None:
    table, deep = tmp_path / "表.csv", tmp_path / "新" / "更新"
    table.write_text("类型,关键词\n人才,博士后\n", encoding="utf-8")
    for number, words in enumerate((["import", table, "-o"], ["export", taxonomy, "-o"], ["new"])):
        assert call(*words, deep / f"{number}.yaml") == 0
    assert call("suggest", taxonomy, plan, "--apply", deep / "副本.yaml") == 0
    assert sorted(path.name for path in deep.iterdir()) == ["0.yaml", "1.yaml", "2.yaml", "副本.yaml"]
    assert call("export", taxonomy, "-o", tmp_path / "未建" / "a.nvivo") == 2
    assert not (tmp_path / "未建").exists()


# --- a taxonomy of one's own ---


@pytest.mark.parametrize("origin", ["innovation", "policy-tools"])
def test_new_writes_one_complete_file(origin: str, tmp_path: Path, capsys: Captured) -> None:
    from compare.taxonomy.files import find_taxonomy

    target, shipped = tmp_path / "别处" / "我的.yaml", find_taxonomy(origin)
    assert call("new", target, "--from", origin) == 0
    assert "我的.yaml" in capsys.readouterr().out
    old, new, text = load_taxonomy(shipped), load_taxonomy(target), target.read_text(encoding="utf-8")
    assert (new.fingerprint, new.name, new.version) == (old.fingerprint, old.name, old.version)
    assert {(m.id, m.label, m.label_en, m.definition, m.include, m.exclude, len(m.examples)) for m in new.measures} == {
        (m.id, m.label, m.label_en, m.definition, m.include, m.exclude, len(m.examples)) for m in old.measures
    }
    comments = [line for line in shipped.read_text(encoding="utf-8").splitlines() if line.lstrip().startswith("#")]
    assert set(comments[1:]) <= set(text.splitlines())
    schema = url2pathname(urlsplit(re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)[1]).path)
    assert "properties" in json.loads(Path(schema).read_text(encoding="utf-8"))["$defs"]["type"]
    assert call("lint", target) == 0 and call("test", target) == 0
    assert call("new", target) == 3
    assert target.read_text(encoding="utf-8") == text


def test_the_plain_copy_of_the_shipped_file_works_and_says_where_the_rest_comes_from(
    tmp_path: Path, plan: Path, capsys: Captured
) -> None:
    from compare.taxonomy.files import find_taxonomy

    copy = tmp_path / "我的词典.yaml"
    shutil.copy(find_taxonomy("innovation"), copy)
    assert main(["run", str(plan), "-t", str(copy), "-o", str(tmp_path / "报告")]) == 0
    assert re.search(
        r"我的词典.yaml:\d+: 提示：旁边没有“local/guangdong.yaml”，用了程序自带的", capsys.readouterr().err
    )
    assert load_taxonomy(copy).fingerprint == load_taxonomy(find_taxonomy("innovation")).fingerprint
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "guangdong.yaml").write_text("types: [{id: talent, strong: [雁来红计划]}]", encoding="utf-8")
    assert "雁来红计划" in {k.text for k in load_taxonomy(copy).keywords}
    copy.write_text("人才: [博士]\ninclude: [../local/guangdong.yaml, local/江西.yaml]\n", encoding="utf-8")
    assert call("lint", copy) == 2
    said = capsys.readouterr().err
    assert said.count("打不开") == 2


def test_what_is_written_as_yaml_is_our_own_unless_another_format_is_asked_for(
    taxonomy: Path, tmp_path: Path, capsys: Captured
) -> None:
    for name in ("a.yaml", "b.yml"):
        assert call("export", taxonomy, "-o", tmp_path / name) == 0
        assert "policy-compare 格式" in capsys.readouterr().out
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "# 住房" in text and load_taxonomy(tmp_path / name).fingerprint == load_taxonomy(taxonomy).fingerprint
        assert call("import", tmp_path / name, "-o", tmp_path / "回来.yaml") == 2
        assert f"-t {name}" in capsys.readouterr().err
    assert call("export", taxonomy, "-o", tmp_path / "q.yaml", "--format", "quanteda") == 0
    assert "quanteda 格式" in capsys.readouterr().out
    assert "\n人才:" in "\n" + (tmp_path / "q.yaml").read_text(encoding="utf-8")


def test_included_files_of_every_shape_are_joined(tmp_path: Path) -> None:
    main_file = tmp_path / "主.yaml"
    main_file.write_text(
        "# 头\n类型:\n  - 编号: talent\n    名称: 人才\n    强词: 博士  # 一个词\n    子类:\n"
        "      - {id: flat, name: 公寓, weak: [住房]}\n  - id: money\n    name: 资金\n    strong:\n      - 基金\n"
        "别名: {英才: 博士}\n全局: {屏蔽词: [动能转换]}\ninclude: [甲.yaml]\n",
        encoding="utf-8",
    )
    (tmp_path / "甲.yaml").write_text(
        "types:\n  - id: talent\n    strong: [院士, {term: 专家, near: [引进]}]\n    weak: [人力]\n    subtypes:\n"
        "      - {id: flat, strong: [人才公寓]}\n      - id: school\n        name: 入学\n        strong: [子女入学]\n"
        "  - id: money\n    strong: [补贴]\n    examples: {应命中: [给予补贴]}\n  - id: land\n    name: 用地\n"
        "    strong:\n      - 用地指标\naliases: {大师: 院士}\nglobal:\n  mask: [补贴家用]\n  outcome_cues: [带动]\n"
        "include: [乙.yaml]\n",
        encoding="utf-8",
    )
    (tmp_path / "乙.yaml").write_text("residual: [{id: other, name: 别的, strong: [旅游]}]\n", encoding="utf-8")
    assert call("new", tmp_path / "全.yaml", "--from", main_file) == 0
    text = (tmp_path / "全.yaml").read_text(encoding="utf-8")
    assert load_taxonomy(tmp_path / "全.yaml").fingerprint == load_taxonomy(main_file).fingerprint
    assert "# 头" in text and "# 一个词" in text and "include" not in text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("词表.xlsx", xlsx(("表", [["类型", "关键词"], ["人才", "博士"]])), "taxonomy import 词表.xlsx -o 词表.yaml"),
        ("词表.yaml", xlsx(("表", [["类型", "关键词"], ["人才", "博士"]])), "taxonomy import 词表.yaml -o"),
        ("词.csv", "类型,关键词\n人才,博士\n".encode(), "taxonomy import 词.csv -o 词.yaml"),
        ("词.dic", b"%\n1\ta\n%\nx\t1\n", "taxonomy import 词.dic -o 词.yaml"),
        ("词.docx", zipped({"word/document.xml": "<x/>"}), "不是词典"),
        ("词.pdf", b"%PDF-1.7\n", "不是词典"),
        ("词.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 xlsx"),
    ],
)
def test_a_file_of_another_kind_is_called_by_its_name(
    name: str, data: bytes, said: str, plan: Path, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / name).write_bytes(data)
    assert main(["run", str(plan), "-t", str(tmp_path / name), "-o", str(tmp_path / "报告")]) == 2
    heard = capsys.readouterr().err
    assert said in heard and "UTF-8" not in heard


def test_a_damaged_workbook_is_no_fault_of_the_program(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(altered(xlsx(("表", [["类型", "关键词"], ["人才", "人才公寓"]])), "</row>", "</rox>"))
    assert call("import", path, "-o", tmp_path / "a.yaml") == 2
    assert "坏.xlsx" in capsys.readouterr().err


def test_remarks_of_libraries_do_not_reach_the_analyst(tmp_path: Path, capsys: Captured) -> None:
    extension = '<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    path = tmp_path / "表.xlsx"
    path.write_bytes(altered(xlsx(("表", [["类型", "关键词"], ["人才", "人才公寓"]])), "</worksheet>", extension))
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        assert call("import", path, "-o", tmp_path / "a.yaml") == 0
    assert [str(r.message) for r in remarks] == []
    assert capsys.readouterr().err == ""


def altered(workbook: bytes, old: str, new: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    return zipped({name: text.replace(old, new) for name, text in parts.items()})


def test_candidates_without_a_type_are_named_when_a_copy_is_written(
    taxonomy: Path, plan: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    from compare.cli import taxonomy as command
    from compare.taxonomy.suggest import Suggestion

    found = (
        Suggestion(text="概念验证中心", count=5, uncoded=5, score=9.0, type_id="", paragraphs=()),
        Suggestion(text="后补助", count=3, uncoded=1, score=2.0, type_id="transfer", paragraphs=()),
    )
    command._apply(taxonomy, tmp_path / "副本.yaml", found, command.Console("zh"))
    said = capsys.readouterr().out
    assert "有 1 个候选词看不出属于哪个类型" in said and "概念验证中心" in said
    assert "后补助" in (tmp_path / "副本.yaml").read_text(encoding="utf-8")
