"""Read who gets a sum, on what condition and for how many years.

In: a sentence and one of its sums. Out: beneficiary, condition, years.
Example: “对新设立的博士工作室,给予最高70万元” → beneficiary 博士工作室, condition 新设立的博士工作室.
"""

from __future__ import annotations

import re

from compare.chinese.numerals import read_number
from compare.coding.patterns import cue
from compare.coding.quantities import Quantity
from compare.coding.statements import Statement

_INCLUDED = re.compile(r"\((?:不?含|包括)[^()]*\)$")
_STOP = re.compile("[,;:。]")


def recipient(sentence: Statement, quantity: Quantity, lead: str) -> tuple[str, str]:
    """(beneficiary, condition) of a sum.

    Read from “对…的企业,给予”, “…给予”, “给予…最高”, “…的,奖励”, else from the lead-in sentence.
    """
    before = sentence.text[sentence.start : quantity.start]
    clause = _STOP.split(before)[-1]
    given = cue("amounts", "given_to").search(clause)
    opening = _opening(sentence, quantity)
    recent = opening is not None and opening.end() > quantity.start - len(clause)
    if not recent and not given and (own := cue("amounts", "subject").match(clause)):
        return _split(own.group("who"), False)
    if opening and not (given and not recent):
        return _split(opening.group("who"), bool(opening.group("only")))
    given = given or cue("amounts", "given_after").match(sentence.text[quantity.end : sentence.end])
    unlabelled = cue("targets", "label").sub("", sentence.text[sentence.start : quantity.end].lstrip())
    plain = cue("amounts", "condition_plain").match(unlabelled)
    above = cue("amounts", "beneficiary").search(lead)
    general = _split(above.group("who"), bool(above.group("only"))) if above else ("", "")
    who, condition = _given(given, plain)
    return (who or general[0], condition or general[1])


def support_years(sentence: Statement) -> int | None:
    """For how many years a sum is paid: 连续3年, 为期两年."""
    found = cue("amounts", "years").search(sentence.text, sentence.start, sentence.end)
    value = read_number(next(group for group in found.groups() if group)) if found else None
    return int(value) if value else None


def _opening(sentence: Statement, quantity: Quantity) -> re.Match[str] | None:
    """The last “对…,” before the sum; a word of support must follow it, so the sum itself is in view."""
    if sentence.text.find("对", sentence.start, quantity.start) < 0 and "凡" not in sentence.text:
        return None
    found = cue("amounts", "beneficiary").finditer(sentence.text, sentence.start, quantity.end)
    openings = [match for match in found if match.end() <= quantity.start]
    return openings[-1] if openings else None


def _given(given: re.Match[str] | None, plain: re.Match[str] | None) -> tuple[str, str]:
    who, whole = _split(given.group("who"), False) if given else ("", "")
    if plain is None:
        return who, whole
    return who or plain.group("who") or "", plain.group("condition").lstrip("对").strip("的")


def _split(phrase: str, clause_only: bool) -> tuple[str, str]:
    """A beneficiary phrase as head and whole: 新设立的博士工作室 → (博士工作室, 新设立的博士工作室).

    A phrase that ends in 的 (“对通过认定的,”) names a condition and no beneficiary.
    """
    first = phrase.split(",", 1)[0]
    if "的" in first.rstrip("的"):
        phrase, clause_only = first, clause_only and first == phrase
    head = phrase.rsplit("的", 1)[-1]
    if "进行" in head or "开展" in head:
        return "", ""
    phrase = _INCLUDED.sub("", phrase.strip(" ,的"))
    if clause_only:
        return "", phrase
    head = phrase.rsplit("的", 1)[-1]
    return head, phrase if head != phrase else ""
