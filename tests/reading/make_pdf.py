"""A tiny PDF writer for tests: Chinese text at given places, with a font that needs no embedding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Placed = tuple[float, float, str]
"""left edge and baseline in points from the lower left corner, text"""

A4 = (595, 842)


def pdf(pages: Sequence[Iterable[Placed]], size: float = 16, trailer: bytes = b"") -> bytes:
    """A PDF file whose pages show the placed texts; the font has the built-in map UniGB-UTF16-H (UTF-16 codes)."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}/MediaBox[0 0 {A4[0]} {A4[1]}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 5 0 R/DW 1000"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/W[1 95 500 814 939 500]>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for page in pages:
        number = len(objects) + 1
        objects.append(f"<</Type/Page/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>/Contents {number + 1} 0 R>>".encode())
        shown = "\n".join(
            f"BT /F {size} Tf {x:.2f} {y:.2f} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in page
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}\nendstream".encode())
    return _assemble(objects, trailer)


def _assemble(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def paragraphs(texts: Iterable[str], *, width: int = 28, size: float = 16, lines: int = 22) -> list[list[Placed]]:
    """Pages of paragraphs as a word processor sets them: first line indented by two characters, lines filled."""
    rows: list[tuple[float, str]] = []
    for text in texts:
        first, rest = text[: width - 2], text[width - 2 :]
        rows.append((2 * size, first))
        rows += [(0, rest[at : at + width]) for at in range(0, len(rest), width)]
    pages = [rows[at : at + lines] for at in range(0, len(rows), lines)]
    return [[(72 + indent, 760 - 1.75 * size * n, text) for n, (indent, text) in enumerate(page)] for page in pages]
