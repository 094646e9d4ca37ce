"""证据与复核 and 未归类: the paragraphs behind every count, what a person says of them, and why they count.

In: a `Book`. Out: one row an `Evidence` (the invariant of the whole workbook: a cell is the number of its rows here):
first the text, its type and three columns for a reviewer, then where it stands, its id, to which all links lead, and
its place among those to check first; folded away, scores, cues, facts and the two keys that bring the review back.
Then the measures without a type.
Example: 支持建设孵化器…… · 孵化载体 · [同意, 不同意, 改类, 补充] · 临江区 · 第三条 · 临江办法 · 临江2023-3-1 · 1.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from compare.kinds import LEARNED_PLACES
from compare.matrix.doubts import is_given
from compare.model import OTHER, Coding, Decision, Document, Evidence, Match, Paragraph, Reason, Study
from compare.reports.xlsx.book import KEY_COLUMN, Book, Spec
from compare.reports.xlsx.cells import Column, Linked, Look, Marked, Value, join_spans
from compare.reports.xlsx.decisions import own_headings, remark
from compare.reports.xlsx.layout import FIRST_ROW, WARM
from compare.wording import Wording, number, path_of

_UNCODED: tuple[Spec, ...] = (
    ("col.evidence", 24, "id"), ("noun", 12, "text"), ("col.document", 28, "text"), ("col.clause", 16, "text"),
    ("ev.headings", 30, "note"), ("un.residual", 20, "text"), ("col.sentence", 90, "text"), ("un.length", 7, "number"),
    ("ev.intensity", 8, "count"), ("ev.doubt", 8, "hundredth"), ("un.considered", 40, "note"),
)  # fmt: skip
LIMITS = ("expired", "draft", "repealed", "superseded")
"""flags of a document that must stand beside each of its clauses"""
_LEARNED = 5
"""learned words that a cell names, those that say most; explain, the page and evidence.csv have all of them"""
VERDICTS = ("accept", "reject", "relabel", "add")
REVIEW: Look = {"bg_color": "#FFFBE6"}
_VERDICT, _SOURCE, _OWN = 2, 7, 14
"""columns of the verdict, which two more to fill in follow, of the source, and of what reviewers added"""


@dataclass(frozen=True, slots=True)
class _Item:
    """An evidence row with what it stands on."""

    evidence: Evidence
    document: Document
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of the evidence sheet with the way to its value."""

    column: Column
    value: Callable[[_Item], Value]


def write_evidence(book: Book) -> None:
    """Write the evidence sheet in the order of the plan; with a second study the main policy tool stands beside."""
    page = book.pages["evidence"]
    shown, folded = _review_fields(book), _detail_fields(book)
    fields = [*shown, *folded]
    page.table([field.column for field in fields])
    page.fold(len(shown))
    book.head("evidence", _note(book))
    review = dict.fromkeys((*range(_VERDICT, _VERDICT + 3), *range(_OWN, len(shown))), REVIEW)
    for evidence in book.plan.rows:
        document = book.study.by_id[evidence.document_id]
        item = _Item(evidence, document, book.study.paragraphs[evidence.paragraph_key])
        warned = {} if document.quotable else {_SOURCE: WARM}
        page.row([field.value(item) for field in fields], {**review, **warned})
    if page.empty:
        page.remark(book.words["empty_table"])
    else:
        _offer_choices(book)
    page.finish(0, book.footer, printed=(page.first_page(KEY_COLUMN), KEY_COLUMN))


def _note(book: Book) -> str:
    """How to review, and how many paragraphs should be looked at first."""
    asked, doubtful = len(book.asked), len(book.analysis.doubtful)
    first = book.say("ev.first", shown=asked, total=doubtful) if asked else ""
    return book.words["ev.note"] + first


# --- columns ----------------------------------------------------------------------------------------------------


