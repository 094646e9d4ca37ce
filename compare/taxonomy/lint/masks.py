"""Masks that kill a keyword, or that have nothing to mask.

Faulty: mask 金融科技 with keyword 金融科技 (never matches; the longer 金融科技园 would, for the longer word wins).
Noted: mask 天气预报 when no keyword stands in it.  Right: mask 社会保险 with keyword 保险.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.problems import Problem
from compare.taxonomy.lint.subject import Subject, found, plain


def check(subject: Subject) -> Iterator[Problem]:
    """Keywords that are masks, masks that mask nothing."""
    masks = [(place, mask, plain(mask)) for place, mask in subject.masks]
    texts = {plain(text) for k in subject.taxonomy.keywords if not k.pattern for text in (k.text, *k.aliases)}
    has_pattern = any(keyword.pattern for keyword in subject.taxonomy.keywords)
    for keyword, place in subject.keywords():
        text = plain(keyword.text)
        if not keyword.pattern and any(folded == text for _, _, folded in masks):
            yield found("masked-keyword", "error", place, keyword=keyword.text)
    for place, mask, folded in masks:
        if not has_pattern and not any(text in folded or folded in text for text in texts):
            yield found("unused-mask", "note", place, mask=mask)
