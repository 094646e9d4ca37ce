"""Files, folders, patterns, archives; hostile and broken input."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from compare import lexicons
from compare.model import Source
from compare.problems import Problem
from compare.reading import DEFAULT_LIMITS, find_files, legacy, read_sources
from tests.office import starts_office
from tests.reading.conftest import POLICY, items, lines
from tests.reading.make_docx import NS, TYPES, docx, p, zipped
from tests.reading.make_pdf import paragraphs, pdf

TEXT = "\n".join(POLICY)


def names(found: list[Source | Problem]) -> list[str]:
    return [item.name if isinstance(item, Source) else item.code for item in found]


def fill(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEXT, encoding="utf-8")


def test_folders_in_sorted_order_without_junk(tmp_path):
    fill(
        tmp_path,
        "b/2.txt",
        "b/10.txt",
        "a/x.md",
        "z.txt",
        ".hidden.txt",
        "~$z.docx",
        "b/.git/c.txt",
        "p_files/s.txt",
        "p.htm",
        "corpus.yaml",
        "i.png",
    )
    expected = ["reading.unknown-format", "p.htm", "z.txt", "a/x.md", "b/10.txt", "b/2.txt"]
    assert names(list(read_sources([tmp_path]))) == expected


def test_a_folder_called_files_is_read_unless_it_belongs_to_a_saved_page(tmp_path):
    fill(tmp_path, "区级_文件/a.txt", "市级.files/b.txt", "省级_files/c.txt", "页_文件/x.txt", "网.FILES/y.txt")
    for page in ("页.htm", "网.shtml"):
        (tmp_path / page).write_text(f"<html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    found = names(list(read_sources([tmp_path])))
    assert sorted(found) == sorted(["区级_文件/a.txt", "市级.files/b.txt", "省级_files/c.txt", "页.htm", "网.shtml"])


def test_patterns_and_names_that_repeat(tmp_path):
    fill(tmp_path, "一区/方案.txt", "二区/方案.txt", "二区/其他.txt")
    assert names(list(read_sources([tmp_path / "*" / "方案.txt"]))) == ["一区/方案.txt", "二区/方案.txt"]
    given = [tmp_path / "一区/方案.txt", tmp_path / "二区/方案.txt", tmp_path / "二区/其他.txt"]
    assert names(list(read_sources(given))) == ["一区/方案.txt", "二区/方案.txt", "其他.txt"]
    assert names(list(read_sources([tmp_path / "**" / "其他.txt", tmp_path]))) == [
        "二区/其他.txt",
        "一区/方案.txt",
        "二区/方案.txt",
    ]
    assert names(list(read_sources([tmp_path / "*.pdf", tmp_path / "无.txt"]))) == [
        "reading.no-match",
        "reading.not-found",
    ]


def test_loops_dead_links_and_special_files(tmp_path):
    fill(tmp_path, "d/a.txt")
    (tmp_path / "d/loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "d/dead.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "d/pipe.txt")
    assert sorted(names(list(read_sources([tmp_path])))) == ["d/a.txt", "reading.not-a-file", "reading.not-a-file"]


def test_a_link_to_itself_hides_no_other_file(tmp_path):
    fill(tmp_path, "a.txt", "z/b.txt")
    (tmp_path / "m").symlink_to("m")
    found = list(read_sources([tmp_path]))
    assert names(found) == ["a.txt", "reading.unreadable", "z/b.txt"]
    assert isinstance(found[1], Problem) and found[1].place.file == "m"


def test_unreadable_files_and_folders(tmp_path, monkeypatch):
    fill(tmp_path, "a.txt", "d/b.txt", "e.txt")
    refuse = PermissionError(13, "Permission denied")
    scan, read = os.scandir, Path.read_bytes

    def scandir(path):
        if str(path).endswith("d"):
            raise refuse
        return scan(path)

    def read_bytes(path):
        if path.name == "a.txt":
            raise refuse
        return read(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert names(list(read_sources([tmp_path]))) == ["reading.unreadable", "e.txt", "reading.folder"]


def test_odd_names_are_shown_safely(tmp_path):
    fill(tmp_path, "换\n行.txt", "😀.txt")
    (tmp_path / os.fsdecode(b"\xb9\xe6.txt")).write_text(TEXT, encoding="utf-8")
    found = [source.name for source in read_sources([tmp_path]) if isinstance(source, Source)]
    assert sorted(found) == sorted(["换_行.txt", "😀.txt", "\ufffd\ufffd.txt"])
    assert all(name.encode() for name in found)


def test_what_a_file_is_decides_not_its_name(tmp_path):
    word = docx("".join(map(p, POLICY)))
    html = f"<html><body>{''.join(f'<p>{line}</p>' for line in POLICY)}</body></html>"
    for name, data in (
        ("a.doc", word),
        ("b.txt", word),
        ("c.doc", html),
        ("d.xls", html),
        ("e.pdf", html),
        ("f", TEXT),
        ("g.docx", pdf(paragraphs(POLICY))),
    ):
        found = items(tmp_path, name, data)
        assert isinstance(found[-1], Source), (name, found)
        if name != "g.docx":
            assert lines(found[-1]) == list(POLICY)
        assert (found[0].code if isinstance(found[0], Problem) else "") == (
            "" if name == "f" else "reading.other-format"
        )


def test_zip_with_chinese_names_and_folders(tmp_path):
    inner = zipped({"深/丙.txt": TEXT})
    data = zipped(
        {
            "甲区/方案.txt": TEXT,
            "乙.docx": docx(p("支持创新。")),
            "内.zip": inner,
            "__MACOSX/._a.txt": "x",
            "图.png": "x",
            "空.txt": "",
        }
    )
    found = names(items(tmp_path, "各区.zip", data))
    assert sorted(found) == sorted(
        [
            "各区.zip/甲区/方案.txt",
            "各区.zip/乙.docx",
            "各区.zip/内.zip/深/丙.txt",
            "reading.unknown-format",
            "reading.empty",
        ]
    )


def test_zip_names_stored_in_gbk(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as container:
        info = zipfile.ZipInfo("x.txt")
        info.filename = "望江区.txt".encode("gbk").decode("cp437")
        info.flag_bits = 0
        container.writestr(info, TEXT)
    data = (
        (tmp_path / "a.zip")
        .read_bytes()
        .replace("望江区.txt".encode("gbk").decode("cp437").encode(), "望江区.txt".encode("gbk"))
    )
    raw = zipped({"AAAAAA.txt": TEXT}).replace(b"AAAAAA.txt", "望江区".encode("gbk") + b".txt")
    assert data and names(items(tmp_path, "b.zip", raw)) == ["b.zip/望江区.txt"]


def test_zip_paths_that_lead_out(tmp_path):
    data = zipped({"../../etc/a.txt": TEXT, "/abs/b.txt": TEXT, "C:\\d\\e.txt": TEXT})
    found = items(tmp_path, "a.zip", data)
    assert sorted(n for n in names(found) if n.startswith("a.zip")) == [
        "a.zip/C_/d/e.txt",
        "a.zip/abs/b.txt",
        "a.zip/etc/a.txt",
    ]
    assert [item.code for item in found if isinstance(item, Problem)] == ["reading.zip-path"] * 3


def test_bombs(fail):
    small = replace(DEFAULT_LIMITS, expanded_bytes=3_000_000, members=5)
    assert fail("ratio.zip", zipped({"a.txt": b"0" * 21_000_000})).code == "reading.zip-bomb"
    assert (
        fail("size.zip", zipped({f"{n}.txt": b"0" * 900_000 for n in range(4)}), small).code == "reading.zip-too-large"
    )
    assert fail("many.zip", zipped({f"{n}.txt": "x" for n in range(6)}), small).code == "reading.zip-too-many"
    nest = zipped({"a.txt": TEXT})
    for _ in range(5):
        nest = zipped({"n.zip": nest})
    assert fail("deep.zip", nest).code == "reading.zip-too-deep"
    assert (
        fail("word.docx", zipped({"[Content_Types].xml": TYPES, "word/document.xml": b" " * 21_000_000})).code
        == "reading.zip-bomb"
    )


def test_xml_entities_are_refused(fail):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = f"{entities}<w:document {NS}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    assert (
        fail("a.docx", zipped({"[Content_Types].xml": TYPES, "word/document.xml": body})).code == "reading.xml-doctype"
    )
    sheet = zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": f"{entities}<workbook/>"})
    assert fail("a.xlsx", sheet).code == "reading.xml-doctype"
    outside = f'<!DOCTYPE x SYSTEM "file:///etc/passwd"><w:document {NS}/>'
    assert (
        fail("b.docx", zipped({"[Content_Types].xml": TYPES, "word/document.xml": outside})).code
        == "reading.xml-doctype"
    )


def test_broken_office_files(fail):
    whole = docx("".join(map(p, POLICY)))
    assert fail("a.docx", whole[: len(whole) // 2]).code == "reading.zip-damaged"
    assert (
        fail("b.docx", zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<w:document"})).code
        == "reading.xml-damaged"
    )
    assert fail("c.docx", docx("")).code == "reading.no-text"
    assert fail("d.docx", zipped({"[Content_Types].xml": TYPES})).code == "reading.zip-damaged"
    nest = "<w:tbl><w:tr><w:tc>" * 3_000 + p("深") + "</w:tc></w:tr></w:tbl>" * 3_000
    assert fail("e.docx", docx(nest)).code == "reading.too-deep"


def test_locked_files(fail):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    assert fail("a.docx", ole).code == "reading.encrypted"
    assert (
        fail(
            "b.zip",
            zipped({"a.txt": TEXT}).replace(
                b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
            ),
        ).code
        == "reading.encrypted"
    )


def test_sizes(fail):
    assert fail("a.txt", "支" * 50_000, replace(DEFAULT_LIMITS, file_bytes=100_000)).code == "reading.too-large"
    assert (
        fail("b.txt", "支" * 50_000, replace(DEFAULT_LIMITS, block_characters=40_000)).code == "reading.line-too-long"
    )
    assert fail("c.md", "# 标题\n" * 2_000, replace(DEFAULT_LIMITS, blocks=1_000)).code == "reading.too-many-lines"
    assert (
        fail("d.pdf", pdf([paragraphs(POLICY)[0]] * 3), replace(DEFAULT_LIMITS, pages=2)).code
        == "reading.too-many-pages"
    )
    assert (
        fail("e.pdf", pdf([paragraphs(POLICY)[0]] * 3), replace(DEFAULT_LIMITS, seconds=0.0)).code == "reading.pdf-slow"
    )


def test_formats_that_cannot_be_read_say_how(fail):
    assert fail("a.rar", b"Rar!\x1a\x07\x00").code == "reading.packed"
    assert fail("b.ofd", zipped({"OFD.xml": "<x/>"})).code == "reading.ofd"
    assert fail("c.png", b"\x89PNG\r\n\x1a\n").code == "reading.unknown-format"


def test_old_word_files_without_an_office_program(fail, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert fail("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).code == "reading.needs-office"


def test_old_files_through_a_converter(read, fail, monkeypatch, tmp_path):
    """A stand-in for LibreOffice: it writes the docx that it is given, or does not."""
    made = tmp_path / "made.docx"
    made.write_bytes(docx("".join(map(p, POLICY))))
    script = tmp_path / "soffice"
    monkeypatch.setattr(shutil, "which", lambda name: str(script) if name == "soffice" else None)
    script.write_text(f'#!/bin/sh\nfor o; do case "$o" in */out) mkdir -p "$o"; cp {made} "$o/in.docx";; esac; done\n')
    script.chmod(0o755)
    source = read("a.rtf", b"{\\rtf1 x}")
    assert lines(source) == list(POLICY) and source.format == "rtf" and source.name == "a.rtf"
    script.write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    assert dict(fail("b.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").details)["detail"] == "broken"
    script.write_text("#!/bin/sh\nexit 0\n")
    assert fail("c.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").code == "reading.conversion-failed"
    script.write_text("#!/bin/sh\nsleep 30\n")
    assert (
        fail("d.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", replace(DEFAULT_LIMITS, seconds=0.2)).code
        == "reading.conversion-slow"
    )


def test_one_bad_file_does_not_end_the_run(tmp_path):
    fill(tmp_path, "a.txt", "z.txt")
    (tmp_path / "m.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "n.pdf").write_bytes(b"%PDF-")
    assert names(list(read_sources([tmp_path]))) == ["a.txt", "reading.zip-damaged", "reading.pdf-damaged", "z.txt"]


@pytest.mark.parametrize(
    ("name", "data", "package"),
    [
        ("a.pdf", b"%PDF-1.7", "pypdfium2"),
        ("a.html", b"<p>x</p>", "selectolax"),
        ("a.xlsx", zipped({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<x/>"}), "openpyxl"),
        ("a.parquet", b"PAR1", "pyarrow"),
    ],
)
def test_missing_libraries_are_named(fail, monkeypatch, name, data, package):
    for module in [module for module in sys.modules if module.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setattr(sys, "meta_path", [_Hidden(package), *sys.meta_path])
    problem = fail(name, data)
    assert (problem.code, dict(problem.details)) == ("reading.needs-package", {"package": package})


class _Hidden:
    """An import hook that knows nothing of one package."""

    def __init__(self, package: str) -> None:
        self.package = package

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == self.package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=self.package)


def test_every_code_has_words_in_both_languages():
    import re

    room = Path(legacy.__file__).parent
    used = set()
    for path in room.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= {f"reading.{c}" for c in re.findall(r'(?:\.problem|\.error)\(\s*"([a-z-]+)"', text)}
        used |= set(re.findall(r'"(reading\.[a-z-]+)"', text))
    used |= {"reading.packed", "reading.ofd", "reading.encrypted", "reading.unknown-format"}
    zh, en = lexicons.words("problems-reading", "zh"), lexicons.words("problems-reading", "en")
    assert used == set(zh) == set(en)


def test_same_file_twice_is_read_once(tmp_path):
    fill(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert len(find_files([tmp_path / "a.txt", tmp_path, tmp_path / "link.txt"])) == 1


@pytest.mark.whole
@pytest.mark.skipif(not starts_office(), reason="LibreOffice or a font is not installed")
def test_a_real_rich_text_file(read):
    source = read("a.rtf", rb"{\rtf1\ansi\ansicpg936 \u31532?\u19968?\u26465? \u25903?\u25345?\u21019?\u26032?\par}")
    assert lines(source) == ["第一条 支持创新"]
