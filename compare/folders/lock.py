"""One run at a time in a report folder: a lock that dies with its process.

In: the hidden folder in which a run works. Out: a lock held, or the news that another process holds it. The system
keeps the lock (fcntl, msvcrt), so what a killed run left never blocks the next one.
Example: a second ``policy-compare run … -o 报告`` while the first is still writing is told so and ends.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

NAME = "lock"
_TRIES = 50
"""how often a lock file that vanishes while it is being taken is made again"""


class FolderBusy(Exception):
    """Another process works in the folder."""


_HELD: set[Path] = set()
"""workplaces that this process holds: the system would give it the same lock twice"""


def is_held(workplace: Path) -> bool:
    """True if this process holds the lock."""
    return workplace.resolve() in _HELD


class FolderLock:
    """The right to write into a folder, held from `__enter__` to `__exit__`."""

    def __init__(self, workplace: Path) -> None:
        self.workplace = workplace
        self._file = -1

    def __enter__(self) -> FolderLock:
        """Take the lock; raises `FolderBusy` if another process has it, `OSError` where nothing can be written."""
        if is_held(self.workplace):
            raise FolderBusy
        if self.workplace.is_symlink():  # what it leads to is none of ours, and would be cleared
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        for _ in range(_TRIES):
            self.workplace.mkdir(exist_ok=True)
            try:
                file = os.open(self.workplace / NAME, os.O_RDWR | os.O_CREAT, 0o666)
            except FileNotFoundError:  # its last holder has just taken the folder away
                continue
            if not _lock(file):
                os.close(file)
                raise FolderBusy
            if _is_at(file, self.workplace / NAME):
                self._file = file
                _HELD.add(self.workplace.resolve())
                return self
            os.close(file)
        raise FolderBusy

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock back and take the hidden folder away if nothing else is in it."""
        _HELD.discard(self.workplace.resolve())
        windows = os.name == "nt"
        if windows:  # an open file cannot be deleted there, and a file that another process has opened stays
            os.close(self._file)
        with suppress(OSError):
            (self.workplace / NAME).unlink()
        if not windows:
            os.close(self._file)
        with suppress(OSError):
            self.workplace.rmdir()


def _lock(file: int) -> bool:
    """Lock an open file; False if another process has locked it. A disk without locks lets everyone in."""
    if os.name == "nt":
        import msvcrt

        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # of the process: not handed on to its workers
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _is_at(file: int, path: Path) -> bool:
    """True if the open file is still the one of that name."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except OSError:
        return False
