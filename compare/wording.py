"""One voice for everything a report, sheet, page or command says about a thing, in the language of the run.

In: a language; for the names of types a taxonomy; for what a row is called, what makes it. Out: names and sentences
from ``lexicons/wording``; a code of which nobody has written anything stands for itself.
Example: ``Wording("en", taxonomy).label("incubator-makerspace")`` is “Makerspaces”, ``Wording("zh", by="year").noun``
“年份”, ``path_of(paragraph.headings)`` “三、主要任务 › (一)培育企业”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from compare import lexicons
from compare.chinese.numerals import write_number
from compare.chinese.punctuation import full_width
from compare.kinds import Comparator, Symbol, TooFew
from compare.model import OTHER, Amount, Decision, Document, Doubt, Flag, Heading, Measure, Row, Target, Taxonomy
from compare.problems import Problem, problem_sentence
from compare.rules import Rule

BETWEEN_HEADINGS = " › "
_NUMERAL = re.compile(r"^(\w+)、")
"""a chapter's number, whose mark falls away where a place is cited: 三、（四） → 三（四）"""


class Wording:
    """The words of one language; nobody else chooses between languages."""

    def __init__(self, lang: str, taxonomy: Taxonomy | None = None, by: str = "district") -> None:
        self.lang = lang
        self.measures: Mapping[str, Measure] = taxonomy.by_id if taxonomy else {}
        self.by = by

    # --- wording files ----------------------------------------------------------------------------------------------

    def wordlist(self, stem: str) -> Mapping[str, str]:
        """The wording file ``wording/<stem>.yaml``: key → template."""
        return lexicons.words(stem, self.lang)

    def term(self, stem: str, key: str, prefix: str = "") -> str:
        """The word of a wording file under `prefix` and `key`; the key itself where nothing is said of it."""
        return self.wordlist(stem).get(prefix + key, key)

    @property
    def tag(self) -> str:
        """The language as documents declare it (BCP 47)."""
        return self.term("cells", "language")

    def ordinal(self, number: int) -> str:
        """A number as headings count: 十二 in Chinese, 12 in English."""
        return str(number) if self.lang == "en" else write_number(number)

    # --- types and rows ---------------------------------------------------------------------------------------------

    def label(self, measure_id: str) -> str:
        """The name of a type, sub-type or residual type, or of the column that holds all others."""
        return self.type_names.get(measure_id, measure_id)

    @cached_property
    def type_names(self) -> Mapping[str, str]:
        """Names of all of them by id."""
        english = self.lang == "en"
        names = {id: (english and measure.label_en) or measure.label for id, measure in self.measures.items()}
        return {**names, OTHER: self.term("cells", "column.other")}

    @cached_property
    def noun(self) -> str:
        """What a row is: 地区, 年份, 文种 …, or the column of the manifest by its own name."""
        return self.term("cells", self.by, "noun.")

    @property
    def row_head(self) -> str:
        """The same as the heading of a column."""
        return self.noun[:1].upper() + self.noun[1:]

    @cached_property
    def peers(self) -> str:
        """What rows are compared with: 可比地区."""
        words = self.wordlist("cells")
        return words.get(f"peers.{self.by}", words["peers.other"]).format(noun=self.noun)

    # --- documents --------------------------------------------------------------------------------------------------

    def genre(self, id: str) -> str:
        """The name of a kind of document."""
        return lexicons.genre_names(self.lang).get(id, id)

    def grade(self, grade: str) -> str:
        """What an evidence grade means."""
        return self.term("cells", grade, "grade.")

    def grade_cap(self, document: Document) -> str:
        """Why a grade is no better although nothing may have been noticed."""
        genre = document.metadata.value("genre")
        words = self.term("cells", "genre" if genre else "unknown", "grade_cap.")
        return words.format(genre=self.genre(genre), grade=document.grade)

    def clause(self, clause: str) -> str:
        """The place of a paragraph as people cite it: 三（四）1 for 三、(四)1."""
        return clause if self.lang == "en" else _NUMERAL.sub(r"\1", full_width(clause))

    def printed(self, text: str) -> str:
        """Words of a text with the marks of print; of equal length."""
        return text if self.lang == "en" else full_width(text)

    def left_out(self, why: str) -> str:
        """Why a document is not compared."""
        return self.term("cells", why, "left_out.")

    @property
    def unquotable(self) -> str:
        """That words of a document were altered and must not be quoted."""
        return self.term("cells", "do-not-quote", "quoting.")

    def flag(self, code: str) -> str:
        """What was noticed about a document or one of its paragraphs."""
        return self.term("flags", code)

    def severity(self, severity: str) -> str:
        """The weight of a flag or of a problem."""
        return self.term("cells", severity, "severity.")

    def note(self, note: Flag, quote: str) -> str:
        """A comparability note; `quote` is what was found, as it may stand there."""
        return self.term("comparability", note.code).format(quote=quote, count=note.count)

    def years(self, period: str) -> str:
        """A period as people write it: 2021—2025年 for 2021-2025."""
        first, _, last = period.partition("-")
        if not (first + last).isdecimal():
            return period
        several = last and last != first
        return self.term("comparability", "span" if several else "one", "years.").format(
            first=first, last=last, year=first
        )

    # --- codings and figures ----------------------------------------------------------------------------------------

    def role(self, role: str) -> str:
        """The role of a paragraph; counted roles are the layers of the matrix."""
        return self.term("roles", role)

    def why_role(self, cue: str, rule: Rule | None = None, brief: bool = False) -> str:
        """What gave a paragraph its role: 标题“保障措施”, 句式“到2025年”; with the rule and, unless brief, its why."""
        said = self.wordlist("roles")
        told = self._cue(cue)
        if rule is None:
            return told
        named = f"{rule.topic}/{rule.name}"
        key = "cue.rule" if rule.why and not brief else "cue.rule-short"
        return said[key].format(said=told, rule=named, why=rule.why)

    def _cue(self, cue: str) -> str:
        said = self.wordlist("roles")
        kind, _, words = cue.partition(":")
        if kind in ("lead", "figures"):
            return said["cue.and"].join(filter(None, [said[f"cue.{kind}"], self._cue(words)]))
        if kind == "heading":
            words = words.partition(":")[2] or words
        template = said.get(f"cue.{kind}", said["cue.words"])
        return template.format(words=self.genre(words) if kind == "genre" else words) if cue else ""

    def reason(self, code: str) -> str:
        """Why a cell is empty."""
        return self.term("cells", code, "reason.")

    def too_few(self, why: TooFew, smallest: float, rows: int) -> str:
        """Why a test of independence is not printed: its smallest expected count, or its number of rows."""
        return self.term("cells", why, "few.").format(smallest=f"{smallest:.2f}", n=rows, noun=self.noun)

    def count_scope(self, scope: str) -> str:
        """What a frequency is told of: a document or a row of the matrix."""
        return self.row_head if scope == "row" else self.term("cells", scope, "scope.")

    def category_level(self, level: str) -> str:
        """Whether a frequency is that of a type, of a sub-type or of a keyword."""
        return self.term("cells", level, "level.")

    def rank(self, rank: int) -> str:
        """Whether a type is the main one of its paragraph."""
        return self.term("cells", "main" if rank == 1 else "further", "rank.")

    def rule(self, code: str) -> str:
        """A summand of a score."""
        return self.term("reasons", code)

    def rejection(self, code: str) -> str:
        """Why a word that was found does not count."""
        return self.term("reasons", code, "rejected.")

    def doubt(self, code: str) -> str:
        """Why a coding should be looked at again."""
        return self.term("reasons", code, "doubt.")

    def doubtful(self, doubt: Doubt, given: bool) -> str:
        """The same with the type in doubt, which the paragraph is given or may lack, and the words it hangs on."""
        if not doubt.type_id:
            return self.doubt(doubt.why)
        words = self.wordlist("cells")
        note = words["doubt.note"].format(note=doubt.note) if doubt.note else ""
        key = "doubt.given" if given else "doubt.missing"
        return words[key].format(why=self.doubt(doubt.why), type=self.label(doubt.type_id), note=note)

    def learned_rule(self, taxonomy: Taxonomy) -> str:
        """How learned words take part in the coding; empty where they do not."""
        table = taxonomy.learned
        if table is None or not table.thresholds or taxonomy.method == "count":
            return ""
        thresholds = sorted(value for _, value in table.thresholds)
        return self.term("cells", "learned.table").format(
            words=f"{len(table.words):,}", file=table.file, least=f"{thresholds[0]:g}", most=f"{thresholds[-1]:g}",
            objection=f"{table.objection:g}",
        )  # fmt: skip

    def instrument(self, id: str) -> str:
        """A form of policy instrument."""
        return self.term("instruments", id)

    def intensity(self, level: int) -> str:
        """How binding a measure is."""
        return self.term("cells", str(level), "intensity.")

    def amount_kind(self, amount: Amount) -> str:
        """What a sum of money is: a cap, a rate, the size of a fund."""
        return self.term("amounts", amount.kind, "kind_")

    def status(self, target: Target) -> str:
        """Whether a figure is aimed at or reached."""
        return self.term("targets", target.status, "status_")

    def year_origin(self, target: Target) -> str:
        """Where the year of a target was read; empty without a year."""
        return self.term("targets", target.year_origin, "year_") if target.year_origin else ""

    def comparator(self, target: Target) -> str:
        """How a target relates to its value, in words (不低于, 增长, 约): a sign would read as a formula."""
        sign = "≈" if target.comparator == "=" and "approximate" in target.flags else target.comparator
        return self.term("targets", "reached" if target.reached else f"comparator_{sign}")

    def stated(self, target: Target) -> str:
        """Year and figure as a cell of a grid says them: 2025年 ≥100家; says so where the year is inferred."""
        if not target.year:
            return self.figure(target)
        words = self.wordlist("targets")
        key = "stated_explicit" if target.year_origin == "explicit" else "stated_inferred"
        return words[key].format(year=target.year, figure=self.figure(target))

    def figure(self, target: Target) -> str:
        """A value with comparator and unit: ≥100家, 达到2%, 年均增长8%左右, 45万人, 翻一番."""
        words = self.wordlist("targets")
        if target.value is None:
            return words["figure_qualitative"]
        if target.spoken:
            return target.spoken
        value = self._value(target)
        if "approximate" in target.flags:
            value = words["figure_about"].format(value=value)
        if target.bound:
            value = words[f"figure_bound_{target.bound}"].format(value=value)
        change = _change(target)
        figure = words[f"figure_{'reached' if target.reached else change}"].format(value=value)
        if "annual" not in target.flags:
            return figure
        grows = change in ("+", "+%", "-", "-%")
        return words["figure_annual_change" if grows else "figure_annual"].format(figure=figure)

    def nothing_aimed(self, row: Row) -> str:
        """What stands in a grid of targets where a row has none: 未列, 节选未见, 报道无目标."""
        news = set(row.genres) <= set(lexicons.load("targets")["reported_genres"]) and row.empty == "genre"
        return self.term("targets", "news" if news else row.empty, "empty_")

    def _value(self, target: Target) -> str:
        high = self.quantity(target.value_to, target.unit) if target.value_to is not None else ""
        low = self.quantity(target.value or 0.0, target.unit)
        if not high:
            return low
        low = low if target.unit == "%" else low.removesuffix(target.unit)
        return self.term("targets", "figure_to").format(low=low, high=high)

    def quantity(self, value: float, unit: str) -> str:
        """A round number as people write it with its unit: 45万人, 5.3万亿元, 2亿人; the rest in full: 481家."""
        words, taken = self.wordlist("targets"), ""
        for key, scale in (("figure_wan", 10**4), ("figure_yi", 10**8)):
            taken += words[key].format(value="", unit="")  # 万元 and 亿元 are scaled already
            round_one = value >= scale and value * 100 % scale == 0 and unit[:1] not in taken
            if words[key] and round_one and value < scale * 10**4:
                return words[key].format(value=number(value / scale), unit=unit)
        return f"{number(value)}{unit}"

    def base(self, target: Target) -> str:
        """What a target starts from: 2020年72家; empty where nothing is said of it."""
        words = self.wordlist("targets")
        value = self.quantity(target.base_value, target.unit) if target.base_value is not None else ""
        key = "base_both" if value and target.base_year else "base_value" if value else "base_year"
        return words[key].format(value=value, year=target.base_year) if value or target.base_year else ""

    def symbol(self, symbol: Symbol) -> str:
        """A symbol as people read it: 不适用 for n/a."""
        return self.term("cells", symbol, "shown.")

    # --- decisions --------------------------------------------------------------------------------------------------

    def verdict(self, decision: Decision) -> str:
        """What a reviewer decided, in the word of the list in the workbook."""
        return self.term("workbook", decision.verdict, "verdict.")

    # --- problems ---------------------------------------------------------------------------------------------------

    def problem(self, problem: Problem) -> str:
        """A problem as a sentence."""
        return problem_sentence(problem, self.lang)


def _change(target: Target) -> Comparator:
    """How the value is told: a range of a rate grows like the rate; a name that says so itself (涨幅) needs no verb."""
    nouns = lexicons.load("targets")["growth_nouns"]
    if target.comparator in ("+%", "-%") and target.indicator_std.endswith(tuple(nouns["told"])):
        return "="
    return "+%" if target.comparator == "range" and target.indicator_std.endswith(nouns["added"]) else target.comparator


def path_of(headings: Iterable[Heading]) -> str:
    """Headings from the outermost to the nearest."""
    return BETWEEN_HEADINGS.join(map(str, headings))


def foreign(flag: Flag) -> bool:
    """True if the words that a flag shows are machine-made or foreign matter and not the document's own."""
    return not lexicons.load("wording/flags").get(flag.code, {}).get("quotable", True)


def names_documents(note: Flag) -> bool:
    """True if the quote of a comparability note names documents, by their codes."""
    return bool(lexicons.load("wording/comparability").get(note.code, {}).get("names"))


def number(value: float) -> str:
    """A figure as people write it: 800, 2.8, 20000."""
    return str(int(value)) if value == int(value) else f"{value:.4f}".rstrip("0").rstrip(".")
