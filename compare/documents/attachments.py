"""Tell an attachment that is only named from one whose text follows.

In: the rows of a document. Out: for each row whether it begins an attachment, belongs to its title, or stands in the
list of attachments; and the names of those that the file does not hold.
Example: “附件:1.奖励标准” + “2.资助标准” above the signature is a list; “附件1” above “奖励标准” and numbered sums
begins the attachment itself, whose lines are text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from compare.chinese.normalize import bare, fold
from compare.documents.headings import Row, says_something
from compare.documents.numbering import find_label
from compare.documents.orders import gives_to, grants
from compare.rules import rule

_FINAL = re.compile(r"[。;!?,、:][”’》)】\"']*$")
_MAX_NAME = 60
_MAX_TITLE = 40

Part = Literal["start", "title", "listed", ""]


class Attachments:
    """What the rows of a document are to its attachments."""

    def __init__(self, rows: Sequence[Row], titles: Collection[str] = ()) -> None:
        """`titles`: lines of the file that are titles and no rows, such as that of the plan behind its notice."""
        self._rows = rows
        self._plain_titles = {bare(title) for title in titles}
        self._parts: dict[int, Part] = {}
        self._titles: dict[int, int] = {}
        """row that begins an attachment → row of its title, where that stands on a line of its own"""
        at = 0
        while at < len(rows):
            at = self._read(at) if rows[at].attachment else at + 1

    def part(self, at: int) -> Part:
        """What a row is; empty for all rows that belong to no attachment's head or list."""
        return self._parts.get(at, "")

    def title(self, at: int) -> tuple[str, str]:
        """Label and title of the attachment that begins at a row: (“附件1”, “奖励标准”)."""
        text = self._rows[at].line.text
        label, name = _split(text)
        return label, self._rows[self._titles[at]].line.text if at in self._titles else name

    def missing(self) -> list[str]:
        """The listed attachments whose text is not in the file, as printed."""
        begun = [self.title(at) for at, part in self._parts.items() if part == "start"]
        listed = [self._rows[at].line.text for at, part in self._parts.items() if part == "listed"]
        named = [text for text in listed if bare(_split(text)[1])]
        if len(begun) >= len(named):
            return []
        numbers = {bare(label) for label, _ in begun}
        names = {bare(name) for _, name in begun} | {row.line.words.bare for row in self._unlisted()}
        return [text for text in named if not self._stands(text, numbers, names)]

    def _unlisted(self) -> list[Row]:
        return [row for at, row in enumerate(self._rows) if at not in self._parts and len(row.line.text) <= _MAX_NAME]

    def _stands(self, text: str, numbers: set[str], names: set[str]) -> bool:
        label, name = _split(text)
        plain = bare(name)
        return (bool(label[-1:].isdigit()) and bare(label) in numbers) or plain in names or plain in self._plain_titles

    # -- reading --

    def _read(self, at: int) -> int:
        """Mark the row that names an attachment and what belongs to it; the index to go on from."""
        end = self._end_of_list(at)
        if end > at + 1 or not self._begins(at) or self._ends_list(at):
            self._parts.update(dict.fromkeys(range(at, end), "listed"))
            return end
        self._parts[at] = "start"
        if self._is_title(at):
            self._parts[at + 1] = "title"
            self._titles[at] = at + 1
            return at + 2
        return at + 1

    def _begins(self, at: int) -> bool:
        """Text follows directly: no signature, date or other attachment's name comes first."""
        if at + 1 >= len(self._rows) or rule("parts", "left_out").finder.search(self._rows[at].text):
            return False
        following = self._rows[at + 1]
        return not following.apart and not following.attachment

    def _ends_list(self, at: int) -> bool:
        """The last of several names one below the other: “附件1:…”, “附件2:…” stand before the text, not in it."""
        number = _number(self._rows[at].line.text)
        return number > 1 and self._parts.get(at - 1) == "listed" and not self._rows[at].apart

    def _is_title(self, at: int) -> bool:
        """The line below is the title: short, without number or mark, with text below it."""
        if at + 2 >= len(self._rows):
            return False
        own, following = bare(_split(self._rows[at].line.text)[1]), self._rows[at + 1]
        plain = not following.label and following.line.kind == "text" and not _FINAL.search(following.text)
        return plain and len(following.text) <= _MAX_TITLE and own in ("", following.line.words.bare)

    def _end_of_list(self, at: int) -> int:
        """Index behind the numbered names that go on with the list: “2.资助标准” below “附件:1.奖励标准”."""
        expected = _number(self._rows[at].line.text) + 1
        end = at + 1
        while end < len(self._rows) and self._goes_on(end, expected):
            end, expected = end + 1, expected + 1
        if _number(self._rows[at].line.text):
            return end
        closed = end == len(self._rows) or self._rows[end].apart or self._rows[end].attachment
        silent = not any(says_something(self._rows[i].rest) for i in range(at + 1, end))
        return end if closed and silent else at + 1

    def _goes_on(self, at: int, expected: int) -> bool:
        r = self._rows[at]
        if r.label is None or r.label.kind != "digit" or r.label.number != expected or r.apart or r.line.kind == "row":
            return False
        return len(r.text) <= _MAX_NAME and not (_FINAL.search(r.text) or grants(r.rest) or gives_to(r.rest))


def _label(text: str) -> re.Match[str] | None:
    """“附件1:”, with its ``number``."""
    return rule("parts", "attachment_label").finder.match(fold(text))


def _split(text: str) -> tuple[str, str]:
    """Label and name: “附件1:奖励标准” → (“附件1”, “奖励标准”), “附件:1.奖励标准” → (“附件”, “奖励标准”)."""
    if found := _label(text):
        label, rest = text[: found.end()].rstrip(" :：.．、\u3000"), text[found.end() :]
    else:
        label, rest = "", text
    inner = find_label(rest)
    return (label, inner.rest) if inner and inner.kind == "digit" else (label, rest.strip())


def _number(text: str) -> int:
    """The number of the first attachment that a line names, 0 if it gives none."""
    found = _label(text)
    if found and found["number"] and found["number"].isdigit():
        return int(found["number"])
    inner = find_label(text[found.end() :]) if found else None
    return inner.number or 0 if inner else 0
