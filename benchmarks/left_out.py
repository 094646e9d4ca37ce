"""Coding of documents that the learned words have not seen: the figures that count.

In: a folder of labels. Out: for every set micro- and macro-F1, F1 by type and of being counted; what checking a fifth
of the paragraphs gives; how many of the codings said to be sure are right. For each fold the table is learned without
the judged documents and without every text that shares a third of its 8-grams with one of them, and the judged
documents are coded as in a run: roles, rules, learned words of roles and of types.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from random import Random

from labels import SETS, Labels, file_of, load_labels
from quality import Tally, Unit, counted_tally, judge, micro, pair

from compare.coding.scorer import Judgement, Scorer
from compare.documents.learned_roles import LearnedRoles
from compare.learning import learn
from compare.learning.copies import without_copies
from compare.learning.roles import RoleSample, learn_roles
from compare.model import COUNTED, Document, Paragraph, Taxonomy

FOLDS = 8
FEW = 10
"""units below which the F1 of a type says nothing"""
REVIEWED = 0.2
LEVELS = (0.99, 0.95, 0.9, 0.8)

Pairs = Sequence[tuple[Unit, list[Paragraph]]]


@dataclass(frozen=True)
class Coded:
    """What a run without the judged documents in its table says of their paragraphs."""

    documents: Mapping[str, tuple[Document, ...]]
    """set → documents, with roles"""
    judgements: Mapping[str, Judgement]
    types: frozenset[str]

    def codes(self, paragraphs: Iterable[Paragraph], roles_known: bool = False) -> dict[str, frozenset[str]]:
        """Types of every counted paragraph by key; of all with `roles_known`, for whoever knows which are counted."""
        return {p.key: self._types(p.key) for p in paragraphs if p.counted or roles_known}

    def _types(self, key: str) -> frozenset[str]:
        return frozenset(c.measure_id for c in self.judgements[key].codings if c.rank and c.measure_id in self.types)


def code_left_out(labels: Labels, taxonomy: Taxonomy) -> Coded:
    """Every judged document coded with tables that were learned without it."""
    files = sorted({file_of(d) for name in SETS for d in labels.documents[name]})
    judgements: dict[str, Judgement] = {}
    documents: dict[str, Document] = {}
    for fold in range(FOLDS):
        held = set(files[fold::FOLDS])
        own = [d for name in SETS for d in labels.documents[name] if file_of(d) in held]
        texts = [p.text for d in own for p in d.paragraphs]
        samples = without_copies(labels.samples, texts, held)
        table = learn(taxonomy, samples)
        roles = learn_roles(without_copies(labels.role_samples, texts, held))
        scorer = Scorer(replace(taxonomy, learned=table))
        for document in (with_roles(d, LearnedRoles(roles)) for d in own):
            documents[document.file] = document
            judgements |= scorer.decide_document(document)
        print(f"fold {fold + 1}: {len(samples)} samples, {len(table.words)} rows, objection {table.objection:g}, "
              f"margin {table.margin:g}, slope {table.slope:g}; roles {len(roles.words)} rows", flush=True)  # fmt: skip
    sets = {name: tuple(documents[d.file] for d in labels.documents[name]) for name in SETS}
    return Coded(sets, judgements, frozenset(m.id for m in taxonomy.types))


def with_roles(document: Document, learned: LearnedRoles) -> Document:
    """The document with the roles of the rules taken back where learned words object."""
    decided = [(p.role, p.cue) for p in document.paragraphs]
    roles = learned.overrule(document.paragraphs, decided, document.metadata.value("genre"))
    given = zip(document.paragraphs, roles, strict=True)
    return replace(document, paragraphs=tuple(replace(p, role=role, cue=cue) for p, (role, cue) in given))


def report_left_out(shared: Path, taxonomy: Taxonomy, folder: Path | None) -> None:
    """Print the figures; with a folder write what a run writes of the paragraphs, for other programs to score."""
    rules = replace(taxonomy, learned=None)
    labels = load_labels(shared, rules)
    coded = code_left_out(labels, rules)
    everything: list[tuple[float, bool]] = []
    for name in SETS:
        paragraphs = [p for d in coded.documents[name] for p in d.paragraphs]
        pairs = pair(labels.units[name], coded.documents[name])
        _report_set(name, pairs, coded, paragraphs)
        everything += _certainties(pairs, coded)
        if folder:
            _write(folder / f"{name}.jsonl", coded.documents[name], coded)
    _report_calibration(everything)
    _report_train_roles(labels.role_samples, {file_of(d) for name in SETS for d in labels.documents[name]})


def _report_set(name: str, pairs: Pairs, coded: Coded, paragraphs: Sequence[Paragraph]) -> None:
    tallies, _ = judge(pairs, coded.codes(paragraphs))
    known, _ = judge([(u, ps if u.counted != "no" else []) for u, ps in pairs], coded.codes(paragraphs, True))
    many = [t.f1 for t in tallies.values() if t.tp + t.fn >= FEW]
    print(f"{name:5} micro-F1 {micro(tallies.values()):.3f}  macro-F1 {sum(many) / len(many):.3f}  "
          f"counted-F1 {counted_tally(pairs).f1:.3f}  roles known: micro-F1 {micro(known.values()):.3f}  "
          f"a fifth checked: {reviewed_f1(pairs, coded):.3f} (at random {random_f1(pairs, coded):.3f})")  # fmt: skip
    for type_id in sorted(coded.types):
        print(f"      {type_id:12} {tallies[type_id].line()}")


# -- roles of the training texts ------------------------------------------------------------------------------------


def _report_train_roles(samples: Sequence[RoleSample], judged: set[str]) -> None:
    """How often a paragraph of the training texts is counted as it should be, by the rules and with learned words that
    have not seen its document."""
    files = sorted({s.file for s in samples} - judged)
    rules, both, right = Tally(), Tally(), [0, 0]
    for fold in range(FOLDS):
        held = set(files[fold::FOLDS])
        own = [s for s in samples if s.file in held]
        learned = LearnedRoles(learn_roles(without_copies(samples, [s.paragraph.text for s in own], held)))
        for sample in own:
            p = sample.paragraph
            ((role, _),) = learned.overrule([p], [(p.role, p.cue)], sample.genre)
            for nth, (tally, given) in enumerate(((rules, p.counted), (both, role in COUNTED))):
                tally.add(given, sample.counted)
                right[nth] += given == sample.counted
    count = sum(s.file not in judged for s in samples)
    print(f"roles of {count} training paragraphs, left out by document: counted-F1 {rules.f1:.4f} by rules, "
          f"{both.f1:.4f} with learned words; right {right[0] / count:.2%} and {right[1] / count:.2%}")  # fmt: skip


# -- what a check of the doubtful gives ---------------------------------------------------------------------------


def reviewed_f1(pairs: Pairs, coded: Coded, doubts: Mapping[str, float] | None = None) -> float:
    """Micro-F1 after a person has put right the fifth of the units that are doubted most."""
    asked = [(u, ps) for u, ps in pairs if ps and (u.counted != "no" or any(p.counted for p in ps))]
    order = sorted(asked, key=lambda each: -max(_doubt(p, coded, doubts) for p in each[1]))
    checked = {id(u) for u, _ in order[: int(REVIEWED * len(asked))]}
    rest = [(u, ps) for u, ps in pairs if id(u) not in checked]
    tallies, _ = judge(rest, coded.codes(p for _, ps in pairs for p in ps))
    right = sum(len(u.types & coded.types) for u, _ in pairs if id(u) in checked and u.counted == "yes")
    return micro([*tallies.values(), Tally(tp=right)])


def _doubt(paragraph: Paragraph, coded: Coded, doubts: Mapping[str, float] | None) -> float:
    if doubts is not None:
        return doubts[paragraph.key]
    doubt = coded.judgements[paragraph.key].doubt
    return doubt.value if doubt else 0.0


def random_f1(pairs: Pairs, coded: Coded, runs: int = 20) -> float:
    """The same where the doubt is drawn by lot, in the mean of several draws."""
    lots = Random(1)
    keys = sorted({p.key for _, ps in pairs for p in ps})
    return sum(reviewed_f1(pairs, coded, {key: lots.random() for key in keys}) for _ in range(runs)) / runs


# -- calibration --------------------------------------------------------------------------------------------------


def _certainties(pairs: Pairs, coded: Coded) -> Iterable[tuple[float, bool]]:
    """For every coded paragraph that belongs to one unit: how sure it is said to be, and whether it is right."""
    owners: Counter[str] = Counter(p.key for _, ps in pairs for p in ps)
    for unit, paragraphs in pairs:
        if len(paragraphs) != 1 or owners[paragraphs[0].key] != 1 or unit.counted != "yes":
            continue
        doubt = coded.judgements[paragraphs[0].key].doubt
        got = coded.codes(paragraphs, True)[paragraphs[0].key]
        if doubt and paragraphs[0].counted:
            wrong = (got - unit.types - unit.optional) | (unit.types & coded.types - got)
            yield 1 - doubt.value / 2, not wrong


def _report_calibration(found: Sequence[tuple[float, bool]]) -> None:
    """Of the codings said to be so sure at least, how many are right, with Wilson's 95 % interval."""
    for level in LEVELS:
        right = [is_right for certainty, is_right in found if certainty >= level]
        if right:
            low, high = wilson(sum(right), len(right))
            share = sum(right) / len(right)
            print(f"said ≥ {level:.0%} sure: {len(right)} of {len(found)}, right {share:.1%} ({low:.1%}–{high:.1%})")


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, scale = right / of, 1 + z * z / of
    middle = (share + z * z / (2 * of)) / scale
    width = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / scale
    return middle - width, middle + width


def _write(path: Path, documents: Iterable[Document], coded: Coded) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for document in documents:
            for p in document.paragraphs:
                doubt = coded.judgements[p.key].doubt
                measures = [{"id": c.measure_id} for c in coded.judgements[p.key].codings if c.rank]
                record = {"file": document.file, "text": p.text, "role": p.role, "counted": p.counted,
                          "measures": measures, "doubt": doubt.value if doubt else 0.0}  # fmt: skip
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
