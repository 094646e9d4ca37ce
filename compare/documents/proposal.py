"""Write down what was read of the documents as a manifest that an analyst can correct.

In: documents in reading order. Out: the text of corpus.yaml, in the shape that `manifest` reads, every fact with a
comment that says where it comes from; and how many items want a look. Example:
``place: 清城区  # 正文:“清远市清城区…”``. Read back, every fact is the same, with origin manifest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml

from compare import lexicons
from compare.chinese.widths import columns, wrap
from compare.documents.metadata import genres
from compare.model import Document, Fact

_KEYS = {
    "place": "district", "level": "level", "parent": "parent", "title": "title", "genre": "genre", "issuer": "issuer",
    "docno": "number", "issued": "issued", "period": "period", "url": "url",
}  # fmt: skip
"""name in the manifest → name of the fact"""
_WANTED = frozenset({"district", "level", "title", "genre", "issuer", "issued"})
"""facts that the comparison rests on: their absence is marked; a period does for the date"""
_GUESSED = {"district": "district_inferred", "genre": "genre_inferred", "issued": "year_inferred"}
"""facts that a flag calls uncertain"""
_COMMENT_AT = 44
_HEAD_WIDTH = 96
"""columns"""
_QUOTE = 40
"""characters of the source's words in a comment"""


def propose_manifest(documents: Sequence[Document], lang: str) -> tuple[str, int]:
    """The manifest's text, and the number of items marked for checking or left empty."""
    words = lexicons.words("proposal", lang)
    head = words["head"].format(genres=_genre_list(lang)).splitlines()
    lines = [f"# {line}" for paragraph in head for line in wrap(paragraph, _HEAD_WIDTH)]
    lines += ["documents:"]
    marked = 0
    for document in documents:
        entry = list(_entry(document, lang))
        marked += sum(words["check"] in line or words["empty"] in line for line in entry)
        lines += entry
    return "\n".join(lines) + "\n", marked


def _genre_list(lang: str) -> str:
    named = lexicons.genre_names(lang)
    return ", ".join(genres()) if lang == "en" else "、".join(f"{g} {named[g]}" for g in genres())


def _entry(document: Document, lang: str) -> Iterator[str]:
    words = lexicons.words("proposal", lang)
    sentences = lexicons.words("flags", lang)
    yield ""
    for flag in document.flags:
        if flag.severity != "info":
            yield f"  # {words['flag'].format(text=sentences.get(flag.code, flag.code))}"
    yield f"  - file: {_scalar(document.file)}"
    yield _line("id", _scalar(document.code), words["id"])
    for key, name in _KEYS.items():
        fact: Fact | None = getattr(document.metadata, name)
        yield _line(key, _value(name, fact), _comment(document, name, fact, lang))
    yield _line("include", "true" if document.included else "false", "")
    yield _line("notes", "", "")


def _line(key: str, value: str, comment: str) -> str:
    text = f"    {key}: {value}".rstrip()
    return f"{text}{' ' * max(2, _COMMENT_AT - columns(text))}# {comment}" if comment else text


def _value(name: str, fact: Fact | None) -> str:
    if fact is None:
        return ""
    if name == "period" and "-" in fact.value:
        return "[" + fact.value.replace("-", ", ") + "]"
    return fact.value if name == "issued" else _scalar(fact.value)


def _scalar(text: str) -> str:
    """The text as YAML reads it back: quoted only where it must be."""
    return str(yaml.safe_dump(text, allow_unicode=True, width=10_000)).removesuffix("\n...\n").rstrip("\n")


def _comment(document: Document, name: str, fact: Fact | None, lang: str) -> str:
    words, origins = lexicons.words("proposal", lang), lexicons.words("facts", lang)
    if fact is None:
        dated = name == "issued" and document.metadata.period is not None
        return words["empty"] if name in _WANTED and not dated else ""
    district = document.metadata.district
    derived = name in ("level", "parent") and district is not None and fact.quote == district.quote
    source = words["derived"] if derived else origins[f"origin.{fact.origin}"]
    quote = " ".join(fact.quote.split())[:_QUOTE]
    shown = f":{words['quoted'].format(quote=quote)}" if quote and quote != fact.value and not derived else ""
    guessed = any(flag.code == _GUESSED.get(name) for flag in document.flags)
    return f"{source}{shown}" + (f" ({words['check']})" if guessed else "")
