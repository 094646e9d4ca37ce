"""Frequencies: the same numbers as a lookup by hand, sums that add up, rejected words that count nowhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import compare
from compare.coding import scorer_for
from compare.matrix.analysis import Analysis, analyse
from compare.matrix.counts import Category, Tallied
from compare.model import Decision, Document, Keyword, Metadata, Settings, Study
from compare.review.decisions import apply_decisions
from tests.coding.making import paragraph, taxonomy
from tests.coding.test_matcher import WORKED, in_characters
from tests.studies import small_study, wide_study


def hits(text: str, words: dict[str, list[str]], overlap: str) -> dict[str, int]:
    """Occurrences of each type in a text of one paragraph."""
    own = taxonomy(
        {key: list(values) for key, values in words.items()}, overlap=overlap, fingerprint=repr(words) + overlap
    )
    document = Document(
        id="d", code="D", file="d.txt", digest="", format="txt", metadata=Metadata(), paragraphs=(paragraph(text),)
    )
    study = Study(taxonomy=own, documents=(document,), codings=scorer_for(own).code_document(document))
    (tallied,) = analyse(study).counts.documents
    return {key: tallied.all.hits[Category(key, key)] for key in words}


@pytest.mark.parametrize(("words", "text", "by_measure", "by_taxonomy"), WORKED, ids=lambda v: "-".join(v))
def test_as_quanteda_counts(words: dict[str, list[str]], text: str, by_measure: str, by_taxonomy: str) -> None:
    """Its lookup's worked examples; a category that is not found stays with 0."""
    letters, characters = in_characters(words, text)
    assert hits(characters, letters, "measure") == {key: by_measure.split().count(key) for key in words}
    assert hits(characters, letters, "taxonomy") == {key: by_taxonomy.split().count(key) for key in words}


def test_overlapping_words_all_count_where_the_taxonomy_says_so() -> None:
    assert hits("丙丙丙", {"k": ["丙丙"]}, "all") == {"k": 2}
    assert hits("丙丙丙", {"k": ["丙丙"]}, "measure") == {"k": 1}


@pytest.fixture(scope="module", params=["small", "wide"])
def analysis(request: pytest.FixtureRequest) -> Analysis:
    return analyse(small_study() if request.param == "small" else wide_study(4))


def category(analysis: Analysis, keyword: str) -> Category:
    return next(c for c in analysis.counts.categories if c.keyword == keyword)


def test_occurrences_in_counted_paragraphs_and_in_all() -> None:
    analysis = analyse(small_study())
    word = category(analysis, "高新技术企业")
    assert word == Category("enterprise", "enterprise-hightech", "高新技术企业")
    told = {t.row: (t.counted.hits[word], t.all.hits[word], t.counted.holding[word]) for t in analysis.counts.rows}
    assert told == {"云州市": (1, 2, 1), "临江区": (1, 3, 1), "望山区": (1, 1, 1)}
    by_document = {t.document_id: t.all.hits[word] for t in analysis.counts.documents}
    assert by_document == {"yz2018": 2, "lj2021": 2, "lj2023": 1, "ws2023": 1}


def test_a_covered_word_counts_nowhere() -> None:
    """孵化器 inside 科技企业孵化器 is rejected: only the goal of the city names it by itself."""
    analysis = analyse(small_study())
    city = analysis.counts.rows[0]
    assert (city.counted.hits[category(analysis, "孵化器")], city.all.hits[category(analysis, "孵化器")]) == (0, 1)
    assert city.counted.hits[category(analysis, "科技企业孵化器")] == 1


def each(analysis: Analysis) -> tuple[Tallied, ...]:
    return (*analysis.counts.documents, *analysis.counts.rows)


