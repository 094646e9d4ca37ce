"""A table of documents → one `Source` a row: csv, xlsx, jsonl, json, parquet.

In: a file whose rows are documents and whose columns are named in Chinese or English (正文 / full_text, 标题 / title,
地区 / district, 年份 / year …; see ``lexicons/reading.yaml``), or a mapping that names the columns. Out: a `Source`
for every row with text; the other columns become facts. A sheet of cards or a list of policies in few words (序号 /
政策名称 / 支持标准 / 责任单位) is one document.
Example: 报告.csv, row 3 with title “2025年某市政府工作报告” → Source(“报告.csv#3”), facts title, year, url.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from statistics import fmean
from typing import TYPE_CHECKING, Any, Literal

from compare import lexicons
from compare.chinese.normalize import fold_once, sound
from compare.model import Block, Fact, Source
from compare.problems import Problem, ReadingError
from compare.reading.archive import open_zip
from compare.reading.cells import cell_blocks, column_facts
from compare.reading.columns import (
    BRACKETED,
    GUESS_ROWS,
    HEADER_ROWS,
    Layout,
    TextColumn,
    example_of,
    find_layout,
    is_text_key,
    is_words,
)
from compare.reading.fields import column_key, fold
from compare.reading.limits import Limits
from compare.reading.lines import squeeze, strip_tags
from compare.reading.objects import read_objects
from compare.reading.raw import Raw, build_source, decode_raw
from compare.reading.rows import join_cells
from compare.reading.values import value_text
from compare.rules import rule

if TYPE_CHECKING:
    import pyarrow

HEADER_LENGTH = 10_000
"""characters of a header line"""
GUESS_LENGTH = 200
"""mean characters from which a text is that of a document, not an entry of a list"""
FAULTS = 20
"""lines that are no objects listed one by one"""
COLUMN_LEVEL = 7
"""heading level of a column's name: outside the numbered items of its cells"""
EXTRA_LENGTH = 200
"""characters up to which a column that we do not know is kept as a fact"""
NO_HEADER = ("jsonl", "json", "parquet")
"""formats whose first row is the first document, not the headings"""
OF_A_DOCUMENT = frozenset(("district", "city", "province", "issuer", "number", "issued", "published", "url", "year"))
"""columns that only a list of documents has: each row has its own place, office, number or date"""
EXCEL_CELL = 32_767
"""characters that an Excel cell can hold; a text of exactly this length was cut off"""
DELIMITERS = ",\t;|，"
_EXCEL_ESCAPE = re.compile("_x([0-9a-fA-F]{4})_")
"""how Excel stores what XML cannot hold (ECMA-376, 22.9.2.19): ``_x000D_`` is a carriage return"""

