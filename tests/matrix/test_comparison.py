"""The matrix of a known study, and what must hold for any study."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.matrix.comparison import build_comparison, read_symbol
from compare.matrix.rows import level_rank
from compare.model import COUNTED, OTHER, ROLES, Cell, Comparison, Fact, Settings, Study
from tests.studies import TAXONOMY, H, P, build, coding, small_study, wide_study

WORDS = {"enterprise": "高新技术企业", "incubator": "众创空间", "talent": "人才公寓", "other-research": "关键技术攻关"}


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return build_comparison(small_study())


def symbols(comparison: Comparison) -> dict[str, str]:
    return {
        row.label: " ".join(comparison.cells[row.key, c].symbol for c in comparison.columns) for row in comparison.rows
    }


def test_rows_stand_by_level_and_columns_by_taxonomy(comparison: Comparison) -> None:
    assert [(r.label, r.level) for r in comparison.rows] == [("云州市", "地级市"), ("临江区", "区"), ("望山区", "区")]
    assert comparison.columns == ("enterprise", "incubator", "talent", OTHER)


def test_every_symbol_has_its_case(comparison: Comparison) -> None:
    assert symbols(comparison) == {"云州市": "● ● ◐ ●", "临江区": "● – ● ●", "望山区": "◆ ○ n/a ◆"}
    reasons = {c.reason for c in comparison.cells.values()}
    assert reasons == {"", "safeguard-only", "absent", "practice-only", "mention-only", "genre"}


def test_a_cell_counts_main_and_further_types(comparison: Comparison) -> None:
    cell = comparison.cells["临江区", "talent"]
    assert cell.primary == ("临江2021-3.2-1", "临江2023-2-1", "临江2023-2-2")
    assert cell.any == ("临江2021-3.1-1/talent", *cell.primary)
    assert (cell.share, cell.subtypes, cell.n_subtypes) == (3 / 7, ("talent-recruit", "talent-housing"), 2)
    assert (cell.intensity, cell.hard) == (4.0, 0.75)


def test_both_practice_and_safeguard_is_practice_and_says_so() -> None:
    study = small_study()
    news = study.by_id["ws2023"]
    paragraphs = (news.paragraphs[0], news.paragraphs[1], replace(news.paragraphs[2], role="safeguard"))
    key = paragraphs[2].key
    codings = {**study.codings, key: (coding(key, "高新技术企业", "enterprise", 1, ["高新技术企业"]),)}
    documents = tuple(replace(d, paragraphs=paragraphs) if d.id == "ws2023" else d for d in study.documents)
    cell = build_comparison(replace(study, documents=documents, codings=codings)).cells["望山区", "enterprise"]
    assert (cell.symbol, cell.reason) == ("◆", "practice-and-safeguard")


def test_residual_coding_stands_under_other(comparison: Comparison) -> None:
    rows = {e.id: e.coding.measure_id if e.coding else None for e in comparison.evidence if e.column == OTHER}
    assert rows["云州2018-3.3-1"] == "other-research"
    assert rows["云州2018-3.3-2"] is None


def test_residual_beside_a_headline_type_does_not_count_twice() -> None:
    study = small_study()
    key = next(key for key, codings in study.codings.items() if codings[0].measure_id == "other-research")
    both = (study.codings[key][0]._replace(rank=1), coding(key, "人才公寓", "talent", 2, ["人才公寓"]))
    comparison = build_comparison(replace(study, codings={**study.codings, key: both}))
    assert [(e.column, e.rank) for e in comparison.evidence if e.paragraph_key == key] == [("talent", 1)]


def test_excluded_documents_contribute_nothing() -> None:
    study = small_study()
    documents = tuple(replace(d, included=d.id != "lj2021") for d in study.documents)
    comparison = build_comparison(replace(study, documents=documents))
    assert {e.document_id for e in comparison.evidence} == {"yz2018", "lj2023", "ws2023"}
    assert next(r for r in comparison.rows if r.key == "临江区").units == 3


@pytest.mark.parametrize(("genre", "reason"), [("explainer", "summary"), ("excerpt", "incomplete")])
def test_incomplete_text_is_not_called_absent(genre: str, reason: str) -> None:
    study = small_study()
    documents = tuple(
        replace(d, metadata=replace(d.metadata, genre=Fact(genre, "manifest"))) if d.district == "临江区" else d
        for d in study.documents
    )
    cell = build_comparison(replace(study, documents=documents)).cells["临江区", "incubator"]
    assert (cell.symbol, cell.reason) == ("–", reason)
    assert read_symbol((), (), (), 1, reason) == ("○", "summary-mention" if reason == "summary" else "mention-only")


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("level", ["地级市", "区"]),
        ("year", ["2018", "2021", "2023"]),
        ("genre", ["工作方案", "专项规划", "政策措施", "新闻报道"]),
        ("parent", ["云州市", "未注明"]),
        ("issuer", ["云州市科学技术局", "临江区人民政府办公室", "临江区人民政府", "未注明"]),
        ("片区", ["东", "西"]),
    ],
)
def test_rows_by_other_facts(by: str, labels: list[str]) -> None:
    study = small_study()
    documents = tuple(
        replace(d, metadata=replace(d.metadata, extra={"片区": Fact("东" if i < 3 else "西", "manifest")}))
        for i, d in enumerate(study.documents)
    )
    comparison = build_comparison(replace(study, documents=documents, settings=Settings(by=by)))
    assert sorted(r.label for r in comparison.rows) == sorted(labels)
    if by == "year":
        assert [r.label for r in comparison.rows] == labels
    assert sum(r.units for r in comparison.rows) == 13


def test_districts_of_one_name_are_told_apart_by_their_parent() -> None:
    study = small_study()
    body = [P("measure", "筹集人才公寓三百套。", {"talent": (1, "人才公寓")})]
    facts = {"title": "临江区人才规划", "district": "临江区", "level": "区", "parent": "海州市", "genre": "plan"}
    document, codings, _ = build("hz", "海州临江", facts, body)
    both = replace(study, documents=(*study.documents, document), codings={**study.codings, **codings})
    assert [r.label for r in build_comparison(both).rows] == ["云州市", "云州市临江区", "望山区", "海州市临江区"]


def test_a_parent_of_unknown_level_stands_before_its_children() -> None:
    study = small_study()
    city = replace(study.by_id["yz2018"], metadata=replace(study.by_id["yz2018"].metadata, level=None))
    moved = replace(study, documents=(*(d for d in study.documents if d.id != "yz2018"), city))
    assert [r.label for r in build_comparison(moved).rows] == ["云州市", "临江区", "望山区"]


def test_levels_have_an_order() -> None:
    ranks = [level_rank(x) for x in ("省", "副省级市", "地级市", "区", "功能区")]
    assert None not in ranks and ranks == sorted(ranks, key=lambda r: r or 0)
    assert level_rank("县") == level_rank("区") == level_rank("县级市")
    assert level_rank("") is None


def test_quotients_need_peers_and_enough_cases() -> None:
    comparison = build_comparison(wide_study(6))
    row = comparison.rows[0]
    total = sum(r.units for r in comparison.rows)
    column = sum(len(comparison.cells[r.key, "enterprise"].primary) for r in comparison.rows)
    own = len(comparison.cells[row.key, "enterprise"].primary)
    assert comparison.cells[row.key, "enterprise"].lq == pytest.approx((own / row.units) / (column / total))
    assert all(cell.lq is None for cell in build_comparison(small_study()).cells.values())
    assert all(cell.lq is None for cell in build_comparison(wide_study(1)).cells.values())


# --- what holds for any study -----------------------------------------------------------------------------------

paragraphs = st.lists(
    st.tuples(
        st.sampled_from(ROLES),
        st.lists(st.sampled_from(sorted(WORDS)), unique=True),
        st.integers(0, 3),
        st.integers(0, 5),
    ),
    max_size=7,
)
places = st.lists(st.tuples(st.sampled_from(["区", "县", "地级市", ""]), st.lists(paragraphs, max_size=2)), max_size=4)


def made_study(plan: list[tuple[str, list[list[tuple[str, list[str], int, int]]]]]) -> Study:
    built = []
    for i, (level, bodies) in enumerate(plan):
        for j, items in enumerate(bodies):
            body: list[H | P] = []
            for n, (role, types, assigned, strength) in enumerate(items):
                # the first `assigned` types get ranks 1, 2, 3, the others are mentions
                codes = {t: (k + 1 if k < assigned else 0, WORDS[t]) for k, t in enumerate(types)}
                text = f"第{n}项:" + "、".join(WORDS[t] for t in types)
                body.append(P(role, text, codes, strength))  # type: ignore[arg-type]
            facts = {
                "title": f"{i}-{j}",
                "district": f"第{i}区",
                "level": level,
                "genre": "plan",
                "issued": "2021-01-01",
            }
            built.append(build(f"d{i}-{j}", f"第{i}区{j}", facts, body))
    return Study(
        taxonomy=TAXONOMY,
        documents=tuple(d for d, _, _ in built),
        codings={k: v for _, c, _ in built for k, v in c.items()},
        intensities={k: v for _, _, c in built for k, v in c.items()},
    )


@settings(max_examples=60, deadline=None)
@given(places)
def test_cells_are_the_number_of_their_evidence(
    plan: list[tuple[str, list[list[tuple[str, list[str], int, int]]]]],
) -> None:
    study = made_study(plan)
    comparison = build_comparison(study)
    assert len({e.id for e in comparison.evidence}) == len(comparison.evidence)
    assert set(comparison.cells) == {(r.key, c) for r in comparison.rows for c in comparison.columns}
    for (row, column), cell in comparison.cells.items():
        ids = {
            layer: tuple(e.id for e in comparison.evidence if (e.row, e.column, e.layer) == (row, column, layer))
            for layer in COUNTED
        }
        assert (cell.any, cell.practice, cell.safeguard) == (ids["measure"], ids["practice"], ids["safeguard"])
        assert set(cell.primary) == {i for i in cell.any if comparison.by_id[i].rank == 1}
    for line in comparison.rows:
        assert sum(len(comparison.cells[line.key, c].primary) for c in comparison.columns) == line.units
    counted = {p.key for p in study.paragraphs.values() if p.counted}
    assert {e.paragraph_key for e in comparison.evidence} == counted


@settings(max_examples=40, deadline=None)
@given(places, st.lists(paragraphs, min_size=1, max_size=2))
def test_another_district_leaves_the_others_as_they_were(
    plan: list[tuple[str, list[list[tuple[str, list[str], int, int]]]]],
    added: list[list[tuple[str, list[str], int, int]]],
) -> None:
    before, after = build_comparison(made_study(plan)), build_comparison(made_study([*plan, ("区", added)]))

    def absolute(cell: Cell) -> Cell:
        return replace(cell, lq=None)

    assert set(before.rows) <= set(after.rows)
    assert all(absolute(after.cells[key]) == absolute(cell) for key, cell in before.cells.items())


def test_hard_safeguards_and_crowded_paragraphs_carry_a_flag() -> None:
    study = small_study()
    found = {e.paragraph_key: e for e in build_comparison(study).evidence}
    hard = replace(study.intensities[next(iter(found))], level=4)
    documents = tuple(
        replace(d, paragraphs=tuple(replace(p, role="safeguard") if p.counted else p for p in d.paragraphs))
        for d in study.documents
    )
    safeguards = replace(study, documents=documents, intensities=dict.fromkeys(study.intensities, hard))
    assert {f for e in build_comparison(safeguards).evidence for f in e.flags} == {"substantive_safeguard"}
    few = replace(study.taxonomy, scoring=replace(study.taxonomy.scoring, max_types=1))
    crowded = {
        e.paragraph_key for e in build_comparison(replace(study, taxonomy=few)).evidence if "multi_topic" in e.flags
    }
    rule = study.taxonomy.scoring
    several = {
        key
        for key in found
        if sum(c.score >= rule.threshold and not few.by_id[c.measure_id].residual for c in study.codings.get(key, ()))
        > 1
    }
    assert crowded == several
    assert several
