"""Tell what kind of support each sum and rate of a sentence is.

In: one sentence. Out: `Grant` values in text order (cap, fixed, rate, match, tier, per_unit, stock, total).
Example: “一、二等奖分别奖励50万元、30万元” → tier 50 (一等奖), tier 30 (二等奖).
Precedence: funds and yearly budgets are told apart first, then cap before fixed on one number; a sum that only says
who qualifies is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from compare.chinese.numerals import read_number
from compare.coding.patterns import cue
from compare.coding.quantities import HOLE, Quantity, joined
from compare.coding.statements import Statement
from compare.kinds import AmountKind
from compare.lexicons import load

_SUMS = ("money", "percent", "bare")
"""kinds of quantities that can be support"""
_STOP = re.compile("[,;:。]")
_LABEL_STOP = re.compile(r"[,;:。、()\d]")
_LAST_RUN = re.compile(r"[^,。;:、%\d]{2,40}$")
"""the words before a number that no sign and no other number parts from it"""
_TIER_NAME = range(2, 25)
"""characters of the name of a tier"""
_ASIDE = re.compile(r"\([^()]*[,、][^()]*\)")
_SHORT = 4
"""characters of a name that lacks its noun: 国家, 省级, 特等"""


class Grant(NamedTuple):
    """A sum or rate of support."""

    kind: AmountKind
    quantity: Quantity
    tier: str = ""
    basis: str = ""
    """what a rate is a share of, or whose grant is matched"""
    per: str = ""
    """what a sum is for one of (每家, 每平方米), or what a cap holds for (同一企业年度累计)"""
    flags: tuple[str, ...] = ()


def find_grants(sentence: Statement) -> list[Grant]:
    """All sums and rates of support of a sentence, in order."""
    sums = [q for q in sentence.quantities if q.kind in _SUMS and not _is_effect(sentence, q)]
    found = _matches(sentence)
    if not sums:
        return sorted(found, key=_place)
    index = 0
    while index < len(sums):
        run = _run(sentence, sums, index)
        index += len(run)
        if not _is_outdated(sentence, run[-1]):
            found.extend(_tiers(sentence, run) or _alike(sentence, run))
    return _label_tiers(sentence, sums, found)


def _place(grant: Grant) -> int:
    return grant.quantity.start


def _run(sentence: Statement, sums: Sequence[Quantity], index: int) -> Sequence[Quantity]:
    """The sum at `index` with those joined to it: “50万元、30万元和20万元”."""
    last = index
    for following in sums[index + 1 :]:
        if following.kind != sums[last].kind or not joined(sentence.masked, sums[last], following):
            break
        last += 1
    return sums[index : last + 1]


def _is_outdated(sentence: Statement, quantity: Quantity) -> bool:
    """“由20%提高至40%”: what was given until now."""
    return cue("amounts", "raised").match(sentence.after(quantity).lstrip()) is not None


def _alike(sentence: Statement, run: Sequence[Quantity]) -> list[Grant]:
    """The grants of a list without names: what is said before the first, or behind the last, holds for all of them.

    “给予奖励2万元、5万元”, “最高5万元、3万元资助” (two caps), “可申请不少于5万元、3万元的资助”.
    """
    judged = [_judge(sentence, q) for q in run]
    model = judged[0] or judged[-1]
    if model is None or model.kind not in ("cap", "fixed", "per_unit"):
        return [grant for grant in judged if grant]
    if model.kind == "cap" and judged[0]:
        return [model._replace(quantity=q) for q in run]
    return [grant or model._replace(quantity=q) for q, grant in zip(run, judged, strict=True)]


def without_asides(words: str) -> str:
    """Without remarks in brackets that are lists or clauses of their own: (A类,下同)."""
    return _ASIDE.sub("", words)


def is_past(sentence: Statement, quantity: Quantity) -> bool:
    """Do the words before a sum tell of money already spent: 已发放, 累计投入, 去年?"""
    return cue("amounts", "past").search(sentence.text, sentence.start, quantity.start) is not None


def _is_effect(sentence: Statement, quantity: Quantity) -> bool:
    """“带动投资3亿元”, “压减资金2亿元”: what support brought about or what was saved, never support itself."""
    if quantity.kind not in ("money", "bare"):
        return False
    words = sentence.clause(quantity)
    return cue("amounts", "effect").search(words) is not None and not cue("amounts", "cap_before").search(words)


# --- one sum ---------------------------------------------------------------------------------------------------


def _judge(sentence: Statement, quantity: Quantity) -> Grant | None:
    """The kind of one sum or rate; None if it is a condition or no support at all."""
    if quantity.kind == "percent":
        return _rate(sentence, quantity)
    if quantity.kind == "bare" and not _plain_sum(sentence, quantity):
        return None
    clause, after = _beside(sentence, quantity)
    if cue("amounts", "penalty").search(clause + after[:12]):
        return None
    if pooled := _pooled(sentence, quantity, clause, after):
        return pooled
    capped = _is_cap(clause, after) or (quantity.bound == "≤" and _is_given(clause, after))
    if not capped and _is_condition(clause, after, quantity):
        return None
    foreign = cue("amounts", "never").search(clause) and not cue("amounts", "fixed_after").match(after)
    if foreign or not _supported(sentence, quantity, clause, after):
        return None
    if capped:
        return Grant("cap", quantity, per=_scope(clause, after), flags=tuple(_cap_flags(sentence, quantity)))
    if _is_large(quantity) and cue("amounts", "paid").search(clause):
        return Grant("total", quantity)
    if per := _per(clause, after) or _per_before(sentence, quantity):
        return Grant("per_unit", quantity, per=per)
    return _fixed(quantity, clause, after)


def _beside(sentence: Statement, quantity: Quantity) -> tuple[str, str]:
    """The words from the last stop to the number, and those behind it, without the blanks around the number."""
    return sentence.clause(quantity).rstrip(), sentence.after(quantity).lstrip()


def _is_large(quantity: Quantity) -> bool:
    """Told in 亿元: hardly the sum of one recipient."""
    return quantity.kind == "money" and quantity.unit.startswith("亿")


def _is_cap(clause: str, after: str) -> bool:
    return bool(cue("amounts", "cap_before").search(clause) or cue("amounts", "cap_after").match(after))


def _is_given(clause: str, after: str) -> bool:
    """给予50万元以下, 50万元以下的补助; “50万元以上至100万元以下” alone says who qualifies."""
    return bool(cue("amounts", "fixed_before").search(clause) or cue("amounts", "fixed_after").match(after))


def _cap_flags(sentence: Statement, quantity: Quantity) -> Iterator[str]:
    """loan: of a loan, not of support; limit: of all that one applicant gets, not of one grant."""
    clause, after = _beside(sentence, quantity)
    near, before = clause + after[:8], sentence.before(quantity)
    loan, aided = cue("amounts", "loan"), cue("amounts", "aided")
    if loan.search(near) or (loan.search(before) and not aided.search(before + after[:8])):
        yield "loan"
    if cue("amounts", "limit").search(clause):
        yield "limit"


def _fixed(quantity: Quantity, clause: str, after: str) -> Grant | None:
    named = cue("amounts", "fixed_before").search(clause) or cue("amounts", "fixed_after").match(after)
    if not named or cue("amounts", "unrelated_after").match(after):
        return None
    unnamed = _is_large(quantity) and not cue("amounts", "give").search(clause[-6:] + after[:8])
    return None if unnamed else Grant("fixed", quantity)


def _pooled(sentence: Statement, quantity: Quantity, clause: str, after: str) -> Grant | None:
    """Funds and pools (stock), yearly budgets and money paid out in all (total)."""
    above = quantity.bound == "≥" and not cue("amounts", "stock_after").match(after)
    if above or cue("amounts", "addressed").match(clause):
        return None
    pool = cue("amounts", "pool").search(sentence.before(quantity))
    scaled = pool and cue("amounts", "stock_before").search(clause)
    if scaled or cue("amounts", "stock_after").match(after):
        return Grant("stock", quantity)
    if cue("amounts", "total_never").search(clause):
        return None
    if cue("amounts", "total_before").search(clause) and cue("amounts", "total_context").search(clause + after[:16]):
        return Grant("total", quantity, per=_scope(clause, after))
    return None


def _plain_sum(sentence: Statement, quantity: Quantity) -> bool:
    """“奖励50万”: a bare 万 after a word of support."""
    granted = cue("amounts", "fixed_before").search(sentence.before(quantity).rstrip())
    return quantity.unit in ("万", "亿") and granted is not None


def _supported(sentence: Statement, quantity: Quantity, clause: str, after: str) -> bool:
    """A word of support near the sum or anywhere before it in the sentence."""
    near = clause + after[:24]
    verbs, nouns = cue("amounts", "support"), cue("amounts", "support_noun")
    return bool(verbs.search(near) or nouns.search(near) or verbs.search(sentence.before(quantity)))


def _is_condition(clause: str, after: str, quantity: Quantity) -> bool:
    """“产值10亿元以上的企业”, “投资额超过500万元的”: who qualifies, not what is given."""
    if quantity.bound == "≥":
        return cue("amounts", "granted_more").match(after) is None
    if cue("amounts", "fixed_after").match(after):
        return False
    if cue("amounts", "condition_after").match(after):
        return True
    granted = cue("amounts", "fixed_before").search(clause[-8:])
    return cue("amounts", "condition_before").search(clause) is not None and not granted


def _scope(clause: str, after: str) -> str:
    """What a cap or total holds for: 每人, 同一单位年度, 累计."""
    found = [match.group() for match in cue("amounts", "own_scope").finditer(clause)]
    return _per(clause, after) or "".join(dict.fromkeys(found))


def _per(clause: str, after: str) -> str:
    found = [match.group() for match in cue("amounts", "per").finditer(clause)]
    behind = cue("amounts", "per_after").match(after)
    return "".join(dict.fromkeys(found)) + (behind.group() if behind else "")


def _per_before(sentence: Statement, quantity: Quantity) -> str:
    """“每新培育1家企业,奖励…”: the unit stands in the clause before."""
    found = cue("amounts", "per_before").search(sentence.before(quantity))
    return found.group("per") if found else ""


# --- rates and matches -----------------------------------------------------------------------------------------


def _rate(sentence: Statement, quantity: Quantity) -> Grant | None:
    """A percentage of support; shares, growth rates and shares to be inspected are none."""
    clause, after = _beside(sentence, quantity)
    if cue("amounts", "rate_never").search(clause + sentence.masked[quantity.start : quantity.end] + after[:8]):
        return None
    near = clause + after[:14]
    given = cue("amounts", "rate_after").match(after)
    if not given and not (cue("amounts", "rate_before").search(clause) and cue("amounts", "rate_near").search(near)):
        return None
    capped = quantity.bound == "≤" or cue("amounts", "ceiling").search(clause) is not None
    flags = ("cap", *(["limit"] if cue("amounts", "limit").search(clause) else [])) if capped else ()
    words = _STOP.split(sentence.text[sentence.start : quantity.start])[-1] if HOLE in clause else clause
    return Grant("rate", quantity, basis=_base(words.rstrip()), flags=flags)


def _base(clause: str) -> str:
    """What a rate is a share of: the words after the last 按, 不超过, 为 …, without verbs of support at the edges."""
    found = _LAST_RUN.search(clause)
    if not found or clause[: found.start()][-1:].isdigit():  # 3名人员的交通费: not all of it
        return ""
    words = cue("amounts", "base_end").sub("", found.group())
    *_, words = cue("amounts", "base_lead").split(words)
    return cue("amounts", "base_end").sub("", cue("amounts", "base_opening").sub("", words))


def _matches(sentence: Statement) -> list[Grant]:
    """“按1:0.5配套”, “等额配套”: the share added to an upstream grant, in percent of it."""
    found = []
    text, start, end = sentence.text, sentence.start, sentence.end
    for match in cue("amounts", "match").finditer(text, start, end) if ":" in text or "\u2236" in text else ():
        whole, part = read_number(match.group("whole")), read_number(match.group("part"))
        if whole and part is not None:
            found.append((match, round(part / whole * 100, 4)))
    found.extend((match, 100.0) for match in cue("amounts", "match_even").finditer(text, start, end))
    return [
        Grant("match", Quantity(*m.span(), share, None, "%", "percent"), basis=_upstream(sentence, m.start()))
        for m, share in found
    ]


def _upstream(sentence: Statement, end: int) -> str:
    """The level whose grant is matched."""
    found = cue("amounts", "upstream").search(sentence.text, sentence.start, end)
    return found.group() if found else ""


# --- tiers -----------------------------------------------------------------------------------------------------


def _tiers(sentence: Statement, run: Sequence[Quantity]) -> list[Grant]:
    """“一、二、三等奖分别奖励50万元、30万元、20万元”: lists left and right zipped."""
    before = sentence.before(run[0])
    parted = list(cue("amounts", "respectively").finditer(before)) if len(run) > 1 else []
    if not parted or run[0].kind == "bare":
        return []
    given = before[max(0, parted[-1].start() - 12) :] + sentence.after(run[-1])[:8]
    if not cue("amounts", "give").search(given):
        return []
    names = _names_of_run(sentence, run, parted[-1])
    capped = cue("amounts", "ceiling").search(before, parted[-1].start()) is not None
    flags = (("cap",) if capped else ()) + (() if names else ("list_mismatch",))
    first = _rate(sentence, run[0]) if run[0].kind == "percent" else None
    model = first or Grant("rate" if run[0].kind == "percent" else "tier", run[0], per=_per(*_beside(sentence, run[0])))
    names = names or [""] * len(run)
    return [model._replace(quantity=q, tier=name, flags=flags) for q, name in zip(run, names, strict=True)]


def _names_of_run(sentence: Statement, run: Sequence[Quantity], respectively: re.Match[str]) -> list[str]:
    """The names left of 分别, else those between it and the sums: 分别给予省级、市级平台50万元、20万元."""
    text, start = sentence.text, sentence.start
    between = text[start + respectively.end() : run[0].start]
    listed = cue("amounts", "joint").search(between) and _tier_names(between, len(run))
    return listed or _tier_names(text[start : start + respectively.start()], len(run))


def _tier_names(words: str, size: int) -> list[str]:
    """The last list of `size` members left of 分别; empty if there is none of that length."""
    words = cue("amounts", "before_respectively").sub("", without_asides(words).rstrip(","))
    tail = _tier_lead(_STOP.split(words)[-1])
    names = [_tier_lead(n.strip()) for n in cue("amounts", "joint").split(tail) if n.strip()]
    if len(names) > size and _of() in names[-size]:  # 甲、乙联合举办的大型、中型活动
        names = names[-size:]
    if len(names) != size or not all(names):
        return _series(words, size)
    names[0], names[-1] = names[0].rsplit(_of(), 1)[-1], names[-1].split(_of(), 1)[0]
    head = cue("amounts", "rank").search(names[-1])
    if not head:
        return _series(words, size) or names
    return [_completed(n, names[-1], head) for n in names[:-1]] + [names[-1]]


def _tier_lead(words: str) -> str:
    """Without what stands before a name: 第三条对获得."""
    return cue("amounts", "tier_lead").sub("", cue("targets", "label").sub("", words.strip()))


def _completed(name: str, last: str, head: re.Match[str]) -> str:
    """“一” beside “三等奖” is 一等奖, “国家级” beside “市级孵化器” 国家级孵化器; a whole name stays."""
    whole, short = last[head.start() :], last[head.end() :]
    if name.endswith(head.group()):
        return name + short
    return name if whole in name or len(name) > _SHORT else name + whole


def _series(words: str, size: int) -> list[str]:
    """The last run of `size` levels, ranks or classes: 省、市、区; A、B、C类; empty if there is none of that length."""
    for run in reversed(list(cue("amounts", "series").finditer(words.lower()))):
        names = [n.strip() for n in cue("amounts", "joint").split(words[slice(*run.span("names"))])]
        if len(names) == size > 1:
            shared = run["shared"] or ""
            return [n if n.endswith(shared) else n + shared for n in names]
    return []


def _label_tiers(sentence: Statement, sums: Sequence[Quantity], found: list[Grant]) -> list[Grant]:
    """“本科生2万元,硕士4万元,博士6万元”: a label directly before each of several sums makes them tiers."""
    if len(sums) < 2:  # a label alone makes no tier
        return sorted(found, key=_place)
    settled = {grant.quantity.start for grant in found if grant.kind != "fixed"}
    free = [q for q in sums if q.kind == "money" and q.start not in settled]
    labels = {q.start: label for q in free if (label := _label(sentence, q))}
    if len(labels) >= 2:
        tiers = [Grant("tier", q, labels[q.start]) for q in free if q.start in labels]
        found = [grant for grant in found if grant.quantity.start not in labels] + tiers
    return sorted(found, key=_place)


def _label(sentence: Statement, quantity: Quantity) -> str:
    """The short noun between the last stop and a sum, if the sum ends its clause."""
    if not cue("amounts", "clause_end").match(sentence.after(quantity).lstrip()):
        return ""
    if not cue("amounts", "give").search(sentence.masked, sentence.start, sentence.end):
        return ""
    clause = _LABEL_STOP.split(sentence.before(quantity).rstrip())[-1]
    name = _tier_name(sentence.text[sentence.start : quantity.start].rstrip()[-len(clause) :] if clause else "")
    if not name or cue("amounts", "no_tier").search(name) or cue("amounts", "condition_before").search(clause):
        return ""
    return cue("amounts", "tier_end").sub("", name)


def _tier_name(words: str) -> str:
    """The last of the names that are joined left of a sum; empty if it is too short or too long for one."""
    *_, name = cue("amounts", "joint").split(words)
    return cue("amounts", "tier_opening").sub("", name.strip()) if len(name) in _TIER_NAME else ""


@cache
def _of() -> str:
    """的, behind which the noun stands that the words before it describe."""
    return str(load("amounts")["of"])
