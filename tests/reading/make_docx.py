"""A tiny docx writer for tests: WordprocessingML as it is, zipped."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def docx(body: str, **parts: str) -> bytes:
    """A docx with the given inner XML of w:body; further parts by name: numbering=…, styles=…, footnotes=…"""
    files = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
    }
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {NS}>{inner}</w:{name}>"
    return zipped(files)


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as container:
        for name, data in files.items():
            container.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return out.getvalue()


def p(text: str = "", style: str = "", num: tuple[int, int] | None = None, extra: str = "") -> str:
    """A paragraph; `num` is (list id, level)."""
    marks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        marks += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{marks}{extra}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def levels(*formats: tuple[str, str], more: str = "") -> str:
    """Levels of an abstract list: (number format, level text) each."""
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for at, (form, text) in enumerate(formats)
    )


def lists(abstract: Iterable[str], nums: Mapping[int, tuple[int, str]]) -> str:
    """Inner XML of numbering.xml: abstract lists in order, and list id → (abstract, overrides)."""
    text = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{inner}</w:abstractNum>' for at, inner in enumerate(abstract)
    )
    return text + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{at}"/>{inner}</w:num>' for key, (at, inner) in nums.items()
    )
