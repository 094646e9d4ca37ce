"""What a title looks like: shared by the joining of broken titles and the cutting of compilations.

In: folded text of a line. Out: yes or no. Example: “某市人民政府关于促进科技成果转化的若干意见(试行)” ends like one.
The words stand in rules/titles.yaml.
"""

from __future__ import annotations

from compare.rules import fits

_TAIL = 80
"""characters at the end of a line in which a kind of document stands, with what is in brackets behind it"""


def ends_title(folded: str) -> bool:
    """True if the text ends with the kind of a document: 方案, 通知, 条例(试行) …"""
    return fits("titles", "ends", folded[-_TAIL:])


def leaves_title_open(folded: str) -> bool:
    """True if 关于 stands in it and no kind of document after that."""
    return fits("titles", "open", folded)


def names_issue(folded: str) -> bool:
    """True for “某局关于…的通知” and for a name in book-title marks."""
    return fits("titles", "issued", folded)


def is_number(folded: str) -> bool:
    """True for a document number on a line of its own: 某府办〔2023〕5号."""
    return fits("titles", "number", folded)


def is_dated(folded: str) -> bool:
    """True if the date or the number of the document stands in brackets at the end."""
    return fits("titles", "dated", folded)


def forwards(folded: str) -> bool:
    """True for the title of a notice that passes on another authority's document."""
    return fits("titles", "forwards", folded)
