"""How good the coding is: precision, recall and F1 by type and document, confusion pairs, leave-one-document-out.

    python benchmarks/quality.py                                   own labelled paragraphs of seeds/
    python benchmarks/quality.py --gold GOLD.tsv --texts DIR SOURCES…   hand-coded documents
    python benchmarks/quality.py --leave-out FOLDER [--write DIR]  with learned words that have not seen the documents

GOLD.tsv has unit, file, lines (first-last, 1-based), role, counted (yes/no/maybe), types, optional. A unit is paired
with the paragraphs that hold at least half of the shorter one's five-character shingles: splits and joins are forgiven.
Leave-one-document-out: every document is coded by the taxonomy without the keywords that no other document uses, so
that terms added because of a document do not count for it.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from compare.chinese.normalize import bare
from compare.coding.scorer import Scorer
from compare.model import Document, Paragraph, Taxonomy
from compare.pipeline import read
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy

ROOT = Path(__file__).resolve().parent.parent
SHINGLE = 5


@dataclass(frozen=True)
class Unit:
    """One hand-coded paragraph."""

    file: str
    text: str
    counted: str
    types: frozenset[str]
    optional: frozenset[str]
    role: str = ""


@dataclass
class Tally:
    """True positives, false positives, false negatives."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def add(self, given: bool, wanted: bool) -> None:
        """Count one decision."""
        self.tp += given and wanted
        self.fp += given and not wanted
        self.fn += wanted and not given

    @property
    def f1(self) -> float:
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else float("nan")

    def line(self) -> str:
        precision = self.tp / (self.tp + self.fp) if self.tp + self.fp else float("nan")
        recall = self.tp / (self.tp + self.fn) if self.tp + self.fn else float("nan")
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  n {self.tp + self.fn}"


def gold_units(path: Path, texts: Path) -> Iterable[Unit]:
    """Units of a gold file; their text is taken from the line texts."""
    for row in path.read_text(encoding="utf-8").splitlines()[1:]:
        _, file, span, role, counted, types, optional = (row.split("\t") + [""] * 7)[:7]
        first, last = map(int, span.split("-"))
        lines = (texts / file).read_text(encoding="utf-8").split("\n")[first - 1 : last]
        yield Unit(file, "".join(x.strip() for x in lines), counted, _set(types), _set(optional), role)


