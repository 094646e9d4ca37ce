"""Tell by the words of a line whether it is a measure by itself.

In: a line or a heading, folded. Out: whether it begins with an order and whether it names a sum.
Example: “加快建设研究院” is an order, “省级平台:200万元” names a sum, “基本情况” is neither.
The verbs and what may stand before them are in lexicons/verbs.yaml, sums and grants in rules/lines.yaml.
"""

from __future__ import annotations

import re
from functools import cache

from compare import lexicons
from compare.rules import rule


@cache
def _order() -> re.Pattern[str]:
    verbs = lexicons.load("verbs")
    orders = "|".join(sorted(map(re.escape, verbs["orders"]), key=len, reverse=True))
    return re.compile(f"(?:{'|'.join(verbs['before_order'])})?(?:{orders})")


def is_order(folded: str) -> bool:
    """True if a line or a heading begins with an order: 支持…, 加快建设…, 对…给予…."""
    return bool(_order().match(folded))


def names_sum(folded: str) -> bool:
    """True for words with a sum or a share: 50万元, 30%."""
    return rule("lines", "sum").finder.search(folded) is not None


def gives_to(folded: str) -> bool:
    """True for words that say whom something is given: 对…给予…, 凡…补贴…."""
    return rule("lines", "gives_to").finder.match(folded) is not None


def stands_alone(folded: str) -> bool:
    """True for a line that is a measure by itself: it begins with an order or names a sum."""
    return is_order(folded) or names_sum(folded)


def grants(folded: str) -> bool:
    """True for a complete grant: a sum with 奖励, 补助 … beside it. It is a unit, whatever stands below."""
    return rule("lines", "grant").finder.search(folded) is not None and names_sum(folded)
