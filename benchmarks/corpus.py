"""Made-up policies for measuring: as many different documents as wanted, in the manner of Chinese district policies.

    PYTHONPATH=. python benchmarks/corpus.py FOLDER [DOCUMENTS] [SEED]

In: how many, a seed. Out: files of five genres (regulation, plan, support scheme, work report, notice) in three layouts
(.txt with whole paragraphs, .txt broken at the page width as pdf text is, .html with a site's furniture). The sentences
are ours: `grammar.yaml` has their patterns, the keywords come from the shipped taxonomy. No sentence comes twice, so no
cache answers for a text that it has not seen; the first n documents are the same however many are made.

Aimed at what real texts have, measured with this program (157 policies of compendia, schemes and work reports): 8.4 to
9.7 keyword hits (leftmost longest) per KB of paragraphs, a keyword in 73 to 83 of 100 paragraphs, paragraphs of
57-130 / 111-214 / 181-303 characters (quartiles), documents of 9 / 15 / 24 KB. Given, 300 documents, 5.5 MB of
paragraphs: 9.2 hits per KB, 84 of 100, 42 / 96 / 166 characters, 9 / 15 / 23 KB, 126 targets, 38 amounts and 44 bodies
per 100 paragraphs (real: 14-165, 2-45, 0-70). Unlike real texts: a smaller vocabulary, no tables, no faults of copying.
Example: ``for name, text in corpus(100): (folder / name).write_text(text, encoding="utf-8")``.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from compare.documents.places import Division, divisions
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy

SLOT = re.compile(r"\{(?:(\d+)\.\.(\d+)(?:/(\d+))?|(\w+))\}")
HAN_KEYWORD = re.compile(r"[一-鿿]{3,10}")
PAGE_WIDTH = 32
"""characters a line where a layout breaks lines"""
KB = 1000
FOCUS = 0.7
"""how often a keyword is one of the chapter's own type"""
NUMERALS = "〇一二三四五六七八九"
TOWN = ("石松柳白清龙凤榕桥河新永安和沙竹梅云南东", "岗塘洲坪溪湾埔田岭潭桥涌冲基坝", ("镇", "镇", "街道"))
FIRM = ("恒宏锐嘉泰博瑞科远汇晟卓", "达信腾源诚创盛辉通联美力", ("有限公司", "股份有限公司", "集团", "研究所"))


class Block(NamedTuple):
    """One line of a document."""

    kind: str
    """title, heading, paragraph, close (signature and date, on the right)"""
    text: str


@cache
def grammar() -> dict[str, list[str]]:
    """The patterns by name."""
    rules = yaml.safe_load(Path(__file__).with_name("grammar.yaml").read_text(encoding="utf-8"))
    return {name: [str(pattern) for pattern in patterns] for name, patterns in rules.items()}


@cache
def keywords() -> tuple[tuple[str, ...], ...]:
    """Plain keywords of the shipped taxonomy, a tuple a type of measure."""
    taxonomy = load_taxonomy(default_taxonomy_path())
    by_type: dict[str, list[str]] = {measure.id: [] for measure in taxonomy.types}
    for measure in taxonomy.measures:
        words = by_type.get(taxonomy.type_of(measure.id), [])
        words += (k.text for k in measure.keywords if not k.pattern and HAN_KEYWORD.fullmatch(k.text))
    return tuple(map(tuple, by_type.values()))


@cache
def districts() -> tuple[Division, ...]:
    """Districts and counties that lie in a city."""
    return tuple(d for d in divisions() if d.city and d.level in ("区", "县级市", "县"))