def own_units(documents: Sequence[Document]) -> Iterable[Unit]:
    """Our own labels: file, first words, role, types."""
    paragraphs = {(d.file, p.text): p for d in documents for p in d.paragraphs}
    for row in (ROOT / "tests/seeds/labels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        file, words, role, types = (row.split("\t") + [""] * 4)[:4]
        text = next((t for (f, t) in paragraphs if f == file and words in t[:60]), words)
        counted = "yes" if role in ("measure", "practice", "safeguard") else "no"
        yield Unit(file, text, counted, _set(types) if counted == "yes" else frozenset(), frozenset())


def _set(names: str) -> frozenset[str]:
    return frozenset(n for n in names.replace(" ", "").split(",") if n and n != "other")


def shingles(text: str) -> frozenset[str]:
    """Five-character pieces of the bare text."""
    letters = bare(text)
    return frozenset(letters[i : i + SHINGLE] for i in range(max(1, len(letters) - SHINGLE + 1)))


def pair(units: Sequence[Unit], documents: Sequence[Document]) -> list[tuple[Unit, list[Paragraph]]]:
    """Each unit with its paragraphs."""
    index: dict[str, list[tuple[Paragraph, frozenset[str]]]] = defaultdict(list)
    for document in documents:
        index[document.file.partition("#")[0]] += [(p, shingles(p.text)) for p in document.paragraphs]
    pairs = []
    for unit in units:
        own = shingles(unit.text)
        pairs.append((unit, [p for p, g in index[unit.file] if len(own & g) >= max(1, 0.5 * min(len(own), len(g)))]))
    return pairs


def coded(documents: Sequence[Document], taxonomy: Taxonomy) -> dict[str, frozenset[str]]:
    """Types of every counted paragraph by key."""
    scorer = Scorer(taxonomy)
    types = {t.id for t in taxonomy.types}
    return {
        p.key: frozenset(c.measure_id for c in codings[p.key] if c.rank and c.measure_id in types)
        for d in documents
        for codings in [scorer.code_document(d)]
        for p in d.paragraphs
        if p.counted
    }


def judge(
    pairs: Sequence[tuple[Unit, list[Paragraph]]], codes: Mapping[str, frozenset[str]]
) -> tuple[dict[str, Tally], Counter[str]]:
    """Tallies by type, and how often one type stood for another."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    confusions: Counter[str] = Counter()
    for unit, paragraphs in pairs:
        got = frozenset(t for p in paragraphs for t in codes.get(p.key, ()))
        want, may = unit.types, unit.optional
        if unit.counted == "maybe":
            want, may = frozenset(), may | want
        for t in got | want:
            tallies[t].tp += t in got and t in want
            tallies[t].fp += t in got and t not in want and t not in may
            tallies[t].fn += t in want and t not in got
        for missed in want - got or {"–"}:
            for extra in got - want - may or {"–"}:
                if (missed, extra) != ("–", "–"):
                    confusions[f"{missed} → {extra}"] += 1
    return tallies, confusions


def without_own_keywords(taxonomy: Taxonomy, document: Document, others: Sequence[Document]) -> Taxonomy:
    """The taxonomy less the keywords that match in this document and in none of the others."""
    matcher = Scorer(taxonomy).matcher
    used = {m.keyword for p in document.paragraphs for m in matcher.find(p.text) if not m.rejected}
    elsewhere = {m.keyword for d in others for p in d.paragraphs for m in matcher.find(p.text) if not m.rejected}
    gone = used - elsewhere
    measures = tuple(replace(m, keywords=tuple(k for k in m.keywords if k not in gone)) for m in taxonomy.measures)
    return replace(taxonomy, measures=measures, fingerprint=taxonomy.fingerprint + document.id)


def macro(tallies: Mapping[str, Tally]) -> float:
    """Mean F1 of the types that occur."""
    known = [t.f1 for t in tallies.values() if t.f1 == t.f1]
    return sum(known) / len(known) if known else float("nan")


def micro(tallies: Iterable[Tally]) -> float:
    """F1 of all decisions together."""
    total = Tally()
    for t in tallies:
        total = Tally(total.tp + t.tp, total.fp + t.fp, total.fn + t.fn)
    return total.f1


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, default=[ROOT / "seeds"])
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--taxonomy", type=Path, default=default_taxonomy_path())
    parser.add_argument("--others", nargs="*", type=Path, default=[], help="further documents for leave-one-out")
    parser.add_argument("--leave-out", type=Path, metavar="FOLDER", help="labels to learn from, see left_out.py")
    parser.add_argument("--write", type=Path, metavar="DIR", help="with --leave-out: paragraphs as JSON lines")
    options = parser.parse_args()
    taxonomy = load_taxonomy(options.taxonomy)
    if options.leave_out:
        from left_out import report_left_out  # needs scikit-learn

        report_left_out(options.leave_out, taxonomy, options.write)
        return
    documents = read(options.sources).documents
    others = read(options.others).documents if options.others else ()
    units = list(gold_units(options.gold, options.texts) if options.gold else own_units(documents))
    pairs = pair(units, documents)
    tallies, confusions = judge(pairs, coded(documents, taxonomy))
    for measure in taxonomy.types:
        print(f"{measure.id:12} {tallies[measure.id].line()}")
    print(f"macro-F1 {macro(tallies):.3f}  micro-F1 {micro(tallies.values()):.3f}")
    print(f"counted: {counted_tally(pairs).line()}")
    left_out: dict[str, Tally] = defaultdict(Tally)
    for document in documents:
        mine = [(u, ps) for u, ps in pairs if u.file == document.file]
        if not mine:
            continue
        whole, _ = judge(mine, coded([document], taxonomy))
        rest = [d for d in (*documents, *others) if d.id != document.id]
        reduced, _ = judge(mine, coded([document], without_own_keywords(taxonomy, document, rest)))
        for name, t in reduced.items():
            sums = left_out[name]
            left_out[name] = Tally(sums.tp + t.tp, sums.fp + t.fp, sums.fn + t.fn)
        print(
            f"  {document.file[:32]:32} micro-F1 {micro(whole.values()):.3f}"
            f"  without its own keywords {micro(reduced.values()):.3f}"
        )
    print(f"leave-one-document-out: macro-F1 {macro(left_out):.3f}  micro-F1 {micro(left_out.values()):.3f}")
    print("confusions (missed → given instead):", ", ".join(f"{k} {n}" for k, n in confusions.most_common(12)))


def counted_tally(pairs: Sequence[tuple[Unit, list[Paragraph]]]) -> Tally:
    """How often a paragraph is counted, as it should be."""
    counted = Tally()
    for unit, paragraphs in pairs:
        if unit.counted == "maybe" or len(bare(unit.text)) < 6:
            continue
        got, want = any(p.counted for p in paragraphs), unit.counted == "yes"
        counted.add(got, want)
    return counted


if __name__ == "__main__":
    main()