def _review_fields(book: Book) -> list[_Field]:
    """What a reviewer reads and fills in, where the paragraph stands, and the columns that reviewers added."""
    w, decisions = book.words, book.study.decided
    remarks = {(d.paragraph_key, d.measure_id): d for d in book.study.remarks}

    def cell(item: _Item, heading: str) -> str | None:
        """What a person wrote under a heading of their own, or where a verdict or a type was expected."""
        key = (item.evidence.paragraph_key, item.evidence.column)
        return ChainMap(*(dict(rows[key].cells) for rows in (decisions, remarks) if key in rows)).get(heading)

    def verdict(item: _Item) -> str | None:
        return _verdict(book, decisions, item.evidence) or cell(item, "ev.verdict")

    return [
        _Field(Column(w["ev.text"], 70), lambda i: marked_text(i.paragraph, i.evidence.coding)),
        _Field(Column(w["col.type"], 12), lambda i: book.label(i.evidence.column)),
        _Field(Column(w["ev.verdict"], 10, "center"), verdict),
        _Field(Column(w["ev.relabel"], 12), lambda i: cell(i, "ev.relabel")),
        _Field(Column(w["ev.remark"], 20), lambda i: _remark(decisions, i.evidence) or _remark(remarks, i.evidence)),
        _Field(Column(_row_head(book), 10), lambda i: book.comparison.labels[i.evidence.row]),
        _Field(Column(w["col.clause"], 12), lambda i: i.paragraph.clause),
        _Field(Column(w["ev.source"], 12), lambda i: _source(book, i.document)),
        _Field(Column(w["col.evidence"], 20, "id"), lambda i: i.evidence.id),
        _Field(Column(w["col.layer"], 7, "center"), lambda i: book.role(i.evidence.layer)),
        _Field(Column(w["ev.rank"], 7, "center"), lambda i: book.rank(i.evidence.rank)),
        _Field(Column(w["ev.cell"], 9, "center"), lambda i: _back(book, i.evidence)),
        _Field(Column(w["ev.order"], 8, "count"), lambda i: book.asked.get(i.evidence.id)),
        _Field(Column(w["ev.doubt_why"], 22, "note"), lambda i: _doubt(book, i.paragraph)),
        *(_Field(Column(heading, 14), partial(cell, heading=heading)) for heading in own_headings(book.study)),
    ]


def _detail_fields(book: Book) -> list[_Field]:
    """How the coding came about, all facts of the source, and the keys that bring a review back: folded away."""
    w = book.words
    second = [_Field(Column(w["tools.tool"], 12), _tool_of(book, book.tools.study))] if book.tools else []
    return [
        _Field(Column(w["ev.matched"], 20), lambda i: book.join(i.evidence.coding.words if i.evidence.coding else ())),
        _Field(Column(w["ev.subtypes"], 20), lambda i: book.join(map(book.label, i.evidence.subtypes)) or None),
        _Field(Column(w["ev.score"], 7, "plain"), lambda i: i.evidence.coding.score if i.evidence.coding else 0),
        _Field(Column(w["ev.reasons"], 56, "note"), lambda i: summands(book, i.evidence.coding)),
        _Field(Column(w["un.considered"], 30, "note"), lambda i: _considered(book, i.paragraph)),
        _Field(Column(w["ev.rejected"], 36, "note"), lambda i: _rejected(book, i.paragraph, i.evidence)),
        _Field(Column(w["ev.doubt"], 8, "hundredth"), lambda i: _degree(book, i.paragraph)),
        _Field(Column(w["ev.intensity"], 8, "count"), lambda i: i.evidence.intensity),
        _Field(Column(w["ev.cue"], 14, "note"), lambda i: _cue(book, i)),
        _Field(Column(w["ev.instruments"], 14), lambda i: _instruments(book, i)),
        *second,
        _Field(Column(w["ev.role"], 20, "note"), lambda i: book.why_role(i.paragraph.cue) or None),
        *([_Field(Column(w["q.place"], 10), lambda i: i.document.district)] if book.by != "district" else []),
        _Field(Column(w["col.document"], 24, "note"), lambda i: i.document.title),
        _Field(Column(w["ev.headings"], 24, "note"), lambda i: path_of(i.paragraph.headings)),
        _Field(Column(w["ev.from"], 7, "count"), lambda i: i.paragraph.lines[0] if i.paragraph.lines else None),
        _Field(Column(w["ev.to"], 7, "count"), lambda i: i.paragraph.lines[1] if i.paragraph.lines else None),
        _Field(Column(w["col.grade"], 8, "center"), lambda i: i.document.grade),
        _Field(Column(w["col.flags"], 26, "note"), lambda i: _remarks(book, i)),
        _Field(Column(w["ev.paragraph_key"], 15, "id"), lambda i: i.evidence.paragraph_key),
        _Field(Column(w["ev.type_id"], 12, "id"), lambda i: i.evidence.column),
    ]


def _row_head(book: Book) -> str:
    """What makes a row; the name of a column of the manifest is marked, since reviewers may add columns of any name."""
    return book.row_head if f"noun.{book.by}" in book.wordlist("cells") else book.say("ev.row")


