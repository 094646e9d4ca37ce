"""The last words of a run: what was done, what the taxonomy left out and why, and what --strict objects to.

In: a study that has been written. Out: lines, and the exit code. Example: “3 段含有词典里的词但没有归类：2 段得分不到
门槛，1 段的词因前后字、条件或否定没有算。…”
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compare.cli.console import Console
from compare.matrix.missed import count_missed, left_out
from compare.matrix.rows import SET_ASIDE, has_place
from compare.model import Study
from compare.reports.folder import Written
from compare.wording import Wording

_SHOWN = 20
"""reasons listed; the rest stand in the data quality sheet"""


def close(study: Study, written: Written, folder: Path, strict: bool, console: Console) -> int:
    """Say what came out; 1 with --strict if anything was skipped or flagged, else 0."""
    console.report(study.problems)
    counted = sum(p.counted for d in study.documents if d.included for p in d.paragraphs)
    total = sum(len(d.paragraphs) for d in study.documents)
    counts = {"documents": len(study.documents), "paragraphs": total, "counted": counted}
    parts = [console.words("done", folder=folder, **counts), *_handled(study, written, console)]
    console.say(console.words("done.join").join(parts))
    _say_left_out(study, console)
    _say_missed(study, console)
    return _say_objections(study, console) if strict else 0


def _handled(study: Study, written: Written, console: Console) -> Iterator[str]:
    """What became of a person's work: verdicts that were taken over, changed files that were kept."""
    for review in study.reviews:
        unusable = console.words("done.unusable", unusable=review.unusable) if review.unusable else ""
        remarks = console.words("done.remarks", remarks=review.remarks) if review.remarks else ""
        yield console.words("done.reviews", file=review.file, decisions=review.decisions) + unusable + remarks
    for name, kept in written.kept:
        yield console.words("done.kept", name=name, kept=kept)


def _say_left_out(study: Study, console: Console) -> None:
    """Documents that are read and not compared, by reason; compared ones whose district nobody knows."""
    if reasons := left_out(study.documents):
        wording = Wording(console.lang)
        parts = [console.words("left-out.part", why=wording.left_out(why), count=n) for why, n in reasons.items()]
        joint = console.words("by.join").join(parts)
        console.say(console.words("left-out", count=sum(reasons.values()), parts=joint))
    if placeless := sum(any(flag.code == SET_ASIDE for flag in d.flags) for d in study.documents):
        console.say(console.words("placeless", count=placeless))
    elif study.settings.by == "district" and not any(d.included and has_place(d) for d in study.documents):
        console.say(console.words("placeless.all"))


def _say_missed(study: Study, console: Console) -> None:
    missed = count_missed(study)
    named = {name: getattr(missed, name) for name in ("below", "mentioned", "refused")}
    parts = [console.words(f"missed.{name}", count=count) for name, count in named.items() if count]
    if parts:
        console.say(console.words("missed", count=missed.total, parts=console.words("missed.joint").join(parts)))


def _say_objections(study: Study, console: Console) -> int:
    """1, and which files are the reason; 0 if none is."""
    flagged = list(_flagged(study, console))
    if not flagged and not study.problems:
        return 0
    console.complain(console.words("strict"))
    if study.problems:
        console.complain(console.words("strict.problems", count=len(study.problems)))
    for line in flagged[:_SHOWN]:
        console.complain(line)
    if len(flagged) > _SHOWN:
        console.complain(console.words("more", count=len(flagged) - _SHOWN))
    return 1


def _flagged(study: Study, console: Console) -> Iterator[str]:
    wording = Wording(console.lang)
    for document in study.documents:
        for flag in document.flags:
            if flag.severity == "bad":
                yield console.words("strict.flag", file=document.file, text=wording.flag(flag.code))
