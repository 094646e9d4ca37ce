"""Every noun of the method as a frozen value; of the package it imports what a value needs to be read and shown.

A file becomes a `Source` of `Block`s, a `Source` becomes a `Document` of `Paragraph`s, a paragraph and a
`Taxonomy` give `Coding`s, and all of them together are a `Study`, from which every report starts.
Example: paragraph “支持建设科技企业孵化器。” → Coding(measure_id="incubator", score 4) because of Match
“科技企业孵化器” [4:11) and two reasons that sum to 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from compare.chinese.spans import Span as Span
from compare.chinese.text import Text as Text
from compare.display import html_table
from compare.kinds import COUNTED as COUNTED
from compare.kinds import (
    LANGS,
    MENTIONS,
    AmountKind,
    BodyPart,
    CodingRule,
    ComparabilityNote,
    Comparator,
    DocumentFlag,
    DoubtReason,
    EmptyReason,
    EvidenceFlag,
    FlagSeverity,
    Lang,
    Layer,
    LearnedPlace,
    Mention,
    Method,
    OmissionReason,
    ReasonRule,
    Rejection,
    TargetStatus,
    Verdict,
    YearOrigin,
)
from compare.kinds import ROLES as ROLES
from compare.kinds import Grade as Grade
from compare.kinds import Origin as Origin
from compare.kinds import Role as Role
from compare.kinds import Strength as Strength
from compare.kinds import Symbol as Symbol
from compare.lexicons import heads, load
from compare.problems import Problem, UsageError, problem
from compare.rules import PACKAGED, Book

OTHER = "other"
"""column of measures that belong to none of the taxonomy's types (residual types and no type at all)"""
NATION: str = load("divisions")["levels"]["nation"]
"""level and name of what belongs to the whole state and to no place in it"""


def documents_table(caption: str, documents: Iterable[Document], lang: str) -> str:
    """A line for each document: what it is and how much of it there is."""
    rows = [[d.code, d.title, d.district, d.metadata.value("level"), d.metadata.time,
             len(d.paragraphs), d.grade] for d in documents]  # fmt: skip
    names = ("document", "title", "district", "level", "period", "paragraphs", "grade")
    return html_table(caption, [heads(lang)[name] for name in names], rows)


def _short(text: str) -> str:
    """What a `repr` shows of a text, so that a value is a line of a notebook and not a screen."""
    return text if len(text) <= 40 else f"{text[:40]}…"


