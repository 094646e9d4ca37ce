"""Read the list of documents, the analyst's word on what each file is.

In: the folder's ``corpus.yaml`` (or ``corpus.xlsx``). Out: a `ManifestEntry` a file, every given field a `Fact` of
origin manifest; every fault with its place. Example: ``- {file: 004.txt, id: JM, place: 江门市, level: 地级市, period:
[2015, 2017]}``. A field left out is detected; a field given wins over every detection, which is why whatever is no
field, no date, no place or no genre is an error that stops the run. ``./sub\\b.txt`` is the file ``sub/b.txt``.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath

from compare.documents.manifest.book_rows import is_table_of_documents, read_book
from compare.documents.manifest.rows import Listed, ManifestRow, TypedValue, field_names, headings
from compare.documents.manifest.values import Refused, full_place, nearest, read_value
from compare.documents.manifest.yaml_rows import read_yaml
from compare.model import Fact
from compare.problems import Place, Problem, Severity, problem

NAME = "corpus.yaml"
BOOK = "corpus.xlsx"
NAMES = (NAME, "corpus.yml", BOOK)
"""what a manifest may be called, in capitals as well; of several in a folder the first is used"""

_OWN = {"file", "id", "include", "stands_for"}
"""fields that are no facts of the document"""
_PROSE = {"title", "notes", "period"}
"""fields in which a quote may be meant: “十四五”"""


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What the manifest says of one file."""

    file: str
    _: KW_ONLY
    id: str = ""
    include: bool = True
    insisted: bool = False
    """include: true stands there: counted even if its paragraphs could not be rebuilt"""
    order: int = 0
    facts: Mapping[str, Fact] = field(default_factory=dict)
    extra: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """All entries by file name, with what is wrong in the file."""

    entries: Mapping[str, ManifestEntry] = field(default_factory=dict)
    """by `plain_name`"""
    problems: tuple[Problem, ...] = ()

    def find(self, name: str) -> ManifestEntry | None:
        """The entry of a file, written in capitals or not where only one is meant."""
        plain = plain_name(name)
        return self.entries.get(plain) or self._folded.get(plain.casefold())

    @cached_property
    def _folded(self) -> Mapping[str, ManifestEntry]:
        counts = Counter(name.casefold() for name in self.entries)
        return {name.casefold(): entry for name, entry in self.entries.items() if counts[name.casefold()] == 1}


def plain_name(name: str) -> str:
    """One spelling of a relative path: ``.\\sub\\b.txt`` and ``sub//b.txt`` are ``sub/b.txt``."""
    return PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).as_posix()


def is_manifest(path: Path) -> bool:
    """True for a file that lists documents; a workbook ``corpus.xlsx`` may also be a table of documents itself."""
    name = path.name.lower()
    return name in NAMES and path.is_file() and not (name == BOOK and is_table_of_documents(path))


def read_manifest(path: Path, shown: str = "", columns: Collection[str] = ()) -> Manifest:
    """The manifest at `path`, in problems called `shown`; an absent file is an empty one, a faulty one has errors.

    `columns` are columns of the analyst's own that the command line names (``--by 片区``).
    """
    if not path.is_file():
        return Manifest()
    name = shown or str(path)
    listed = read_book(path, name) if path.name.lower() == BOOK else read_yaml(path, name)
    reader = _Reader(listed, {*columns, *listed.columns})
    for order, row in enumerate(listed.rows):
        reader.read(row, order)
    return Manifest(reader.entries, tuple(sorted(reader.problems, key=lambda p: (p.place, p))))


