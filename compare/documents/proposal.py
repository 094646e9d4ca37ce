"""Write down what was read of the documents as a manifest that an analyst can correct.

In: documents in reading order. Out: the bytes of corpus.yaml or corpus.xlsx, in the shape that `manifest` reads, every
fact with a comment that says where it comes from; and how many items want a look. Example:
``place: 清城区  # 正文:“清远市清城区…”``. Read back, every fact is the same, with origin manifest.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import yaml

from compare import lexicons
from compare.chinese.widths import columns, wrap
from compare.documents.genres import genres
from compare.documents.manifest.rows import headings
from compare.documents.manifest.values import Refused, levels, read_value
from compare.documents.places import divisions
from compare.kinds import DocumentFlag
from compare.model import Document, Fact

_FACTS = ("district", "level", "parent", "title", "genre", "issuer", "number", "issued", "period", "url")
"""facts that are written down, in this order"""
_WANTED = frozenset({"district", "level", "title", "genre", "issuer", "issued"})
"""facts that the comparison rests on: their absence is marked; a period does for the date"""
_GUESSED: Mapping[str, DocumentFlag] = {"district": "district_inferred"}
"""facts that a flag calls uncertain"""
_COMMENT_AT = 44
_HEAD_WIDTH = 96
"""columns"""
_QUOTE = 40
"""characters of the source's words in a comment"""


class OpenItems(NamedTuple):
    """How many items of a proposal are left to a person."""

    doubtful: int
    """marked for checking"""
    empty: int
    """marked because nothing was found"""


def propose_manifest(documents: Sequence[Document], lang: str) -> tuple[bytes, OpenItems]:
    """The bytes of corpus.yaml, and what is left open in it."""
    words = lexicons.words("proposal", lang)
    head = words["head"].format(genres=words["join"].join(_genre_names(lang).values())).splitlines()
    lines = [f"# {line}" for paragraph in head for line in wrap(paragraph, _HEAD_WIDTH)]
    lines += ["documents:"]
    lines += [line for document in documents for line in _entry(document, lang)]
    return ("\n".join(lines) + "\n").encode(), _open_items(documents, lang)


def _open_items(documents: Sequence[Document], lang: str) -> OpenItems:
    words = lexicons.words("proposal", lang)
    comments = [_comment(d, name, _fact(d, name), lang) for d in documents for name in _FACTS]
    return OpenItems(sum(c.endswith(f"({words['check']})") for c in comments), comments.count(words["empty"]))


def _genre_names(lang: str) -> Mapping[str, str]:
    """What a manifest calls each kind of document: by its Chinese name, in English by the id."""
    return {id: id for id in genres()} if lang == "en" else lexicons.genre_names(lang)


def _entry(document: Document, lang: str) -> Iterator[str]:
    words = lexicons.words("proposal", lang)
    sentences = lexicons.words("flags", lang)
    yield ""
    for flag in document.flags:
        if flag.severity != "info":
            yield f"  # {words['flag'].format(text=sentences.get(flag.code, flag.code))}"
    yield f"  - file: {_scalar(document.file)}"
    yield _line("id", _scalar(document.code), words["id"])
    for name in _FACTS:
        fact = _fact(document, name)
        yield _line(headings("en")[name], _value(name, fact, lang), _comment(document, name, fact, lang))
    yield _line("include", "true" if document.included else "false", "")
    yield _line("notes", "", "")


def _fact(document: Document, name: str) -> Fact | None:
    """What is known, unless the manifest could not say it: a page's “date” may be any words."""
    fact: Fact | None = getattr(document.metadata, name)
    row = {key: document.metadata.value(key) for key in ("district", "level", "parent")}
    try:
        return fact if fact and read_value(name, fact.value, row) else None
    except Refused:
        return None


def _line(key: str, value: str, comment: str) -> str:
    text = f"    {key}: {value}".rstrip()
    return f"{text}{' ' * max(2, _COMMENT_AT - columns(text))}# {comment}" if comment else text


def _value(name: str, fact: Fact | None, lang: str) -> str:
    if fact is None:
        return ""
    if name == "period" and "-" in fact.value:
        return "[" + fact.value.replace("-", ", ") + "]"
    return fact.value if name == "issued" else _scalar(_printed(name, fact, lang))


def _printed(name: str, fact: Fact, lang: str) -> str:
    return _genre_names(lang).get(fact.value, fact.value) if name == "genre" else fact.value


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


# --- the same as a workbook ---

_COLUMNS = ("file", "id", *_FACTS, "include", "notes")
_WIDTHS = {"file": 30, "title": 44, "issuer": 26, "url": 30, "notes": 30, "number": 20}
_WIDTH = 12
"""characters, for the other columns"""
_SPARE = 200
"""rows below the last document that have drop-downs as well"""
_CREATED = datetime(2000, 1, 1)
"""the same for every workbook: same documents, same bytes"""


def propose_book(documents: Sequence[Document], lang: str) -> tuple[bytes, OpenItems]:
    """The bytes of corpus.xlsx, and what is left open in it."""
    import xlsxwriter

    words, stream = lexicons.words("proposal", lang), io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _CREATED})
    sheet = book.add_worksheet(words["sheet"])
    styles = {
        "head": book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1}),
        "plain": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "check": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#FFF2CC"}),
    }
    for column, name in enumerate(_COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH), styles["plain"])
        sheet.write_string(0, column, headings(lang)[name], styles["head"])
    for number, document in enumerate(documents, 1):
        _write_row(sheet, number, document, styles, lang)
    _add_choices(book, sheet, len(documents) + _SPARE, lang)
    sheet.freeze_panes(1, 1)
    book.close()
    return stream.getvalue(), _open_items(documents, lang)


def _write_row(sheet: Any, number: int, document: Document, styles: Mapping[str, Any], lang: str) -> None:
    """One document; what is doubtful or missing is yellow."""
    words = lexicons.words("proposal", lang)
    cells = {"file": document.file, "id": document.code, "include": words["yes" if document.included else "no"]}
    for column, name in enumerate(_COLUMNS):
        fact = _fact(document, name) if name in _FACTS else None
        text = _printed(name, fact, lang) if fact else cells.get(name, "")
        comment = _comment(document, name, fact, lang) if name in _FACTS else ""
        doubtful = words["check"] in comment or words["empty"] in comment
        if text:
            sheet.write_string(number, column, text, styles["check" if doubtful else "plain"])
        else:
            sheet.write_blank(number, column, None, styles["check" if doubtful else "plain"])
        if comment:
            sheet.write_comment(number, column, comment, {"author": "policy-compare"})


def _add_choices(book: Any, sheet: Any, last: int, lang: str) -> None:
    """Drop-downs; the lists stand on a sheet of their own, since Excel takes only 255 characters in place."""
    words = lexicons.words("proposal", lang)
    choices: Mapping[str, Sequence[str]] = {
        "district": list(dict.fromkeys(d.name for d in divisions())),
        "level": levels(),
        "genre": list(_genre_names(lang).values()),
        "include": (words["yes"], words["no"]),
    }
    lists = book.add_worksheet(words["choices"])
    lists.hide()
    for number, (name, values) in enumerate(choices.items()):
        lists.write_column(0, number, values)
        column, letter = _COLUMNS.index(name), chr(ord("A") + number)
        rule = {
            "validate": "list",
            "source": f"='{words['choices']}'!${letter}$1:${letter}${len(values)}",
            "error_type": "warning" if name == "district" else "stop",  # zones and towns are in no table
        }
        sheet.data_validation(1, column, last, column, rule)
