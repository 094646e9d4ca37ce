"""corpus.yaml: the analyst's word on each file."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.documents.manifest import NAME, Manifest, read_manifest
from compare.documents.manifest.values import read_value
from compare.model import Fact


def read(tmp_path: Path, text: str | bytes) -> Manifest:
    path = tmp_path / NAME
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_manifest(path)


def codes(manifest: Manifest) -> list[str]:
    return [p.code for p in manifest.problems]


def test_fields_become_facts_of_the_manifest(tmp_path: Path) -> None:
    manifest = read(tmp_path, """
documents:
  - {file: a.txt, id: YX, place: 宜秀区, level: 区, parent: 安庆市, issued: 2024-05-06, period: [2021, 2025],
     docno: null, include: no, cluster: 沿江}
  - {file: b.txt, place: 迎江区}
columns: [cluster]
""")  # fmt: skip
    first, second = manifest.entries.values()
    assert (first.id, first.include, first.order) == ("YX", False, 0)
    assert (second.id, second.include, second.order) == ("", True, 1)
    assert first.facts == {
        "district": Fact("宜秀区", "manifest"), "level": Fact("区", "manifest"), "parent": Fact("安庆市", "manifest"),
        "issued": Fact("2024-05-06", "manifest"), "period": Fact("2021-2025", "manifest"),
    }  # fmt: skip
    assert first.extra == {"cluster": Fact("沿江", "manifest")}


def test_chinese_field_names_and_a_bare_list(tmp_path: Path) -> None:
    manifest = read(tmp_path, "- {文件: a.txt, 编号: 甲, 地区: 宜秀区, 文种: plan, 纳入: 否}\n")
    entry = manifest.entries["a.txt"]
    assert (entry.id, entry.include) == ("甲", False)
    assert entry.facts == {"district": Fact("宜秀区", "manifest"), "genre": Fact("plan", "manifest")}


def test_notes_of_several_fields_are_for_readers_only(tmp_path: Path) -> None:
    manifest = read(tmp_path, "- {file: a.txt, stands_for: {title: 某规划, date: 2024-01-01}, notes: 转载}\n")
    assert manifest.entries["a.txt"].extra == {"notes": Fact("转载", "manifest")}


def test_values_are_the_text_that_was_typed_without_quotes(tmp_path: Path) -> None:
    typed = {
        "id": "007", "code": "0123", "day": "2021-05-01", "answer": "yes", "switch": "off", "share": "1e3",
        "clock": "12:30", "sum": "1_000", "hex": "0x1F", "ratio": "3.10",
    }  # fmt: skip
    rows = "".join(f"    {name}: {text}\n" for name, text in typed.items())
    own = f"columns: [{', '.join(typed)}]\n"
    manifest = read(tmp_path, f"{own}documents:\n  - file: 004\n{rows}    issuer: no\n    docno: 2021\n")
    entry = manifest.entries["004"]
    assert {"id": entry.id, **{name: fact.value for name, fact in entry.extra.items()}} == typed
    assert {name: fact.value for name, fact in entry.facts.items()} == {"issuer": "no", "number": "2021"}


@pytest.mark.parametrize("nothing", ["", "null", "~", "''", "[null, ~]", "{}"])
def test_what_is_left_empty_is_detected_and_a_word_in_quotes_is_a_word(tmp_path: Path, nothing: str) -> None:
    manifest = read(tmp_path, f"- file: a.txt\n  district: {nothing}\n  notes: 'null'\n")
    entry = manifest.entries["a.txt"]
    assert (entry.id, entry.facts, entry.extra) == ("", {}, {"notes": Fact("null", "manifest")})


@pytest.mark.parametrize(
    ("typed", "included"),
    [
        ("no", False), ("No", False), ("false", False), ("off", False), ("'no'", False), ("否", False),
        ("0", False), ("yes", True), ("true", True), ("on", True), ("是", True), ("1", True), ("", True), ("~", True),
    ],
)  # fmt: skip
def test_include_is_a_yes_or_a_no(tmp_path: Path, typed: str, included: bool) -> None:
    for name in ("include", "纳入"):
        assert read(tmp_path, f"- {{file: a.txt, {name}: {typed}}}\n").entries["a.txt"].include is included


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2021-05-01", "2021-05-01"), ("2021-5-1", "2021-05-01"), ("2021/5/1", "2021-05-01"),
        ("2021年5月1日", "2021-05-01"), ("2021年5月", "2021-05"), ("2021.12", "2021-12"), ("2021", "2021"),
        ("二〇二一年五月一日", "2021-05-01"), ("20210501", "2021-05-01"),
    ],
)  # fmt: skip
def test_dates_come_out_in_iso_form_however_they_are_typed(tmp_path: Path, typed: str, date: str) -> None:
    for name in ("issued", "失效日期"):
        manifest = read(tmp_path, f"- {{file: a.txt, {name}: {typed}}}\n")
        assert codes(manifest) == []
        assert [fact.value for fact in manifest.entries["a.txt"].facts.values()] == [date]


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("二〇一八年", "2018"), ("二〇二一—二〇二五年", "2021-2025"), ("二○二一年至二○二五年", "2021-2025"),
        ("“十四五”", "2021-2025"), ("十五五", "2026-2030"), ("十二五时期", "2011-2015"), ("2021—2025年", "2021-2025"),
        ("[2021, 2025]", "2021-2025"), ("[2021，2025]", "2021-2025"), ("2023年度", "2023"), ("2023", "2023"),
    ],
)  # fmt: skip
def test_periods_are_years_however_they_are_typed(tmp_path: Path, typed: str, period: str) -> None:
    manifest = read(tmp_path, f"- {{file: a.txt, 期间: {typed}}}\n")
    assert (codes(manifest), manifest.entries["a.txt"].facts["period"].value) == ([], period)


@pytest.mark.parametrize(
    ("typed", "fact", "value"),
    [
        ("文种: 政策解读", "genre", "explainer"), ("genre: government work report", "genre", "report"),
        ("genre: work-plan", "genre", "work-plan"), ("级别: 区级", "level", "区"), ("level: 省级", "level", "省"),
        ("地区: 江门市, level: 市", "level", "地级市"), ("地区: 昆山市, level: 市", "level", "县级市"),
        ("地区: 广东省江门市新会区", "district", "新会区"), ("地区: 广州", "district", "广州"),
        ("地区: 长春市朝阳区", "parent", "长春市"), ("地区: 北京经济技术开发区", "district", "北京经济技术开发区"),
        ("地区: 和睦镇, 层级: 镇", "district", "和睦镇"), ("地区: “花都区”", "district", "花都区"),
        ("地区: 国家", "district", "国家"),
    ],
)  # fmt: skip
def test_names_that_the_reports_print_are_understood(tmp_path: Path, typed: str, fact: str, value: str) -> None:
    manifest = read(tmp_path, f"- {{file: a.txt, {typed}}}\n")
    assert (codes(manifest), manifest.entries["a.txt"].facts[fact].value) == ([], value)


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / NAME) == Manifest()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("place: 江门市\n", "1:1 shape"),
        ("", "0:0 shape"),
        (b"\xff\xfe\x00\xd8", "0:0 typing.encoding"),
        ("- {file: null, id: HD}\n", "1:3 no-file"),
        ("- {place: 江门市}\n", "1:3 no-file"),
        ("- 一行文字\n", "1:3 no-file"),
        ("- {file: ../secret.txt}\n", "1:10 outside"),
        ("- {file: /etc/hosts}\n", "1:10 outside"),
        ("- {file: '..\\\\up.txt'}\n", "1:10 outside"),
        ("- {file: a.txt}\n- {file: a.txt}\n", "2:10 twice"),
        ("- {file: sub/a.txt}\n- {file: './sub\\a.txt'}\n", "2:10 twice"),
        ("- {file: a.txt, id: HD}\n- {file: b.txt, id: HD}\n", "2:21 duplicate-id"),
        ("- file: a.txt\n  place: 江门市\n  place: 清远市\n", "3:3 double-key"),
        ("- {file: a.txt, place: 江门市, 地区: 清远市}\n", "1:29 two-names"),
        ("文件夹: x\ndocuments: [{file: a.txt}]\n", "1:1 top"),
        ("- file: a.txt\n  lvel: 区\n", "2:3 misspelt-field"),
        ("- file: a.txt\n  地域: 清城区\n", "2:3 misspelt-field"),
        ("- file: a.txt\n  联系电话: 1\n", "2:3 unknown-field"),
        ("- file: a.txt\n  place: 火星区\n", "2:10 bad-place"),
        ("- file: a.txt\n  place: 东岭县\n", "2:10 bad-place"),
        ("- file: a.txt\n  parent: 花都去\n", "2:11 bad-place-near"),
        ("- file: a.txt\n  place: no\n", "2:10 bad-place"),
        ("- file: a.txt\n  level: 街区\n", "2:10 bad-value-near"),
        ("- file: a.txt\n  level: 市\n", "2:10 bad-value-near"),
        ("- file: a.txt\n  文种: 政策解毒\n", "2:7 bad-value-near"),
        ("- file: a.txt\n  include: 或许\n", "2:12 bad-value"),
        ("- file: a.txt\n  issued: 去年\n", "2:11 bad-date"),
        ("- file: a.txt\n  expires: 2021-02-30\n", "2:12 bad-date"),
        ("- file: a.txt\n  period: 五年\n", "2:11 bad-period"),
        ("- file: a.txt\n  period: [2025, 2021]\n", "2:11 bad-period"),
        ("- file: a.txt\n  place：江门市\n", "2:8 typing.full-width-colon"),
        ("- file: a.txt\n\tplace: 江门市\n", "2:1 typing.tab"),
        ("- file: a.txt\n  place: 江门市\n".encode("gb18030"), "2:10 encoding"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str | bytes, found: str) -> None:
    problems = read(tmp_path, text).problems
    said = [f"{p.place.line}:{p.place.column} {p.code.removeprefix('documents.manifest-')}" for p in problems]
    assert said == [found]
    assert problems[0].place.file.endswith(NAME)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    manifest = read(
        tmp_path, "- file: a.txt\n  place：火星区\n  文种: 政策解毒\n  lvel: 区\n- file: b.txt\n  issued: 去年\n"
    )
    assert [(p.place.line, p.code.rpartition(".")[2]) for p in manifest.problems] == [
        (2, "full-width-colon"), (2, "manifest-bad-place"), (3, "manifest-bad-value-near"),
        (4, "manifest-misspelt-field"), (6, "manifest-bad-date"),
    ]  # fmt: skip
    assert list(manifest.entries) == ["a.txt", "b.txt"]


def test_a_column_of_ones_own_is_declared_or_named_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("documents:\n- {file: a.txt, 片区: 东片}\n", encoding="utf-8")
    assert codes(read_manifest(tmp_path / NAME)) == ["documents.manifest-misspelt-field"]
    manifest = read_manifest(tmp_path / NAME, columns=["片区"])
    assert (codes(manifest), manifest.entries["a.txt"].extra) == ([], {"片区": Fact("东片", "manifest")})
    declared = read(tmp_path, "自定义栏: 片区\ndocuments:\n- {file: a.txt, 片区: 东片}\n")
    assert declared.entries["a.txt"].extra == {"片区": Fact("东片", "manifest")}


def test_one_bad_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    manifest = read(tmp_path, "- {place: 江门市}\n- {file: a.txt}\n- {file: ../b.txt}\n- {file: c.txt}\n")
    assert list(manifest.entries) == ["a.txt", "c.txt"]
    assert len(manifest.problems) == 2


@pytest.mark.parametrize("tag", ["!!int 七", "!!timestamp no", "!!python/name:os.system x"])
def test_tags_make_nothing_of_a_text(tmp_path: Path, tag: str) -> None:
    manifest = read(tmp_path, f"- {{file: a.txt, id: {tag}}}\n")
    assert manifest.entries["a.txt"].id == tag.split()[1] or codes(manifest) == ["typing.sign"]


def test_a_list_inside_itself_ends(tmp_path: Path) -> None:
    manifest = read(tmp_path, "- {file: a.txt, period: &a [2021, *a, 2025]}\n")
    assert "typing.sign" in codes(manifest)


def test_what_several_items_share_is_merged(tmp_path: Path) -> None:
    text = "documents:\n- <<: {place: 江门市, 层级: 地级市}\n  file: a.txt\n  place: 清远市\n"
    facts = read(tmp_path, text).entries["a.txt"].facts
    assert {name: fact.value for name, fact in facts.items()} == {"district": "清远市", "level": "地级市"}


def test_a_syntax_error_has_line_and_column(tmp_path: Path) -> None:
    fault, *_ = read(tmp_path, "documents:\n  - {file: a.txt\n  - x\n").problems
    assert fault.place.line >= 2
    assert fault.place.column >= 1


def test_a_file_is_found_however_its_path_is_spelled(tmp_path: Path) -> None:
    manifest = read(tmp_path, "- {file: '.\\sub\\Huadu.txt', id: A}\n- {file: ./b//c.txt, id: B}\n")
    found = {name: entry.id for name in ("sub/Huadu.txt", "sub/huadu.TXT", "b/c.txt", "c.txt")
             if (entry := manifest.find(name))}  # fmt: skip
    assert found == {"sub/Huadu.txt": "A", "sub/huadu.TXT": "A", "b/c.txt": "B"}
    both = read(tmp_path, "- {file: a.txt, id: A}\n- {file: A.txt, id: B}\n")
    ids = {name: entry.id for name in ("a.txt", "A.txt", "a.TXT") if (entry := both.find(name))}
    assert ids == {"a.txt": "A", "A.txt": "B"}


def test_a_key_that_stands_twice_has_its_line(tmp_path: Path) -> None:
    manifest = read(tmp_path, "documents:\n- file: a.txt\n  place: 江门市\n  place: 清远市\n")
    assert (manifest.problems[0].place.line, manifest.entries["a.txt"].facts["district"].value) == (4, "清远市")


def test_every_code_has_words_in_both_languages() -> None:
    import re

    from compare import lexicons, one_file
    from compare.documents import manifest, manifests

    room = Path(manifest.__file__).parent
    files = [*room.glob("*.py"), Path(manifests.__file__), Path(one_file.__file__)]
    source = "\n".join(path.read_text("utf-8") for path in files)
    used = set(re.findall(r'"(documents\.[a-z-]+)"', source))
    used |= {f"documents.manifest-{code}" for code in re.findall(r'_report\(\s*"([a-z-]+)"', source)}
    refused = re.findall(r'Refused\("([a-z-]+)"(, near)?', source)
    used |= {f"documents.manifest-{code}{end}" for code, near in refused for end in (("", "-near") if near else ("",))}
    for lang in ("zh", "en"):
        words = set(lexicons.words("problems-documents", lang))
        assert used <= words
        assert {code for code in words if code.startswith("documents.manifest-")} <= used


@pytest.mark.parametrize(
    ("field", "typed", "meant"),
    [("issued", "2022 年 8 月 18 日", "2022-08-18"), ("issued", "2022－08－18", "2022-08-18"),
     ("district", "延边州", "延边朝鲜族自治州"), ("district", "清远市/清城区", "清城区"),
     ("district", "雄安新区", "雄安新区"), ("district", "昆山市玉山镇", "昆山市玉山镇"),
     ("genre", "管理办法", "scheme"), ("genre", "实施条例", "regulation"), ("genre", "行动方案", "action-plan"),
     ("genre", "新闻", "news"), ("genre", "规划节选", "excerpt"), ("genre", "规划纲要", "plan"),
     ("include", "不计入", "false"), ("include", "√", "true")],
)  # fmt: skip
def test_what_people_type_for_a_date_or_a_yes(field: str, typed: str, meant: str) -> None:
    assert read_value(field, typed, {}) == meant
