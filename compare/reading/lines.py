"""Cleaning of one line and cutting of a text into lines, the same for every format.

In: decoded text. Out: numbered lines without control and zero-width characters, leading spaces kept.
Example: ``"\\ufeff　　一、总体要求\\u200b \\r\\n"`` → ``(1, "　　一、总体要求")``.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
from collections.abc import Iterator

from compare import lexicons
from compare.chinese.normalize import sound

INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""controls (Cc but for tab and the line breaks), soft hyphen, zero-width, direction, annotation and tag marks (Cf)"""

RADICALS = {
    **dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)), ""),
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(radical): character for radical, character in lexicons.load("reading")["radicals"].items()},
}
"""Kangxi radicals and their simplified forms (U+2F00–2FD5, U+2E80–2EFF), which PDF fonts often give in place of the
characters that look the same: ⾼ for 高. No keyword would ever match them. Variation selectors, which only choose
between shapes of the character before them, go."""
RADICAL = re.compile("[\u2e80-\u2fd5\ufe00-\ufe0f\U000e0100-\U000e01ef]")
SOFT_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""breaks that editors do not count as lines: vertical tab (Word's Shift+Enter), form feed, NEL, LS, PS"""


TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?(?:-->|\Z)|<![a-zA-Z][^<>]*>", re.DOTALL)
BREAK = re.compile(r"</?(?:p|div|br|tr|li|h[1-6]|table|ul|ol|section|article|td|dd|dt)\b[^<>]*>", re.IGNORECASE)
UNSEEN = re.compile(r"<(?:(script|style)\b.*?(?:</\1\s*>|\Z)|title\b[^<]*)", re.IGNORECASE | re.DOTALL)


def clean(text: str) -> str:
    """The line without invisible characters, stray radicals and trailing blanks; leading blanks mean an indent."""
    if not text.isprintable():
        text = INVISIBLE.sub("", sound(text))
    if RADICAL.search(text):
        text = text.translate(RADICALS)
    return text.rstrip()


def number_lines(text: str) -> Iterator[tuple[int, str]]:
    """(line number from 1, cleaned text) of every line that is not blank; LF, CRLF and CR end a line."""
    soft = SOFT_BREAK.search(text) is not None
    plain = not (INVISIBLE.search(text) or RADICAL.search(text)) and sound(text) == text
    tidy = str.rstrip if plain else clean
    for number, line in enumerate(io.StringIO(text, newline=None), 1):
        for piece in SOFT_BREAK.split(line) if soft else (line,):
            if cleaned := tidy(piece):
                yield number, cleaned


def squeeze(text: str) -> str:
    """One line of words from text with any white space: runs become one space, ends are trimmed."""
    return " ".join(INVISIBLE.sub("", sound(text)).split())


def strip_tags(text: str) -> str:
    """The words of HTML without any structure but line breaks; linear in its length, whatever the tags."""
    return html.unescape(TAG.sub("", BREAK.sub("\n", UNSEEN.sub("", text))))
