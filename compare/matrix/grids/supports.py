"""What the sentences of a document give: sums that stand together for one object, and instruments without a figure.

In: a document with its sums. Out: `Support`s. Example: “对国家级孵化器奖励100万元,省级奖励50万元。” is one support of
孵化器 with two sums; “对孵化器给予后补助。” is the tool 后补助 for 孵化器. A limit in a sentence of its own is one of
what the sentence before it gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from compare.chinese.normalize import fold
from compare.chinese.sentences import holding
from compare.kinds import POOLED
from compare.lexicons import load
from compare.matrix.grids.amount_objects import (
    STOPS,
    Mention,
    SupportObject,
    clause,
    clause_end,
    find_mentions,
    find_tools,
    gets_money,
    gives_money,
    is_general,
    named_alone,
    nearest_object,
    object_of_tool,
)
from compare.model import Amount, Document, Paragraph, Span, Study

SupportKind = Literal["fixed", "cap", "rate", "match", "limit", "pool", "tool"]
"""定额, 最高, 按比例, 配套, 上限, 基金或资金规模, 未列数额的工具"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What one sentence gives for one object."""

    object: str
    """id in lexicons/amount_objects.yaml; empty for what none of them names"""
    row: str
    """key of the matrix row"""
    kind: SupportKind
    """of its first sum"""
    amounts: tuple[Amount, ...]
    """its sums in text order; none for a tool"""
    tool: str
    """the word of an instrument without a figure; empty for sums"""
    document_id: str
    paragraph_key: str
    measure_id: str
    """main type of the paragraph, or empty"""
    span: Span
    """of the sums, or of the tool, in the paragraph's text"""

    @property
    def receiver(self) -> str:
        """Who gets it, in the words of the sentence; empty where they do not say."""
        tiers = {a.tier for a in self.amounts}
        named = (a.beneficiary for a in self.amounts if not tiers.intersection(a.beneficiary.split("、")))
        return next((name for name in named if gets_money(name)), "")

    @property
    def condition(self) -> str:
        """On what condition, in the words of the sentence."""
        return next((a.condition for a in self.amounts if a.condition), "")


def find_supports(
    study: Study, document: Document, row: str, amounts: Mapping[str, Sequence[Amount]]
) -> Iterator[Support]:
    """The supports of a document, which counts in `row`; `amounts` are the sums by paragraph key."""
    types = {type_.id for type_ in study.taxonomy.types}
    for paragraph in document.paragraphs:
        sums = amounts.get(paragraph.key, ())
        yield from _sums(row, document, paragraph, sums)
        coded = any(coding.rank and coding.measure_id in types for coding in study.codings.get(paragraph.key, ()))
        if coded and paragraph.role in ("measure", "safeguard"):
            yield from _tools(row, document, paragraph, sums)


def _sums(row: str, document: Document, paragraph: Paragraph, amounts: Sequence[Amount]) -> Iterator[Support]:
    """The sums of a paragraph, those of one sentence for one object and of one sort together."""
    about = ""
    for _, grouped in groupby(amounts, lambda a: holding(paragraph.words.sentences, a.span.start)):
        sentence = list(grouped)
        told: dict[tuple[str, str, str], list[Amount]] = {}
        before, whom = about, ""  # a limit in a sentence of its own is one of what the sentence before gives
        for amount, named in zip(sentence, _objects(paragraph, sentence), strict=True):
            about = named or (before if support_kind(amount) == "limit" else "")
            whom = whom if amount.kind == "cap" and told else _receiver(amount) or whom
            told.setdefault((about, _sort(amount), whom), []).append(amount)
        for (named, _, _), sums in told.items():
            yield Support(
                object=named,
                row=row,
                kind=support_kind(sums[0]),
                amounts=tuple(sums),
                tool="",
                document_id=document.id,
                paragraph_key=paragraph.key,
                measure_id=sums[0].measure_id,
                span=Span(sums[0].written.start, sums[-1].span.end),
            )


def _receiver(amount: Amount) -> str:
    """Who gets a sum; empty where its words name nobody, or a tier instead."""
    name = amount.beneficiary
    return name if gets_money(name) and amount.tier not in name.split("、") else ""


def support_kind(amount: Amount) -> SupportKind:
    """How a sum is given."""
    if amount.kind in POOLED:
        return "pool"
    if "limit" in amount.flags:
        return "limit"
    if amount.kind in ("rate", "match"):
        return amount.kind
    return "cap" if amount.kind == "cap" or "cap" in amount.flags else "fixed"


def _sort(amount: Amount) -> str:
    kind = support_kind(amount)
    return kind if kind in ("pool", "limit") else "grant"


