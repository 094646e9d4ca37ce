"""The last words of a run: what was done, what the taxonomy left out and why, and what --strict objects to.

In: a study that has been written. Out: lines, and the exit code. Example: “3 段含有词典里的词但没有归类：2 段得分不到
门槛，1 段的词因前后字、条件或否定没有算。…”
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from compare import lexicons
from compare.cli.console import Console
from compare.matrix.missed import count_missed
from compare.model import Study

_SHOWN = 20
"""reasons listed; the rest stand in the data quality sheet"""


def close(study: Study, folder: Path, strict: bool, console: Console) -> int:
    """Say what came out; 1 with --strict if anything was skipped or flagged, else 0."""
    console.report(study.problems)
    counted = sum(p.counted for d in study.documents if d.included for p in d.paragraphs)
    total = sum(len(d.paragraphs) for d in study.documents)
    console.say(console.words("done", documents=len(study.documents), paragraphs=total, counted=counted, folder=folder))
    _say_missed(study, console)
    return _say_objections(study, console) if strict else 0


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
    sentences = lexicons.words("flags", console.lang)
    for document in study.documents:
        for flag in document.flags:
            if flag.severity == "bad":
                text = sentences.get(flag.code, flag.code)
                yield console.words("strict.flag", file=document.file, text=text)
