"""A study as pandas DataFrames, for notebooks.

In: a `Study` or an `Analysis`. Out: `Frames`, one table an attribute, made when it is first asked for.
Example: ``frames(study).evidence.groupby("type_id").size()``; ``frames(study).pivot("share")`` is the matrix by shares.
Rows and columns are those of `compare.records`; codes stand for themselves, the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from compare import records
from compare.kinds import GRADES
from compare.matrix.analysis import Analysis, analyse
from compare.model import COUNTED, ROLES, Study
from compare.records import TABLES, Column, Record, Value

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": "datetime64[s]"}


def frames(study: Study | Analysis) -> Frames:
    """The tables of a study; the matrix is computed if it is needed and not there yet."""
    return Frames(study if isinstance(study, Analysis) else analyse(study))


class Frames:
    """Tables as DataFrames: ``paragraphs``, ``evidence`` … and ``columns``, which says what stands in them.

    What is unknown or hidden is NA. Each call for a table gives the same object: copy before changing it in place.
    """

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def __repr__(self) -> str:
        return f"<Frames: {', '.join(self)}>"

    def __iter__(self) -> Iterator[str]:
        """The names of the tables."""
        return iter(TABLES)

    def __getitem__(self, table: str) -> DataFrame:
        """A table by its name; raises `KeyError` for none."""
        if table not in TABLES:
            raise KeyError(table)
        frame: DataFrame = getattr(self, table)
        return frame

    @cached_property
    def documents(self) -> DataFrame:
        """One document a row."""
        return self._frame("documents")

    @cached_property
    def paragraphs(self) -> DataFrame:
        """One paragraph a row, counted or not."""
        return self._frame("paragraphs")

    @cached_property
    def codings(self) -> DataFrame:
        """One paragraph under one type a row, types that are only mentioned (rank 0) included."""
        return self._frame("codings")

    @cached_property
    def matches(self) -> DataFrame:
        """One occurrence of a keyword a row, with its offsets; those that do not count included."""
        return self._frame("matches")

    @cached_property
    def evidence(self) -> DataFrame:
        """One evidence row a row, as in evidence.csv."""
        return self._frame("evidence")

    @cached_property
    def matrix(self) -> DataFrame:
        """One cell a row, every normalisation a column, as in matrix.csv; see `pivot`."""
        return self._frame("matrix")

    @cached_property
    def targets(self) -> DataFrame:
        """One target or figure a row, as in targets.csv."""
        return self._frame("targets")

    @cached_property
    def amounts(self) -> DataFrame:
        """One sum of money or rate of support a row, sums in 万元."""
        return self._frame("amounts")

    @cached_property
    def keywords(self) -> DataFrame:
        """Keywords that a row of the matrix uses more or less often than its peers."""
        return self._frame("keywords")

    @cached_property
    def phrases(self) -> DataFrame:
        """Noun phrases that a row of the matrix uses more or less often than its peers; takes seconds."""
        return self._frame("phrases")

    @cached_property
    def counts(self) -> DataFrame:
        """How often each category and keyword occurs, by document and by row, as in counts.csv."""
        return self._frame("counts")

    @cached_property
    def paragraph_types(self) -> DataFrame:
        """One paragraph and one type a row: coded as it or not, and how many of its words; see `presence`."""
        return self._frame("paragraph_types")

    @cached_property
    def problems(self) -> DataFrame:
        """One problem a row."""
        return self._frame("problems")

    @cached_property
    def columns(self) -> DataFrame:
        """What stands in the columns of all tables: name, Chinese head, dtype, unit, meaning in both languages."""
        from pandas import DataFrame

        told = [(table, c.name, c.zh, _dtype(c), c.unit, c.means, c.means_en) for table in self
                for c in records.columns(table)]  # fmt: skip
        heads = ["table", "column", "zh", "dtype", "unit", "meaning_zh", "meaning_en"]
        return DataFrame(told, columns=heads, dtype="string")

    def pivot(self, value: str = "n_primary") -> DataFrame:
        """The matrix as a square table of one of its figures: rows by key, types by id, in the order of the report.

        `value` is a column of `matrix`: n_primary, n_any, share, per_1000, location_quotient … Raises `KeyError`."""
        comparison = self._analysis.comparison
        table = self.matrix.pivot(index="row_key", columns="type_id", values=value)
        return table.loc[[row.key for row in comparison.rows], list(comparison.columns)]

    def presence(self, value: str = "coded") -> DataFrame:
        """Paragraphs by key × types by id, as in paragraph_types.csv: 1 where a paragraph is of a type, else 0.

        `value` may be ``type_hits``, the occurrences of the type's keywords, or ``rank``. Raises `KeyError`."""
        found = self.paragraph_types
        table = found.pivot(index="paragraph_key", columns="type_id", values=value)
        return table.loc[found["paragraph_key"].unique(), found["type_id"].unique()]

    def _frame(self, table: str) -> DataFrame:
        from pandas import DataFrame

        told, rows = records.columns(table), list(records.rows(table, self._analysis))
        orders = self._orders()
        return DataFrame({c.name: _series(c, rows, i, orders.get(c.name, ())) for i, c in enumerate(told)})

    def _orders(self) -> Mapping[str, Sequence[str]]:
        """Columns whose categories have an order of their own, which groups and plots then follow."""
        comparison = self._analysis.comparison
        return {
            "type_id": comparison.columns,
            "row_key": [row.key for row in comparison.rows],
            "matrix_row": list(dict.fromkeys(row.label for row in comparison.rows)),
            "role": ROLES,
            "layer": COUNTED,
            "grade": GRADES,
            "lowest_grade": GRADES,
        }


def _series(column: Column, rows: Sequence[Record], place: int, order: Sequence[str]) -> Series[Any]:
    """One column; an empty text is unknown. Categories stand in their own order, else in that of the rows."""
    import pandas

    values: list[Value] = [None if row[place] == "" else row[place] for row in rows]
    if column.kind != "category":
        return pandas.Series(values, dtype=_dtype(column))
    known = dict.fromkeys([*order, *(value for value in values if value is not None)])
    return pandas.Series(pandas.Categorical(values, categories=pandas.Index(list(known), dtype="string")))


def _dtype(column: Column) -> str:
    return _DTYPES.get(column.kind, column.kind)
