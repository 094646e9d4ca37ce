"""Whatever the bytes, reading gives sources and problems: no exception, no hang, nothing unclean."""

from __future__ import annotations

import io
import string
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare import lexicons
from compare.model import Source
from compare.reading import DEFAULT_LIMITS, READERS, TABLES, Raw
from compare.reading import read_raw as read_bytes
from compare.reading.encoding import decode
from compare.reading.lines import INVISIBLE, clean, number_lines
from tests.reading.conftest import POLICY
from tests.reading.make_docx import docx, levels, lists, p, zipped
from tests.reading.make_pdf import paragraphs, pdf
from tests.reading.test_tables import xlsx

pytestmark = pytest.mark.whole

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
MANY = settings(FEW, max_examples=250)
WORDS = lexicons.words("problems-reading", "zh")
CHINESE = st.text(st.sampled_from("支持科技企业孵化器、，。；（一）第条章 　\xa0\t0123456789%AI①"), max_size=60)
ENDINGS = sorted({*READERS, *TABLES, ".zip", ".rar", ""} - {".docm", ".xlsm", ".mht", ".text", ".markdown", ".ndjson"})

WHOLE = {
    ".docx": docx(
        "".join(p(line, num=(1, 0)) for line in POLICY),
        numbering=lists([levels(("chineseCounting", "第%1条"))], {1: (0, "")}),
    ),
    ".pdf": pdf(paragraphs(POLICY)),
    ".xlsx": xlsx(("表", [["标题", "正文"], ["甲", "\n".join(POLICY)]])),
    ".zip": zipped({"a.txt": "\n".join(POLICY), "b.html": "<p>" + "<p>".join(POLICY)}),
    ".html": f"<title>{POLICY[0]}</title><body><table><tr><td>{'<br>'.join(POLICY)}</td></tr></table></body>".encode(),
    ".csv": ('标题,正文\n甲,"' + "\n".join(POLICY) + '"\n').encode("gb18030"),
    ".mhtml": b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x",
}


def check(name: str, data: bytes) -> list[Source]:
    """Read twice; what comes out is clean, worded and the same."""
    found = list(read_bytes(Raw(name, name, data), DEFAULT_LIMITS, {}))
    assert found == list(read_bytes(Raw(name, name, data), DEFAULT_LIMITS, {}))
    assert found
    sources = [item for item in found if isinstance(item, Source)]
    for item in found:
        for problem in item.problems if isinstance(item, Source) else [item]:
            assert problem.code != "reading.failed", problem
            assert WORDS[problem.code].format(**dict(problem.details))
    for source in sources:
        assert source.blocks
        for block in source.blocks:
            assert block.text == clean(block.text) != "" and "\n" not in block.text and not INVISIBLE.search(block.text)
        numbers = [block.line for block in source.blocks]
        assert numbers == sorted(numbers)
    return sources


@pytest.mark.parametrize("ending", ENDINGS)
@FEW
@given(st.binary(max_size=300))
def test_any_bytes(ending, data):
    if data:
        check(f"a{ending}", data)


@pytest.mark.parametrize("ending", WHOLE)
@FEW
@given(st.data())
def test_damaged_files(ending, data):
    """A whole file with bytes changed, cut out or cut off."""
    damaged = bytearray(WHOLE[ending])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        match data.draw(st.sampled_from(["change", "cut", "end", "double"])):
            case "change":
                damaged[at] = data.draw(st.integers(0, 255))
            case "cut":
                del damaged[at : at + data.draw(st.integers(1, 50))]
            case "end":
                del damaged[max(1, at) :]
            case "double":
                damaged[at:at] = damaged[at : at + 20]
        if not damaged:
            return
    check(f"a{ending}", bytes(damaged))


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
@FEW
@given(st.data())
def test_damaged_inside(ending, data):
    """A whole container of which one part is damaged: what reading meets only half-way."""
    with zipfile.ZipFile(io.BytesIO(WHOLE[ending])) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    at = data.draw(st.integers(0, len(part) - 1))
    part[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=3))
    check(f"a{ending}", zipped({**parts, name: bytes(part)}))


TAGS = (
    "div", "p", "span", "br", "table", "tr", "td", "ul", "ol", "li", "b", "font", "a", "h1", "h2",
    "form", "nav", "footer", "script", "style", "title", "body", "html", "pre", "dl", "dt",
)  # fmt: skip
OPEN = st.sampled_from(TAGS).flatmap(
    lambda tag: st.sampled_from(
        [
            f"<{tag}>",
            f"</{tag}>",
            f"<{tag} class=nav>",
            f"<{tag} style='display:none'>",
            f"<{tag} href=x colspan=9 rowspan=3>",
            f"<{tag}",
        ]
    )
)


@MANY
@given(
    st.lists(
        st.one_of(OPEN, CHINESE, st.sampled_from(["<!--", "-->", "&nbsp;", "&#0;", "&#xD800;", "<![CDATA["])),
        max_size=60,
    )
)
def test_any_html(parts):
    if html := "".join(parts):
        check("a.html", html.encode())


@MANY
@given(
    st.lists(
        st.tuples(st.sampled_from(["# ", "## ", "|", "- ", "<!-- ", "> ", "**", "[", "---", "", "# Page 3:"]), CHINESE),
        max_size=20,
    )
)
def test_any_markdown(rows):
    if text := "\n".join(mark + words for mark, words in rows):
        check("a.md", text.encode())


PIECES = [
    *(f"<{end}w:{tag}>" for tag in ("p", "r", "tbl", "tr", "tc", "del", "ins", "sdt", "pPr") for end in ("", "/")),
    "<w:t>文</w:t>",
    "<w:br/>",
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:fldChar w:fldCharType="separate"/>',
    '<w:fldChar w:fldCharType="end"/>',
    '<w:sym w:char="F0B7"/>',
    '<w:gridSpan w:val="x"/>',
]


@MANY
@given(
    st.lists(st.sampled_from(PIECES), max_size=25),
    st.recursive(CHINESE, lambda inner: st.lists(inner, max_size=3), max_leaves=12),
)
def test_any_word_markup(pieces, tree):
    check("a.docx", docx("".join(pieces)))
    check("b.docx", docx(nested(tree)))


def nested(tree: object) -> str:
    if isinstance(tree, str):
        return p(tree, num=(1, len(tree) % 12))
    assert isinstance(tree, list)
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{nested(branch)}</w:tc>' for branch in tree)}</w:tr></w:tbl>"


@MANY
@given(st.lists(st.lists(CHINESE, min_size=1, max_size=5), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_any_table(rows, delimiter):
    text = "\n".join(delimiter.join(row) for row in [["标题", "正文", "年份"], *rows])
    check("a.csv", text.encode("gb18030"))


@MANY
@given(st.text(min_size=1, max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_text_survives_every_encoding_with_a_mark(text, encoding):
    text = text.replace("\0", "").encode("utf-8", "replace").decode()
    controls = sum(ord(c) < 9 or 13 < ord(c) < 32 for c in text)
    found = decode(text.encode(encoding))
    if controls == 0:
        assert found is not None and found.text == text.removeprefix("\ufeff") and not found.damaged


@MANY
@given(
    st.lists(st.text(st.sampled_from("支持科技，。　 \t" + string.ascii_letters), max_size=20), max_size=20),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_lines_keep_their_numbers(rows, end):
    assert list(number_lines(end.join(rows))) == [(n, row.rstrip()) for n, row in enumerate(rows, 1) if row.strip()]
