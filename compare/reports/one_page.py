"""The one page in words: what narrative and workbook render, each in its own way.

In: an `Analysis`. Out: a `OnePage` of paragraphs, tables and quotations whose pieces may be bold and open to evidence.
Example: the block 各有所长 of a Chinese run reads “临江：着墨最多的是人才（11／48）；有名称的工具有鸿雁领航计划。”
Which rows, names and sentences stand there is `compare.matrix.answer`'s; here they get their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare import lexicons
from compare.chinese.punctuation import full_width
from compare.documents.short_names import find_short_names
from compare.matrix.amount_grid import AmountLine
from compare.matrix.amount_objects import support_objects
from compare.matrix.analysis import Analysis
from compare.matrix.answer import Lack, Portrait
from compare.matrix.home import Beside, Theirs
from compare.matrix.missed import left_out
from compare.matrix.borrowing import Passage
from compare.matrix.passages import Point
from compare.matrix.rows import OPEN
from compare.matrix.target_grid import TargetLine
from compare.model import OTHER, Document, PeerGroup, Row, Span, Target
from compare.wording import Wording, number

_CHANGES = ("+%", "-%", "+", "-", "×")
"""comparators whose word stands before the figure"""
TITLED = 4
"""rows named in the title where not all are on the page"""
NAMED = 8
"""documents named one by one; of more only the number"""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text of one look."""

    text: str
    bold: bool = False
    evidence: str = ""
    """id of the evidence row that it opens; empty for none"""


