"""No value and no character of one document ends the run of all: the whole way, from a file to every report."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook

from compare.cli import main
from tests.reading.make_docx import NS, TYPES, p, zipped

pytestmark = pytest.mark.whole

GOOD = "某区促进科技创新若干措施\n一、对新认定的国家级科技企业孵化器给予100万元奖励。\n二、支持企业建设重点实验室。\n"

DIGITS = [
    "9" * 320, "9" * 5000, "九" * 5000, "万" * 8000, "亿" * 3000, "十" * 3000, "1e999", "NaN", "0", "0" * 5000,
    "9" * 320 + "." + "1" * 50, ",".join(["111"] * 2500), "三点" + "五" * 500, "٣٤", "①②", "²³", "一千万亿亿",
]  # fmt: skip
GRAMMARS = [
    "到2025年，高新技术企业达到{}家，比{}年增长{}%。", "对首次认定的企业奖励{}万元，最高不超过{}亿元，连续{}年。",
    "按{}:{}比例给予配套，百分之{}至百分之{}。", "第{}条 支持孵化器建设，给予{}元。", "（{}）培育高新技术企业{}家以上",
    "{}、支持平台{}.{}", "本办法自{}年{}月{}日起施行，有效期{}年。", "云府发〔{}〕{}号",
    "增长{}倍，翻{}番，{}年内建成。",
    "按1:{}配套，按{}:1配套。", "自印发之日起{}日后施行。", "2023年99月99日", "{}年{}月{}日",
]  # fmt: skip


def run(folder: Path, out: Path, *more: str) -> int:
    return main(["run", str(folder), "-o", str(out), "--jobs", "1", *more])


def test_no_number_ends_a_run_or_becomes_a_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    for number, digits in enumerate(DIGITS):
        lines = ["某区科技创新方案", *(grammar.replace("{}", digits) for grammar in GRAMMARS)]
        (folder / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    begun = time.process_time()
    assert run(folder, tmp_path / "out") == 0
    assert time.process_time() - begun < 30  # about 12 s; a search that begins anew at every digit takes 40 s
    said = capsys.readouterr()
    assert "程序" not in said.err + said.out
    rows = list(csv.DictReader((tmp_path / "out/targets.csv").open(encoding="utf-8-sig")))
    assert rows and all(float(row["数值"]) < 1e15 for row in rows if row["数值"])
    paragraphs = [json.loads(line) for line in (tmp_path / "out/paragraphs.jsonl").open(encoding="utf-8")]
    assert sum(p["counted"] for p in paragraphs if p["file"] == "good.txt") == 2


ODD = {
    "half a pair": "\ud83d", "the other half": "\udc00", "NUL": "\0", "controls": "\x01\x1f\x7f\x9f", "noncharacters":
    "\ufffe\uffff\ufdd0\U0001ffff", "unassigned": "\U000e0fff\u0378", "private use": "\ue000\U00100000", "bidi":
    "\u202e\u2066\u200f\u061c", "zero width": "\u200b\ufeff\u2060\xad", "variation": "\ufe0f\U000e0100", "emoji": "😀",
}  # fmt: skip
SENTENCE = "一、对首次认定的高新技术企业{}给予20万元{}奖励。"
OTHER = "二、支持企业建设重点实验室。"


def as_json(odd: str) -> str:
    return json.dumps({"标题": f"某区措施{odd}", "正文": f"{SENTENCE.format(odd, odd)}\n{OTHER}"})


def as_html(odd: str) -> str:
    coded = "".join(f"&#x{ord(char):x};" for char in odd)
    return f"<html><title>某区措施{coded}</title><body><p>{SENTENCE.format(coded, odd)}</p><p>{OTHER}</p></body></html>"


def as_docx(odd: str) -> bytes:
    coded = "".join(f"&#x{ord(char):x};" for char in odd)
    raw = "".join(p(line) for line in ("某区措施", SENTENCE.format(coded, odd), OTHER))
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": f"<w:document {NS}><w:body>{raw}</w:body></w:document>"}
    return zipped({name: text.encode("utf-8", "surrogatepass") for name, text in parts.items()})


def as_xlsx(odd: str) -> bytes:
    """A workbook as openpyxl writes it, its words exchanged for the odd ones afterwards."""
    out = io.BytesIO()
    book = Workbook()
    book.active.append(["标题", "正文"])
    book.active.append(["某区措施", f"{SENTENCE}\n{OTHER}"])
    book.save(out)
    coded = "".join(f"&#{ord(char)};" for char in odd)
    escaped = "".join(f"_x{ord(char):04X}_" for char in odd if ord(char) < 0x10000)
    with zipfile.ZipFile(out) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    return zipped({name: part.replace(b"{}", (coded + escaped).encode()) for name, part in parts.items()})


MAKERS: dict[str, Callable[[str], str | bytes]] = {
    "a.txt": lambda odd: f"某区措施\n{SENTENCE.format(odd, odd)}\n{OTHER}",
    "a.md": lambda odd: f"# 某区措施{odd}\n\n{SENTENCE.format(odd, odd)}\n\n{OTHER}",
    "utf16.txt": lambda odd: codecs.BOM_UTF16_LE
    + f"{SENTENCE.format(odd, odd)}\n{OTHER}".encode("utf-16-le", "surrogatepass"),
    "a.csv": lambda odd: f'标题,正文\n某区措施{odd},"{SENTENCE.format(odd, odd)}\n{OTHER}"\n',
    "a.jsonl": as_json,
    "cut.jsonl": lambda odd: as_json("X").replace("X", odd + "\\ud8"),
    "a.json": lambda odd: as_json("X").replace("X", odd),
    "a.html": as_html,
    "a.docx": as_docx,
    "a.xlsx": as_xlsx,
}  # fmt: skip


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_character_costs_at_most_itself(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, make in MAKERS.items():
        data = make(ODD[kind])
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    assert run(folder, tmp_path / "out") == 0
    said = capsys.readouterr()
    assert "程序" not in said.err + said.out
    found: dict[str, list[str]] = {}
    for line in (tmp_path / "out/paragraphs.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        found.setdefault(record["file"].partition("#")[0], []).append(record["text"])
    assert set(found) == set(MAKERS)
    lost = re.compile(f"[^{SENTENCE.format('', '')}{OTHER}]+|(?<=企业)X|(?<=万元)X")
    for texts in found.values():
        assert [lost.sub("", text) for text in texts][-2:] == [SENTENCE.format("", ""), OTHER]
    for written in (tmp_path / "out").iterdir():
        if written.suffix == ".xlsx":
            assert load_workbook(written).sheetnames
        else:
            written.read_bytes().decode("utf-8")


def test_every_report_is_written_whatever_the_characters(tmp_path: Path) -> None:
    """In Word's and Excel's XML a character that XML forbids is a file that does not open."""
    source = tmp_path / "a.txt"
    text = f"{GOOD}三、{''.join(ODD.values())}支持企业上市，给予{'万' * 60}元补助。{'长' * 40_000}\n"
    source.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert run(source, tmp_path / "out", "--docx") == 0
    for name in ("matrix.xlsx", "report.docx"):
        with zipfile.ZipFile(tmp_path / "out" / name) as container:
            for part in container.namelist():
                if part.endswith((".xml", ".rels")):
                    ElementTree.fromstring(container.read(part))


@pytest.mark.parametrize(
    "entry",
    [
        'title: "某区\\ud83d措施"', "issued: 9999-12-31", "issued: ①②③④-01-01", "period: 9999-99999",
        "period: ²²²²-³³³³",
        "period: '-'", "issued: 2023年99月99日", f"period: {'9' * 400}",
    ],
)  # fmt: skip
def test_an_odd_value_in_the_list_of_documents_is_named_with_its_line(
    entry: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "corpus.yaml").write_text(f"documents:\n- file: a.txt\n  {entry}\n", encoding="utf-8")
    assert run(tmp_path, tmp_path / "out") == 2
    said = capsys.readouterr().err
    assert "corpus.yaml:3:" in said
    assert "程序" not in said
