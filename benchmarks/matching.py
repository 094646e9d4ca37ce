"""How fast keywords are found and judged, against what finding alone would take.

    python benchmarks/matching.py [megabytes …]        default: 1 10

Texts are made from seeds/. One process; processor time, best of three (10 MB: once). `automaton` is the pass of
Aho-Corasick over the folded texts, `matcher` adds guards, conditions, word borders, overlaps, polarity and passing
mentions, `headings` the same without what depends on the clause. `str.count` for every keyword is what most scripts do.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from texts import generated, size

from compare.chinese.normalize import fold
from compare.chinese.sentences import clauses, sentences
from compare.chinese.vocabulary import VOCABULARY
from compare.coding.matcher import Matcher
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy


def best(task: Callable[[], object], times: int) -> float:
    """Seconds of processor time, caches of texts emptied before each run."""
    measured = []
    for _ in range(times):
        for cached in (fold, sentences, clauses):
            cached.cache_clear()
        start = time.process_time()
        task()
        measured.append(time.process_time() - start)
    return min(measured)


def main(sizes: list[float]) -> None:
    taxonomy = load_taxonomy(default_taxonomy_path())
    start = time.process_time()
    matcher = Matcher(taxonomy)
    forms = [k.text for k in taxonomy.keywords if not k.pattern]
    print(f"{len(forms)} keywords, compiled in {1000 * (time.process_time() - start):.0f} ms; MB/s of UTF-8")
    print(f"{'MB':>6}{'paragraphs':>12}{'fold':>8}{'automaton':>11}{'matcher':>9}{'headings':>10}{'str.count':>11}")
    for megabytes in sizes:
        texts = generated(megabytes)
        row = zip(rates(matcher, texts, forms, 3 if megabytes <= 1 else 1), (8, 11, 9, 10, 11), strict=True)
        print(f"{megabytes:6g}{len(texts):12}" + "".join(f"{rate:{width}.1f}" for rate, width in row))


def rates(matcher: Matcher, texts: list[str], forms: list[str], times: int) -> list[float]:
    """MB/s of each way; `str.count` on the first hundredth of the texts only."""
    folded = [fold(text) for text in texts]
    sample = texts[: len(texts) // 100]
    return [
        size(texts) / best(lambda: [fold(t) for t in texts], times),
        size(texts) / best(lambda: VOCABULARY.scan_all(folded), times),
        size(texts) / best(lambda: [matcher.find(t) for t in texts], times),
        size(texts) / best(lambda: [matcher.find(t, cues=False) for t in texts], times),
        size(sample) / best(lambda: [t.count(form) for t in sample for form in forms], times),
    ]


if __name__ == "__main__":
    main([float(word) for word in sys.argv[1:]] or [1, 10])