class _Reader:
    """Reads rows one after the other; knows what stood before."""

    def __init__(self, listed: Listed, own: Collection[str]) -> None:
        self.problems = list(listed.problems)
        self.entries: dict[str, ManifestEntry] = {}
        self._own = own
        self._ids: dict[str, str] = {}
        """id → file that has it"""

    def read(self, row: ManifestRow, order: int) -> None:
        """Add the entry of a row, or what is wrong with it."""
        cells = self._by_field(row)
        texts = {name: cell.text for name, cell in cells.items()}
        name = texts.get("file", "")
        pure = PurePosixPath(plain_name(name))
        at = cells["file"].at if name else row.at
        if not name:
            self._report("no-file", at, number=order + 1)
        elif pure.is_absolute() or ".." in pure.parts:
            self._report("outside", at, name=name)
        elif str(pure) in self.entries:
            self._report("twice", at, name=name)
        values = {name: value for name, cell in cells.items() if (value := self._value(name, cell, texts))}
        if name and not pure.is_absolute() and ".." not in pure.parts and str(pure) not in self.entries:
            self._check_id(cells.get("id"), name)
            self.entries[str(pure)] = _entry(name, values, order, texts)

    def _report(self, code: str, at: Place, severity: Severity = "error", **details: object) -> None:
        self.problems.append(problem(f"documents.manifest-{code}", severity, at, **details))

    def _by_field(self, row: ManifestRow) -> dict[str, TypedValue]:
        """Field (or own column) → cell; unknown columns and fields under two names are reported."""
        found: dict[str, TypedValue] = {}
        for typed in row.cells:
            name = field_names().get(typed.name, "")
            cell = typed if name in _PROSE else typed._replace(text=_unquoted(typed.text))
            if not name and cell.name not in self._own:
                self._unknown(cell)
            elif name in found and cell.text and found[name].text:
                if found[name].name != cell.name:
                    self._report("two-names", cell.named_at, keys=f"{found[name].name}、{cell.name}")
            elif name not in found or cell.text:
                found[name or cell.name] = cell
        return found

    def _unknown(self, cell: TypedValue) -> None:
        near = nearest(cell.name, field_names())
        if near:
            self._report("misspelt-field", cell.named_at, field=cell.name, near=near)
        else:
            self._report("unknown-field", cell.named_at, field=cell.name, allowed="、".join(headings("zh").values()))

    def _value(self, name: str, cell: TypedValue, texts: Mapping[str, str]) -> str:
        if not cell.text:
            return ""
        try:
            return read_value(name, cell.text, texts)
        except Refused as fault:
            code = f"documents.manifest-{fault.code}{'-near' if fault.details.get('near') else ''}"
            particulars = {"field": cell.name, "value": cell.text, **fault.details}
            self.problems.append(problem(code, "error", cell.at, **particulars))
            return ""

    def _check_id(self, cell: TypedValue | None, name: str) -> None:
        if cell and cell.text in self._ids:
            names = f"{self._ids[cell.text]}、{name}"
            self._report("duplicate-id", cell.at, "warning", id=cell.text, names=names)
        elif cell and cell.text:
            self._ids[cell.text] = name


def _unquoted(text: str) -> str:
    """The text without the Chinese quotes that a keyboard gave for ASCII ones: “花都区” is 花都区."""
    pairs = ("“”", "‘’", "「」", "””", "““")
    return text[1:-1].strip() if len(text) > 2 and text[0] + text[-1] in pairs else text


def _entry(name: str, values: Mapping[str, str], order: int, typed: Mapping[str, str]) -> ManifestEntry:
    known = set(headings("en")) - {"notes"}
    facts = {key: Fact(value, "manifest") for key, value in values.items() if key in known - _OWN}
    chain = full_place(typed.get("district", ""))
    if chain and chain.parent and "parent" not in facts and chain.name != typed["district"]:
        facts["parent"] = Fact(chain.parent, "manifest")
    extra = {key: Fact(value, "manifest") for key, value in values.items() if key not in known}
    said = values.get("include", "")
    return ManifestEntry(
        name,
        id=values.get("id", ""),
        include=said != "false",
        insisted=said == "true",
        order=order,
        facts=facts,
        extra=extra,
    )


def unmatched(entry: ManifestEntry, shown: str, names: Sequence[str]) -> Problem:
    """What is said of an entry whose file was not found among `names`."""
    near = get_close_matches(plain_name(entry.file), sorted(names), 1)
    if near:
        return problem("documents.manifest-near-match", "warning", shown, name=entry.file, near=near[0])
    return problem("documents.manifest-no-match", "warning", shown, name=entry.file)
