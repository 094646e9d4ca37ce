"""What a page says about its document: meta tags, the information table above the text, the title.

In: the page and its lines. Out: facts, and which lines are the information table (furniture, no text).
Chinese government pages carry ArticleTitle, PubDate, ContentSource, SiteName, ColumnName … in meta tags and often a
table 索引号 / 发布机构 / 文号 / 成文日期 / 有效性 above the text.
Example: rows “索引号：\\tK123\\t发布机构：\\t某区科技局”, “成文日期：\\t2022-03-01” → issuer, issued.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from compare import lexicons
from compare.model import Fact
from compare.reading.fields import fold, key_of, read_facts
from compare.reading.html.content import begins_text, is_crumb
from compare.reading.html.layout import MarkupLine
from compare.reading.html.tree import WebPage
from compare.reading.lines import squeeze
from compare.reading.sites import is_site, trim_site

TABLE_LABELS = 3
"""labels from which lines in a row are the information table, not text"""
RECURRING = 2
"""labels above the text that stand below it again: one may be the foot of the page (发布日期：… twice)"""
MAX_VALUE = 120
"""characters of a value; longer ones are text after something that looks like a label"""
INFO_KEYS = frozenset((
    "title", "issuer", "number", "unified", "index", "issued", "published", "effective", "expires", "status", "subject",
))  # fmt: skip
"""keys that an information table consists of"""
MIN_TITLE = 6
SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|SingleFile\s+url: )(https?://[^\s>]+)")
"""comments of Chrome, Edge and Internet Explorer, and of the SingleFile extension"""


def find_facts(page: WebPage, lines: list[MarkupLine], keep: list[int]) -> tuple[dict[str, Fact], set[int]]:
    """Facts of the page, and indices of the lines that are the information table.

    Visible labels win over meta tags: templates fill meta tags with the site's own name and the time of saving.
    """
    start = next((i for i in keep if begins_text(lines[i])), len(lines))
    visible, table = _information(lines, start)
    if _recurs(visible, lines[start:]):
        visible, table = [], set()
    facts = read_facts(visible, "markup")
    for key, fact in read_facts(page.meta, "markup").items():
        facts.setdefault(key, fact)
    if title := find_title(page, lines, keep, facts):
        facts["title"] = title
    return facts, table


def _information(lines: list[MarkupLine], start: int) -> tuple[list[tuple[str, str]], set[int]]:
    """Labelled values above the first running text, and the lines of the information table among them."""
    pairs: list[tuple[str, str]] = []
    table: set[int] = set()
    run: list[int] = []
    labels: set[str] = set()
    weak = lexicons.load("reading-html")["weak_labels"]
    for i, line in enumerate(lines[:start]):
        found = list(labelled(line))
        pairs += [(label, value) for label, value in found if fold(label) not in weak]
        known = {key_of(label) for label, _ in found} & INFO_KEYS
        if not found:
            run, labels = [], set()
            continue
        run.append(i)
        labels |= known
        if len(labels) >= TABLE_LABELS:
            table.update(run)
    return pairs, table


def _recurs(pairs: list[tuple[str, str]], below: list[MarkupLine]) -> bool:
    """True if labels above the first running text come again, below it or with other values: those of cards."""
    values: dict[str, set[str]] = {}
    for label, value in pairs:
        values.setdefault(fold(label), set()).add(fold(value))
    again = {fold(label) for line in below for label, _ in labelled(line)}
    return sum(label in again or len(known) > 1 for label, known in values.items()) >= RECURRING


def labelled(line: MarkupLine) -> Iterator[tuple[str, str]]:
    """(label, value) pairs of a line: cells of a row, or ``来源：某区科技局 发布日期：2022-03-01``."""
    if line.kind == "row" and "\t" in line.text:
        cells = [cell for cell in line.text.split("\t") if cell]
        if len(cells) > 1 and _is_label(cells[0]):
            for label, value in zip(cells[::2], cells[1::2], strict=False):
                if _is_label(label):
                    yield label.strip(), value.strip(" \u3000:：")
            return
    found = list(label_pattern().finditer(line.text))
    for here, after in zip(found, [*found[1:], None], strict=False):
        value = line.text[here.end() : after.start() if after else None].strip(" \u3000\t[]【】|｜;；")
        if len(value) <= MAX_VALUE:
            yield here[1], value


def _is_label(text: str) -> bool:
    return bool(key_of(text)) or fold(text) in noise_labels()


@cache
def noise_labels() -> frozenset[str]:
    """Labels of the information table that are no facts."""
    return frozenset(fold(label) for label in lexicons.load("reading-html")["noise_labels"])


@cache
def label_pattern() -> re.Pattern[str]:
    """A known Chinese label followed by a colon, also glued to the value before it."""
    names = [name for names in lexicons.load("reading")["fields"].values() for name in names if len(name) > 1]
    chinese = {name for name in [*names, *noise_labels()] if not name.isascii()}
    words = (r"[ \u3000]*".join(name) for name in sorted(chinese, key=lambda name: (-len(name), name)))
    return re.compile(rf"({'|'.join(words)})[ \u3000]*[:：]")


def find_address(head: str, canonical: str) -> Fact | None:
    """Where the page was saved from: the browser's note at its top, else the address that the page names."""
    noted = SAVED_FROM.search(head)
    address = noted[1] if noted else canonical if canonical.startswith("http") else ""
    return Fact(address, "markup", noted[0] if noted else address) if address else None


def find_title(page: WebPage, lines: list[MarkupLine], keep: list[int], facts: Mapping[str, Fact]) -> Fact | None:
    """The document's title: the visible line that <title> or the meta tag repeats, else what they say."""
    given = facts["title"].value if "title" in facts else ""
    named = squeeze(page.title)
    start = next((i for i in keep if lines[i].prose and not lines[i].level), len(lines))
    above = [line for line in lines[:start] if not is_crumb(line.text)]
    for wanted in (given, named):
        if line := _visible_title(wanted, above):
            return Fact(line, "markup", line)
    if first := next((line.text for line in above if line.level == 1 and not line.hidden), ""):
        return Fact(squeeze(first), "markup", squeeze(first))
    if given:
        return facts["title"]
    title = trim_site(named, facts["site"].value if "site" in facts else "")
    return Fact(title, "markup", named) if title else None


def _visible_title(wanted: str, lines: list[MarkupLine]) -> str:
    """The longest line that is part of the wanted title, or that continues it where it was cut off."""
    whole = fold(wanted)
    cut = fold(wanted.split("...")[0].split("…")[0])
    best = ""
    for line in lines:
        words = fold(line.text)
        if len(words) < MIN_TITLE or line.links or is_site(line.text):
            continue
        if (words in whole or (len(cut) > MIN_TITLE and words.startswith(cut))) and len(words) > len(fold(best)):
            best = squeeze(line.text)
    return best
