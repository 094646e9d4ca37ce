"""Keywords named in passing in our own labelled paragraphs, and that no rule of mentions is idle."""

from __future__ import annotations

from typing import Any

import pytest

from compare.chinese.normalize import fold
from compare.chinese.text import Text
from compare.coding.mentions import opening, passing_mention
from compare.coding.own_names import own_names
from compare.kinds import MENTIONS
from compare.model import Cues
from tests.documents.drafting import document
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("mentions")


def decide(case: dict[str, Any]) -> Any:
    text = Text(fold(case["text"]))
    if "own" in case:
        found = own_names(document([case["title"], f"第一条 {case['text']}"])).spans(text.folded)
        return text.folded[slice(*found[-1])] if found else ""
    if "opens" in case:
        return case["text"].index(case["word"]) <= opening(text, text.sentences[0])
    types = case.get("types", "a" * len(case["words"]))
    starts = [case["text"].index(word) for word in case["words"]]
    places = [(at, at + len(word), kind) for at, word, kind in zip(starts, case["words"], types, strict=True)]
    found = passing_mention(text, places, Cues(), dict.fromkeys(types, frozenset(MENTIONS)))
    return {word: status for word, (status, _) in zip(case["words"], found, strict=True)}


def expected(case: dict[str, Any]) -> Any:
    return next(case[key] for key in ("own", "opens", "words") if key in case)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:16] for case in CASES])
def test_labelled_mentions(case: dict[str, Any]) -> None:
    assert decide(case) == expected(case)


@proves("mentions")
def test_no_rule_of_mentions_is_idle(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
