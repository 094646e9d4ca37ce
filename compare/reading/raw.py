"""The bytes of one file and the way from its blocks to a `Source`.

In: name, path and bytes. Out: a `Source`, or a `ReadingError` whose problem says what to do.
Example: 清远某区方案.txt of 0 bytes → ``reading.empty``; a zip that unfolds to 40 GB → ``reading.zip-too-large``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from compare.model import Block, Fact, Source
from compare.problems import Place, Problem, ReadingError, Severity, problem
from compare.reading.encoding import Decoded, decode
from compare.reading.limits import Limits


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's bytes before anything is understood."""

    name: str
    """as shown: relative to the folder or archive it was found in"""
    path: str
    """as given by the user"""
    data: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, hex."""
        return hashlib.sha256(self.data).hexdigest()

    def problem(self, code: str, severity: Severity = "error", line: int = 0, **details: object) -> Problem:
        """A problem that lies in this file."""
        return problem(f"reading.{code}", severity, Place(self.name, line), **details)

    def error(self, code: str, line: int = 0, **details: object) -> ReadingError:
        """The exception that ends the reading of this file."""
        return ReadingError(self.problem(code, "error", line, **details))


def build_source(
    raw: Raw,
    format: str,
    blocks: Iterable[Block],
    limits: Limits,
    *,
    encoding: str = "",
    facts: Mapping[str, Fact] | None = None,
    problems: tuple[Problem, ...] = (),
) -> Source:
    """The `Source` of a file's blocks; raises `ReadingError` where there is no text or too much of it."""
    kept = []
    for count, block in enumerate(blocks, 1):
        if len(block.text) > limits.block_characters:
            raise raw.error("line-too-long", block.line, limit=limits.block_characters)
        kept.append(block)
        if count > limits.blocks:
            raise raw.error("too-many-lines", limit=limits.blocks)
    if not kept:
        raise raw.error("no-text")
    return Source(
        name=raw.name,
        path=raw.path,
        digest=raw.digest,
        format=format,
        blocks=tuple(kept),
        encoding=encoding,
        facts=facts or {},
        problems=problems,
    )


def decode_raw(raw: Raw, declared: str = "") -> tuple[Decoded, tuple[Problem, ...]]:
    """The file's text; raises `ReadingError` if it is none, reports characters that are lost."""
    decoded = decode(raw.data, declared)
    if decoded is None:
        raise raw.error("not-text")
    if not decoded.damaged:
        return decoded, ()
    return decoded, (
        raw.problem(
            "damaged-characters", "warning", decoded.first_damage, count=decoded.damaged, encoding=decoded.encoding
        ),
    )
