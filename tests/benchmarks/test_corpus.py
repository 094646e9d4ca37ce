"""The made-up corpus of the benchmarks is what its docstring says: nothing twice, and as dense as real policies."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random
from statistics import quantiles

import ahocorasick_rs
import pytest

from benchmarks.corpus import GENRES, LAYOUTS, Author, chinese, corpus, write_corpus
from compare.chinese.normalize import fold
from compare.chinese.sentences import sentences
from compare.model import Document
from compare.pipeline import read
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy

pytestmark = pytest.mark.whole

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, ...]:
    folder = tmp_path_factory.mktemp("made") / "corpus"
    write_corpus(folder, 60)
    found = read([folder])
    assert found.problems == ()
    return found.documents


def test_the_same_seed_gives_the_same_files_however_many_are_made() -> None:
    assert list(islice(corpus(40), 8)) == list(corpus(8))
    assert list(corpus(3)) != list(corpus(3, seed=2))


def test_no_paragraph_and_no_sentence_comes_twice(documents: tuple[Document, ...]) -> None:
    texts = [p.text for d in documents for p in d.paragraphs]
    assert len(texts) > 2000 and len(set(texts)) == len(texts)
    said = Counter(t[s.start : s.end] for t in texts for s in sentences(t) if s.end - s.start > 20)
    assert [sentence for sentence, times in said.items() if times > 1] == []


def test_keywords_are_as_dense_as_in_real_policies(documents: tuple[Document, ...]) -> None:
    forms = sorted({k.text for k in load_taxonomy(default_taxonomy_path()).keywords if not k.pattern})
    automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    texts = [p.text for d in documents for p in d.paragraphs]
    hits = [len(automaton.find_matches_as_indexes(fold(text))) for text in texts]
    assert 8 <= 1000 * sum(hits) / sum(len(text.encode()) for text in texts) <= 10
    assert 0.73 <= sum(map(bool, hits)) / len(hits) <= 0.88


def test_lengths_are_those_of_real_policies(documents: tuple[Document, ...]) -> None:
    low, middle, high = quantiles(len(p.text) for d in documents for p in d.paragraphs)
    assert 35 <= low <= 60 and 80 <= middle <= 120 and 140 <= high <= 200
    sizes = [sum(len(p.text.encode()) for p in d.paragraphs) / 1000 for d in documents]
    assert 11 <= quantiles(sizes)[1] <= 17 and min(sizes) < 5 and max(sizes) > 35


def test_every_genre_and_every_role_occurs(documents: tuple[Document, ...]) -> None:
    genres = {d.metadata.value("genre") for d in documents}
    assert genres >= {"regulation", "plan", "scheme", "report", "notice"}
    roles = {p.role for d in documents for p in d.paragraphs}
    assert roles >= {"measure", "admin", "goal", "problem", "achievement", "practice", "guiding", "safeguard"}


@pytest.mark.parametrize("genre", GENRES)
def test_the_three_layouts_hold_the_same_paragraphs(genre: object, tmp_path: Path) -> None:
    blocks = list(genre(Author(Random(5), set(), 10)))  # type: ignore[operator]
    texts = []
    for number, (layout, ending) in enumerate(LAYOUTS):
        file = tmp_path / f"{number}.{ending}"
        file.write_text(layout(blocks), encoding="utf-8")
        texts.append([p.text for p in read([file]).documents[0].paragraphs])
    assert texts[0] == texts[1] == texts[2]


@pytest.mark.parametrize(
    ("number", "numeral"), [(1, "一"), (10, "十"), (12, "十二"), (40, "四十"), (105, "一百零五"), (110, "一百一十")]
)
def test_articles_are_counted_as_in_laws(number: int, numeral: str) -> None:
    assert chinese(number) == numeral


@pytest.mark.slow
def test_the_benchmark_of_the_whole_runs() -> None:
    words = [sys.executable, "benchmarks/scale.py", "--documents", "2", "--runs", "1"]
    done = subprocess.run(words, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    names = {line.rsplit(maxsplit=1)[0].strip() for line in done.stdout.splitlines() if line}
    assert {"jobs 2: peak MB", "reading, structure", "coding (the difference)", "xlsx", "jobs 1 : jobs 2"} <= names
