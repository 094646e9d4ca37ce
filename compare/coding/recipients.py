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
from compare.coding.sums import without_asides
from compare.lexicons import load

_STOP = re.compile("[,;:。]")
_OPENING_ASIDE = re.compile(r"^\([^()]*\)")
_LONGEST = 50
"""years; more is the number of a year"""


def recipient(sentence: Statement, quantity: Quantity, lead: str) -> tuple[str, str]:
    """(beneficiary, condition) of a sum.

    Read from “对…的企业,给予”, “…给予”, “给予…最高”, “…的,奖励”, else from the lead-in sentence.
    """
    before = sentence.text[sentence.start : quantity.start]
    clause = cue("targets", "label").sub("", _STOP.split(before)[-1])
    given = cue("amounts", "given_to").search(clause)
    opening = _opening(sentence, quantity)
    recent = opening is not None and opening.end() > quantity.start - len(clause)
    if not recent and not given and (own := cue("amounts", "subject").match(clause)):
        return _split(own.group("who"), False)
    if opening and not (given and not recent):
        return _split(opening.group("who"), bool(opening.group("only")))
    given = given or cue("amounts", "given_after").match(sentence.text[quantity.end : sentence.end])
    unlabelled = cue("targets", "label").sub("", sentence.text[sentence.start : quantity.end].lstrip())
    plain = cue("amounts", "condition").match(unlabelled)
    above = cue("amounts", "beneficiary").search(lead)
    general = _split(above.group("who"), bool(above.group("only"))) if above else ("", "")
    who, condition = _given(given, plain)
    return (who or general[0], condition or general[1])


def support_years(sentence: Statement) -> int | None:
    """For how many years a sum is paid: 连续3年, 为期两年."""
    found = cue("amounts", "years").search(sentence.text, sentence.start, sentence.end)
    value = read_number(found["term"] or found["given"]) if found else None
    return int(value) if value and value < _LONGEST else None


def _opening(sentence: Statement, quantity: Quantity) -> re.Match[str] | None:
    """The last “对…,” before the sum; a word of support must follow it, so the sum itself is in view."""
    search, last = cue("amounts", "beneficiary").search, None
    found = search(sentence.text, sentence.start, quantity.end)
    while found and found.end() <= quantity.start:
        last, found = found, search(sentence.text, found.end(), quantity.end)
    return last


def _given(given: re.Match[str] | None, plain: re.Match[str] | None) -> tuple[str, str]:
    """Of “给予…最高” and of “…的企业,给予”: whom the first names, else the second; the condition of the second."""
    who, whole = _split(given["who"], False) if given else ("", "")
    if plain is None:
        return who, whole
    return who or _plain(plain["who"] or ""), plain["condition"] or plain["whole"]


def _plain(name: str) -> str:
    """Without the brackets that it begins with: (不含复审)瞪羚企业."""
    return _OPENING_ASIDE.sub("", name)


def _split(phrase: str, clause_only: bool) -> tuple[str, str]:
    """A beneficiary phrase as head and whole: 新设立的博士工作室 → (博士工作室, 新设立的博士工作室).

    A phrase that ends in 的 (“对通过认定的,”) names a condition and no beneficiary.
    """
    of = load("amounts")["of"]
    first = phrase.split(",", 1)[0]
    if of in first.rstrip(of):
        phrase, clause_only = first, clause_only and first == phrase
    if cue("amounts", "deed").search(phrase.rsplit(of, 1)[-1]):
        return "", ""
    phrase = cue("amounts", "remark_behind").sub("", phrase.strip(f" ,{of}"))
    phrase = cue("amounts", "adverb_behind").sub("", phrase)
    if clause_only:
        return "", phrase
    head = _plain(without_asides(phrase.rsplit(of, 1)[-1]).split(",", 1)[0])
    return head, phrase if head != phrase else ""
