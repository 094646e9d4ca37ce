"""How fast files are read, against what their parsing library alone needs for the same bytes.

    python -m benchmarks.reading

Made-up documents of about 8,000 characters; one process, processor time, best of five. Prints documents a second and
the ratio of the two times; the aim for docx and pdf is a ratio of 2 at most.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

from compare.reading import DEFAULT_LIMITS, Raw, read_raw
from tests.reading.make_docx import docx, levels, lists, p
from tests.reading.make_pdf import paragraphs, pdf

TEXTS = [
    f"支持第{n}类创新主体牵头组建创新联合体，承担省级以上科技计划项目的，按实际投入的{n}%给予补助，每年最高{n}00万元。"
    "对新认定的科技企业孵化器、众创空间和新型研发机构，经年度绩效评价合格后给予奖励，并优先保障用地和人才住房。"
    for n in range(1, 81)
]
RUN = (
    '<w:r><w:rPr><w:rFonts w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:hint="eastAsia"/>'
    '<w:color w:val="000000"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr><w:t>{}</w:t></w:r>'
)
LOOKS = (
    '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
)
WORD = docx(
    "".join(
        p(text[:20], num=(1, 0), extra=LOOKS).replace(
            "</w:p>", RUN.format(text[20:60]) + RUN.format(text[60:]) + "</w:p>"
        )
        for text in TEXTS
    ),
    numbering=lists([levels(("chineseCountingThousand", "第%1条"))], {1: (0, "")}),
)
"""paragraphs of three runs with the formatting that Word and WPS write"""
PDF = pdf(paragraphs(TEXTS))
PAGE = (
    "<html><title>若干措施</title><body><div class=nav><a href=/>首页</a></div><div><p>" + "<p>".join(TEXTS) + "</div>"
)


def parse_docx(data: bytes) -> int:
    """The parts that hold text, styles and lists, parsed and nothing else."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        names = [f"word/{name}.xml" for name in ("document", "styles", "numbering")]
        roots = [ElementTree.fromstring(container.read(name)) for name in names if name in container.NameToInfo]
    return sum(len(text) for text in roots[0].itertext())


def parse_pdf(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def parse_html(data: bytes) -> int:
    from selectolax.lexbor import LexborHTMLParser

    return len(LexborHTMLParser(data.decode()).text())


def best(task: Callable[[], object], times: int = 5, runs: int = 10) -> float:
    """Processor seconds of one run, the best of several measurements."""
    measured = []
    for _ in range(times):
        start = time.process_time()
        for _ in range(runs):
            task()
        measured.append((time.process_time() - start) / runs)
    return min(measured)


def main() -> None:
    print(f"{'':6}{'KB':>6}{'library/s':>12}{'reading/s':>12}{'ratio':>8}{'MB/s of text':>14}")
    size = sum(len(text.encode()) for text in TEXTS) / 1e6
    library: dict[str, tuple[bytes, Callable[[bytes], int]]] = {
        "docx": (WORD, parse_docx), "pdf": (PDF, parse_pdf), "html": (PAGE.encode(), parse_html),
        "txt": ("\n".join(TEXTS).encode("gb18030"), lambda data: len(data.decode("gb18030"))),
    }  # fmt: skip
    for name, (data, parse) in library.items():
        alone = best(lambda parse=parse, data=data: parse(data))
        raw = Raw(f"a.{name}", "", data)
        reading = best(lambda raw=raw: list(read_raw(raw, DEFAULT_LIMITS, {})))
        figures = f"{1 / alone:12.0f}{1 / reading:12.0f}{reading / alone:8.2f}{size / reading:14.1f}"
        print(f"{name:6}{len(data) / 1e3:6.0f}{figures}")


if __name__ == "__main__":
    main()
