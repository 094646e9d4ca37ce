"""Find the money a measure promises: caps, fixed sums, rates, matches, tiers, unit sums, funds and yearly totals.

In: a `Document` and the main types of its paragraphs. Out: `Amount` rows in text order, sums in 万元.
Example: “对首次认定的企业,最高给予50万元补助” → cap 50, beneficiary 企业, condition 首次认定的企业.
A sum that only says who qualifies (产值超10亿元的企业) is no amount; funds (规模2亿元) are ``stock``, never support.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compare.chinese.normalize import fold
from compare.coding.patterns import cue, expression, word_set
from compare.coding.quantities import in_wan
from compare.coding.recipients import recipient, support_years
from compare.coding.statements import Statement, Statements
from compare.coding.sums import Grant, find_grants, is_past
from compare.kinds import POOLED, Layer
from compare.model import Amount, Document, Paragraph, Span


def find_amounts(
    document: Document, main_types: Mapping[str, str], statements: Statements | None = None
) -> tuple[Amount, ...]:
    """All sums and rates of support in counted paragraphs, and in procedure paragraphs of schemes that grant one."""
    schemes = document.metadata.value("genre") in word_set("amounts", "support_genres")
    statements, grant = statements or Statements(document), expression("amounts", "grant")
    rows: list[Amount] = []
    for paragraph in document.paragraphs:
        admitted = paragraph.counted or (schemes and paragraph.role == "admin")
        if admitted and paragraph.words.may(grant) and (found := statements.of(paragraph)):
            rows.extend(_read_paragraph(document.id, paragraph, found, main_types.get(paragraph.key, "")))
    return tuple(rows)


def _read_paragraph(
    document_id: str, paragraph: Paragraph, statements: Sequence[Statement], main_type: str
) -> Iterator[Amount]:
    number = 0
    lead = fold(paragraph.lead)
    for sentence in statements:
        if not cue("amounts", "grant").search(sentence.text, sentence.start, sentence.end):
            continue
        who = ("", "")
        for grant in find_grants(sentence):
            number += 1
            found = recipient(sentence, grant.quantity, lead)
            who = found if any(found) else who
            yield _row(f"{paragraph.key}-a{number}", document_id, paragraph, main_type, sentence, grant, who)


def _row(
    id: str, document_id: str, paragraph: Paragraph, main_type: str, sentence: Statement, grant: Grant,
    who: tuple[str, str],
) -> Amount:  # fmt: skip
    quantity, share = grant.quantity, grant.quantity.kind == "percent"
    amount, amount_to = _sum(grant)
    beneficiary, condition = ("", "") if grant.kind in POOLED else who
    past = is_past(sentence, quantity)
    return Amount(
        id=id, document_id=document_id, paragraph_key=paragraph.key, measure_id=main_type, kind=grant.kind,
        amount=amount, amount_to=amount_to, rate=quantity.value if share else None,
        rate_to=quantity.value_to if share else None, layer=_layer(paragraph, past),
        raw=paragraph.text[_quote_start(sentence, grant) : quantity.end], basis=grant.basis, per=grant.per,
        beneficiary=beneficiary or grant.tier, condition=condition, years=support_years(sentence), tier=grant.tier,
        span=Span(quantity.start, quantity.end), sentence=paragraph.text[sentence.start : sentence.end].strip(),
        flags=(*grant.flags, *_flags(sentence, grant, past and not _reports(paragraph))),
    )  # fmt: skip


def _layer(paragraph: Paragraph, past: bool) -> Layer:
    """What the sum is: support promised (measure, safeguard) or money already spent (practice).

    The role of its paragraph says it, or words that look back (已发放, 累计投入).
    """
    if past or _reports(paragraph):
        return "practice"
    return "safeguard" if paragraph.role == "safeguard" else "measure"


def _reports(paragraph: Paragraph) -> bool:
    """In a role that tells what was done."""
    return paragraph.role in word_set("amounts", "spent_roles")


def _flags(sentence: Statement, grant: Grant, past: bool) -> Iterator[str]:
    """Flag codes of lexicons/wording/amounts.yaml."""
    quantity = grant.quantity
    if quantity.kind == "percent" and quantity.value_to is not None:
        yield "range"
    if quantity.bound == "≥" or cue("amounts", "floor").search(sentence.clause(quantity).rstrip()):
        yield "floor"
    if past:
        yield "past"


def _sum(grant: Grant) -> tuple[float | None, float | None]:
    """Sum and upper end in 万元; a bare 万 (奖励50万) is money."""
    quantity = grant.quantity
    if quantity.kind == "percent":
        return None, None
    if quantity.kind == "bare":
        return quantity.value * {"万": 1.0, "亿": 1e4}[quantity.unit], None
    return in_wan(quantity)


def _quote_start(sentence: Statement, grant: Grant) -> int:
    """Where the quote begins: a cap or a floor is quoted with its word, 最高500万元, 不低于20%."""
    clause = sentence.clause(grant.quantity)
    if floor := cue("amounts", "floor").search(sentence.before(grant.quantity).rstrip()):
        return (
            sentence.start + floor.start() if cue("amounts", "floor").search(clause.rstrip()) else grant.quantity.start
        )
    found = cue("amounts", "cap_before").search(sentence.before(grant.quantity).rstrip())
    return sentence.start + found.start() if found and grant.kind in ("cap", "rate") else grant.quantity.start
