"""Columns, pages and styles are told by the words on them; each rule that tells them is needed."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from compare.problems import ReadingError
from compare.reading.columns import find_layout
from compare.reading.docx.styles import ParagraphStyles
from compare.reading.fields import column_key
from compare.reading.html import read_page
from compare.reading.html.content import is_crumb
from compare.reading.html.layout import is_labelled
from compare.reading.raw import Raw
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("reading")
_PAGE = """<html><body><div><h1>潜山市科技创新券实施细则</h1>
<p>为了降低企业研发成本，引导企业加大研发投入，制定本细则。</p><p>支持企业凭券购买研究开发、检验检测、技术转移等服务。</p>
<p>每家企业每年最高可以申领十万元的科技创新券，用完为止。</p></div><div>{}</div></body></html>"""
_STYLES = '<styles><style styleId="a"><name val="{}"/></style></styles>'


def decide(case: dict[str, Any]) -> Any:
    """What the reader makes of a case, in the case's own terms."""
    if "column" in case:
        return column_key(case["column"])
    if "table" in case:
        return _texts(case["table"])
    if "crumb" in case:
        return is_crumb(case["crumb"])
    if "item" in case:
        return is_labelled(case["item"])
    return _style(case["style"]) if "style" in case else _is_kept(case["beside"])


def _texts(rows: list[list[str]]) -> list[str]:
    """The columns that hold texts, with what they hold."""
    try:
        return [f"{column.name}:{column.part}" for column in find_layout(Raw("a", "a", b""), rows, {}).texts]
    except ReadingError:
        return []


def _style(name: str) -> str:
    style = ParagraphStyles(fromstring(_STYLES.format(name))).get("a")
    told = (f"level {style.level}" if style.level else "", "title" * style.title, "contents" * style.contents)
    return next(filter(None, told), "")


def _is_kept(texts: list[str]) -> bool:
    blocks, _ = read_page(_PAGE.format("".join(f"<p>{text}</p>" for text in texts)))
    return texts[-1] in [block.text for block in blocks if block.kind != "furniture"]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_is_read_as_labelled(case: dict[str, Any]) -> None:
    assert decide(case) == case.get("is", case.get("kept"))


@proves("reading")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