def test_categories_add_up_over_their_keywords(analysis: Analysis) -> None:
    taxonomy = analysis.study.taxonomy
    for tally in (t for tallied in each(analysis) for t in (tallied.counted, tallied.all)):
        by_measure: Counter[str] = Counter()
        by_type: Counter[str] = Counter()
        for c, number in tally.hits.items():
            if c.keyword:
                by_measure[c.measure_id] += number
                by_type[c.type_id] += number
        for measure in taxonomy.measures:
            found = tally.hits[Category(taxonomy.type_of(measure.id), measure.id)]
            assert found == (by_measure if measure.parent else by_type)[measure.id]
        assert all(number <= tally.hits[c] for c, number in tally.holding.items())


def test_rows_are_the_sums_of_their_documents(analysis: Analysis) -> None:
    documents = {t.document_id: t for t in analysis.counts.documents}
    assert set(documents) == {d.id for d in analysis.study.documents if d.included}
    for row, tallied in zip(analysis.comparison.rows, analysis.counts.rows, strict=True):
        own = [documents[id] for id in row.documents]
        assert {t.row for t in own} == {row.key}
        assert tallied.all.hits == sum((t.all.hits for t in own), Counter())
        assert tallied.counted.characters == sum(t.counted.characters for t in own)
        assert tallied.counted.paragraphs == row.units + row.practices + row.safeguards
        type = Category("talent", "talent")
        size = sum(t.counted.characters for t in own)
        assert tallied.counted.rate(type) == (10_000 * tallied.counted.hits[type] / size if size else None)


def test_every_category_stays_and_of_the_keywords_those_that_occur(analysis: Analysis) -> None:
    for tallied in each(analysis):
        told = list(tallied.categories(analysis.counts.categories))
        assert [c.measure_id for c in told if not c.keyword] == [m.id for m in analysis.study.taxonomy.measures]
        assert {c for c in told if c.keyword} == {c for c in tallied.all.hits if c.keyword and tallied.all.hits[c]}


def test_every_figure_opens_to_its_paragraphs(analysis: Analysis) -> None:
    """As many evidence rows as there are counted paragraphs with the category, each of another one and in its row."""
    holders = analysis.holders
    for tallied in analysis.counts.rows:
        for c in analysis.counts.categories:
            rows = [analysis.comparison.by_id[id] for id in holders.get((tallied.row, c), ())]
            assert len({e.paragraph_key for e in rows}) == len(rows) == tallied.counted.holding[c]
            assert {e.row for e in rows} <= {tallied.row}


def test_of_several_evidence_rows_the_one_of_the_type() -> None:
    analysis = analyse(small_study())
    holders = analysis.holders
    assert "临江2021-3.1-1/talent" in holders["临江区", Category("talent", "talent")]
    assert "临江2021-3.1-1/enterprise" in holders["临江区", Category("enterprise", "enterprise")]


def test_presences_reconcile_with_the_matrix(analysis: Analysis) -> None:
    found: Counter[tuple[str, str]] = Counter()
    for presence in analysis.presences:
        if presence.paragraph.role == "measure":
            row = analysis.comparison.row_of[presence.document.id]
            found.update((row, type_id) for type_id in presence.ranks)
    labels = analysis.comparison.labels
    for (row, column), cell in analysis.comparison.cells.items():
        if column != compare.model.OTHER:
            assert found[labels[row], column] == len(cell.any)


def test_presences_hold_all_paragraphs_of_documents_that_are_compared() -> None:
    study = small_study()
    study = replace(study, documents=tuple(replace(d, included=d.id != "ws2023") for d in study.documents))
    analysis = analyse(study)
    assert {p.document.id for p in analysis.presences} == {"yz2018", "lj2021", "lj2023"}
    assert {t.document_id for t in analysis.counts.documents} == {"yz2018", "lj2021", "lj2023"}
    goal = next(p for p in analysis.presences if "800家" in p.paragraph.text)
    assert (goal.ranks, goal.hits) == ({}, {"enterprise": 1, "incubator": 1})