def _objects(paragraph: Paragraph, amounts: Sequence[Amount]) -> list[str]:
    """What each sum of one sentence is for; a sum without a verb of its own goes on with what was said before."""
    text, sentence = paragraph.words.folded, holding(paragraph.words.sentences, amounts[0].span.start)
    mentions = list(find_mentions(text, sentence.start, sentence.end))
    found: list[str] = []
    begin = told = sentence.start
    for run in _runs(text, amounts):
        ends = run[-1].span.end
        begin = told if gives_money(text[told : clause_end(text, ends)]) else begin
        for amount in run:
            named = _by_words(text, mentions, amount, begin, run)
            if not named and found and amount.kind == "cap":  # of the sum before it: 按10%补助,最高50万元
                found.append(found[-1])
                continue
            named = named or _by_words(text, mentions, amount, sentence.start, run) or _above(paragraph, amount)
            found.append(named.id if named else "")
        told = clause_end(text, ends)
    return found


def _runs(text: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Sums that only joints part: 50万元、30万元和20万元."""
    run = [amounts[0]]
    for amount in amounts[1:]:
        if not _joined(text[run[-1].span.end : amount.written.start]):
            yield run
            run = []
        run.append(amount)
    yield run


def _joined(between: str) -> bool:
    """Do only joints stand between two sums: 50万元、30万元和20万元?"""
    return between.strip() in load("quantities")["joints"]


def _by_words(
    text: str, mentions: Sequence[Mention], amount: Amount, begin: int, run: Sequence[Amount]
) -> SupportObject | None:
    """What the words from `begin` on say a sum is for: its tier, its clause, then clause by clause before it.

    `run` are the sums of its list. A sum for somebody who is named (创业型城市) is not for what stands before it.
    """
    place, ends = run[0].written.start, run[-1].span.end
    tier = nearest_object(list(find_mentions(fold(amount.tier))), 0) if amount.tier else None
    behind = [m for m in mentions if m.start >= ends and m.end <= clause_end(text, ends, "、")]
    near = nearest_object([m for m in behind if m.object.by == "purpose"], place)
    near = near or _left_of(text, mentions, amount, begin, place)
    if tier and (not near or near.by != "purpose" or tier.by == "purpose"):
        return tier
    return near or nearest_object(behind, place)


def _left_of(text: str, mentions: Sequence[Mention], amount: Amount, begin: int, place: int) -> SupportObject | None:
    """What a sum is for by the words before it: its clause, then clause by clause before that.

    A clause that does not say that money is given goes on with the one before, where the purpose may stand: 发放住房
    补贴，其中博士10万元. Of several receivers nobody is told which sum is his.
    """
    held = None
    several = not amount.tier and len({m.object.id for m in find_mentions(fold(amount.beneficiary))}) > 1
    end, saying = place, clause_end(text, place)
    while end > begin:
        opens = max((text.rfind(stop, begin, end) for stop in STOPS), default=-1) + 1 or begin
        inside = named_alone(text, mentions, opens, end)
        near = nearest_object([m for m in inside if m.object.by == "purpose"] if several else inside, place)
        if near and near.by == "purpose":
            return near
        held = held or near
        if not inside and any(opens <= m.start and m.end <= end for m in mentions):
            break  # one of a list
        named = not _for_anybody(amount) and fold(amount.beneficiary) in text[opens:end]
        if (held or named or inside) and gives_money(text[opens:saying]):
            break
        end, saying = opens - 1, opens
    return held


def _for_anybody(amount: Amount) -> bool:
    """Whether its receiver says nothing of what a sum is for."""
    return is_general(amount.beneficiary) or amount.beneficiary == amount.tier


def _above(paragraph: Paragraph, amount: Amount) -> SupportObject | None:
    """The one object that the lead-in sentence, else the nearest heading, is about; of a sum for nobody of its own."""
    if not _for_anybody(amount):
        return None
    for words in (paragraph.lead, next((h.text for h in reversed(paragraph.headings) if h.text), "")):
        found = {m.object.id: m.object for m in find_mentions(fold(words))}
        if len(found) == 1:
            return next(iter(found.values()))
    return None


# --- tools without a figure -------------------------------------------------------------------------------------


def _tools(row: str, document: Document, paragraph: Paragraph, sums: Sequence[Amount]) -> Iterator[Support]:
    """Instruments that sentences without a sum name together with what they are for."""
    text, sentences = paragraph.words.folded, paragraph.words.sentences
    told = {holding(sentences, a.span.start) for a in sums}
    tools = [tool for tool in find_tools(text) if holding(sentences, tool.start) not in told]
    mentions = [m for m in find_mentions(text) if not find_tools(text[m.start : m.end])] if tools else []
    for _, grouped in groupby(tools, lambda tool: clause(text, tool.start)):
        beside, said = list(grouped), set()
        start, end = clause(text, beside[0].start)
        near = [m for m in mentions if start <= m.start and m.end <= end]
        for tool in beside:
            about = object_of_tool(tool, beside, near)
            if not about or about in said:
                continue
            said.add(about)
            yield Support(
                object=about,
                row=row,
                kind="tool",
                amounts=(),
                tool=paragraph.text[tool.start : tool.end],
                document_id=document.id,
                paragraph_key=paragraph.key,
                measure_id="",
                span=Span(tool.start, tool.end),
            )