def chinese(number: int) -> str:
    """1 to 999 as articles are counted: 12 → 十二, 105 → 一百零五."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    parts = NUMERALS[hundreds] + "百" if hundreds else ""
    if tens:
        parts += ("" if tens == 1 and not hundreds else NUMERALS[tens]) + "十"
    elif hundreds and ones:
        parts += "零"
    return parts + (NUMERALS[ones] if ones else "")


class Author:
    """Writes one document; what others have written is not said again."""

    def __init__(self, random: Random, written: set[str], kilobytes: float) -> None:
        self.random = random
        self.left = kilobytes * KB
        self._written = written
        self._focus = random.choice(keywords())
        place = random.choice(districts())
        year = random.randint(2016, 2026)
        self.words = {"district": place.name, "city": place.city, "year": str(year)}
        self.words |= {"year0": str(year - 2), "year1": str(year - 1), "year2": str(year + 1), "year3": str(year + 3)}
        self._makers: dict[str, Callable[[], str]] = {
            "keyword": self._keyword, "town": lambda: self._name(TOWN),
            "firm": lambda: self.say("city") + self._name(FIRM),
        }  # fmt: skip

    def say(self, name: str) -> str:
        """One pattern of this name, all slots filled."""
        if name in self._makers:
            return self._makers[name]()
        return self.words.get(name) or SLOT.sub(self._fill, self.random.choice(grammar()[name]))

    def sentence(self, name: str) -> str:
        """The same, and nothing that was ever said before."""
        while (text := self.say(name)) in self._written:
            pass
        self._written.add(text)
        return text

    def paragraph(self, names: str, characters: int, lead: str = "", duty: float = 0) -> Block:
        """Sentences of the kinds named, until about this median length is reached; real lengths spread as widely.

        `duty` is how often the bodies in charge follow in brackets."""
        length = min(400, max(20, self.random.lognormvariate(0, 0.55) * characters))
        text = lead
        while len(text) < length - 15 or text == lead:
            text += self.sentence(self.random.choice(names.split()))
        if self.random.random() < duty:
            text += self.sentence("duty")
        return self._counted("paragraph", text)

    def line(self, kind: str, name: str, lead: str = "") -> Block:
        """A title or a heading, which others may have too, or a paragraph of one sentence."""
        return self._counted(kind, lead + (self.sentence(name) if kind == "paragraph" else self.say(name)))

    def turn_to_new_subject(self) -> None:
        """The next chapter is about another type of measure."""
        self._focus = self.random.choice(keywords())

    def until(self, left: float) -> Iterator[int]:
        """1, 2, 3, … while more than this many bytes are to be written; at least 1."""
        for number in count(1):
            yield number
            if self.left <= left:
                return

    def _counted(self, kind: str, text: str) -> Block:
        self.left -= len(text.encode())
        return Block(kind, text)

    def _fill(self, slot: re.Match[str]) -> str:
        first, last, step, name = slot.groups()
        if name:
            return self.say(name)
        number = self.random.randrange(int(first), int(last) + 1, int(step or 1))
        return str(number).zfill(len(first)) if first.startswith("0") else str(number)

    def _keyword(self) -> str:
        own = self.random.random() < FOCUS
        return self.random.choice(self._focus if own else self.random.choice(keywords()))

    def _name(self, parts: tuple[str, str, tuple[str, ...]]) -> str:
        return "".join(self.random.choice(part) for part in parts)


# --- genres ------------------------------------------------------------------------------------------------------


def regulation(author: Author) -> Iterator[Block]:
    """Chapters and articles, some with items."""
    yield author.line("title", "regulation_title")
    yield author.line("paragraph", "passed")
    articles, total = count(1), author.left
    chapters = author.random.randint(4, 7)
    for number in range(1, chapters + 1):
        author.turn_to_new_subject()
        lead = f"第{chinese(number)}章　"
        yield Block("heading", lead + "总则") if number == 1 else author.line("heading", "law_chapter", lead)
        for _ in author.until(total * (1 - number / chapters)):
            lead = f"第{chinese(next(articles))}条　"
            if author.random.random() < 0.15:
                yield author.line("paragraph", "article_lead", lead)
                yield from (author.line("paragraph", "article_item", f"（{chinese(n)}）") for n in range(1, 5))
            else:
                kinds = {1: "article definition", chapters: "article liability admin"}.get(number, "article")
                yield author.paragraph(kinds, 75, lead)
    yield author.line("paragraph", "closing", f"第{chinese(next(articles))}条　")


def plan(author: Author) -> Iterator[Block]:
    """Situation, problems, goals, tasks in three depths, safeguards."""
    yield author.line("title", "plan_title")
    yield author.line("paragraph", "opening")
    yield from section(author, "一、发展基础", "achievement achievement practice", 150, 0.08)
    yield from section(author, "二、存在问题", "problem", 90, 0.04)
    yield Block("heading", "三、总体要求")
    yield from section(author, "（一）指导思想", "guiding", 160, 0.02)
    yield from section(author, "（二）主要目标", "goal", 90, 0.05)
    yield Block("heading", "四、重点任务")
    end = author.left * 0.12
    for number in author.until(end):
        author.turn_to_new_subject()
        yield author.line("heading", "task_chapter", f"（{chinese(number)}）")
        for point in range(1, author.random.randint(2, 6)):
            yield author.paragraph("measure", 150, f"{point}.{author.say('task')}。", duty=0.5)
    yield from section(author, "五、保障措施", "safeguard", 110, 1)


def scheme(author: Author) -> Iterator[Block]:
    """Articles with amounts and conditions under chapters of a measure each."""
    yield author.line("title", "scheme_title")
    yield author.line("paragraph", "number")
    yield author.line("paragraph", "opening")
    articles, end = count(1), author.left * 0.12
    for number in author.until(end):
        author.turn_to_new_subject()
        yield author.line("heading", "scheme_chapter", f"{chinese(number)}、")
        for _ in range(author.random.randint(2, 5)):
            lead = f"第{chinese(next(articles))}条　"
            yield author.paragraph("reward measure admin", 110, lead)
            if author.random.random() < 0.25:
                yield from (author.line("paragraph", "condition", f"（{chinese(n)}）") for n in range(1, 4))
    yield from section(author, f"{chinese(number + 1)}、附则", "admin admin definition", 80, 1)
    yield author.line("paragraph", "closing")


def report(author: Author) -> Iterator[Block]:
    """The year behind, what is wrong, the year ahead; long paragraphs."""
    yield author.line("title", "report_title")
    yield author.line("paragraph", "report_opening")
    yield from section(author, "一、过去一年工作回顾", "achievement achievement practice", 210, 0.3)
    yield from section(author, "二、存在的困难和问题", "problem", 160, 0.05)
    yield Block("heading", "三、下一年工作安排")
    for number in author.until(0):
        author.turn_to_new_subject()
        yield author.line("heading", "task_chapter", f"（{chinese(number)}）")
        for _ in range(author.random.randint(1, 3)):
            yield author.paragraph("measure measure goal", 210)


def notice(author: Author) -> Iterator[Block]:
    """Number, salutation, points, signature, date, attachment."""
    yield author.line("title", "notice_title")
    yield author.line("paragraph", "number")
    yield author.line("paragraph", "salutation")
    yield author.line("paragraph", "notice_opening")
    for number in author.until(0):
        author.turn_to_new_subject()
        yield author.line("heading", "task_chapter", f"{chinese(number)}、")
        for _ in range(author.random.randint(2, 4)):
            kinds = author.random.choice(("measure", "measure reward", "admin", "measure safeguard"))
            yield author.paragraph(kinds, 120, duty=0.5)
    yield author.line("paragraph", "attachment")
    yield Block("close", author.say("district") + "人民政府办公室")
    yield Block("close", author.say("year") + f"年{author.say('month')}月{author.say('day')}日")


def section(author: Author, heading: str, kinds: str, characters: int, share: float) -> Iterator[Block]:
    """A heading and paragraphs that take this share of what is left to write."""
    yield Block("heading", heading)
    for _ in author.until(author.left * (1 - share)):
        yield author.paragraph(kinds, characters)


GENRES = (regulation, plan, scheme, report, notice)
SHARES = (3, 5, 5, 3, 4)


# --- layouts -----------------------------------------------------------------------------------------------------


def plain(blocks: list[Block]) -> str:
    """A line a paragraph."""
    return "\n".join(b.text if b.kind == "title" else "　　" + b.text for b in blocks) + "\n"


def page_wide(blocks: list[Block]) -> str:
    """Lines as pdf text has them: full width, two blanks before a paragraph, titles and signatures set in."""
    lines: list[str] = []
    for kind, text in blocks:
        indent = {"title": max(0, (PAGE_WIDTH - len(text)) // 2), "close": max(0, PAGE_WIDTH - len(text) - 2)}.get(
            kind, 2
        )
        shown = "　" * indent + text
        lines += (shown[i : i + PAGE_WIDTH] for i in range(0, len(shown), PAGE_WIDTH))
    return "\n".join(lines) + "\n"


def web_page(blocks: list[Block]) -> str:
    """A saved page with menu, trail, share links and footer round the text."""
    title = html.escape(blocks[0].text)
    body = "\n".join(f'<p class="{kind}">　　{html.escape(text)}</p>' for kind, text in blocks[1:])
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title><style>p{{text-indent:2em}}</style>
<script>var column = "policy"; function share(to) {{ return to; }}</script></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a> <a href="/bsfw">办事服务</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 政策文件</div>
<div class="main"><h1>{title}</h1><div class="info">字体：【大 中 小】 <a href="#">打印</a> <a href="#">分享</a></div>
<div class="content">
{body}
</div></div>
<div class="footer"><a href="/map">网站地图</a> | <a href="/about">关于我们</a><br>主办单位：区人民政府办公室</div>
</body></html>
"""


LAYOUTS: tuple[tuple[Callable[[list[Block]], str], str], ...] = ((plain, "txt"), (page_wide, "txt"), (web_page, "html"))
LAYOUT_SHARES = (4, 3, 3)


def corpus(documents: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Names and contents of files."""
    written: set[str] = set()
    for number in range(1, documents + 1):
        random = Random(f"{seed}/{number}")
        kilobytes = min(60.0, max(2.0, random.lognormvariate(2.64, 0.75)))
        author = Author(random, written, kilobytes)
        blocks = list(random.choices(GENRES, SHARES)[0](author))
        layout, ending = random.choices(LAYOUTS, LAYOUT_SHARES)[0]
        yield f"{number:05}_{author.say('district')}.{ending}", layout(blocks)


def write_corpus(folder: Path, documents: int = 100, seed: int = 1) -> None:
    """Make the folder and fill it."""
    folder.mkdir(parents=True)
    for name, text in corpus(documents, seed):
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_corpus(Path(sys.argv[1]), *map(int, sys.argv[2:]))
