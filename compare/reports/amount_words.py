"""What a row gives for an object, in words: the sum in bold, who gets it and on what condition, where it stands.

In: the `Support`s of a cell of the grid. Out: runs of text with their style, the same in workbook and report.
Example: “国家级”, bold “100万元”, “；省级”, bold “50万元”, “（运营单位）”, small “临江办法三（二）”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.chinese.normalize import fold
from compare.documents.short_names import find_short_names
from compare.kinds import POOLED
from compare.matrix.analysis import Analysis
from compare.matrix.grids.amount_objects import clause, support_objects
from compare.matrix.grids.amounts import AmountCell, AmountLine
from compare.matrix.grids.supports import Support, support_kind
from compare.model import Amount, Paragraph
from compare.reports.styled import Run
from compare.wording import Wording

_CONDITION, _CLAUSE = 26, 40
"""characters of a condition, and of the clause around an instrument, that a cell has room for"""

_NAMED = 6
"""rows named in a sentence"""


class AmountWords(Wording):
    """How the grid of an analysis is printed."""

    def __init__(self, analysis: Analysis) -> None:
        self.study, self.comparison, self.grid = analysis.study, analysis.comparison, analysis.amount_grid
        super().__init__(self.study.settings.lang, self.study.taxonomy, self.study.settings.by)
        self.words = self.wordlist("amounts")
        self.short_names = find_short_names(self.study.documents, self.lang)

    def stating(self) -> str:
        """Who states what is given and who does not; says plainly where nobody does."""
        if self.grid.nobody_states and not self.grid.unread:
            key = "nobody" if self.grid.lines else "nothing"
            return self.words[f"stating_{key}"].format(n=sum(len(row.documents) for row in self.comparison.rows))
        rows = self.comparison.by_key
        whole = [rows[key].label for key in self.grid.silent if rows[key].empty == "absent"]
        partial = [rows[key].label for key in self.grid.silent if rows[key].empty != "absent"]
        unread = [rows[key].label for key in self.grid.unread]
        some = [rows[key].label for key in self.grid.stating]
        beside = [rows[key].label for key in self.grid.beside]
        told = [("some", some), ("none", whole), ("unseen", partial), ("unread", unread), ("beside", beside)]
        return self.words["stating_join"].join(self._listed(*item) for item in told if item[1]) + self.words["stop"]

    def _listed(self, key: str, labels: Sequence[str]) -> str:
        """A clause about rows, the first of which are named."""
        names = self.words["name_join"].join(labels[:_NAMED])
        more = self.words["names_more"].format(n=len(labels)) if len(labels) > _NAMED else ""
        return self.words[f"stating_{key}"].format(names=names + more)

    def line(self, line: AmountLine) -> str:
        """The name of a line of the grid."""
        if line.object:
            return support_objects()[line.object].label(self.lang)
        return self.words["line_other"].format(type=self.label(line.type_id))

    def more(self, cell: AmountCell, most: int) -> list[Run]:
        """How many supports a cell holds besides those told."""
        beyond = len(cell.supports) - most
        return [Run(self.words["more"].format(n=beyond), "small")] if beyond > 0 else []

    def runs(self, support: Support) -> list[Run]:
        """One support."""
        if support.tool:
            return self._tool(support)
        label = self.words["label_limit"]
        said = support.kind != "limit" or support.amounts[0].raw.startswith(label[:2])
        told = [] if said else [Run(label, "plain")]
        for number, amount in enumerate(support.amounts):
            told += [Run(self.words["sum_join"], "plain")] if number else []
            told += self._sum(amount)
        if terms := list(self._terms(support)):
            told.append(Run(self.words["terms"].format(terms=self.words["term_join"].join(terms)), "plain"))
        return [run for run in told if run.text]

    def source(self, support: Support) -> str:
        """``临江办法三（二）``."""
        clause = self.study.paragraphs[support.paragraph_key].clause
        return f"{self.short_names[support.document_id]}{self.clause(clause)}"

    def _sum(self, amount: Amount) -> Iterator[Run]:
        """A sum as written behind what it is for one of, or a rate behind what it is a share of."""
        behind = amount.per.startswith("/")
        tier = amount.tier + (self.words["tier_rate"] if amount.tier and amount.kind == "rate" else "")
        yield Run(self.printed(tier + ("" if behind else _without_overlap(amount.per, amount.raw))), "plain")
        kind = "cap" if "cap" in amount.flags else support_kind(amount)
        key = f"given_{'pool' if amount.kind in POOLED else kind}"
        if amount.kind == "rate" and len(amount.basis) > 1 and amount.basis not in amount.raw:
            yield Run(self.words["given_basis"].format(basis=self.printed(amount.basis)), "plain")
        named = amount.written.start < amount.span.start  # 最高 stands in the words quoted
        form = self.words["given_fixed" if named or key not in self.words else key]
        yield Run(form.format(raw=self.printed(amount.raw)) + (amount.per if behind else ""), "bold")

    def _terms(self, support: Support) -> Iterator[str]:
        """Years, receiver and condition, as far as a cell has room for them; a tier says its condition itself."""
        if years := next((a.years for a in support.amounts if a.years), None):
            yield self.words["years"].format(n=years)
        tiers = any(a.tier for a in support.amounts)
        whole, receiver = "" if tiers else support.condition, support.receiver
        if not (tiers or whole or receiver):
            whole = self._clause_before(support)
        if whole and len(whole) <= _CONDITION:
            yield self.printed(whole)
        if receiver and len(receiver) <= _CONDITION and (receiver not in whole or len(whole) > _CONDITION):
            yield self.printed(receiver)

    def _clause_before(self, support: Support) -> str:
        """The clause before that of a sum whose receiver and condition nothing names: 股票上市,予以奖励100万元."""
        paragraph = self.study.paragraphs[support.paragraph_key]
        text, start = paragraph.words.folded, clause(paragraph.words.folded, support.span.start)[0]
        if not start or text[start - 1] != ",":
            return ""
        before, end = clause(text, start - 1)
        return unnumbered(paragraph.text[before:end], paragraph)

    def _tool(self, support: Support) -> list[Run]:
        """The clause around an instrument, if there is room for it, and that it states no figure if it has none."""
        paragraph = self.study.paragraphs[support.paragraph_key]
        start, end = clause(paragraph.words.folded, support.span.start)
        if end - start > _CLAUSE:
            start, end = support.span
        opening = unnumbered(paragraph.text[start : support.span.start], paragraph)
        words = [opening, support.tool, paragraph.text[support.span.end : end]]
        runs = [Run(self.printed(text), "bold" if text is words[1] else "plain") for text in words]
        bare = not any(map(str.isdecimal, "".join(words)))  # “最高20” of a table has one that was not read
        return [run for run in (*runs, Run(self.words["no_figure"] if bare else "", "plain")) if run.text]


def _without_overlap(before: str, words: str) -> str:
    """What stands before words, without the end of it that they begin with: 年度累计 before 累计不超过20万元."""
    shared = next((n for n in range(len(before), 0, -1) if words.startswith(before[-n:])), 0)
    return before[: len(before) - shared]


def unnumbered(words: str, paragraph: Paragraph) -> str:
    """Words from the beginning of a paragraph without its number: 第五十一条, (八)."""
    words, place = words.lstrip(), fold(paragraph.clause)
    most = min(len(words), len(place) + 1)
    label = next((n for n in range(most, 1, -1) if fold(words[:n]).rstrip("、.") in place), 0)
    return words[label:].lstrip()
