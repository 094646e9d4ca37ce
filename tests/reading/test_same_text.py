"""The same document stored in every format gives the same lines."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.reading.conftest import lines
from tests.reading.make_docx import docx, levels, lists, p
from tests.reading.make_pdf import paragraphs, pdf

TEXT = [
    "望江区科技创新三年行动计划",
    "一、总体要求",
    "以建设区域创新中心为目标，全面提升创新策源能力。",
    "二、主要任务",
    "（一）培育创新主体。实施“小升高”计划，到2027年高新技术企业达到200家，研发投入强度达到3.5%。",
    "（二）建设AI创新平台。支持5G+工业互联网融合应用，新建2家以上省级新型研发机构。",
    "三、保障措施",
    "加强组织领导，各部门按照职责分工抓好落实。",
]


def txt() -> str:
    return "\n".join(TEXT)


def html(charset: str = "utf-8") -> str:
    body = "".join(f"<p>{line}</p>" for line in TEXT[1:])
    return f'<html><head><meta charset="{charset}"></head><body><h1>{TEXT[0]}</h1><div>{body}</div></body></html>'


def numbered_docx() -> bytes:
    """一、 and （一） exist only as automatic numbers."""
    body = p(TEXT[0])
    for line in TEXT[1:]:
        head, mark, rest = line.partition("、")
        if len(head) == 1 and mark:
            body += p(rest, num=(1, 0))
        elif line.startswith("（"):
            body += p(line[3:], num=(1, 1))
        else:
            body += p(line)
    return docx(
        body, numbering=lists([levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))], {1: (0, "")})
    )


def table(form: str) -> str:
    if form == "jsonl":
        return json.dumps({"标题": TEXT[0], "正文": txt()}, ensure_ascii=False)
    out = io.StringIO()
    csv.writer(out).writerows([["标题", "正文"], [TEXT[0], txt()]])
    return out.getvalue()


STORED = {
    "utf8.txt": lambda: txt().encode(),
    "gb.txt": lambda: txt().encode("gb18030"),
    "bom-crlf.txt": lambda: txt().replace("\n", "\r\n").encode("utf-8-sig"),
    "cr.txt": lambda: txt().replace("\n", "\r").encode("gbk"),
    "utf16.txt": lambda: txt().encode("utf-16"),
    "utf16be-bare.txt": lambda: txt().encode("utf-16-be"),
    "utf32.txt": lambda: txt().encode("utf-32"),
    "plain.md": lambda: txt().encode(),
    "page.html": lambda: html().encode(),
    "page-gb.htm": lambda: html("gb2312").encode("gb18030"),
    "numbered.docx": numbered_docx,
    "rows.csv": lambda: table("csv").encode("utf-8-sig"),
    "rows-gb.csv": lambda: table("csv").encode("gb18030"),
    "rows.jsonl": lambda: table("jsonl").encode(),
}


@pytest.mark.parametrize("name", STORED)
def test_same_lines_from_every_format(read, name):
    assert lines(read(name, STORED[name]())) == TEXT


def test_same_lines_from_pdf(read):
    """The page cuts lines; with their indents they come back."""
    whole: list[str] = []
    for block in read("a.pdf", pdf(paragraphs(TEXT))).blocks:
        whole += [block.text.strip()] if block.text.startswith("　") else [whole.pop() + block.text]
    assert whole == TEXT


def test_line_numbers_are_those_of_the_file(read):
    for end in ("\n", "\r\n", "\r"):
        source = read("a.txt", f"甲{end}{end}　　乙　 {end}\u200b{end}丙{end}")
        assert [(block.line, block.text) for block in source.blocks] == [(1, "甲"), (3, "　　乙"), (5, "丙")]
