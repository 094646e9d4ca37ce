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
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from math import isfinite
from statistics import fmean
from typing import TYPE_CHECKING, Any

from compare import lexicons
from compare.chinese.normalize import sound
from compare.model import Block, Fact, Source
from compare.problems import Problem, ReadingError
from compare.reading.archive import open_zip
from compare.reading.fields import fold, key_of, read_facts
from compare.reading.limits import Limits
from compare.reading.lines import number_lines, squeeze, strip_tags
from compare.reading.raw import Raw, build_source, decode_raw
from compare.reading.rows import join_cells

if TYPE_CHECKING:
    import pyarrow

HEADER_ROWS = 10
"""rows at the top among which the header is looked for: exports begin with a title row or two"""
HEADER_LENGTH = 10_000
"""characters of a header line"""
GUESS_ROWS = 50
"""rows looked at to guess the column of the text"""
GUESS_LENGTH = 200
"""mean characters from which an unnamed column may be the text"""
EXTRA_LENGTH = 200
"""characters up to which a column that we do not know is kept as a fact"""
NO_HEADER = ("jsonl", "json", "parquet")
"""formats whose first row is the first document, not the headings"""
OF_A_DOCUMENT = frozenset(("district", "province", "issuer", "number", "issued", "published", "url", "year"))
"""columns that only a list of documents has: each row has its own place, office, number or date"""
EXCEL_CELL = 32_767
"""characters that an Excel cell can hold; a text of exactly this length was cut off"""
BRACKETED = re.compile(r"[(（][^()（）]*[)）]\s*$")
"""what a column's name says of its unit: 补贴标准（万元）"""
DELIMITERS = ",\t;|，"
MARKUP_TAGS = ("</p>", "<br", "</div>", "</td>", "</span>")

_BAD_ESCAPE = re.compile(r'(?P<good>\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt]))|\\u[0-9a-fA-F]{0,3}|\\')
_EXCEL_ESCAPE = re.compile("_x([0-9a-fA-F]{4})_")
"""how Excel stores what XML cannot hold (ECMA-376, 22.9.2.19): ``_x000D_`` is a carriage return"""

Row = Sequence[str]


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


def read_jsonl(raw: Raw, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
    """One JSON object a line; lines that are none are reported and passed over."""
    decoded, problems = decode_raw(raw)
    objects: list[Mapping[str, object]] = []
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        value = _json(line)
        if isinstance(value, dict):
            objects.append(value)
        else:
            yield raw.problem("bad-line", "warning", number)
    yield from _read_objects(
        RawTable(raw=raw, format="jsonl", rows=(), encoding=decoded.encoding, problems=problems),
        objects,
        limits,
        columns,
    )


def read_json(raw: Raw, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
    """A JSON list of objects, also inside an object ({"data": [...]}), or one object that is a document."""
    decoded, problems = decode_raw(raw)
    value = _json(decoded.text)
    if isinstance(value, dict):
        inner = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(o, dict) for o in v)]
        value = max(inner, key=len) if inner else [value]
    if not isinstance(value, list) or not all(isinstance(o, dict) for o in value):
        raise raw.error("table-damaged", detail="JSON")
    yield from _read_objects(
        RawTable(raw=raw, format="json", rows=(), encoding=decoded.encoding, problems=problems), value, limits, columns
    )


def _json(text: str) -> object:
    """The value, also of text with bare controls in its strings or with escapes that a crawl cut short.

    Whole numbers stay as they are written: Python refuses to read one of more than 4,300 digits.
    """
    for attempt in (text, _BAD_ESCAPE.sub(lambda m: m["good"] or ("\ufffd" if "u" in m[0] else ""), text)):
        try:
            return json.loads(attempt, strict=False, parse_int=str)
        except (ValueError, RecursionError):
            continue
    return None


def _read_objects(
    table: RawTable, objects: Sequence[Mapping[str, object]], limits: Limits, columns: Mapping[str, str]
) -> Iterator[Source | Problem]:
    header = list(dict.fromkeys(chain.from_iterable(objects)))
    rows = ([_text(item.get(name)) for name in header] for item in objects)
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
            yield [_unescaped(_text(value)) for value in row]
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
            yield [_text(value) for value in record.values()]


