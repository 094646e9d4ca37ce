"""A font of our own in place of those of the machine, so that what a PDF says never depends on them.

In: the PDF library. Out: nothing; PDFium then measures text whose font the file does not bring by our font.
PDFium leaves a text object out whose glyphs cover no width. On a machine without Chinese fonts that happens to every
object of one character (到, a closing 。) of a font that the file names without bringing it. Where a machine has such
fonts, their shapes decide what PDFium takes for a line; so ours stands in on every machine alike.
Example: 对首次认定的高新 + 企 + 业给予奖励 in three objects of STSong-Light → 对首次认定的高新企业给予奖励.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

EM = 1000
"""units of the em square"""
BOX = (0, -120, 500, 880)
"""left, bottom, right, top of the one glyph: within a half-width character, as high as a Chinese one"""
EASTERN = frozenset({128, 129, 130, 134, 136})
"""character sets of Windows: Japanese, Korean (two), simplified and traditional Chinese; PDFium brings Latin fonts"""


@cache
def bring_font(library: Any) -> tuple[Any, ...]:
    """Make PDFium use our font instead of the machine's, for the rest of the process; gives what must stay alive."""
    data = stand_in_font()

    def font_for(_: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
        return 1 if charset in EASTERN else None

    def font_data(_: Any, font: Any, table: int, buffer: Any, size: int) -> int:
        if table:
            return 0
        if size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data)

    answers: dict[str, Any] = {
        "Release": lambda _: None,
        "EnumFonts": lambda _, mapper: None,
        "MapFont": font_for,
        "GetFont": lambda _, face: None,
        "GetFontData": font_data,
        "GetFaceName": lambda _, font, buffer, size: 0,
        "GetFontCharset": lambda _, font: 0,
        "DeleteFont": lambda _, font: None,
    }
    info = library.FPDF_SYSFONTINFO(version=1)
    kinds = dict(info._fields_)
    for name, answer in answers.items():
        setattr(info, name, kinds[name](answer))
    library.FPDF_SetSystemFontInfo(info)
    return (info,)


def stand_in_font() -> bytes:
    """A TrueType font (OpenType 1.9) that shows every character of Unicode as the same box."""
    outline = _box_outline()
    left, bottom, right, top = BOX
    metrics = struct.pack(">HhHh", EM, 0, EM, 0)
    every_character = struct.pack(">HHIII3I", 13, 0, 28, 0, 1, 0, 0x10FFFF, 1)
    return _font_file(
        {
            b"cmap": struct.pack(">HHHHI", 0, 1, 3, 10, 12) + every_character,
            b"glyf": outline * 2,
            b"head": struct.pack(
                ">IIIIHHQQ4hHHhhh",
                0x10000,
                0x10000,
                0,
                0x5F0F3CF5,
                3,
                EM,
                0,
                0,
                left,
                bottom,
                right,
                top,
                0,
                8,
                2,
                1,
                0,
            ),
            b"hhea": struct.pack(">IhhhH11hH", 0x10000, top, bottom, 0, EM, 0, 0, right, 1, *[0] * 7, 2),
            b"hmtx": metrics,
            b"loca": struct.pack(">III", 0, len(outline), 2 * len(outline)),
            b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 2, *[0] * 8),
        }
    )


def _box_outline() -> bytes:
    """One contour of four points, each given by its way from the one before."""
    left, bottom, right, top = BOX
    header = struct.pack(">5h2H", 1, left, bottom, right, top, 3, 0)
    steps = struct.pack(">8h", left, right - left, 0, left - right, bottom, 0, top - bottom, 0)
    return _padded(header + b"\1" * 4 + steps)


def _font_file(tables: dict[bytes, bytes]) -> bytes:
    """The tables behind their directory; `tables` in the order of their names."""
    power = len(tables).bit_length() - 1
    directory = struct.pack(">I4H", 0x10000, len(tables), 16 << power, power, 16 * len(tables) - (16 << power))
    place = len(directory) + 16 * len(tables)
    for name, content in tables.items():
        directory += name + struct.pack(">III", 0, place, len(content))
        place += len(_padded(content))
    return directory + b"".join(map(_padded, tables.values()))


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % 4)
