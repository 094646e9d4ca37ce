"""corpus.yaml: the analyst's word on each file."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.documents.manifest import NAME, Manifest, read_manifest
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
  - {file: a.txt, id: WJ, place: 望江区, level: 区, parent: 安庆市, issued: 2024-05-06, period: [2021, 2025],
     docno: null, include: no, cluster: 沿江}
  - {file: b.txt, place: 宜城区}
""")  # fmt: skip
    first, second = manifest.entries.values()
    assert (first.id, first.include, first.order) == ("WJ", False, 0)
    assert (second.id, second.include, second.order) == ("", True, 1)
    assert first.facts == {
        "district": Fact("望江区", "manifest"), "level": Fact("区", "manifest"), "parent": Fact("安庆市", "manifest"),
        "issued": Fact("2024-05-06", "manifest"), "period": Fact("2021-2025", "manifest"),
    }  # fmt: skip
    assert first.extra == {"cluster": Fact("沿江", "manifest")}


def test_chinese_field_names_and_a_bare_list(tmp_path: Path) -> None:
    manifest = read(tmp_path, "- {文件: a.txt, 编号: 甲, 地区: 望江区, 文种: plan, 纳入: 否}\n")
    entry = manifest.entries["a.txt"]
    assert (entry.id, entry.include) == ("甲", False)
    assert entry.facts == {"district": Fact("望江区", "manifest"), "genre": Fact("plan", "manifest")}


def test_notes_of_several_fields_are_for_readers_only(tmp_path: Path) -> None:
    manifest = read(tmp_path, "- {file: a.txt, stands_for: {title: 某规划, date: 2024-01-01}, notes: 转载}\n")
    assert manifest.entries["a.txt"].extra == {"notes": Fact("转载", "manifest")}


def test_values_are_the_text_that_was_typed_without_quotes(tmp_path: Path) -> None:
    typed = {
        "id": "007", "code": "0123", "date": "2021-05-01", "answer": "yes", "switch": "off", "share": "1e3",
        "clock": "12:30", "sum": "1_000", "hex": "0x1F", "ratio": "3.10",
    }  # fmt: skip
    rows = "".join(f"    {name}: {text}\n" for name, text in typed.items())
    manifest = read(tmp_path, f"documents:\n  - file: 004\n{rows}    district: no\n    docno: 2021\n")
    entry = manifest.entries["004"]
    assert {"id": entry.id, **{name: fact.value for name, fact in entry.extra.items()}} == typed
    assert {name: fact.value for name, fact in entry.facts.items()} == {"district": "no", "number": "2021"}


@pytest.mark.parametrize("nothing", ["", "null", "~", "''", "[null, ~]", "{}"])
def test_what_is_left_empty_is_detected_and_a_word_in_quotes_is_a_word(tmp_path: Path, nothing: str) -> None:
    manifest = read(tmp_path, f"- file: a.txt\n  district: {nothing}\n  cluster: 'null'\n")
    entry = manifest.entries["a.txt"]
    assert (entry.id, entry.facts, entry.extra) == ("", {}, {"cluster": Fact("null", "manifest")})


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
        ("2021-02-30", "2021-02-30"), ("五月初", "五月初"),
    ],
)  # fmt: skip
def test_dates_come_out_in_iso_form_however_they_are_typed(tmp_path: Path, typed: str, date: str) -> None:
    entry = read(tmp_path, f"- {{file: a.txt, issued: {typed}, 期间: {typed}}}\n").entries["a.txt"]
    assert (entry.facts["issued"].value, entry.facts["period"].value) == (date, typed)


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / NAME) == Manifest()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("documents: [a, {b\n", "documents.manifest-syntax"),
        ("place: 望江区\n", "documents.manifest-shape"),
        ("", "documents.manifest-shape"),
        (b"\xff\xfe\x00\xd8", "documents.manifest-unreadable"),
        ("- {file: a.txt, id: !!int 七}\n", "documents.manifest-unreadable"),
        ("- {file: a.txt, id: !!timestamp no}\n", "documents.manifest-unreadable"),
        ("[" * 5000, "documents.manifest-unreadable"),
        ("- {file: a.txt, id: !!python/name:os.system x}\n", "documents.manifest-syntax"),
        ("- {file: null, id: HD}\n", "documents.manifest-no-file"),
        ("- {place: 望江区}\n", "documents.manifest-no-file"),
        ("- 一行文字\n", "documents.manifest-no-file"),
        ("- {file: ../secret.txt}\n", "documents.manifest-outside"),
        ("- {file: /etc/hosts}\n", "documents.manifest-outside"),
        ("- {file: '..\\\\up.txt'}\n", "documents.manifest-outside"),
        ("- {file: a.txt}\n- {file: a.txt}\n", "documents.manifest-twice"),
        ("- {file: sub/a.txt}\n- {file: './sub\\a.txt'}\n", "documents.manifest-twice"),
        ("- {file: a.txt, id: HD}\n- {file: b.txt, id: HD}\n", "documents.manifest-duplicate-id"),
        ("- {file: a.txt, level: 区级}\n", "documents.manifest-unknown-value"),
        ("- {file: a.txt, genre: 规划}\n", "documents.manifest-unknown-value"),
        ("- file: a.txt\n  place: 甲区\n  place: 乙区\n", "documents.manifest-double-key"),
        ("- {file: a.txt, place: 甲区, 地区: 乙区}\n", "documents.manifest-two-names"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str | bytes, code: str) -> None:
    manifest = read(tmp_path, text)
    assert codes(manifest) == [code]
    assert manifest.problems[0].place.file.endswith(NAME)


def test_one_bad_entry_does_not_hide_the_others(tmp_path: Path) -> None:
    manifest = read(tmp_path, "- {place: 甲}\n- {file: a.txt}\n- {file: ../b.txt}\n- {file: c.txt}\n")
    assert list(manifest.entries) == ["a.txt", "c.txt"]
    assert len(manifest.problems) == 2


def test_a_list_inside_itself_ends(tmp_path: Path) -> None:
    entry = read(tmp_path, "- {file: a.txt, period: &a [2021, *a, 2025]}\n").entries["a.txt"]
    assert entry.facts["period"].value == "2021-2025"


def test_a_syntax_error_has_line_and_column(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, "documents:\n  - {file: a.txt\n  - x\n").problems
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
    manifest = read(tmp_path, "documents:\n- file: a.txt\n  place: 甲区\n  place: 乙区\n")
    assert (manifest.problems[0].place.line, manifest.entries["a.txt"].facts["district"].value) == (4, "乙区")


def test_every_code_has_words_in_both_languages() -> None:
    import re

    import compare.pipeline
    from compare import lexicons
    from compare.documents import manifest

    files = (Path(manifest.__file__), Path(compare.pipeline.__file__))
    used = {code for file in files for code in re.findall(r'"(documents\.[a-z-]+)"', file.read_text("utf-8"))}
    for lang in ("zh", "en"):
        assert used <= set(lexicons.words("problems-documents", lang))
