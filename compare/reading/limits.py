"""How much of one input we are willing to read.

In: the analyst's word, ``pages=5000,seconds=300``. Out: `Limits`, or a `UsageError` that lists what can be set.
Example: a zip that unfolds to 40 GB goes beyond ``expanded_bytes`` and becomes the problem ``reading.zip-too-large``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from compare.problems import UsageError, problem

MB = 1_000_000
_UNITS = {"": 1, "KB": 1_000, "MB": MB, "GB": 1_000 * MB}


@dataclass(frozen=True, slots=True, kw_only=True)
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


def adjust_limits(text: str, limits: Limits = DEFAULT_LIMITS) -> Limits:
    """The limits with those named in ``name=number[KB|MB|GB],…`` changed; raises `UsageError` for anything else."""
    known = {field.name: type(getattr(limits, field.name)) for field in fields(limits)}
    changes = {}
    for part in filter(None, text.split(",")):
        name, _, value = (piece.strip() for piece in part.partition("="))
        number = value.upper().rstrip("KMGB")
        unit = value.upper()[len(number) :]
        if name not in known or unit not in _UNITS or not number.strip().isdecimal() or int(number) == 0:
            raise UsageError(problem("cli.bad-limits", value=part.strip(), known=", ".join(known)))
        changes[name] = known[name](int(number) * _UNITS[unit])
    return replace(limits, **changes)