Row = Sequence[str]
Entry = Literal["", "brief", "parts"]
"""see `Source`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """Rows of one table, the header still among them."""

    raw: Raw
    format: str
    rows: Iterable[Row]
    encoding: str = ""
    sheet: str = ""
    """put before the row number where a file has several tables"""
    problems: tuple[Problem, ...] = ()


def read_csv(raw: Raw, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
    """Comma-, semicolon- or tab-separated values; the separator is found in the first line."""
    decoded, problems = decode_raw(raw)
    csv.field_size_limit(max(csv.field_size_limit(), len(decoded.text)))
    first = decoded.text.lstrip("\n\r")[:HEADER_LENGTH].split("\n", 1)[0]
    encoding = decoded.encoding
    del decoded  # a table may be as large as the memory for it; from here on it is read row by row
    stream = io.TextIOWrapper(io.BytesIO(raw.data), encoding, "replace", newline="")
    reader = csv.reader(stream, delimiter=max(DELIMITERS, key=first.count))
    yield from read_rows(
        RawTable(raw=raw, format="csv", rows=_csv_rows(raw, reader), encoding=encoding, problems=problems),
        limits,
        columns,
    )


def _csv_rows(raw: Raw, reader: Iterator[list[str]]) -> Iterator[Row]:
    try:
        yield from reader
    except csv.Error as fault:
        raise raw.error("table-damaged", detail=str(fault)) from fault


def read_json(raw: Raw, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
    """The objects of a JSON file, in whatever shape they are stored, see `objects`; what is none is reported."""
    decoded, problems = decode_raw(raw)
    objects = read_objects(decoded.text)
    own = "jsonl" if raw.name.lower().endswith((".jsonl", ".ndjson")) else "json"
    if not objects.found:
        raise raw.error("no-objects", objects.faults[0] if objects.faults else 0)
    if objects.mended:
        yield raw.problem("json-mended", "note")
    for line in objects.faults[:FAULTS]:
        yield raw.problem("bad-line", "warning", line)
    if len(objects.faults) > FAULTS:
        yield raw.problem("bad-lines", "warning", count=len(objects.faults) - FAULTS)
    table = RawTable(raw=raw, format=own, rows=(), encoding=decoded.encoding, problems=problems)
    yield from _read_objects(table, objects.found, limits, columns)


def _read_objects(
    table: RawTable, objects: Sequence[Mapping[str, object]], limits: Limits, columns: Mapping[str, str]
) -> Iterator[Source | Problem]:
    header = list(dict.fromkeys(chain.from_iterable(objects)))
    rows = ([value_text(item.get(name)) for name in header] for item in objects)
    yield from read_rows(
        RawTable(
            raw=table.raw,
            format=table.format,
            rows=chain([header], rows),
            encoding=table.encoding,
            problems=table.problems,
        ),
        limits,
        columns,
    )


def read_xlsx(raw: Raw, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
    """Every sheet that has a column of texts; values, not formulas."""
    from openpyxl import load_workbook

    container = open_zip(raw, limits)
    container.refuse_doctype()
    data = container.mended()
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as fault:  # openpyxl raises whatever its parts raise: KeyError, ValueError, ParseError …
        raise _damaged(raw, fault) from fault
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    found = False
    missing: list[Problem] = []
    for sheet in sheets:
        name = sheet.title if len(sheets) > 1 else ""
        try:
            for item in read_rows(
                RawTable(raw=raw, format="xlsx", rows=_xlsx_rows(raw, sheet), sheet=name), limits, columns
            ):
                found = True
                yield item
        except ReadingError as fault:
            missing += fault.problems
    damaged = [p for p in missing if p.code == "reading.table-damaged"]
    yield from damaged or ([] if found else missing[:1] or [raw.problem("no-text")])


def _xlsx_rows(raw: Raw, sheet: Any) -> Iterator[Row]:
    """The rows of a sheet, which openpyxl reads only now: faults of its XML come out here, after rows that are good."""
    try:
        for row in sheet.iter_rows(values_only=True):
            yield [_unescaped(value_text(value)) for value in row]
    except Exception as fault:  # as above
        raise _damaged(raw, fault) from fault


def _unescaped(text: str) -> str:
    return sound(_EXCEL_ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)) if "_x" in text else text


def _damaged(raw: Raw, fault: Exception) -> ReadingError:
    return raw.error("table-damaged", detail=f"{type(fault).__name__}: {fault}")


def read_parquet(raw: Raw, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
    """A Parquet file, read batch by batch; needs pyarrow."""
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(io.BytesIO(raw.data))
        rows = chain([file.schema_arrow.names], _parquet_rows(file))
        yield from read_rows(RawTable(raw=raw, format="parquet", rows=rows), limits, columns)
    except (OSError, ValueError, NotImplementedError) as fault:
        raise raw.error("table-damaged", detail=str(fault)) from fault


def _parquet_rows(file: pyarrow.parquet.ParquetFile) -> Iterator[Row]:
    for batch in file.iter_batches(batch_size=1000):
        for record in batch.to_pylist():
            yield [value_text(value) for value in record.values()]


def read_rows(table: RawTable, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
    """A `Source` for each row below the header; raises `ReadingError` if no column holds texts."""
    rows = iter(table.rows)
    top = list(islice(rows, HEADER_ROWS + GUESS_ROWS))
    if not any(map(is_text_key, columns)) and (_is_cards(top) or _is_policy_list(top)):
        yield _cards(table, chain(top, rows), limits)
        return
    layout = find_layout(table.raw, top, columns)
    header = [squeeze(name) for name in top[layout.header]]
    yield from _notes(table.raw, layout, header, columns)
    reader = _RowReader(table, layout, _names(header, columns), _entry(layout, top), limits)
    filled = False
    for number, row in enumerate(chain(top[layout.header + 1 :], rows), 1):
        if any(row):
            filled = True
            yield from reader.read(number, row)
    if not filled:
        yield table.raw.problem("no-rows", "warning")


def _notes(raw: Raw, layout: Layout, header: Row, columns: Mapping[str, str]) -> Iterator[Problem]:
    """What the user should know of how the columns were taken."""
    if layout.guessed:
        guess = next((column for column in layout.texts if column.part == "text"), layout.texts[0])
        yield raw.problem("text-column-guessed", "warning", column=guess.name, example=example_of(guess.name))
    known = {fold(name) for name in header}
    for name in (name for key, name in columns.items() if not is_text_key(key) and fold(name) not in known):
        yield raw.problem("no-such-column", "warning", name=name, columns="、".join(filter(None, header))[:200])


def _entry(layout: Layout, top: Sequence[Row]) -> Entry:
    """What a row of a table is: an entry in parts, an entry in few words under a name like 内容, or a document."""
    if layout.parts or layout.texts[0].part == "grants":
        return "parts"
    at = layout.texts[0].index
    lengths = [len(row[at]) for row in top[layout.header + 1 :] if at < len(row) and row[at]]
    brief = not layout.whole and bool(lengths) and fmean(lengths) < GUESS_LENGTH
    return "brief" if brief else ""


def _is_cards(top: Sequence[Row]) -> bool:
    """True for a sheet that is no list of documents but one of cards: 服务内容 stands in front of a row twice."""
    content = lexicons.load("records")["content"]
    return sum(bool(row) and fold(row[0]) in content for row in top) > 1


def _is_policy_list(top: Sequence[Row]) -> bool:
    """True for a list of policies in few words, none of whose columns says that a row is a document of its own."""
    found = _find_content(top[:HEADER_ROWS])
    if not found or any(_is_text_name(name) for row in top[:HEADER_ROWS] for name in row):
        return False
    start, column = found
    words = lexicons.load("records")
    own = {column_key(name) for name in top[start] if fold(name) not in words["common"]} & OF_A_DOCUMENT
    lengths = [len(row[column]) for row in top[start + 1 :] if column < len(row) and row[column]]
    return not own and bool(lengths) and fmean(lengths) < GUESS_LENGTH


def _is_text_name(name: str) -> bool:
    return bool(fold(name)) and fold(name) in map(fold, lexicons.load("reading")["text_columns"])


def _cards(table: RawTable, rows: Iterable[Row], limits: Limits) -> Source:
    """The whole sheet as one document, a block a row; what stands alone above the others is its title."""
    raw = table.raw if not table.sheet else Raw(f"{table.raw.name}#{table.sheet}", table.raw.path, table.raw.data)
    cells = ([[squeeze(cell)] for cell in row] for row in rows)
    texts = [(number, text) for number, row in enumerate(cells, 1) if (text := join_cells(row))]
    first = next((number for number, text in texts if "\t" in text), 0)
    blocks = (
        Block(text, number, kind="heading", level=1) if number < first else Block(text, number, kind="row")
        for number, text in texts
    )
    return build_source(raw, table.format, blocks, limits, encoding=table.encoding, problems=table.problems)


def _find_content(top: Sequence[Row]) -> tuple[int, int] | None:
    """Header and column of a list of policies whose text is what they give: 服务内容, 补贴标准 beside other labels."""
    words = lexicons.load("records")
    for start, row in enumerate(top):
        names = [fold(BRACKETED.sub("", name)) for name in row]
        enough = sum(map(bool, names)) > 2 or any(name in words["name"] for name in names)
        if found := next((name for name in words["content"] if name in names and enough), None):
            return start, names.index(found)
    return None


def _names(header: Sequence[str], columns: Mapping[str, str]) -> list[str]:
    """What each column is called for `read_facts`: the user's choice before the lexicon's."""
    chosen = {fold(name): column_key(key) or key for key, name in columns.items() if not is_text_key(key)}
    return [chosen.get(fold(name), name) for name in header]


@dataclass(frozen=True, slots=True)
class _RowReader:
    """Reads the rows of one table."""

    table: RawTable
    layout: Layout
    names: Sequence[str]
    entry: Entry
    limits: Limits

    def read(self, number: int, row: Row) -> Iterator[Source | Problem]:
        """One document; a fault in it ends this row only."""
        table = self.table
        where = f"{table.sheet}!{number}" if table.sheet else str(number)
        own = Raw(f"{table.raw.name}#{where}", table.raw.path, b"")
        blocks = list(self._blocks(row))
        if not blocks:
            seen = number if table.format in NO_HEADER else self.layout.header + 1 + number
            yield own.problem("empty-cell", "error", row=seen, column="、".join(c.name for c in self.layout.texts[:3]))
            return
        problems = (*(table.problems if number == 1 else ()), *self._warnings(own, row))
        digest = hashlib.sha256("\x1f".join(row).encode("utf-8", "surrogatepass")).hexdigest()
        try:
            source = build_source(own, table.format, blocks, self.limits, encoding=table.encoding, problems=problems)
        except ReadingError as fault:
            yield from fault.problems
            return
        yield replace(source, digest=digest, facts=self._facts(row), entry=self.entry)

    def _warnings(self, own: Raw, row: Row) -> Iterator[Problem]:
        if len(row) > len(self.names):
            yield own.problem("row-too-long", "warning", cells=len(row), columns=len(self.names))
        if self.table.format == "xlsx" and any(len(text) == EXCEL_CELL for _, text in self._filled(row)):
            yield own.problem("cell-full", "warning")

    def _blocks(self, row: Row) -> Iterator[Block]:
        """The text of a row: that of the first filled column, or its parts, each below the name of its column."""
        filled = list(self._filled(row))
        if not self.layout.parts or len(self.layout.texts) == 1:
            for _, text in filled[:1]:
                yield from cell_blocks(text)
            return
        for column, text in _apart(filled):
            yield Block(column.name, kind="heading", level=COLUMN_LEVEL)
            listed = column.part == "conditions"
            yield from (_listed(block) if listed else block for block in cell_blocks(text))

    def _filled(self, row: Row) -> Iterator[tuple[TextColumn, str]]:
        for column in self.layout.texts:
            text = row[column.index] if column.index < len(row) else ""
            if text.strip() and (self.layout.parts or len(self.layout.texts) == 1 or is_words(text)):
                yield column, text

    def _facts(self, row: Row) -> dict[str, Fact]:
        """The other cells of a row; short ones in columns that we do not know stay under the column's name."""
        texts = {column.index for column in self.layout.texts}
        pairs = [(n, strip_tags(c)) for i, (n, c) in enumerate(zip(self.names, row, strict=False)) if i not in texts]
        facts = column_facts(pairs)
        for name, cell in pairs:
            if name and not column_key(name) and cell.strip() and len(cell) <= EXTRA_LENGTH:
                facts.setdefault(name, Fact(squeeze(cell), "markup", squeeze(f"{name}：{cell}")))
        return facts


def _apart(filled: Sequence[tuple[TextColumn, str]]) -> Iterator[tuple[TextColumn, str]]:
    """The parts of a row without those that another repeats."""
    bare = ["".join(text.split()) for _, text in filled]
    for at, item in enumerate(filled):
        if not any(
            bare[at] in other and (len(other), -i) > (len(bare[at]), -at) for i, other in enumerate(bare) if i != at
        ):
            yield item


def _listed(block: Block) -> Block:
    """A condition: listed and never counted, unless it grants a sum."""
    return block if rule("records", "grant").fits(fold_once(block.text)) else replace(block, kind="fact", level=0)