def _source(book: Book, document: Document) -> str:
    """The name that people use for a document; says so where it is not to be quoted."""
    name = book.short_names[document.id]
    return name if document.quotable else book.say("ev.source.unquotable", name=name)


def _considered(book: Book, paragraph: Paragraph) -> str | None:
    return book.join(considered(book, paragraph), "semicolon") or None


def marked_text(paragraph: Paragraph, coding: Coding | None) -> Marked:
    """The paragraph with the words that count in colour."""
    spans = [(m.span.start, m.span.end) for m in coding.matches if not m.rejected] if coding else []
    return Marked(paragraph.text, join_spans(spans))


def summands(book: Book, coding: Coding | None) -> str:
    """The summands of the score in words; they add up to it. Of many learned words the last are one summand."""
    if not coding:
        return book.words["ev.no_type"]
    learned = [reason for reason in coding.reasons if reason.rule in LEARNED_PLACES]  # those that say most first
    rest = learned[_LEARNED:] if len(learned) > _LEARNED + 1 else []
    parts = [_reason(book, reason) for reason in coding.reasons if reason not in rest]
    if rest:
        points = _signed(round(sum(reason.points for reason in rest), 3))
        parts.append(book.say("ev.reason.rest", n=len(rest), points=points))
    return book.join(parts, "semicolon") + f" = {number(coding.score)}"


def _reason(book: Book, reason: Reason) -> str:
    words = book.rule(reason.rule)
    words = book.say("ev.reason.note", words=words, note=reason.note) if reason.note else words
    return book.say("ev.reason.item", words=words, points=_signed(reason.points))


def _signed(points: float) -> str:
    """Points as a summand: +2, −0.65."""
    return ("+" if points >= 0 else "−") + number(abs(points))


def _degree(book: Book, paragraph: Paragraph) -> float | None:
    doubt = book.study.doubts.get(paragraph.key)
    return doubt.value if doubt else None


def _doubt(book: Book, paragraph: Paragraph) -> str | None:
    """Why the coding of a paragraph is doubtful, with the type that may be wrong or missing."""
    doubt = book.study.doubts.get(paragraph.key)
    if doubt is None or not doubt.why:
        return None
    return book.doubtful(doubt, is_given(book.study, paragraph.key, doubt.type_id))


def _cue(book: Book, item: _Item) -> str | None:
    intensity = book.study.intensity(item.paragraph.key, item.evidence.column)
    span = intensity.span if intensity else None
    return item.paragraph.text[span.start : span.end] if span else None


def _instruments(book: Book, item: _Item) -> str | None:
    intensity = book.study.intensity(item.paragraph.key, item.evidence.column)
    ids = intensity.instruments if intensity else ()
    return book.join(map(book.instrument, ids)) or None


def _tool_of(book: Book, tools: Study) -> Callable[[_Item], str]:
    """Tells a paragraph's main type in the second category system."""
    names = Wording(book.lang, tools.taxonomy)

    def tool(item: _Item) -> str:
        main = next((c for c in tools.codings.get(item.paragraph.key, ()) if c.rank == 1), None)
        return names.label(main.measure_id) if main else book.label(OTHER)

    return tool


def _remarks(book: Book, item: _Item) -> str | None:
    """What to keep in mind before quoting: garbled wording, the sentence that leads in, footnotes and scope."""
    parts = [
        *([] if item.document.quotable else [book.words["ev.unquotable"]]),
        *([book.say("ev.lead", text=item.paragraph.lead)] if item.paragraph.lead else []),
        *(book.say("ev.caveat", text=caveat) for caveat in item.paragraph.caveats),
        *map(book.flag, item.evidence.flags),
        *(book.flag(flag.code) for flag in item.document.flags if flag.code in LIMITS),
    ]
    return book.join(parts, "semicolon") or None


def _rejected(book: Book, paragraph: Paragraph, evidence: Evidence) -> str | None:
    """Keywords that were seen and do not count, by reason, of this row's type and of types that were not assigned."""
    found: dict[str, dict[str, None]] = {}
    for coding in book.study.codings.get(paragraph.key, ()):
        if not coding.rank or coding.measure_id in (evidence.column, getattr(evidence.coding, "measure_id", "")):
            for match in coding.matches:
                if match.rejected:
                    found.setdefault(match.rejected, {})[_word(book, match)] = None
    colon = book.words["colon"]
    return "\n".join(book.rejection(reason) + colon + book.join(words) for reason, words in found.items()) or None