Rich = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph behind its lead-in."""

    lead: str
    text: Rich


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its first column names the lines."""

    head: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    caption: str = ""
    widths: tuple[int, ...] = ()
    """how the columns share the width, in 24ths; empty = a narrow first one, the others alike"""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Numbered quotations behind their lead-in."""

    lead: str
    items: tuple[Rich, ...]


Block = Para | Grid | Quotes


@dataclass(frozen=True, slots=True)
class OnePage:
    """The page."""

    title: str
    blocks: tuple[Block, ...]
    note: str
    """small print: full titles, how was counted"""


def write_page(analysis: Analysis) -> OnePage:
    """The page of a comparison in the language of its run."""
    return _Writer(analysis).page()


def plain(text: Rich) -> str:
    """The words alone."""
    return "".join(run.text for run in text)


class _Writer(Wording):
    """The page being written."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.answer = analysis, analysis.answer
        self.study, self.comparison = analysis.study, analysis.comparison
        super().__init__(self.study.settings.lang, self.study.taxonomy, self.study.settings.by)
        self.words = self.wordlist("answer")
        self.names = find_short_names(self.study.documents, self.lang)
        self.rows = {row.key: row for row in self.comparison.rows}

    def page(self) -> OnePage:
        """All blocks that have something to say."""
        beside = self.answer.beside
        told = self._home_blocks(beside) if beside else self._blocks()
        return OnePage(self._title(), tuple(filter(None, told)), self._note())

    def _blocks(self) -> Iterator[Block | None]:
        yield self._scope()
        yield self._overall()
        yield self._matrix()
        yield self._best()
        yield self._lacks()
        yield self._passages()
        yield self._targets()
        yield self._amounts()
        yield self._warnings()

    # --- small parts ------------------------------------------------------------------------------------------------

    def say(self, key: str, **slots: object) -> str:
        """A sentence of wording/answer.yaml with its slots filled."""
        return self.words[key].format(noun=self.noun, **slots)

    def join(self, parts: Iterable[str], by: str = "join") -> str:
        """甲、乙."""
        return self.words[by].join(filter(None, parts))

    def sentence(self, parts: Iterable[str]) -> str:
        """Clauses with a full stop; nothing without any."""
        told = self.join(parts, "clause")
        return told + self.words["stop"] if told else ""

    def sentences(self, parts: Iterable[str]) -> str:
        """One after the other."""
        return self.join(parts, "gap")

    def row(self, keys: Iterable[str]) -> str:
        """Names of rows."""
        return self.join(self.rows[key].label for key in keys)

    def types(self, ids: Iterable[str]) -> str:
        """Names of types or sub-types."""
        return self.join(self.label(id) for id in ids)

    def documents(self, documents: Sequence[Document], timed: bool = True) -> str:
        """清城规划（2021—2025年）、花都节选 …; the first of many with their number."""
        names = [self._document(d) if timed else self.names[d.id] for d in documents[:NAMED]]
        told = self.join(names)
        return self.say("more", names=told, n=len(documents)) if len(documents) > NAMED else told

    def _document(self, document: Document) -> str:
        time = document.metadata.time
        return (
            self.say("document", name=self.names[document.id], time=self._time(time))
            if time
            else self.names[document.id]
        )

    def _time(self, time: str) -> str:
        first, _, last = time.partition("-")
        return self.say("years", first=first, last=last) if last and last != first else self.say("year", year=first)

    def _of_rows(self, rows: Iterable[Row]) -> list[Document]:
        return [self.study.by_id[id] for row in rows for id in row.documents]

    def _shown(self) -> list[Row]:
        return [self.rows[key] for key in self.answer.shown]

    # --- title, scope -----------------------------------------------------------------------------------------------

    def _title(self) -> str:
        home = self.answer.home
        shown = [key for key in self.answer.shown if key != home or not self.answer.beside]
        names = self.row(shown)
        if self.answer.others:
            names = self.say("title.more", rows=self.row(shown[:TITLED]), n=len(shown) + self.answer.others)
        if not self.answer.beside:
            return self.say("title", rows=names) if names else self.words["answer"]
        return self.say("title.home", home=self.rows[home].label, own=self._own(), rows=names)

    def _scope(self) -> Para:
        key = "scope.how" if self.answer.beside else "scope"
        text = self.sentences([self._counted(), self.sentence(self._beside_page()), self.sentence(self._comparable())])
        return Para(self.say("lead", lead=self.words[key]), (Run(text),))

    def _counted(self) -> str:
        documents = self._of_rows(self._shown())
        if not self.answer.others and len(documents) <= NAMED:
            return self.say("scope.counted", n=len(documents), documents=self.documents(documents)) if documents else ""
        everywhere = self._of_rows(s.row for s in self.answer.standings if s.role in ("compared", "reference"))
        slots = {"n": len(everywhere), "rows": len(self.answer.shown) + self.answer.others}
        key = "scope.many" if self.answer.others else "scope.many_all"
        return self.say(key, shown=len(self.answer.shown), others=self.answer.others, **slots)

    def _beside_page(self) -> Iterator[str]:
        """What is no part of the page, and why."""
        for role in ("reference", "results", "garbled", "empty"):
            rows = [row for row in self.answer.of(role) if row.key not in self.answer.shown]
            if rows:
                yield self.say(f"scope.{role}", documents=self.documents(self._of_rows(rows)))
        if reasons := left_out(self.study.documents):
            parts = self.join(self.say("scope.left_part", why=self.left_out(why), n=n) for why, n in reasons.items())
            yield self.say("scope.left_out", n=sum(reasons.values()), reasons=parts)

    def _comparable(self) -> Iterator[str]:
        """Who may be compared with whom, and in what."""
        shown = self.answer.shown
        if len(shown) == 1:
            yield self.say("scope.one", row=self.row(shown))
            return
        if all(self.rows[key].empty == "summary" for key in shown):
            yield self.words["scope.summaries"]
        paired: set[str] = set()
        for group in self.answer.groups[:2]:
            keys = [key for key in shown if key in group.rows]
            paired.update(keys)
            yield self._peers(group, keys)
        if not self.answer.groups:
            yield self.words["scope.none"]
        if partial := [key for key in self.answer.partial if key in paired]:
            yield self.say("scope.partial", rows=self.row(partial))
        if paired and (apart := [key for key in shown if key not in paired]):
            yield self.say("scope.apart", rows=self.row(apart))
        yield self.words["scope.sizes"]

    def _peers(self, group: PeerGroup, keys: Sequence[str]) -> str:
        first, last = group.years
        years = self.say("scope.open", year=first) if last == OPEN else self._time(f"{first}-{last}")
        slots = {"rows": self.row(keys), "level": self.join(group.levels), "years": years}
        if group.theme:
            return self.say("scope.peers.theme", theme=self.label(group.theme), **slots)
        return self.say("scope.peers", **slots)

    # --- overall, matrix --------------------------------------------------------------------------------------------

    def _overall(self) -> Para | None:
        parts = [*self._led(), self._amounts_stated(), self._aims_stated() if len(self.answer.shown) > 1 else ""]
        text = self.sentences(parts)
        return Para(self.say("lead", lead=self.words["overall"]), (Run(text),)) if text else None

    def _led(self) -> Iterator[str]:
        """Of more rows than the page holds, how many each type leads."""
        if not self.answer.others:
            return
        counts: dict[str, int] = {}
        rows = [s.row for s in self.answer.standings if s.role == "compared"]
        for row in rows:
            cells = {c: len(self.comparison.cells[row.key, c].primary) for c in self.comparison.columns if c != OTHER}
            most = max(cells.values(), default=0)
            for column in [c for c, n in cells.items() if n == most and n]:
                counts[column] = counts.get(column, 0) + 1
        ordered = sorted(counts.items(), key=lambda item: -item[1])
        parts = (self.say("overall.leads.part", type=self.label(column), n=n) for column, n in ordered)
        yield self.say("overall.leads", n=len(rows), parts=self.join(parts))

    def _amounts_stated(self) -> str:
        stating = [p for p in self.answer.portraits if p.grants]
        if not stating:
            return self.words["overall.silent.one" if len(self.answer.shown) == 1 else "overall.silent"]
        parts = self.join(self.say("overall.stating.part", row=self.row([p.row]), n=p.grants) for p in stating)
        silent = [p.row for p in self.answer.portraits if not p.grants and p.row not in self.answer.partial]
        tail = self.say("overall.not_stating", rows=self.row(silent)) if silent else ""
        return self.sentence([self.say("overall.stating", parts=parts), tail])

    def _aims_stated(self) -> str:
        aiming = [p for p in self.answer.portraits if p.aims]
        if not aiming:
            return self.words["overall.no_aims"]
        ordered = sorted(aiming, key=lambda p: -p.aims)
        parts = self.join(self.say("overall.aims.part", row=self.row([p.row]), n=p.aims) for p in ordered)
        others = [p.row for p in self.answer.portraits if not p.aims]
        tail = self.say("overall.not_aiming", rows=self.row(others)) if others else ""
        return self.sentence([self.say("overall.aims", parts=parts), tail])

    def _matrix(self) -> Grid | None:
        shown = self.answer.shown
        columns = [column for column in self.comparison.columns if column != OTHER]
        lines = [(self._bare(self.label(column)), *(self._cell(column, key) for key in shown)) for column in columns]
        sums = [sum(len(self.comparison.cells[key, c].primary) for c in columns) for key in shown]
        total = [self.say("matrix.sum", n=n, units=self.rows[key].units) for key, n in zip(shown, sums, strict=True)]
        lines.append((self._bare(self.say("matrix.total", types=self.ordinal(len(columns)))), *map(self._bare, total)))
        return Grid((self.words["matrix.head"], *(self.rows[key].label for key in shown)), tuple(lines))

    def _bare(self, text: str) -> Rich:
        return (Run(text),)

    def _cell(self, column: str, key: str) -> Rich:
        cell = self.comparison.cells[key, column]
        leads = column in next(p.leads for p in self.answer.portraits if p.row == key)
        count = Run(str(len(cell.primary)), leads, next((e.id for e in self.analysis.strongest(cell.primary)), ""))
        shown = self.answer.points[column, key][: 2 if len(self.answer.shown) <= 4 else 1]
        if not shown or len(self.answer.shown) > 6:
            return (count,)
        return count, Run(self.say("matrix.cell", n="", points=self.types(shown)))

    # --- strengths and gaps -----------------------------------------------------------------------------------------

    def _best(self) -> Para | None:
        portraits = self.answer.portraits
        key = "best" if len(portraits) > 1 else "best.one"
        text = self.sentences(self._portrait(p) for p in portraits)
        return Para(self.say("lead", lead=self.words[key]), (Run(text),)) if text else None

    def _portrait(self, portrait: Portrait) -> str:
        parts = [self._lead(portrait), self._named(portrait), *self._figures(portrait)]
        return self.say("lead.colon", lead=self.row([portrait.row])) + self.sentence(parts)

    def _lead(self, portrait: Portrait) -> str:
        if not portrait.leads:
            return self.say("best.even", units=portrait.units)
        key = "best.lead" if len(portrait.leads) == 1 else "best.lead.each"
        return self.say(key, types=self.types(portrait.leads), count=portrait.count, units=portrait.units)

    def _named(self, portrait: Portrait) -> str:
        shown = portrait.names[: 3 if len(self.answer.shown) <= 4 else 1]
        return self.say("best.names", names=self.join(p.name for p in shown)) if shown else ""

    def _figures(self, portrait: Portrait) -> Iterator[str]:
        if portrait.aims and len(portrait.years) == 1:
            yield self.say("best.aims_by", n=portrait.aims, year=portrait.years[0])
        elif portrait.aims:
            yield self.say("best.aims", n=portrait.aims)
        if portrait.grants:
            yield self.say("best.grants", n=portrait.grants)

    def _lacks(self) -> Para | None:
        told = self.sentences(self._lack(lack) for lack in self.answer.lacks)
        runs = [Run(told or self.words["lacks.none"])]
        if self.answer.partial:
            runs.append(Run(self.words["gap"] + self.say("lead.colon", lead=self.words["lacks.unsaid"]), bold=True))
            runs.append(Run(self.say("lacks.partial", rows=self.row(self.answer.partial))))
        return Para(self.say("lead", lead=self.words["lacks"]), tuple(runs))

    def _lack(self, lack: Lack) -> str:
        parts = []
        if lack.aimless:
            key = "lacks.aimless" if len(lack.aimless) > 1 else "lacks.aimless.one"
            parts.append(self.say(key, types=self.types(lack.aimless)))
        if lack.goal_only:
            parts.append(self.say("lacks.goal_only", names=self.types(lack.goal_only)))
        if lack.admitted:
            parts.append(self.say("lacks.admitted", words=self.join(lack.admitted)))
        if lack.absent:
            parts.append(self.say("lacks.absent", names=self.types(lack.absent)))
        if lack.attachments:
            parts[-1] += self.say("bracket", text=self.words["lacks.attachments"])
        return self.say("lead.colon", lead=self.row([lack.row])) + self.sentence(parts)

    # --- quotations -------------------------------------------------------------------------------------------------

    def _passages(self) -> Quotes | None:
        items = tuple(self._passage(passage) for passage in self.answer.passages)
        key = "passages.home" if self.answer.beside else "passages"
        return Quotes(self.words[key], items) if items else None

    def _passage(self, passage: Passage) -> Rich:
        mark = self.words["quoted"].partition("{text}")
        text = self._text(passage.evidence, [passage.span], passage.bold)
        source = self.say("bracket", text=self.source(passage.evidence))
        return Run(mark[0]), *text, Run(mark[2]), Run(source, evidence=passage.evidence)

    def _text(self, evidence: str, spans: Sequence[Span], bold: Sequence[Span]) -> Rich:
        """Words of a paragraph with their figures in bold; what lies between two stretches is left out."""
        text = self.study.paragraphs[self.comparison.by_id[evidence].paragraph_key].text
        runs: list[Run] = []
        for span in spans:
            if runs:
                runs.append(Run(self.words["cell.join"]))
            at = span.start
            for figure in (b for b in bold if span.start <= b.start and b.end <= span.end and b.start >= at):
                runs += [Run(text[at : figure.start]), Run(text[figure.start : figure.end], bold=True)]
                at = figure.end
            runs.append(Run(text[at : span.end]))
        return tuple(Run(self._printed(run.text), run.bold) for run in runs if run.text)

    def _printed(self, text: str) -> str:
        return full_width(text)

    def source(self, evidence: str) -> str:
        """江门方案一（二）; the heading in quotation marks where the text has no numbers."""
        row = self.comparison.by_id[evidence]
        name, paragraph = self.names[row.document_id], self.study.paragraphs[row.paragraph_key]
        if paragraph.clause:
            return self.say("source", name=name, clause=self.clause(paragraph.clause)).strip()
        heading = next((h.text for h in reversed(paragraph.headings) if h.text), "")
        return self.say("source.heading", name=name, heading=full_width(heading)) if heading else name

    # --- figures side by side ---------------------------------------------------------------------------------------

    def _targets(self) -> Grid | None:
        shown, grid = self.answer.shown, self.analysis.target_grid
        if not self.answer.targets:
            return None
        lines = [
            (self._bare(line.indicator), *(self._targets_of(line, key) for key in shown))
            for line in self.answer.targets
        ]
        stating = [i for i, key in enumerate(shown) if any(grid.of(line, key) for line in self.answer.targets)]
        head = (self.words["targets.head"], *(self.rows[shown[i]].label for i in stating))
        return Grid(head, tuple((line[0], *(line[1 + i] for i in stating)) for line in lines))

    def _targets_of(self, line: TargetLine, key: str) -> Rich:
        found = self.analysis.target_grid.of(line, key)
        if not found:
            partial = key in self.answer.partial
            summary = self.rows[key].empty == "summary"
            return self._bare(
                self.words["targets.summary" if summary else "targets.partial" if partial else "targets.none"]
            )
        told = self.join((self._value(target) for target in found[:2]), "cell.join")
        unit = next((id for id in self._evidence_of(found[0].paragraph_key)), "")
        return (Run(told, evidence=unit),)

    def _evidence_of(self, paragraph_key: str) -> list[str]:
        return [e.id for e in self.comparison.evidence if e.paragraph_key == paragraph_key]

    def _value(self, target: Target) -> str:
        figure = number(target.value or 0)
        if target.value_to is not None:
            figure += f"–{number(target.value_to)}"
        written = self.study.paragraphs[target.paragraph_key].text[slice(*target.span)]
        verbatim = self.lang != "en" and (target.comparator in "≥=range" or written != figure + target.unit)
        bare = full_width(written) if self.lang != "en" else figure + target.unit
        told = bare if verbatim and target.comparator not in _CHANGES else self.say(f"value.{target.comparator}", value=bare)
        told = self.say("value.annual", value=told) if "annual" in target.flags else told
        return self.say("value.year", year=target.year, value=told) if target.year else told

    def _amounts(self) -> Grid | None:
        shown, grid = self.answer.shown, self.analysis.amount_grid
        if not self.answer.amounts:
            return None
        giving = [key for key in shown if any(grid.cell(line, key).grants for line in self.answer.amounts)]
        lines = []
        for line in self.answer.amounts:
            cells = (self._grants(line, key) for key in giving)
            lines.append((self._bare(support_objects()[line.object].label(self.lang)), *cells))
        head = (self.words["amounts.head"], *(self.rows[key].label for key in giving))
        return Grid(head, tuple(lines))

    def _grants(self, line: AmountLine, key: str) -> Rich:
        grants = self.analysis.amount_grid.cell(line, key).grants
        if not grants:
            return self._bare(self.words["targets.partial" if key in self.answer.partial else "targets.none"])
        told = dict.fromkeys(full_width(amount.raw) for grant in grants for amount in grant.amounts)
        first = next(iter(self._evidence_of(grants[0].paragraph_key)), "")
        return (Run(self.join(list(told)[:3]), evidence=first),)

    # --- warnings ---------------------------------------------------------------------------------------------------

    def _warnings(self) -> Para | None:
        told = [
            self.say(f"warn.{w.code}", documents=self.documents([self.study.by_id[id] for id in w.documents[:3]], timed=False)
                     if len(w.documents) <= 3 else self.say("more", names=self.documents([self.study.by_id[id] for id in w.documents[:3]], timed=False), n=len(w.documents)))
            for w in self.answer.warnings[:2]
        ]  # fmt: skip
        after = self._next()
        if not told:
            return Para(self.say("lead", lead=self.words["next"]), (Run(after),)) if after else None
        if len(told) == 1:
            text = self.sentence(told)
        else:
            text = self.sentence(
                self.say(f"warnings.{n}", text=t) for n, t in zip(("first", "second"), told, strict=True)
            )
        runs = [Run(text)]
        if after:
            runs += [Run(self.words["gap"] + self.say("lead.colon", lead=self.words["next"]), bold=True), Run(after)]
        return Para(self.say("lead", lead=self.words["warnings" if len(told) > 1 else "warnings.one"]), tuple(runs))

    def _next(self) -> str:
        parts = []
        if self.answer.open_next and len(self.answer.shown) > 1:
            aims = any(p.aims for p in self.answer.portraits)
            key = "next.aims" if not self.answer.stating else "next.best" if aims else "next.grants"
            parts.append(self.say(key, document=self.names[self.answer.open_next]))
        partial = self._of_rows(self.rows[key] for key in self.answer.partial)
        if partial:
            parts.append(self.say("next.partial", documents=self.documents(partial[:3], timed=False)))
        return self.sentence(parts)

    def _note(self) -> str:
        documents = self._of_rows(self._shown())
        titles = ""
        if len(documents) <= NAMED and not self.answer.others:
            named = (
                self.say("note.titles", name=self.names[d.id], title=full_width(d.title.strip("《》")))
                for d in documents
            )
            titles = self.sentence(named)
        return self.sentences([titles, self.words["note.counts"]])

    # --- from the side of the own row -------------------------------------------------------------------------------

    def _own(self) -> str:
        end = self._end()
        return self.say("own", end=end) if end else self.words["own.place"]

    def _end(self) -> str:
        """区 of 临江区; empty where the name does not end so."""
        endings: list[str] = lexicons.load("divisions")["endings"]
        label = self.rows[self.answer.home].label
        return next((end for end in endings if len(end) == 1 and label.endswith(end)), "")

    def _home_blocks(self, beside: Beside) -> Iterator[Block | None]:
        yield self._scope()
        yield self._three(beside)
        yield self._ours(beside)
        yield self._theirs(beside)
        yield self._harder(beside)
        yield self._passages()
        yield self._targets()
        yield self._amounts()
        yield self._warnings()

    def _slots(self) -> Mapping[str, str]:
        return {"own": self._own(), "end": self._end() or self.words["own.place"][-1:]}

    def _three(self, beside: Beside) -> Para:
        own = next(p for p in self.answer.portraits if p.row == self.answer.home)
        key = "home.three.lead" if own.leads else "home.three.even"
        first = self.say(key, types=self.types(own.leads), count=own.count, units=own.units, **self._slots())
        others = [told for p in self.answer.portraits if p is not own and (told := self._strong_in(p, own))]
        parts = [self.sentence([first]), self.sentence([self.join(others, "clause")] if others else [])]
        if add := self._to_add(beside):
            parts.append(self.sentence([self.say("home.three.add", names=add)]))
        return Para(self.say("lead", lead=self.words["home.three"]), (Run(self.sentences(parts)),))

    def _strong_in(self, portrait: Portrait, own: Portrait) -> str:
        """What another row has more of: sums, numbers, names, else its leading type."""
        if portrait.grants > own.grants:
            what = self.say("home.three.grants", n=portrait.grants, m=own.grants, **self._slots())
        elif portrait.aims > own.aims:
            what = self.say("home.three.aims", n=portrait.aims, m=own.aims, **self._slots())
        elif portrait.names:
            what = self.say("home.three.names", names=self.join(p.name for p in portrait.names[:2]))
        else:
            what = self.types(portrait.leads)
        return self.say("home.three.theirs", row=self.row([portrait.row]), what=what) if what else ""

    def _to_add(self, beside: Beside) -> str:
        """Where others state figures and we do not: sub-types, then types; else what most of them have and we lack."""
        hard = [self.label(item.subtype) for item in beside.stronger if item.why != "firm"]
        aimless = next((lack.aimless for lack in self.answer.lacks if lack.row == self.answer.home), ())
        aimed = {line.type_id for line in self.analysis.target_grid.lines for key in self.answer.shown
                 if key != self.answer.home and self.analysis.target_grid.of(line, key)}  # fmt: skip
        types = [id for id in aimless if id in aimed]
        if types and not hard:
            return self.say("home.three.add_aims", types=self.types(types[:3]))
        if hard:
            return self.say("home.three.add_aims", types=self.join(dict.fromkeys(hard[:3])))
        return self.types(list(dict.fromkeys(id for item in beside.theirs for id in item.subtypes))[:3])

    def _ours(self, beside: Beside) -> Grid | Para:
        head = tuple(self.say(f"home.head.{key}", **self._slots()) for key in ("item", "ours", "others"))
        rows = []
        for item in beside.ours:
            told: dict[str, list[str]] = {}
            for key, verdict in item.others:
                told.setdefault(verdict, []).append(key)
            others = self.join((self.say(f"said.{v}", rows=self.row(keys)) for v, keys in told.items()), "clause")
            rows.append((self._bare(self.label(item.subtype)), self._point(item.point), self._bare(others)))
        return self._titled("home.ours", head, rows, (5, 12, 7))

    def _theirs(self, beside: Beside) -> Grid | Para:
        others = [key for key in self.answer.shown if key != self.answer.home]
        head = (self.say("home.head.type"), *(self.rows[key].label for key in others))
        cells = {(item.column, item.row): item for item in beside.theirs}
        rows = []
        for column in dict.fromkeys(item.column for item in beside.theirs):
            line = [self._bare(self.label(column))]
            for key in others:
                item = cells.get((column, key))
                line.append(self._bare(self._missing(item) if item else self.words["home.nothing"]))
            rows.append(tuple(line))
        return self._titled("home.theirs", head, rows)

    def _missing(self, item: Theirs) -> str:
        """Sub-types, then the instruments that none of them says already."""
        named = {id: self.label(id) for id in item.subtypes}
        told = [
            self.say("home.admitted", name=name, **self._slots()) if id in item.admitted else name
            for id, name in named.items()
        ]
        return self.join([*told, *self._tools(item, list(named.values()))])

    def _tools(self, item: Theirs, named: Sequence[str]) -> Iterator[str]:
        """租金补助办法: an object with its instrument, if neither is said already."""
        for id, tool in item.tools:
            label = support_objects()[id].label(self.lang).partition("（")[0]
            if not any(tool in name or name in tool or name in label for name in named):
                yield tool if label in tool else self.say("home.tool", object=label, tool=tool)

    def _harder(self, beside: Beside) -> Grid | Para:
        head = tuple(self.say(f"home.head.{key}", **self._slots()) for key in ("item", "own", "theirs", "why"))
        rows = []
        for item in beside.stronger:
            theirs = (Run(self.say("home.cell", row=self.row([item.row]), words="")), *self._point(item.theirs))
            why = self._bare(self.words[f"harder.{item.why}"])
            rows.append((self._bare(self.label(item.subtype)), self._point(item.ours), theirs, why))
        return self._titled("home.harder", head, rows, (4, 8, 9, 3))

    def _titled(
        self, key: str, head: Sequence[str], rows: Sequence[tuple[Rich, ...]], widths: tuple[int, ...] = ()
    ) -> Grid | Para:
        caption = self.say(key, **self._slots())
        if not rows:
            return Para(self.say("lead", lead=caption), (Run(self.words["home.none"]),))
        return Grid(tuple(head), tuple(rows), caption, widths)

    def _point(self, point: Point) -> Rich:
        source = self.say("bracket", text=self.source(point.evidence))
        return *self._text(point.evidence, point.clauses, point.bold), Run(source, evidence=point.evidence)
