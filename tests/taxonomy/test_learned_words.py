"""The table of learned words: read, held against the taxonomy, written; what is wrong is said and never ends a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.learning import is_common
from compare.model import Taxonomy
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy, read_taxonomy
from compare.taxonomy.learned_words import definition_mark, learned_text, read_learned
from compare.taxonomy.writing import write_taxonomy
from compare.wording import Wording

TAXONOMY = """\
schema: 1
name: 试验
learned: {learned}
types:
  - {{id: fund, name: 资金, definition: {definition}, strong: [母基金]}}
  - {{id: people, name: 人才, strong: [引才]}}
"""
HEAD = "# 说明\n#\tslope\t0.5\n#\tmargin\t0.25\n#\tobjection\t1\n"


def write(folder: Path, rows: str, learned: str = "words.tsv", definition: str = "资金支持", head: str = HEAD) -> Path:
    plain = folder / "plain.yaml"
    plain.write_text(TAXONOMY.format(learned="off", definition="资金支持"), encoding="utf-8")
    marks = {t.id: definition_mark(t) for t in load_taxonomy(plain).types}
    types = "".join(f"#\ttype\t{id}\t3.5\t{mark}\n" for id, mark in marks.items())
    (folder / "words.tsv").write_text(head + types + "term\twhere\ttype\tweight\tparagraphs\n" + rows, encoding="utf-8")
    path = folder / "mine.yaml"
    path.write_text(TAXONOMY.format(learned=learned, definition=definition), encoding="utf-8")
    return path


def learned(taxonomy: Taxonomy | None) -> list[tuple[str, str, str, float]]:
    assert taxonomy is not None
    return [w[:4] for w in taxonomy.learned.words] if taxonomy.learned else []


def codes(path: Path) -> list[str]:
    return [p.code for p in read_taxonomy(path).problems if "learned" in p.code]


ROWS = "博士后\ttext\tpeople\t1.25\t31\n质押\topening\tfund\t0.8\t9\n道路\theading\tfund\t-0.5\t4\n"


def test_a_table_beside_the_taxonomy_is_read(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(write(tmp_path, ROWS))
    assert learned(taxonomy) == [
        ("博士后", "learned", "people", 1.25), ("质押", "learned_opening", "fund", 0.8),
        ("道路", "learned_heading", "fund", -0.5),
    ]  # fmt: skip
    assert taxonomy.learned is not None
    assert dict(taxonomy.learned.thresholds) == {"fund": 3.5, "people": 3.5}
    assert (taxonomy.learned.slope, taxonomy.learned.margin, taxonomy.learned.objection) == (0.5, 0.25, 1.0)


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    taxonomy = load_taxonomy(path)
    assert taxonomy.learned is not None
    write_taxonomy(taxonomy, path)
    (tmp_path / "words.tsv").write_text(learned_text(taxonomy.learned, taxonomy, "甲\n乙"), encoding="utf-8")
    again = load_taxonomy(path)
    assert (again.learned, again.fingerprint) == (taxonomy.learned, taxonomy.fingerprint)


@pytest.mark.parametrize("word", ["off", "OFF", "关", "'off'"])
def test_off_codes_by_keywords_alone(tmp_path: Path, word: str) -> None:
    path = write(tmp_path, ROWS, learned=word)
    assert load_taxonomy(path).learned is None
    assert codes(path) == []


def test_learned_words_are_part_of_the_fingerprint_and_their_order_is_not(tmp_path: Path) -> None:
    whole = load_taxonomy(write(tmp_path, ROWS)).fingerprint
    turned = load_taxonomy(write(tmp_path, "".join(reversed(ROWS.splitlines(keepends=True))))).fingerprint
    other = load_taxonomy(write(tmp_path, ROWS.replace("1.25", "1.3"))).fingerprint
    none = load_taxonomy(write(tmp_path, ROWS, learned="off")).fingerprint
    assert whole == turned
    assert len({whole, other, none}) == 3


def test_a_missing_table_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS, learned="gone.tsv")
    assert codes(path) == ["taxonomy.learned-missing"]
    assert load_taxonomy(path).learned is None


@pytest.mark.parametrize(
    "row",
    ["博士后\ttext\tpeople\n", "博士后\tfooter\tpeople\t1\t3\n", "博士后\ttext\tpeople\t很多\t3\n",
     "\ttext\tpeople\t1\t3\n", "博士后\ttext\tpeople\tnan\t3\n", "博士后\ttext\tpeople\t1e9\t3\n", "博士后\n"],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_left_out_and_said(tmp_path: Path, row: str) -> None:
    path = write(tmp_path, ROWS + row)
    loaded = read_taxonomy(path)
    assert len(learned(loaded.taxonomy)) == 3
    assert codes(path) == ["taxonomy.learned-line"]
    place = next(p.place for p in loaded.problems if p.code == "taxonomy.learned-line")
    assert place.line == 11


@pytest.mark.parametrize("setting", ["slope", "margin", "objection"])
def test_a_table_without_its_head_is_not_used(tmp_path: Path, setting: str) -> None:
    head = "".join(line for line in HEAD.splitlines(keepends=True) if setting not in line)
    path = write(tmp_path, ROWS, head=head)
    assert codes(path) == ["taxonomy.learned-head"]
    assert load_taxonomy(path).learned is None


def test_a_changed_definition_is_noticed_and_its_words_rest(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS, definition="资金和保险")
    assert codes(path) == ["taxonomy.learned-other-definition"]
    assert [w[2] for w in learned(load_taxonomy(path))] == ["people"]


def test_a_renamed_type_is_noticed_and_its_words_rest(tmp_path: Path) -> None:
    path = write(tmp_path, ROWS)
    path.write_text(path.read_text(encoding="utf-8").replace("id: people", "id: persons"), encoding="utf-8")
    assert codes(path) == ["taxonomy.learned-unknown-type"]
    said = Wording("zh").problem(next(p for p in read_taxonomy(path).problems if "learned" in p.code))
    assert "people" in said
    assert "persons" in said
    assert [w[2] for w in learned(load_taxonomy(path))] == ["fund", "fund"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b""])
def test_no_bytes_end_in_a_traceback(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, ROWS)
    (tmp_path / "words.tsv").write_bytes(data)
    assert load_taxonomy(path).learned is None
    assert codes(path)


def test_the_shipped_table_fits_the_shipped_taxonomy() -> None:
    taxonomy = load_taxonomy(default_taxonomy_path())
    assert codes(default_taxonomy_path()) == []
    assert taxonomy.learned is not None
    assert {t for t, _ in taxonomy.learned.thresholds} == {m.id for m in taxonomy.types}
    rows = taxonomy.learned.words
    assert len({w[:3] for w in rows}) == len(rows)
    assert all(2 <= len(w.term) <= 8 and w.points and w.paragraphs >= 4 and is_common(w.term) for w in rows)
    table, problems = read_learned(
        default_taxonomy_path().parent / "weights/innovation.tsv", taxonomy, taxonomy.learned.file
    )
    assert not problems
    assert table == taxonomy.learned
