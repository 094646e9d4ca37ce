"""How fast documents are coded, all of it and part by part.

    python benchmarks/coding.py [sources …]            default: seeds/

One process; processor time, best of several runs, the taxonomy compiled and jieba's dictionary loaded before.
Each run of a part gets texts of which nothing was asked yet, so the parts add up to more than `all`: they share folded
texts, sentences and the one scan.
"""

from __future__ import annotations

import gc
import pickle
import sys
import time
from collections.abc import Callable
from pathlib import Path

from texts import documents, size

from compare.coding import code_document
from compare.coding.amounts import find_amounts
from compare.coding.bodies import find_bodies
from compare.coding.programmes import find_programmes
from compare.coding.scorer import Scorer
from compare.coding.targets import find_targets
from compare.model import Document
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy

RUNS = 10


def best(task: Callable[[Document], object], found: tuple[Document, ...]) -> float:
    """Seconds of processor time for all documents."""
    measured = []
    for _ in range(RUNS):
        fresh = pickle.loads(pickle.dumps(found))  # texts keep what was asked of them: each run gets new ones
        gc.collect()
        start = time.process_time()
        for document in fresh:
            task(document)
        measured.append(time.process_time() - start)
    return min(measured)


def main(sources: list[Path]) -> None:
    found = documents(sources)
    taxonomy = load_taxonomy(default_taxonomy_path())
    megabytes = size(p.text for d in found for p in d.paragraphs)
    parts: dict[str, Callable[[Document], object]] = {
        "all": lambda d: code_document(d, taxonomy),
        "types": lambda d: Scorer.code_document(scorer, d),
        "targets": lambda d: find_targets(d, {}),
        "amounts": lambda d: find_amounts(d, {}),
        "programmes": lambda d: find_programmes(d, {}),
        "bodies": lambda d: find_bodies(d, {}),
    }
    scorer = Scorer(taxonomy)
    print(f"{len(found)} documents, {sum(len(d.paragraphs) for d in found)} paragraphs, {megabytes:.2f} MB")
    for name, task in parts.items():
        seconds = best(task, found)
        print(f"{name:12}{seconds:8.3f} s{megabytes / seconds:8.2f} MB/s")


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
