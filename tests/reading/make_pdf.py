"""A tiny PDF writer for tests: Chinese text at given places, in fonts that the file names but does not bring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Placed = tuple[float, float, str]
"""left edge and baseline in points from the lower left corner, text"""

A4 = (595, 842)


@dataclass(frozen=True)
class Font:
    """How characters become codes, and the objects that say so: the first of them is the font, number 3."""

    encode: Callable[[str], bytes]
    objects: tuple[bytes, ...]


def eastern(encoding: str, encode: Callable[[str], bytes], name: str = "STSong-Light") -> Font:
    """A Chinese font that is only named, with one of the maps that every reader has (ISO 32000-1, table 118)."""
    return Font(
        encode,
        (
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/{encoding}/DescendantFonts[4 0 R]>>".encode(),
            f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/FontDescriptor 5 0 R/DW 1000"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/W[1 95 500 814 939 500]>>".encode(),
            f"<</Type/FontDescriptor/FontName/{name}/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
            "/Descent -120/CapHeight 880/StemV 93>>".encode(),
        ),
    )


def blank(characters: str) -> Font:
    """A Type 3 font of empty glyphs that maps its codes to characters, as scanners put it under a picture."""
    known = sorted(set(characters))
    names = [f"/g{code}" for code in range(1, len(known) + 1)]
    widths = " ".join("500" if character.isascii() else "1000" for character in known)
    mapped = "\n".join(
        f"<{code:02x}> <{character.encode('utf-16-be').hex()}>" for code, character in enumerate(known, 1)
    )
    unicode = (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/X def/CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange {len(known)} beginbfchar\n{mapped}\nendbfchar\n"
        "endcmap end end"
    )
    return Font(
        lambda text: bytes(known.index(character) + 1 for character in text),
        (
            f"<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 1"
            f"/LastChar {len(known)}/Widths[{widths}]/Encoding<</Differences[1 {''.join(names)}]>>"
            f"/CharProcs<<{' '.join(f'{name} 5 0 R' for name in names)}>>/ToUnicode 4 0 R/Resources<<>>>>".encode(),
            _stream(unicode),
            _stream("1000 0 d0"),
        ),
    )


SONG = eastern("UniGB-UTF16-H", lambda text: text.encode("utf-16-be"))


def pdf(
    pages: Sequence[Iterable[Placed]],
    size: float = 16,
    trailer: bytes = b"",
    font: Font = SONG,
    drawn: str = "",
    turned: bool = False,
) -> bytes:
    """A PDF file whose pages show the placed texts; `drawn` = what else stands on every page.

    With `turned` pages lie on their side: the text runs up the sheet, which is shown a quarter to the right.
    """
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}/MediaBox[0 0 {A4[0]} {A4[1]}]>>".encode(),
        *font.objects,
    ]
    for page in pages:
        sheet = "/Rotate 90" if turned else ""
        content = f"/Resources<</Font<</F 3 0 R>>>>/Contents {len(objects) + 2} 0 R"
        objects.append(f"<</Type/Page/Parent 2 0 R{sheet}{content}>>".encode())
        shown = (
            f"BT /F {size} Tf {f'0 1 -1 0 {A4[1] - y:.2f} {x:.2f} Tm' if turned else f'{x:.2f} {y:.2f} Td'}"
            f" <{font.encode(text).hex()}> Tj ET"
            for x, y, text in page
        )
        objects.append(_stream("\n".join([*shown, drawn])))
    return _assemble(objects, trailer)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> str:
    """The rules of a table, as word processors draw them: thin filled boxes."""
    upright = [f"{x} {min(ys)} 0.5 {max(ys) - min(ys)} re f" for x in xs]
    return "\n".join([*upright, *(f"{min(xs)} {y} {max(xs) - min(xs)} 0.5 re f" for y in ys)])


def _stream(content: str) -> bytes:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream".encode()


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
