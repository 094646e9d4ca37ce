"""The bytes of one file, how much of it we are willing to read, and the way from its blocks to a `Source`.

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

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one input may cost; whatever goes beyond becomes a `Problem`, never a hang or a crash."""

    file_bytes: int = 100 * MB
    """one document as it lies on disk"""
    table_bytes: int = 500 * MB
    """one table of documents (csv, xlsx, jsonl, parquet)"""
    expanded_bytes: int = 500 * MB
    """what one zip container (zip, docx, xlsx) may unfold to, all members together"""
    ratio: int = 300
    """unfolded : packed bytes of one member above 20 MB; deflate cannot exceed 1,032"""
    members: int = 20_000
    """entries of one zip container"""
    depth: int = 3
    """zip archives inside zip archives"""
    blocks: int = 200_000
    """lines of one document; the longest sample file has 1,668"""
    block_characters: int = 1_000_000
    """one line; leaves room for a whole plan saved without line breaks"""
    pages: int = 3_000
    """pages of one pdf"""
    seconds: float = 120.0
    """one pdf, or one conversion of an old Word file"""


DEFAULT_LIMITS = Limits()


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
    for block in blocks:
        if len(block.text) > limits.block_characters:
            raise raw.error("line-too-long", block.line, limit=limits.block_characters)
        kept.append(block)
        if len(kept) > limits.blocks:
            raise raw.error("too-many-lines", limit=limits.blocks)
    if not kept:
        raise raw.error("no-text")
    return Source(raw.name, raw.path, raw.digest, format, tuple(kept), encoding, facts or {}, problems)


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