def _word(book: Book, match: Match) -> str:
    """The rejected words and what decided; longer keywords and cited titles stand in the text beside."""
    if match.rejected in ("overlap", "citation") or not match.note:
        return match.quote
    kind, _, terms = match.note.partition(":")
    needs = book.words.get(f"needs.{kind}")
    return book.say("ev.rejected.item", word=match.quote, note=needs + terms if needs else match.note)


def _back(book: Book, evidence: Evidence) -> Linked:
    """The way back to the cell; where not all of its rows of this layer are shown, how many are."""
    words = book.words["ev.cell.link"]
    figure = "any" if evidence.layer == "measure" else evidence.layer
    shown, total = book.shown(evidence.row, evidence.column, figure) if book.plan.most else (0, 0)
    if shown < total:
        words = book.say("ev.cell.cut", shown=shown, total=total)
    return Linked(words, book.matrix_cell(evidence.row, evidence.column))


# --- review -----------------------------------------------------------------------------------------------------


def _verdict(book: Book, decisions: Mapping[tuple[str, str], Decision], evidence: Evidence) -> str | None:
    """Blank; 同意 where a person has put or kept the paragraph here before (复核记录 has all decisions).

    不同意 can stand here only for what is in 其他 and stays there without a residual type."""
    decision = decisions.get((evidence.paragraph_key, evidence.column))
    verdict = "reject" if decision and decision.verdict == "reject" else "accept"
    return book.words[f"verdict.{verdict}"] if decision else None


def _remark(decisions: Mapping[tuple[str, str], Decision], evidence: Evidence) -> str | None:
    decision = decisions.get((evidence.paragraph_key, evidence.column))
    return remark(decision) if decision else None


def _offer_choices(book: Book) -> None:
    """Drop-down lists in the column of verdicts and in that of types after it."""
    sheet, last = book.pages["evidence"].sheet, book.pages["evidence"].next - 1
    w, verdict = book.words, _VERDICT
    sheet.data_validation(FIRST_ROW, verdict, last, verdict, {
        "validate": "list", "source": [w[f"verdict.{v}"] for v in VERDICTS], "input_title": w["ev.verdict"],
        "input_message": w["ev.verdict_tip"], "error_message": w["ev.verdict_tip"],
    })  # fmt: skip
    if book.type_list:
        sheet.data_validation(FIRST_ROW, verdict + 1, last, verdict + 1, {
            "validate": "list", "source": f"={book.type_list.fixed}", "input_title": w["ev.relabel"],
            "input_message": w["ev.relabel_tip"], "error_message": w["ev.relabel_tip"],
        })  # fmt: skip


# --- 未归类 -----------------------------------------------------------------------------------------------------


def write_uncoded(book: Book) -> None:
    """Measures in OTHER, with the types that were considered and fell short."""
    page = book.pages["uncoded"]
    page.table(book.columns(*_UNCODED))
    shown, total = _uncoded(book.plan.rows), len(_uncoded(book.comparison.evidence))
    cut = book.say("un.note_bounded", shown=len(shown), total=total) if len(shown) < total else ""
    book.head("uncoded", cut)
    for evidence in shown:
        page.row(_uncoded_row(book, evidence))
    if page.empty:
        page.remark(book.words["empty_table"])
    page.finish(1, book.footer)


def _uncoded(rows: Sequence[Evidence]) -> Sequence[Evidence]:
    return [e for e in rows if e.column == OTHER and e.layer == "measure"]


def _uncoded_row(book: Book, evidence: Evidence) -> list[Value]:
    paragraph = book.study.paragraphs[evidence.paragraph_key]
    document = book.study.by_id[evidence.document_id]
    residual = book.label(evidence.coding.measure_id) if evidence.coding else book.words["un.residual.none"]
    return [
        Linked(evidence.id, book.evidence(evidence.id)), book.comparison.labels[evidence.row],
        document.title, paragraph.clause, path_of(paragraph.headings), residual,
        marked_text(paragraph, evidence.coding), len(paragraph.text), evidence.intensity, _degree(book, paragraph),
        _considered(book, paragraph),
    ]  # fmt: skip


def considered(book: Book, paragraph: Paragraph) -> list[str]:
    """Types that were named and fell short, with score and words."""
    codings = [c for c in book.study.codings.get(paragraph.key, ()) if not c.rank and c.words]
    texts = ((book.label(c.measure_id), number(c.score), book.join(c.words)) for c in codings)
    return [book.say("un.considered.item", type=name, score=score, words=words) for name, score, words in texts]