# --- from file to document -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with where it comes from and the words it was read in."""

    value: str
    origin: Origin
    quote: str = ""
    """the words of the source; empty for the manifest"""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of text as the file has it: a physical line, an HTML block, a docx paragraph, a table row."""

    text: str
    """control characters and BOM removed, otherwise as in the file (leading spaces kept)"""
    line: int = 0
    """1-based line of the file; 0 where the format has no lines"""
    _: KW_ONLY
    kind: Literal["text", "heading", "row", "note", "fact", "furniture"] = "text"
    """what the markup says: heading (h1–h6, #, heading style), table row, footnote; plain text otherwise; ``fact`` is a
    labelled line of a record (发文机关 …), see documents/records.py; ``furniture`` is what a saved page prints around
    its text (索引号：…, rows of links): listed, never read as text"""
    level: int = 0
    """heading level given by the markup, 1 = highest; 0 unknown"""
    wrapped: bool = False
    """True where lines are cut by the page (pdf text): neighbours may be one paragraph"""
    full: bool | None = None
    """the line goes to the end of its row, so that the next may be part of the paragraph; None = unknown"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file (or one row of a table of documents) as read, before anything is understood."""

    name: str
    """file name as shown; ``file.csv#3`` for row 3 of a table"""
    path: str
    """path as given by the user, for messages; never used as identity"""
    digest: str
    """SHA-256 of the bytes read, hex"""
    format: str
    """txt, md, html, docx, pdf, csv …"""
    blocks: tuple[Block, ...]
    encoding: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """what the container itself says: title, issuer, number, issued, published, url, district, year"""
    problems: tuple[Problem, ...] = ()
    entry: Literal["", "brief", "parts"] = ""
    """of a row of a table: whether it is an entry of a list of policies, in few words or in a column for each part
    (what is given, to whom, on which conditions)"""


YEAR_FROM = ("period", "issued", "effective", "published")
"""facts that tell the year of a document, the first that is known counts"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of a document, each fact with its origin; None where nothing is known."""

    title: Fact | None = None
    district: Fact | None = None
    """short official name, 清城区"""
    level: Fact | None = None
    """国家 省 直辖市 副省级市 地级市 自治州 区 县级市 县 旗 功能区 …, see `documents.places.LEVELS`"""
    parent: Fact | None = None
    """the next higher place, 清远市"""
    province: Fact | None = None
    issuer: Fact | None = None
    number: Fact | None = None
    """发文字号 of the document itself, never a cited one"""
    issued: Fact | None = None
    """ISO date of 成文"""
    published: Fact | None = None
    """ISO date of the web page"""
    effective: Fact | None = None
    """ISO date of 施行"""
    expires: Fact | None = None
    """ISO date of 失效"""
    period: Fact | None = None
    """``2021-2025``, the years the document plans or reports on"""
    genre: Fact | None = None
    """a key of lexicons/genres.yaml: plan, work-plan, scheme, regulation, explainer, news, excerpt …"""
    url: Fact | None = None
    extra: Mapping[str, Fact] = field(default_factory=dict)
    """further columns of the manifest"""

    def value(self, name: str) -> str:
        """The bare value of a fact, or an empty string."""
        fact: Fact | None = self.extra.get(name) if name in self.extra else getattr(self, name, None)
        return fact.value if fact else ""

    @property
    def year(self) -> Fact | None:
        """The document's year, with the origin and words of the fact it was read from; None if none names a year.

        First year of the period, else of 成文, of 施行, of publication: the one answer for sorting, citing, grouping.
        """
        for name in YEAR_FROM:
            fact: Fact | None = getattr(self, name)
            if fact and fact.value[:4].isdecimal():
                return replace(fact, value=fact.value[:4])
        return None

    @property
    def time(self) -> str:
        """What is printed for the time of a document: its period, else its year; empty if neither is known."""
        return self.value("period") or self.value("year")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above a paragraph."""

    level: int
    """1 = highest of its document"""
    label: str
    """numbering as printed: ``三、`` ``(二)`` ``第八条`` ``●``; empty if un-numbered"""
    text: str
    """words without the label"""
    rule: str = field(default="", compare=False)
    """why it is one: a rule of documents/headings.py, ``attachment`` or ``run-in``"""

    def __str__(self) -> str:
        return self.label + self.text


def above(headings: Sequence[Heading], lead: str) -> str:
    """The nearest heading with words, and the sentence that leads in: what a learned word may be a heading's of."""
    heading = next((h.text for h in reversed(headings) if h.text), "")
    return f"{heading}\n{lead}" if lead else heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """The recording unit: one paragraph as printed, hard-wrapped lines joined."""

    key: str
    """12 hex digits of document id + folded text + repeat number; survives re-spacing and re-conversion"""
    index: int
    """0-based order in the document"""
    text: str
    lines: tuple[int, int] | None
    """first and last source line, 1-based; None where the source has no lines"""
    headings: tuple[Heading, ...]
    """from the outermost to the nearest"""
    role: Role
    cue: str = ""
    """why it has this role: the rule and the words that decided, ``goal-bullet:…``, ``heading:safeguard:保障措施``"""
    clause: str = ""
    """citation for people: ``三、(二)1`` or ``第八条第二款``"""
    place: str = ""
    """structure path for evidence ids: ``3.2.1-2``; unique in the document, independent of the taxonomy"""
    lead: str = ""
    """the lead-in sentence that this item belongs to (“…应当采取下列措施:”); empty for others"""
    caveats: tuple[str, ...] = ()
    """footnotes and scope notes that concern it, verbatim"""
    words: Text = field(default=Text(""), compare=False, repr=False)
    """the text prepared, made with the paragraph; what finders take"""

    def __post_init__(self) -> None:
        if self.words.source != self.text:
            object.__setattr__(self, "words", Text(self.text))

    def __repr__(self) -> str:
        return f"<Paragraph {self.key}: {self.role}, {_short(self.clause)} “{_short(self.text)}”>"

    @property
    def counted(self) -> bool:
        """Whether paragraphs of this role stand in the matrix."""
        return self.role in COUNTED

    @property
    def layer(self) -> Layer | None:
        """The layer of the matrix that it stands in; None if it is not counted."""
        return next((layer for layer in COUNTED if layer == self.role), None)


@dataclass(frozen=True, slots=True)
class Omission:
    """A line of the source that is neither heading nor paragraph: nothing is left out without being listed."""

    line: int
    """1-based; 0 where the source has no lines"""
    text: str
    """cleaned, as printed"""
    why: OmissionReason


@dataclass(frozen=True, slots=True)
class Flag:
    """One observation about a document's fitness: code, weight, the quoted reason."""

    code: DocumentFlag | ComparabilityNote
    severity: FlagSeverity
    quote: str = ""
    """the words of the source that show it, ≤ 80 characters"""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A policy document ready for coding."""

    id: str
    """from the manifest, else 8 hex digits of the folded title (or file stem)"""
    code: str
    """short readable name for citations, ``清城2021``; unique in the study"""
    file: str
    """source file's name (file#row for tables)"""
    digest: str
    format: str
    metadata: Metadata
    paragraphs: tuple[Paragraph, ...]
    flags: tuple[Flag, ...] = ()
    grade: Grade = "B"
    outline: tuple[Heading, ...] = ()
    """all headings in order, for the outline view"""
    omissions: tuple[Omission, ...] = ()
    """all lines that are neither heading nor paragraph, for `inspect`"""
    encoding: str = ""
    included: bool = True
    """False: listed in data quality, never counted (duplicate, excerpt of another, include: false)"""

    def __repr__(self) -> str:
        return f"<Document {_short(self.code)}: {_short(self.title)}, {len(self.paragraphs)} paragraphs>"

    @property
    def district(self) -> str:
        """Name of the district, else the title: a document without a place is called by what it is."""
        return self.metadata.value("district") or self.title

    @property
    def title(self) -> str:
        """Title of the document, else its file name."""
        return self.metadata.value("title") or self.file

    @property
    def quotable(self) -> bool:
        """False for grade E, whose altered wording must not reach a briefing."""
        return self.grade != "E"


# --- the category system ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """A demand on a keyword's surroundings."""

    kind: Literal["near", "before", "after", "not_near", "all_of"]
    """near: one of the terms within reach on either side; before/after: one of the terms stands before/after the
    keyword; not_near: none within reach; all_of: every term within reach"""
    terms: tuple[str, ...]
    within: int = 15
    """reach in characters; 0 = the whole sentence or paragraph"""
    scope: Literal["sentence", "paragraph"] = "sentence"


@dataclass(frozen=True, slots=True)
class Keyword:
    """One entry of the taxonomy."""

    text: str
    """as the analyst wrote it; for patterns the RE2 expression"""
    measure_id: str
    """the type or sub-type it stands under"""
    _: KW_ONLY
    strength: Strength = "strong"
    points: float = 2.0
    pattern: bool = False
    aliases: tuple[str, ...] = ()
    """other spellings that count as this keyword"""
    conditions: tuple[Condition, ...] = ()
    not_after: tuple[str, ...] = ()
    """guard: void if one of these strings stands directly before it"""
    not_before: tuple[str, ...] = ()
    """guard: void if one of these strings stands directly after it"""
    boundary: bool | None = None
    """True/False force/forbid the word-boundary check; None = decide by length"""
    roles: tuple[str, ...] = ()
    """only in paragraphs of these roles; empty = all"""
    headings: tuple[str, ...] = ()
    """only under headings that contain one of these; empty = all"""
    line: int = 0
    """line in the taxonomy file"""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with the coding an analyst expects of it."""

    text: str
    expected: bool
    """True 应命中, False 不应命中"""
    measure_id: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """A type of the taxonomy or one of its sub-types."""

    id: str
    label: str
    _: KW_ONLY
    label_en: str = ""
    short: str = ""
    """a name of two to five characters for where there is little room"""
    parent: str | None = None
    """id of the type above; None for types"""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    keywords: tuple[Keyword, ...] = ()
    examples: tuple[Example, ...] = ()
    residual: bool = False
    """True: shown under 其他, never one of the headline columns"""
    threshold: float | None = None
    """own threshold; None = the taxonomy's"""
    damped_by: tuple[Mention, ...] = MENTIONS
    """which kinds of passing mention count less for this type (YAML ``damped_by``)"""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The numbers of the scoring rule; defaults and their origin in coding/scorer.py and taxonomy/README.md."""

    threshold: float = 3.0
    secondary_ratio: float = 0.5
    """share of the top score that a further type must reach that no sentence is about"""
    own_ratio: float = 0.55
    """share of the strongest type's points from the words of the paragraph, or sentence, that any type must reach"""
    max_types: int = 0
    """most types of a paragraph; 0 = as many as its sentences are about"""
    strong: float = 2.0
    weak: float = 1.0
    body_cap: float = 8.0
    heading_strong: float = 3.0
    heading_weak: float = 1.0
    lead_strong: float = 2.0
    lead_weak: float = 0.0
    title_strong: float = 1.0
    """document title names the type: only added to a type that the body names as well"""
    context: float = 1.0
    """a heading above the nearest one, or the lead-in sentence of a list, names the type"""
    damped: float = 0.5
    """factor for words that are named as actor, place, means or outcome; other mentions count nothing"""


COUNTING = Scoring(threshold=2.0, secondary_ratio=0.0, own_ratio=0.0)
"""of a taxonomy that says nothing of scoring: one strong keyword is a hit, as quanteda and MAXDictio count"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Words that change what a keyword near them means; all editable under ``global:``."""

    beneficiary: tuple[str, ...] = ()
    location: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    negative: tuple[str, ...] = ()
    negative_cancel: tuple[str, ...] = ()
    prohibition: tuple[str, ...] = ()
    """不得 严禁 禁止 …: the sentence forbids, it does not support"""
    list_items: int = 4
    """items of an enumeration from which its words are mentions; 0 = a word in a list is a word like any other"""
    list_types: int = 2


class LearnedWord(NamedTuple):
    """A word or word pair whose points for a type were learned from coded paragraphs."""

    term: str
    place: LearnedPlace
    type_id: str
    points: float
    """below zero where it speaks against the type"""
    paragraphs: int = 0
    """coded paragraphs that it was learned from"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedTable:
    """The learned words of a taxonomy and how they decide; see taxonomy/weights/ and coding/learned.py."""

    words: tuple[LearnedWord, ...]
    thresholds: tuple[tuple[str, float], ...]
    """type id → all points (of rules and of learned words) from which a paragraph is given the type; only types that
    the table knows"""
    slope: float
    """log-odds that a point is worth"""
    margin: float
    """points above the threshold at which a type is as likely right as wrong"""
    objection: float
    """points that a type which the taxonomy gives may stand below its threshold"""
    file: str = ""


@dataclass(frozen=True)
class Taxonomy:
    """A category system as loaded from one YAML file (with the local files it includes)."""

    name: str
    version: str
    measures: tuple[Measure, ...]
    """types in file order, each followed by its sub-types; residual types last"""
    _: KW_ONLY
    scoring: Scoring = Scoring()
    cues: Cues = Cues()
    masks: tuple[str, ...] = ()
    """words removed before matching, for all types"""
    overlap: Literal["measure", "taxonomy", "all"] = "measure"
    method: Method = "score"
    fingerprint: str = ""
    """12 hex digits of everything that can change a coding"""
    file: str = ""
    language: str = "zh"
    learned: LearnedTable | None = None
    """None: coded by keywords alone"""

    def __repr__(self) -> str:
        below = sum(measure.parent is not None for measure in self.measures)
        return (
            f"<Taxonomy {_short(self.name)} {_short(self.version)}: {len(self.types)} types, {below} sub-types, "
            f"{len(self.keywords)} keywords>"
        )

    def _repr_html_(self) -> str:
        """The headline types with their definitions, as a notebook shows a value."""
        types = [[m.id, m.label, len(self.subtypes(m.id)), m.definition] for m in self.types]
        words = heads(self.language)
        return html_table(repr(self), [words["type_id"], words["type"], words["subtypes"], ""], types)

    @property
    def rule(self) -> CodingRule:
        """How words decide: one strong keyword is a hit where the taxonomy says nothing of scoring."""
        if self.method == "count":
            return "count"
        return "hit" if self.scoring == COUNTING else "score"

    @cached_property
    def by_id(self) -> dict[str, Measure]:
        """Measures by id."""
        return {m.id: m for m in self.measures}

    @cached_property
    def types(self) -> tuple[Measure, ...]:
        """Headline types, in order (no residual types, no sub-types)."""
        return tuple(m for m in self.measures if m.parent is None and not m.residual)

    @cached_property
    def residuals(self) -> tuple[Measure, ...]:
        """Types that code what no other type does."""
        return tuple(m for m in self.measures if m.parent is None and m.residual)

    @cached_property
    def type_ids(self) -> tuple[str, ...]:
        """Ids of all types, headline types first."""
        return tuple(m.id for m in (*self.types, *self.residuals))

    @cached_property
    def keywords(self) -> tuple[Keyword, ...]:
        """Keywords of all measures and sub-types, in the taxonomy's order."""
        return tuple(k for m in self.measures for k in m.keywords)

    def subtypes(self, type_id: str) -> tuple[Measure, ...]:
        """All measures below a type, in file order."""
        return tuple(m for m in self.measures if m.parent is not None and self.type_of(m.id) == type_id)

    def type_of(self, measure_id: str) -> str:
        """The top-level type that a type or sub-type belongs to."""
        return self._type_of[measure_id]

    @cached_property
    def _type_of(self) -> dict[str, str]:
        roots: dict[str, str] = {}
        for measure in self.measures:  # parents stand before children
            roots[measure.id] = roots[measure.parent] if measure.parent else measure.id
        return roots


# --- coding (named tuples: thousands a document, made in a third of the time of a frozen dataclass) ----------------


class Match(NamedTuple):
    """A keyword found in a paragraph's text."""

    keyword: Keyword
    span: Span
    quote: str
    """the words as they stand: ``text[start:end]``"""
    rejected: Rejection | Literal[""] = ""
    """why it does not count; empty = accepted"""
    note: str = ""
    """the words that decided (the guard, the mask, the cue)"""
    status: Mention | Literal[""] = ""
    """how it is used; empty = as the object of an action, anything else counts less"""


class Reason(NamedTuple):
    """One summand of a score."""

    rule: ReasonRule
    points: float
    note: str = ""
    """the keyword or heading it comes from"""


class Coding(NamedTuple):
    """A type assigned to a paragraph (rank ≥ 1) or considered and not assigned (rank 0)."""

    paragraph_key: str
    measure_id: str
    """a top-level type"""
    subtypes: tuple[str, ...]
    """ids of the sub-types behind it, strongest first"""
    matches: tuple[Match, ...]
    reasons: tuple[Reason, ...]
    rank: int
    """1 = main type, 2, 3 = further types, 0 = only mentioned"""

    @property
    def score(self) -> float:
        """Always the sum of the reasons."""
        return round(sum([reason.points for reason in self.reasons]), 3)

    @property
    def words(self) -> tuple[str, ...]:
        """The words that count, each once, as they stand in the text."""
        return tuple(dict.fromkeys(match.quote for match in self.matches if not match.rejected))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A quantified aim or a reported figure."""

    id: str
    document_id: str
    paragraph_key: str
    indicator: str
    """as written"""
    indicator_std: str
    """folded name from lexicons/indicators.yaml; empty if none fits"""
    comparator: Comparator
    value: float | None
    """in `unit`; None for qualitative aims"""
    value_to: float | None
    """upper end of a range"""
    unit: str
    year: int | None
    year_origin: YearOrigin
    base_value: float | None
    base_year: int | None
    status: TargetStatus
    measure_id: str
    """main type of its paragraph, else the type of its indicator, else empty"""
    span: Span
    """of the value in the paragraph's text"""
    sentence: str
    """verbatim"""
    flags: tuple[str, ...] = ()
    nature: str = ""
    """预期性 / 约束性 where the text says so"""
    tone: str = ""
    """how firmly it is said, as written: 力争, 确保; empty where the text just says so"""
    reached: bool = False
    """the value is to be reached (达到), which is no lower bound (以上, 不低于) in so many words"""
    bound: Literal["≥", "≤", ""] = ""
    """以上 or 以内 behind a growth or decline, whose comparator says the direction: 增长10%以上"""
    spoken: str = ""
    """a value said in words: 全覆盖, 翻一番, 三分之一; empty for one in digits"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money (or a rate of support) that a measure promises."""

    id: str
    document_id: str
    paragraph_key: str
    measure_id: str
    kind: AmountKind
    amount: float | None
    """in 万元; None for rates"""
    amount_to: float | None
    rate: float | None
    """percent"""
    raw: str
    """as written: ``最高500万元``"""
    basis: str
    """what a rate is a share of: 实际投入, 贷款利息"""
    beneficiary: str
    condition: str
    years: int | None
    tier: str
    span: Span
    sentence: str
    flags: tuple[str, ...] = ()
    rate_to: float | None = None
    """upper end of a range of rates, percent"""
    layer: Layer = "measure"
    """measure or safeguard: support promised; practice: money already spent"""
    per: str = ""
    """what it is for one of: 每家, 每平方米; of a cap what it holds for: 同一企业年度累计"""

    @property
    def written(self) -> Span:
        """Where `raw` stands in the paragraph's text: it ends with the sum."""
        return Span(self.span.end - len(self.raw), self.span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A named programme: “…计划/行动/工程/卡/券”."""

    name: str
    kind: str
    document_id: str
    paragraph_key: str
    measure_id: str
    upstream: bool
    """True: of a higher level (国家 省), not the district's own"""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body named as responsible for a measure."""

    name: str
    part: BodyPart
    document_id: str
    paragraph_key: str
    measure_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Intensity:
    """How binding a counted paragraph is and by which instruments."""

    level: int
    """0 mention, 1 exhortation, 2 specific action, 3 concrete instrument, 4 instrument with number or dated target,
    5 instrument with amount or rate and condition"""
    instruments: tuple[str, ...]
    """keys of lexicons/instruments.yaml, dominant first"""
    span: Span | None = None
    """of the words that decided, in the paragraph's text; None where nothing did"""


class Doubt(NamedTuple):
    """How doubtful the coding of a counted paragraph is."""

    value: float
    """0 = sure, 1 = a coin's toss: twice the chance that the most doubtful of its types is wrong or missing"""
    why: DoubtReason = ""
    type_id: str = ""
    """the type in doubt"""
    note: str = ""
    """the words that it hangs on"""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a coding in the evidence sheet."""

    paragraph_key: str
    measure_id: str
    verdict: Verdict | Literal[""]
    """empty for a row that only carries a remark"""
    _: KW_ONLY
    relabel: str = ""
    note: str = ""
    reviewer: str = ""
    text: str = ""
    """the paragraph as it was judged; it may since have changed or gone"""
    cells: tuple[tuple[str, str], ...] = ()
    """what else a person wrote into the row: heading of a column of theirs, or ``ev.verdict`` and ``ev.relabel`` for
    what is no verdict and no type, and the words"""
    place: str = field(default="", compare=False)
    """workbook and row it was read from"""
    written: str = field(default="", compare=False)
    """the verdict in the reviewer's words: 改类 人才"""

    @property
    def target(self) -> str:
        """The type whose row shows it: the new one after a relabel, else the one it was given on."""
        return self.relabel if self.verdict == "relabel" else self.measure_id


@dataclass(frozen=True, slots=True)
class ReviewSource:
    """A workbook whose verdicts a run took over."""

    file: str
    sha256: str
    decisions: int
    remarks: int
    unusable: int = 0
    """rows with a verdict that is none, or one without its type"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose for a run; written into the manifest."""

    lang: Lang = "zh"
    as_of: date | None = None
    """date for the validity check; None = no check, said in the report"""
    by: str = "district"
    """what makes a row: district, level, parent, year, genre, issuer or a manifest column"""
    rules: Book = PACKAGED
    """by which texts are read and coded: the packaged rules, or those with a user's changes"""
    _: KW_ONLY
    home: str = ""
    """name of the analyst's own row (清城区, 清城): it stands first, and the page is written from its side"""
    compare: tuple[str, ...] = ()
    """names of the rows to compare, in their order; empty = all. The others are read and left out"""
    codes: bool = False
    """True: the CSV files have the column names and codes of `compare.records`, whatever the language"""

    def __post_init__(self) -> None:
        """Scripts choose freely: raises `UsageError` for what is no language of ours, a date or a list as text."""
        if self.lang not in LANGS:
            raise UsageError(problem("cli.bad-lang", value=self.lang, known="、".join(LANGS)))
        if self.as_of is not None and not isinstance(self.as_of, date):
            raise UsageError(problem("cli.date-as-text", value=self.as_of))
        if isinstance(self.compare, str):
            raise UsageError(problem("cli.compare-as-text", value=self.compare))


@dataclass(frozen=True, kw_only=True)
class Study:
    """Documents read, coded and measured: what every report starts from."""

    taxonomy: Taxonomy
    documents: tuple[Document, ...]
    """in manifest order, else by level (province, city, district), place code and file name"""
    codings: Mapping[str, tuple[Coding, ...]]
    """paragraph key → codings by rank, mentions (rank 0) last; only paragraphs that have any"""
    targets: tuple[Target, ...] = ()
    amounts: tuple[Amount, ...] = ()
    programmes: tuple[Programme, ...] = ()
    bodies: tuple[Body, ...] = ()
    intensities: Mapping[str, Intensity] = field(default_factory=dict)
    """paragraph key → intensity, for counted paragraphs"""
    type_intensities: Mapping[tuple[str, str], Intensity] = field(default_factory=dict)
    """(paragraph key, type id) → intensity of what the paragraph says of that type, where it says more besides"""
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    """paragraph key → how doubtful its coding is, for counted paragraphs, coded or not"""
    decisions: tuple[Decision, ...] = ()
    remarks: tuple[Decision, ...] = ()
    """rows of reviewers without a verdict: they change nothing and are handed on"""
    reviews: tuple[ReviewSource, ...] = ()
    """where decisions and remarks were read"""
    problems: tuple[Problem, ...] = ()
    settings: Settings = Settings()
    sources: tuple[Path, ...] = field(default=(), compare=False)
    """paths that the documents were read from: no report is written into them"""

    def __repr__(self) -> str:
        paragraphs, counted = len(self.paragraphs), sum(p.counted for p in self.paragraphs.values())
        return (
            f"<Study: {len(self.documents)} documents, {paragraphs} paragraphs ({counted} counted), "
            f"taxonomy {_short(self.taxonomy.name)}, {len(self.problems)} problems>"
        )

    def _repr_html_(self) -> str:
        """The documents, as a notebook shows a value."""
        return documents_table(repr(self), self.documents, self.settings.lang)

    @cached_property
    def by_id(self) -> dict[str, Document]:
        """Documents by id."""
        return {d.id: d for d in self.documents}

    def intensity(self, paragraph_key: str, measure_id: str = "") -> Intensity | None:
        """How binding a counted paragraph is, or what it says of one type; None if it is not counted."""
        return self.type_intensities.get((paragraph_key, measure_id)) or self.intensities.get(paragraph_key)

    @cached_property
    def paragraphs(self) -> dict[str, Paragraph]:
        """Paragraphs of all documents by key."""
        return {p.key: p for d in self.documents for p in d.paragraphs}

    @cached_property
    def decided(self) -> dict[tuple[str, str], Decision]:
        """(paragraph key, type) of an evidence row → the decision that put or kept it there."""
        return {(d.paragraph_key, d.target): d for d in self.decisions}


# --- comparison ------------------------------------------------------------------------------------------------


Years = tuple[int, int]
"""first and last"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One counted paragraph under one column: the rows that a cell is the number of."""

    id: str
    """``清城2021-3.2.1-2``; the column is appended (``/talent``) when a paragraph has several rows"""
    row: str
    """key of the matrix row"""
    column: str
    """a type id or OTHER"""
    layer: Layer
    rank: int
    """1 = main type; in OTHER always 1"""
    document_id: str
    paragraph_key: str
    coding: Coding | None
    """None for OTHER without any residual type"""
    intensity: int
    """0–5, domain rule B4"""
    instrument: str
    """main instrument form, a key of lexicons/instruments.yaml, or empty"""
    flags: tuple[EvidenceFlag, ...] = ()
    """what the analyst should look at"""

    @property
    def subtypes(self) -> tuple[str, ...]:
        """Ids of what it is below its column, strongest first: sub-types, under OTHER the residual type."""
        if not self.coding:
            return ()
        return (self.coding.measure_id,) if self.column == OTHER else self.coding.subtypes


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One district × one column."""

    symbol: Symbol
    primary: tuple[str, ...]
    """evidence ids, layer measure, main type; rows add up over columns to Row.units"""
    any: tuple[str, ...]
    """evidence ids, layer measure, main or further type"""
    practice: tuple[str, ...]
    """evidence ids, layer practice, main or further type"""
    safeguard: tuple[str, ...]
    """evidence ids, layer safeguard, main or further type"""
    mentions: int
    """counted paragraphs that only mention the type"""
    share: float | None
    """len(primary) / Row.units; None below the guard (fewer than 5 units)"""
    per_1000: float | None
    """1000 · len(any) / Row.characters; None without measure text"""
    subtypes: tuple[str, ...]
    """sub-type ids with evidence (measure layer) that rests on more than one weak keyword"""
    n_subtypes: int
    """sub-types of the column; 0 for OTHER"""
    lq: float | None
    """location quotient; None = 样本不足"""
    intensity: float | None
    """median of the evidence rows' intensity"""
    hard: float | None
    """share of evidence rows with intensity ≥ 3"""
    reason: EmptyReason | Literal[""] = ""
    """why a cell is empty"""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a document is about as a whole."""

    types: tuple[str, ...] = ()
    """ids of the types that its title names; empty for all types, or, if it is confined, for none"""
    confined: bool = False
    """True if its measures bear that out: what other types hold is no part of it"""


@dataclass(frozen=True, slots=True)
class Scope:
    """By what a document finds its peers; a document about two types has two."""

    document: str
    """id"""
    family: str
    """a key of `families` in lexicons/comparability.yaml"""
    years: Years
    """9999 as end if it names none"""
    until: int
    """last year for which it may be compared"""
    theme: str = ""
    """the type that the document is about; empty for all"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One district (or whatever `Settings.by` makes a row)."""

    key: str
    label: str
    level: str
    parent: str
    documents: tuple[str, ...]
    """document ids that add up in this row"""
    units: int
    """measure paragraphs (layer measure)"""
    practices: int
    safeguards: int
    characters: int
    """characters of measure paragraphs"""
    years: str
    genres: tuple[str, ...]
    grade: Grade
    """worst grade of its documents"""
    scope: tuple[Scope, ...] = ()
    """what its peers share with it, by document; nothing of documents that are nobody's peers"""
    empty: EmptyReason = "absent"
    """why its cells are empty where they are: genre (its documents show no measures), summary, incomplete, absent"""
    confined_to: tuple[str, ...] | None = None
    """the only types that its documents are about; None if they are about all, see matrix/themes.py"""

    def silence(self, column: str) -> EmptyReason:
        """Why an empty cell of a column is empty: what no title promises is no part of the document."""
        beside = self.confined_to is not None and column != OTHER and column not in self.confined_to
        return "off-theme" if beside and self.empty == "absent" else self.empty


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerGroup:
    """Rows that may be set side by side: one level, one family of genres, one theme, a common stretch of years."""

    rows: tuple[str, ...]
    """row keys in matrix order, two or more"""
    levels: tuple[str, ...]
    """names of the level, which may be several for one rank: 省, 直辖市"""
    family: str
    """a key of `families` in lexicons/comparability.yaml"""
    years: Years
    """the years that all of them cover, 9999 as end if none of them names its end"""
    theme: str = ""
    """id of the type that their documents are about; empty for all types"""
    documents: frozenset[str] = frozenset()
    """ids of the documents that make them peers: what other documents of a row hold is not compared"""

    def compares(self, column: str) -> bool:
        """True if the documents may be set side by side in a column."""
        return not self.theme or self.theme == column


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The matrix with everything that explains it."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    """type ids in taxonomy order, OTHER last"""
    cells: Mapping[tuple[str, str], Cell]
    """(row key, column) → cell; every pair is present"""
    evidence: tuple[Evidence, ...]
    """rows in matrix order, then document order, then rank"""
    notes: tuple[Flag, ...]
    """comparability block: what is not comparable and why, code → lexicons/wording/comparability.yaml"""
    peer_groups: tuple[PeerGroup, ...]
    """rows that may be set side by side"""
    peers: Mapping[str, tuple[str, ...]]
    """row key → the rows whose figures may be set beside its own, itself included, in matrix order: those of its peer
    groups whose measures are mostly those of the group's documents; empty if there is no other"""

    def __repr__(self) -> str:
        return f"<Comparison: {len(self.rows)} rows × {len(self.columns)} columns, {len(self.evidence)} evidence rows>"

    @cached_property
    def by_id(self) -> dict[str, Evidence]:
        """Evidence rows by id."""
        return {e.id: e for e in self.evidence}

    @cached_property
    def by_key(self) -> dict[str, Row]:
        """Rows by key."""
        return {row.key: row for row in self.rows}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Names of rows by key."""
        return {row.key: row.label for row in self.rows}

    @cached_property
    def row_of(self) -> dict[str, str]:
        """Document id → name of the row it counts in; documents that are not compared are missing."""
        return {id: row.label for row in self.rows for id in row.documents}

    @cached_property
    def key_of(self) -> dict[str, str]:
        """Document id → key of that row."""
        return {id: row.key for row in self.rows for id in row.documents}
