"""A paragraph is folded once on its way from the file to its codings, whoever asks for the folded words."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from compare.chinese import normalize
from compare.pipeline import code, read
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy

pytestmark = pytest.mark.whole


def test_fold_is_asked_at_most_once_a_paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    taxonomy = load_taxonomy(default_taxonomy_path())
    code(read([Path("seeds")]), taxonomy)  # what is made once a process, folded
    asked: Counter[str] = Counter()
    whole: list[str] = []

    def counting(fold: Callable[[str], str], keep: Callable[[str], object]) -> Callable[[str], str]:
        def count(text: str) -> str:
            keep(text)
            return fold(text)

        return count

    alone = counting(normalize.fold, lambda text: asked.update([text]))
    simplified = counting(normalize.plain, whole.append)
    together = counting(normalize.fold_once, whole.append)
    for module in [m for name, m in sys.modules.items() if name.startswith("compare.") and m is not normalize]:
        if getattr(module, "fold", None) is normalize.fold:
            monkeypatch.setattr(module, "fold", alone)
        if getattr(module, "plain", None) is normalize.plain:
            monkeypatch.setattr(module, "plain", simplified)
        if getattr(module, "fold_once", None) is normalize.fold_once:
            monkeypatch.setattr(module, "fold_once", together)
    study = code(read([Path("seeds")]), taxonomy)
    paragraphs = [p.text for d in study.documents for p in d.paragraphs]
    lines = Counter(line for text in whole for line in text.split("\n"))
    times = {text: asked[text] + lines[text] for text in paragraphs}
    assert len(paragraphs) > 100
    assert {text: count for text, count in times.items() if count > paragraphs.count(text)} == {}
    assert sum(times.values()) >= len(set(paragraphs)) // 2, "what is counted is what folds"