def test_words_of_a_coding_that_a_person_denied_do_not_count() -> None:
    study = small_study()
    key = next(p.key for p in study.paragraphs.values() if "安家补助" in p.text)
    before = analyse(study).counts.rows[1].counted.hits
    study = apply_decisions(replace(study, decisions=(Decision(key, "talent", "reject"),)))
    after = analyse(study).counts.rows[1].counted.hits
    assert before[Category("talent", "talent")] - after[Category("talent", "talent")] == 2


def test_rows_by_whatever_makes_a_row() -> None:
    study = replace(small_study(), settings=Settings(by="genre"))
    analysis = analyse(study)
    assert [t.row for t in analysis.counts.rows] == [row.key for row in analysis.comparison.rows]
    assert sum((t.all.hits for t in analysis.counts.rows), Counter()) == sum(
        (t.all.hits for t in analysis.counts.documents), Counter()
    )


# --- the whole way ----------------------------------------------------------------------------------------------

POLICY = """\
临江区支持科技创新若干措施
第一条 引进高层次人才,为高层次人才提供人才公寓。
第二条 建设科技企业孵化器,对入驻的高层次人才给予补贴。
第三条 不得设立风险补偿。
"""
WORDS = "settings: {method: count}\ntypes:\n  人才: [高层次人才, 人才公寓]\n  孵化: [孵化器]\n  金融: [风险补偿]\n"


@pytest.fixture
def corpus(tmp_path: Path) -> compare.Corpus:
    (tmp_path / "临江区.txt").write_text(POLICY, encoding="utf-8")
    (tmp_path / "词典.yaml").write_text(
        WORDS.replace("types", "global: {prohibition_cues: [不得]}\ntypes"), encoding="utf-8"
    )
    return compare.read(tmp_path / "临江区.txt")


def test_by_counting_the_matrix_counts_paragraphs_with_a_word(corpus: compare.Corpus, tmp_path: Path) -> None:
    analysis = analyse(compare.code(corpus, tmp_path / "词典.yaml"))
    (row,) = analysis.comparison.rows
    cells = {column: analysis.comparison.cells[row.key, column] for column in analysis.comparison.columns}
    assert {c: (len(cell.primary), len(cell.any)) for c, cell in cells.items()} == {
        "人才": (1, 2), "孵化": (1, 1), "金融": (0, 0), "other": (0, 0),  # what is forbidden is no measure
    }  # fmt: skip
    tallied = analysis.counts.rows[0]
    assert [tallied.counted.hits[Category(t, t)] for t in ("人才", "孵化", "金融")] == [4, 1, 0]
    for presence in analysis.presences:  # the two tables are one
        assert set(presence.ranks) == set(presence.hits)


def test_a_script_chooses_the_method(corpus: compare.Corpus, tmp_path: Path) -> None:
    studies = [compare.code(corpus, tmp_path / "词典.yaml", method=m) for m in (None, "count", "score")]
    assert [s.taxonomy.method for s in studies] == ["count", "count", "score"]
    rules = [{r.rule for found in s.codings.values() for c in found for r in c.reasons} for s in studies]
    assert rules[0] == rules[1] == {"count"} and "body" in rules[2]
    counted = [analyse(s).counts.rows[0].all.hits for s in studies]
    assert counted[0] == counted[1] == counted[2]  # what is counted does not depend on it


def test_keyword_strength_and_use_make_no_difference() -> None:
    own = taxonomy({"a": [Keyword("人才", "a", strength="weak", points=0.5, boundary=False)]})
    document = Document(
        id="d", code="D", file="d", digest="", format="txt", metadata=Metadata(),
        paragraphs=(paragraph("为人才提供服务,依托人才。"),),
    )  # fmt: skip
    study = Study(taxonomy=own, documents=(document,), codings=scorer_for(own).code_document(document))
    assert {m.status for c in study.codings["0" * 12] for m in c.matches} == {"beneficiary", "location"}
    assert analyse(study).counts.documents[0].all.hits[Category("a", "a")] == 2