def read_rows(table: RawTable, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
    """A `Source` for each row below the header; raises `ReadingError` if no column holds texts."""
    rows = iter(table.rows)
    top = list(islice(rows, HEADER_ROWS + GUESS_ROWS))
    if "text" not in columns and (_is_cards(top) or _is_policy_list(top)):
        yield _cards(table, chain(top, rows), limits)
        return
    start, text_column, guessed = _find_text(table.raw, top, columns)
    header = [squeeze(name) for name in top[start]]
    if guessed:
        yield table.raw.problem("text-column-guessed", "warning", column=header[text_column])
    names = _names(header, columns)
    filled = False
    for number, row in enumerate(chain(top[start + 1 :], rows), 1):
        if not any(row):
            continue
        filled = True
        yield from _read_row(table, number, start, row, text_column, names, limits)
    if not filled:
        yield table.raw.problem("no-rows", "warning")


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
    own = {key_of(name) for name in top[start] if fold(name) not in words["common"]} & OF_A_DOCUMENT
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


def _find_text(raw: Raw, top: Sequence[Row], columns: Mapping[str, str]) -> tuple[int, int, bool]:
    """Row of the header, column of the text, and whether the column is a guess."""
    wanted = [columns["text"]] if "text" in columns else lexicons.load("reading")["text_columns"]
    for start, row in enumerate(top[:HEADER_ROWS]):
        names = [fold(name) for name in row]
        for name in wanted:
            if fold(name) in names and fold(name):
                return start, names.index(fold(name)), False
    if "text" not in columns and len(top) > 1:
        start = _header(top[:HEADER_ROWS])
        widths = {
            c: fmean(len(row[c]) if c < len(row) else 0 for row in top[start + 1 :]) for c in range(len(top[start]))
        }
        best = max(widths, key=lambda c: widths[c], default=0)
        if widths and widths[best] >= GUESS_LENGTH and len(top[start][best]) < GUESS_LENGTH:
            return start, best, True
        if found := _find_content(top[:HEADER_ROWS]):
            return *found, False
    listed = "、".join(squeeze(name)[:20] for name in (top[_header(top[:HEADER_ROWS])] if top else ()) if name)[:200]
    raise raw.error("no-text-column", columns=listed or "-")


def _header(top: Sequence[Row]) -> int:
    """The row of the header: the first with two names that we know, else with two cells; titles stand in one."""
    known = (i for i, row in enumerate(top) if sum(bool(key_of(cell)) for cell in row) > 1)
    wide = (i for i, row in enumerate(top) if sum(bool(cell.strip()) for cell in row) > 1)
    return next(chain(known, wide), 0)


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
    chosen = {fold(name): key for key, name in columns.items() if key != "text"}
    return [chosen.get(fold(name), name) for name in header]


def _read_row(
    table: RawTable, number: int, header: int, row: Row, text_column: int, names: Sequence[str], limits: Limits
) -> Iterator[Source | Problem]:
    """One document; a fault in it ends this row only. `header` is the header's index among all rows."""
    text = row[text_column] if text_column < len(row) else ""
    where = f"{table.sheet}!{number}" if table.sheet else str(number)
    own = Raw(f"{table.raw.name}#{where}", table.raw.path, b"")
    problems = table.problems if number == 1 else ()
    if len(row) > len(names):
        problems = (*problems, own.problem("row-too-long", "warning", cells=len(row), columns=len(names)))
    if len(text) == EXCEL_CELL and table.format == "xlsx":
        problems = (*problems, own.problem("cell-full", "warning"))
    if sum(tag in text for tag in MARKUP_TAGS) > 1 or "</p>" in text:
        text = strip_tags(text)
    if not text.strip():
        seen = number if table.format in NO_HEADER else header + 1 + number
        yield own.problem("empty-cell", "error", row=seen, column=names[text_column])
        return
    digest = hashlib.sha256("\x1f".join(row).encode("utf-8", "surrogatepass")).hexdigest()
    blocks = (Block(line, at) for at, line in number_lines(text))
    try:
        source = build_source(own, table.format, blocks, limits, encoding=table.encoding, problems=problems)
    except ReadingError as fault:
        yield from fault.problems
        return
    facts = _facts(names, row, text_column)
    yield Source(
        name=own.name,
        path=own.path,
        digest=digest,
        format=source.format,
        blocks=source.blocks,
        encoding=source.encoding,
        facts=facts,
        problems=problems,
    )


def _facts(names: Sequence[str], row: Row, text_column: int) -> dict[str, Fact]:
    """The other cells of a row; short ones in columns that we do not know stay under the column's name."""
    pairs = [(name, cell) for i, (name, cell) in enumerate(zip(names, row, strict=False)) if i != text_column]
    facts = read_facts(pairs, "markup")
    for name, cell in pairs:
        if name and not key_of(name) and cell.strip() and len(cell) <= EXTRA_LENGTH:
            facts.setdefault(name, Fact(squeeze(cell), "markup", squeeze(f"{name}：{cell}")))
    return facts


def _text(value: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without decimals, lists line by line."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value) if isfinite(value) else ""
    if isinstance(value, list | tuple):
        return "\n".join(_text(part) for part in value)
    if isinstance(value, dict):
        return sound(json.dumps(value, ensure_ascii=False))
    return sound(str(value))
