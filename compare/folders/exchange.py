"""A new report takes the place of an old one: whole, or not at all, wherever a kill falls.

In: a folder whose hidden workplace holds a complete new report. Out: the new files under their names, files that a
person changed beside them as report.手改-1a2b3c4d.md, the old report gone.

The moves are written down (journal.json) before the first is made and struck out after the last, so a run that was
killed in between is completed by the next one; if a new file is missing or damaged, the old report goes back instead.
Without a journal nothing in the folder has been touched, and what lies in the workplace can go.
Example: killed after the third of 17 moves → `recover` makes the other 14 and says “completed”.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from compare.folders.lock import NAME as LOCK
from compare.folders.record import JOURNAL, MANIFEST, WORKPLACE, Record, digest_of, kept_name, kept_of

NEW, OLD = "new", "old"
Outcome = Literal["nothing", "cleared", "completed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Move:
    """One file going from one place to another, both relative to the report folder."""

    source: str
    place: str
    digest: str
    """SHA-256 of the file that is meant"""

    @property
    def arrives(self) -> bool:
        """True for a file of the new report."""
        return self.source.startswith(f"{WORKPLACE}/{NEW}/")


# --- a report that was just made --------------------------------------------------------------------------------


def plan_moves(folder: Path, record: Record | None, known: Collection[str], lang: str) -> tuple[Move, ...]:
    """Every move that puts the report in the workplace into `folder`, the manifests last.

    `known` are the names that reports can have: nothing else is replaced or deleted, whatever a manifest says.
    Files as the old manifest describes them leave for the workplace; files that differ are kept under a name with their
    digest."""
    arriving = {path.name: digest_of(path) for path in _inside(folder / WORKPLACE / NEW)}
    old = {name: digest for name, digest in record.files.items() if name in known} if record else {}
    names = sorted({*arriving, *old} - {MANIFEST})
    leaving = [move for name in names if (move := _leaving(folder, name, old.get(name, ""), lang))]
    moves = [*leaving, *(_arriving(name, arriving[name]) for name in names if name in arriving)]
    if digest := digest_of(folder / MANIFEST):
        moves.append(Move(MANIFEST, f"{WORKPLACE}/{OLD}/{MANIFEST}", digest))
    return (*moves, _arriving(MANIFEST, arriving[MANIFEST]))


def _leaving(folder: Path, name: str, written: str, lang: str) -> Move | None:
    digest = digest_of(folder / name)
    if not digest and os.path.lexists(folder / name):
        raise PermissionError(errno.EACCES, name)  # what cannot be read cannot be known, so it is not replaced
    if not digest:
        return None
    kept = _free_name(folder, name, digest, lang)
    if digest == written or (folder / kept).exists():  # as written, or kept by an earlier run
        return Move(name, f"{WORKPLACE}/{OLD}/{name}", digest)
    return Move(name, kept, digest)


def _arriving(name: str, digest: str) -> Move:
    return Move(f"{WORKPLACE}/{NEW}/{name}", name, digest)


def _free_name(folder: Path, name: str, digest: str, lang: str) -> str:
    """The name of a kept copy: not that of a file with another content."""
    for length in (8, 16, 64):
        kept = kept_name(name, digest, lang, length)
        if not os.path.lexists(folder / kept) or digest_of(folder / kept) == digest:
            return kept
    return kept


def exchange(folder: Path, moves: Sequence[Move]) -> None:
    """Make the moves; if one fails (Ctrl+C too) all go back and the error is raised.

    Where they cannot go back either, the journal stays and the next start completes the report."""
    workplace = folder / WORKPLACE
    (workplace / OLD).mkdir(exist_ok=True)
    _flush(workplace / NEW, *_inside(workplace / NEW))
    try:
        _write_journal(workplace, moves)
        for move in moves:
            os.replace(folder / move.source, folder / move.place)  # noqa: PTH105 - one disk; replaces links as such
        _flush(folder)
    except BaseException:
        for move in reversed(moves):
            if os.path.lexists(folder / move.place) and not os.path.lexists(folder / move.source):
                os.replace(folder / move.place, folder / move.source)  # noqa: PTH105
        (workplace / JOURNAL).unlink(missing_ok=True)
        raise
    (workplace / JOURNAL).unlink()


def clear(folder: Path) -> bool:
    """Take away what lies in the workplace, if no journal says that it is needed; True if there was anything."""
    workplace = folder / WORKPLACE
    if (workplace / JOURNAL).exists():
        return False
    rest = [path for path in _inside(workplace) if path.name != LOCK]
    for path in rest:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    return bool(rest)


# --- after a kill -----------------------------------------------------------------------------------------------


def is_disturbed(folder: Path) -> bool:
    """True if a run works in the folder or was killed there."""
    return (folder / WORKPLACE).is_dir()


def is_half(folder: Path) -> bool:
    """True if a run was killed while it put its files in place: what lies there is no report."""
    return not (folder / WORKPLACE).is_symlink() and (folder / WORKPLACE / JOURNAL).exists()


def recover(folder: Path, known: Collection[str], lang: str) -> Outcome:
    """Complete what a killed run began, or take it back; call it with the lock held. Raises `OSError` if it cannot.

    `known` are the names that reports can have."""
    if not is_half(folder):
        return "cleared" if clear(folder) else "nothing"
    moves = _read_journal(folder / WORKPLACE, known)
    complete = all(_is_there(folder, move) for move in moves if move.arrives)
    for move in moves if complete else reversed(moves):
        (_complete if complete else _withdraw)(folder, move, lang)
    _flush(folder)
    (folder / WORKPLACE / JOURNAL).unlink()
    clear(folder)
    return "completed" if complete else "withdrawn"


def _is_there(folder: Path, move: Move) -> bool:
    return move.digest in (digest_of(folder / move.source), digest_of(folder / move.place))


def _complete(folder: Path, move: Move, lang: str) -> None:
    """A move, unless it was made before; what a person has put in its way since is kept."""
    source, place = folder / move.source, folder / move.place
    if digest_of(place) == move.digest:
        return
    if digest_of(source) == move.digest:
        _set_aside(folder, move.place, lang)
        os.replace(source, place)  # noqa: PTH105
    else:  # an old file that was changed or taken away since
        _set_aside(folder, move.source, lang)


def _withdraw(folder: Path, move: Move, lang: str) -> None:
    """A move the other way round, if it was made."""
    source, place = folder / move.source, folder / move.place
    if digest_of(place) == move.digest and digest_of(source) != move.digest:
        _set_aside(folder, move.source, lang)
        os.replace(place, source)  # noqa: PTH105


def _set_aside(folder: Path, name: str, lang: str) -> None:
    """Give a file in the way a name with its digest; nothing in the workplace is worth that."""
    if (digest := digest_of(folder / name)) and not name.startswith(f"{WORKPLACE}/"):
        os.replace(folder / name, folder / _free_name(folder, name, digest, lang))  # noqa: PTH105


# --- files ------------------------------------------------------------------------------------------------------


def _inside(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from sorted(folder.iterdir())


def _write_journal(workplace: Path, moves: Sequence[Move]) -> None:
    """The journal appears complete or not at all."""
    draft = workplace / f"{JOURNAL}.new"
    draft.write_text(json.dumps([asdict(move) for move in moves], ensure_ascii=False), encoding="utf-8")
    _flush(draft)
    os.replace(draft, workplace / JOURNAL)  # noqa: PTH105
    _flush(workplace)


def _read_journal(workplace: Path, known: Collection[str]) -> tuple[Move, ...]:
    """The moves of a killed run; raises `OSError` if they are none of ours: a journal is believed like a stranger."""
    try:
        moves = tuple(Move(**item) for item in json.loads((workplace / JOURNAL).read_bytes()))
        safe = all(_is_safe(path, known) for move in moves for path in (move.source, move.place))
    except (ValueError, TypeError, AttributeError) as error:
        raise OSError(errno.EINVAL, f"{WORKPLACE}/{JOURNAL}") from error
    if not safe:
        raise OSError(errno.EINVAL, f"{WORKPLACE}/{JOURNAL}")
    return moves


def _is_safe(path: str, known: Collection[str]) -> bool:
    """True for a file of ours in the folder or in the two rooms of the workplace."""
    rooms = (f"{WORKPLACE}/{NEW}/", f"{WORKPLACE}/{OLD}/")
    name = path.removeprefix(next((room for room in rooms if path.startswith(room)), ""))
    return name == MANIFEST or (kept_of(name) or name) in known


def _flush(*paths: Path) -> None:
    """Onto the disk before the next step; folders where the system knows that."""
    for path in paths:
        if path.is_dir() and os.name == "nt":
            continue
        file = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            with suppress(OSError):  # some network disks refuse
                os.fsync(file)
        finally:
            os.close(file)
