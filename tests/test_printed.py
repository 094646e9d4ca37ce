"""A Word file and the PDF that LibreOffice makes of it hold the same paragraphs, whatever the page looks like."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from compare.documents import build_document
from compare.model import Source
from compare.reading import DEFAULT_LIMITS, read_sources
from tests.office import prints_chinese
from tests.reading.make_docx import NS, zipped

pytestmark = [
    pytest.mark.whole,
    pytest.mark.skipif(not prints_chinese(), reason="LibreOffice or a Chinese font is not installed"),
]

WHO = (
    "首次认定的高新技术企业",
    "获评“专精特新”的企业",
    "牵头建设5G+工业互联网平台的单位",
    "引进的高层次人才",
    "区级以上重点实验室",
)
WHAT = (
    "给予一次性奖励{0}万元", "按实际投入的{1}%给予补助，最高不超过{0}万元",
    "分别给予最高{0}万元、{1}万元的资助，分两期拨付",
)  # fmt: skip
THEN = (
    "所需资金列入区级财政预算", "建立“一企一档”跟踪服务机制", "到2027年，R&D经费占GDP比重达到3.6%",
    "《资金管理办法》另有规定的从其规定",
)  # fmt: skip
NUMBERS = "一二三四五六七八九十"


PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
    'document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}


def file_of(body: str, section: str) -> bytes:
    """A docx that a word processor opens."""
    text = f"<w:document {NS}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
    return zipped({**PARTS, "word/document.xml": text})


def clause(chance: Random) -> str:
    grant = chance.choice(WHAT).format(chance.choice((20, 50, 300, 1000)), chance.choice((5, 15, 30)))
    return f"对{chance.choice(WHO)}，{grant}"


def sentences(chance: Random) -> str:
    parts = [clause(chance)]
    for _ in range(chance.randint(0, 4)):
        parts.append(chance.choice("，；。") + (clause(chance) if chance.random() < 0.5 else chance.choice(THEN)))
    return "".join(parts) + "。"


def paragraph(text: str, size: int = 32, indent: int = 2, align: str = "both", columns: int = 0) -> str:
    """`size` in half points, `indent` in characters; `columns` ends a section that is set in so many."""
    escaped = text.replace("&", "&amp;")
    first = f'<w:ind w:firstLine="{indent * size * 10}"/>' if indent and align == "both" else ""
    section = f"<w:sectPr>{section_of(columns)}</w:sectPr>" if columns else ""
    return (
        f'<w:p><w:pPr>{first}<w:jc w:val="{align}"/>{section}</w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>'
    )


def section_of(columns: int = 1, margin: int = 1500) -> str:
    """A4 with margins in twentieths of a point; a section that begins on the page of the one before."""
    return (
        '<w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1440" w:bottom="1440" w:left="{margin}" w:right="{margin}"/>'
        f'<w:cols w:num="{columns}" w:space="420"/>'
    )


def row(cells: list[str]) -> str:
    inner = "".join(f'<w:tc><w:tcPr><w:tcW w:w="2200"/></w:tcPr>{paragraph(cell, 24, 0)}</w:tc>' for cell in cells)
    return f"<w:tr>{inner}</w:tr>"


def table(rows: list[list[str]]) -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{''.join(map(row, rows))}</w:tbl>"


def printed(*lines: str, size: int = 32, indent: int = 2, align: str = "both", margin: int = 1500) -> bytes:
    title = paragraph("望江区促进科技创新若干措施", size + 12, 0, "center")
    body = title + "".join(paragraph(line, size, indent, align) for line in lines)
    return file_of(body, section_of(margin=margin))


def articles(chance: Random) -> list[str]:
    return [f"第{NUMBERS[n]}条 {sentences(chance)}" for n in range(10)]


def plan(chance: Random, loose: bool = True) -> list[str]:
    """Chapters of numbered paragraphs; with `loose` one without a number ends each."""
    lines = []
    for n, chapter in enumerate(("培育创新主体", "建设创新平台", "集聚创新人才")):
        lines += [f"{NUMBERS[n]}、{chapter}", *(f"（{NUMBERS[i]}）{sentences(chance)}" for i in range(4))]
        lines += [sentences(chance)] if loose else []
    return lines


def items(chance: Random) -> list[str]:
    """Numbered measures that end without a full stop."""
    return [f"{n}. {clause(chance)}，{chance.choice(THEN)}" for n in range(1, 10)]


def tabular(chance: Random) -> bytes:
    rows = [["序号", "任务", "时限", "责任单位"]]
    rows += [[str(n), clause(chance) + "。", "2026年12月", "区科技局、区财政局"] for n in range(1, 6)]
    body = paragraph("望江区科技创新任务分工", 44, 0, "center") + paragraph(sentences(chance)) + table(rows)
    return file_of(body + paragraph("一、工作要求") + paragraph(sentences(chance)), section_of())


def in_columns(chance: Random, count: int) -> bytes:
    head = paragraph("望江区科技创新政策汇编", 32, 0, "center") + paragraph("本汇编供申报参考。", 20, 0, columns=1)
    lines = [paragraph(f"{n}. {sentences(chance)}", 20) for n in range(1, 13)]
    return file_of(head + "".join(lines), section_of(count, 1000))


KINDS: dict[str, Callable[[Random], bytes]] = {
    "articles": lambda chance: printed(*articles(chance)),
    "articles without indent": lambda chance: printed(*articles(chance), indent=0),
    "articles flush left": lambda chance: printed(*articles(chance), align="left"),
    "small type, wide page": lambda chance: printed(*articles(chance), size=21, margin=700),
    "large type, narrow page": lambda chance: printed(*articles(chance), size=32, margin=2800),
    "plan": lambda chance: printed(*plan(chance)),
    "plan without indent": lambda chance: printed(*plan(chance, loose=False), indent=0, size=24),
    "items": lambda chance: printed(*items(chance)),
    "items without indent": lambda chance: printed(*items(chance), indent=0),
    "table": tabular,
    "two columns": lambda chance: in_columns(chance, 2),
    "three columns": lambda chance: in_columns(chance, 3),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every kind as docx and as pdf."""
    made = tmp_path_factory.mktemp("printed")
    for number, (name, make) in enumerate(KINDS.items()):
        (made / f"{name}.docx").write_bytes(make(Random(number)))
    profile = f"-env:UserInstallation={(made / 'profile').as_uri()}"
    files = [str(made / f"{name}.docx") for name in KINDS]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(made), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return made


def texts(path: Path) -> list[tuple[str, list[str]]]:
    """The paragraphs of a file, each under its headings; without blanks, and without commas.

    LibreOffice 7.4 leaves out some commas that hang over the margin: no reader finds them in the PDF.
    """
    (source,) = read_sources([path], DEFAULT_LIMITS)
    assert isinstance(source, Source)
    return [
        (re.sub(r"[\s，]", "", p.text), [h.label + h.text for h in p.headings])
        for p in build_document(source).paragraphs
    ]


@pytest.mark.parametrize("name", KINDS)
def test_printed_paragraphs_are_those_of_the_file(name: str, folder: Path) -> None:
    wanted = texts(folder / f"{name}.docx")
    assert len(wanted) >= 7
    assert texts(folder / f"{name}.pdf") == wanted
