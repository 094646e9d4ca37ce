"""Make the XML of office files well-formed where odd characters keep a parser from it.

In: the bytes of one part. Out: the same bytes, or the part without what XML 1.0 forbids (2.2 Char): controls and
noncharacters go, half a character becomes U+FFFD. Parsers refuse the whole part for one of them.
Example: ``<w:t>奖励20万元&#xD83D;</w:t>`` → ``<w:t>奖励20万元\ufffd</w:t>``.
"""

from __future__ import annotations

import codecs
import re
from xml.sax.saxutils import escape

from compare.chinese.normalize import sound

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REFERENCE = re.compile("&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,10}));")
REFERENCES = re.compile("(?:&#(?:x[0-9a-fA-F]{1,8}|[0-9]{1,10});)+")
"""neighbours together: a crawl writes the two halves of an emoji as two references"""
_LAST = 0x10FFFF
DECLARED = re.compile(rb"^\s*<\?xml[^>]*encoding=[\"']([A-Za-z0-9_-]+)")


def mend(data: bytes) -> bytes:
    """The part with nothing in it that XML forbids; the very bytes where there is nothing to mend."""
    encoding = _encoding(data)
    text = data.decode(encoding, "surrogatepass" if encoding.startswith("utf-16") else "replace")
    mended = ILLEGAL.sub("", sound(REFERENCES.sub(_legal, text)))
    if mended == text and text.encode(encoding, "surrogatepass") == data:
        return data
    return DECLARED.sub(b'<?xml version="1.0"', mended.removeprefix("\ufeff").encode(), count=1)


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    declared = DECLARED.match(data)
    try:
        return codecs.lookup(declared[1].decode() if declared else "utf-8").name
    except LookupError:
        return "utf-8"


def _legal(found: re.Match[str]) -> str:
    """References as they stand where XML allows what they stand for, else the characters themselves, sound."""
    codes = [int(x, 16) if x else int(d) for x, d in REFERENCE.findall(found[0])]
    if all(code <= _LAST and not ILLEGAL.match(chr(code)) for code in codes):
        return found[0]
    return escape("".join(chr(code) if code <= _LAST else "\ufffd" for code in codes))
