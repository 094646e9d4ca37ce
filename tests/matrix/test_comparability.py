"""What the block beside the matrix says, and when it keeps silent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare import lexicons
from compare.matrix.comparability import find_notes
from compare.matrix.comparison import build_comparison
from compare.matrix.rows import document_years, parents_apart, peer_groups, peers
from compare.matrix.themes import find_themes
from compare.model import Document, Fact, Flag, Settings, Study
from tests.studies import small_study, wide_study


def notes(study: Study) -> dict[str, Flag]:
    return {flag.code: flag for flag in build_comparison(study).notes}


def changed(study: Study, id: str, **facts: str) -> Study:
    def change(document: Document) -> Document:
        made = {name: Fact(value, "manifest") if value else None for name, value in facts.items()}
        return replace(document, metadata=replace(document.metadata, **made))  # type: ignore[arg-type]

    return replace(study, documents=tuple(change(d) if d.id == id else d for d in study.documents))


def test_the_block_of_the_small_study() -> None:
    found = notes(small_study())
    assert found["levels_mixed"].quote == "地级市1个、区2个"
    assert found["parent_child"].quote == "云州市为临江区、望山区的上级"
    assert found["genres_mixed"].quote == "工作方案1份、专项规划1份、政策措施1份、新闻报道1份"
    assert found["periods_disjoint"].quote == "2018—2020年、2021—2025年、2023年、2023—2026年"
    assert found["expired"].quote == "云州2018"
    assert found["lengths_differ"].count == 4
    assert found["complete_results"].quote == found["integrity_garbled"].quote == "望山2023"
    assert found["integrity_injected"].severity == "bad"
    assert found["complete_attachments"].quote == "临江2021"
    assert found["no_units"].quote == found["reading_results"].quote == "望山区"
    assert "reading_none" in found


def test_a_row_with_a_text_of_unknown_kind_is_not_said_to_report_results_only() -> None:
    study = small_study()
    (report,) = (d for d in study.documents if d.district == "望山区")
    unknown = replace(
        report, id="ws2024", code="望山2024", paragraphs=(), metadata=replace(report.metadata, genre=None)
    )
    mixed = build_comparison(replace(study, documents=(*study.documents, unknown)))
    assert "n/a" not in {cell.symbol for (row, _), cell in mixed.cells.items() if row == "望山区"}
    found = {note.code: note for note in mixed.notes}
    assert "reading_results" not in found
    assert "望山区" in found["reading_reference"].quote


def test_peers_are_recommended_and_little_is_said() -> None:
    found = notes(wide_study(9))
    assert set(found) == {"lengths", "reading_main"}
    assert found["reading_main"].quote == "第1区、第2区、第3区、第4区、第5区、第6区等9个（区，规划类文件，2021—2025年）"


def test_without_a_date_nothing_is_called_expired() -> None:
    found = notes(replace(small_study(), settings=Settings()))
    assert "as_of_missing" in found and "expired" not in found


def test_drafts_unknown_levels_genres_and_periods() -> None:
    study = changed(small_study(), "lj2021", genre="draft")
    study = changed(study, "yz2018", level="", genre="", period="", issued="")
    found = notes(study)
    assert found["drafts"].quote == "临江2021"
    assert found["levels_unknown"].quote == "云州市"
    assert found["genres_unknown"].quote == found["periods_unknown"].quote == "云州2018"


def test_excluded_documents_are_not_spoken_of() -> None:
    study = small_study()
    kept = tuple(replace(d, included=d.id != "ws2023") for d in study.documents)
    found = notes(replace(study, documents=kept))
    assert not {"integrity_garbled", "complete_results", "no_units"} & set(found)


def test_peers_need_level_family_and_years() -> None:
    study = wide_study(4)
    years = {"w00001": "2016-2020", "w00002": "2025-2027"}
    for id, period in years.items():
        study = changed(study, id, period=period)
    study = changed(study, "w00003", genre="scheme")
    rows = build_comparison(study).rows
    groups = peer_groups(rows)
    assert [(g.rows, g.levels, g.family, g.years) for g in groups] == [
        (("第1区", "第3区"), ("区",), "plan", (2025, 2025))
    ]
    assert peers(rows, peer_groups(rows)) == {
        "第1区": ("第1区", "第3区"),
        "第2区": (),
        "第3区": ("第1区", "第3区"),
        "第4区": (),
    }


def test_a_plan_between_two_others_is_a_peer_of_both() -> None:
    study = wide_study(3)
    for id, period in {"w00000": "2021-2025", "w00001": "2024-2027", "w00002": "2026-2030"}.items():
        study = changed(study, id, period=period)
    rows = build_comparison(study).rows
    assert [(g.rows, g.years) for g in peer_groups(rows)] == [
        (("第1区", "第2区"), (2024, 2025)), (("第2区", "第3区"), (2026, 2027)),
    ]  # fmt: skip
    assert peers(rows, peer_groups(rows))["第1区"] == ("第1区", "第2区")
    assert peers(rows, peer_groups(rows))["第2区"] == ("第1区", "第2区", "第3区")


def test_an_undated_document_is_nobodys_peer_and_named() -> None:
    bare = dict.fromkeys(("period", "issued", "published", "effective", "expires"), "")
    study = changed(wide_study(3), "w00001", **bare)
    comparison = build_comparison(study)
    assert [(g.rows, g.years) for g in peer_groups(comparison.rows)] == [(("第1区", "第3区"), (2021, 2025))]
    found = {flag.code: flag.quote for flag in comparison.notes}
    assert found["periods_unknown"] == study.by_id["w00001"].code
    for id in ("w00000", "w00002"):
        study = changed(study, id, **bare)
    assert "reading_main" not in notes(study) and "reading_none" in notes(study)


@pytest.mark.parametrize(("genre", "later", "told"), [
    ("regulation", "2024", True), ("regulation", "2028", True), ("regulation", "2029", False), ("scheme", "2023", True),
    ("scheme", "2024", False), ("scheme", "2033", False), ("opinions", "2019", True), ("opinions", "2020", False),
])  # fmt: skip
def test_rules_in_force_run_on_but_not_for_ever(genre: str, later: str, told: bool) -> None:
    study = changed(wide_study(2), "w00000", genre=genre, period="", issued="2019-05-01")
    study = changed(study, "w00001", genre=genre, period="", issued=f"{later}-01-25")
    assert ("reading_main" in notes(study)) == told
    if told and genre != "opinions":
        assert notes(study)["reading_main"].quote.endswith(f"，{later}年起）")
    ended = changed(study, "w00000", expires="2022-05-01")
    assert ("reading_main" in notes(ended)) == (later < "2023")


@pytest.mark.parametrize("genre", ["entry", "record", "unknown", "news", "explainer", "draft"])
def test_what_is_no_whole_text_is_nobodys_peer(genre: str) -> None:
    found = notes(changed(wide_study(2), "w00000", genre=genre))
    assert (
        "reading_main" not in found
        and "第1区" in found["reading_reference" if genre != "news" else "reading_results"].quote
    )


def test_two_groups_of_one_level_and_year_are_told_apart() -> None:
    study = wide_study(4)
    for id in ("w00002", "w00003"):
        study = changed(study, id, genre="scheme", period="2021-2025")
    told = [flag.quote for flag in build_comparison(study).notes if flag.code == "reading_main"]
    assert told == ["第1区、第2区（区，规划类文件，2021—2025年）", "第3区、第4区（区，政策措施，2021—2025年）"]


def test_work_reports_of_provinces_are_peers_whatever_their_kind() -> None:
    study = wide_study(3)
    for id, level in {"w00000": "省", "w00001": "直辖市", "w00002": "自治区"}.items():
        study = changed(study, id, genre="report", period="2026", level=level)
    found = notes(study)
    assert found["reading_main"].quote == "第1区、第2区、第3区（省、直辖市、自治区，政府工作报告，2026年）"
    assert "reading_reference" not in found


def test_every_genre_has_a_family_or_is_a_reference() -> None:
    table = lexicons.load("comparability")
    members = [genre for genres in table["families"].values() for genre in genres]
    assert sorted([*members, *table["reference"]]) == sorted(g["id"] for g in lexicons.load("genres")["genres"])
    for lang in ("zh", "en"):
        assert {f"family.{family}" for family in table["families"]} <= set(lexicons.words("comparability", lang))
    assert set(table["open_ended"]) <= set(table["families"])


def test_a_parent_stands_apart_only_without_peers_of_its_level() -> None:
    alone = build_comparison(small_study()).rows
    assert parents_apart(alone) == {"云州市"}
    study = changed(wide_study(3), "w00000", level="地级市", parent="")
    city = study.by_id["w00000"].district
    study = changed(study, "w00001", parent=city)
    assert parents_apart(build_comparison(study).rows) == {city}
    study = changed(study, "w00002", level="地级市", parent="")
    comparison = build_comparison(study)
    assert parents_apart(comparison.rows) == frozenset()
    assert [row.level for row in comparison.rows] == ["地级市", "地级市", "区"]
    assert {f.code: f.quote for f in comparison.notes}["parent_child"] == f"{city}为第2区的上级"


@pytest.mark.parametrize(
    ("facts", "years"),
    [
        ({"period": "2021-2025"}, (2021, 2025)),
        ({"period": "2018-2020", "issued": "2018-05-01"}, (2018, 2020)),
        ({"effective": "2023-07-01", "expires": "2026-06-30"}, (2023, 2026)),
        ({"issued": "2020-01-01", "expires": "2023-12-31"}, (2020, 2023)),
        ({"issued": "2019-01-01"}, (2019, 2019)),
        ({}, None),
    ],
)
def test_years_of_a_document(facts: dict[str, str], years: tuple[int, int] | None) -> None:
    bare = dict.fromkeys(("period", "issued", "published", "effective", "expires"), "")
    document = changed(small_study(), "yz2018", **{**bare, **facts}).by_id["yz2018"]
    assert document_years(document) == years


def test_expired_is_what_the_documents_are_flagged_with() -> None:
    study = small_study()
    flags = {d.id: tuple(f for f in d.flags if f.code != "expired") for d in study.documents}
    flags["lj2021"] += (Flag("expired", "warn", "2024-06"),)
    marked = replace(study, documents=tuple(replace(d, flags=flags[d.id]) for d in study.documents))
    assert notes(marked)["expired"].quote == "临江2021"


def test_every_note_has_words_and_room_for_its_names() -> None:
    zh, en = (lexicons.words("comparability", lang) for lang in ("zh", "en"))
    assert set(zh) == set(en)
    for flag in (f for s in (small_study(), wide_study(80)) for f in build_comparison(s).notes):
        assert zh[flag.code].format(quote=flag.quote, count=flag.count)
        assert len(flag.quote) <= 80


def test_tables_point_to_wording_that_exists() -> None:
    table, zh = lexicons.load("comparability"), lexicons.words("comparability", "zh")
    assert {*table["completeness"], *table["integrity"], "drafts"} <= set(zh)
    flags, genres = lexicons.words("flags", "zh"), {g["id"] for g in lexicons.load("genres")["genres"]}
    marks = [m for group in (table["completeness"], table["integrity"]) for ms in group.values() for m in ms]
    for mark in (*marks, *table["incomplete"], *table["drafts"]):
        kind, _, value = mark.rpartition(":")
        assert value in {"genre": genres, "grade": set("ABCDE"), "": set(flags)}[kind], mark
    assert {g for members in table["families"].values() for g in members} <= genres


def test_notes_do_not_depend_on_the_order_of_codings() -> None:
    study = small_study()
    comparison = build_comparison(study)
    assert (
        find_notes(replace(study, codings={}), comparison.rows, comparison.peer_groups, find_themes(study))
        == comparison.notes
    )
