"""What a title looks like: shared by the joining of broken titles and the cutting of compilations.

In: folded text of a line. Out: yes or no. Example: “某市人民政府关于促进科技成果转化的若干意见(试行)” ends like one.
The words stand in lexicons/titles.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from compare import lexicons


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(lexicons.load("titles")[name])


@cache
def _end() -> tuple[frozenset[str], re.Pattern[str]]:
    """The characters that such an end can end with, which few lines do, and the expression for it."""
    kinds = lexicons.load("titles")["kinds"]
    end = rf"(?:{'|'.join(kinds)}|\d{{1,2}}条)[》”]?(?:\([^()]{{1,24}}\))*$"
    return frozenset([kind[-1] for kind in kinds] + [*"条》”)"]), re.compile(end)


def ends_title(folded: str) -> bool:
    """True if the text ends with the kind of a document: 方案, 通知, 条例(试行) …"""
    lasts, end = _end()
    return folded[-1:] in lasts and end.search(folded) is not None


def leaves_title_open(folded: str) -> bool:
    """True if 关于 stands in it and no kind of document after that."""
    return bool(_pattern("open").search(folded))


def names_issue(folded: str) -> bool:
    """True for “某局关于…的通知” and for a name in book-title marks."""
    return bool(_pattern("issued").search(folded))


def is_number(folded: str) -> bool:
    """True for a document number on a line of its own: 某府办〔2023〕5号."""
    return "号" in folded[-2:] and bool(_pattern("number").match(folded))


def is_dated(folded: str) -> bool:
    """True if the date or the number of the document stands in brackets at the end."""
    return bool(_pattern("dated").search(folded))


def forwards(folded: str) -> bool:
    """True for the title of a notice that passes on another authority's document."""
    return bool(_pattern("forwards").search(folded))
