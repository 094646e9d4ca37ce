"""Learned words of roles: they speak where no rule did, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.documents.learned_roles import LearnedRoles, RoleTable, RoleWord, learned_roles, read_roles, roles_text
from compare.documents.roles import assign_roles
from compare.learning import is_common
from tests.documents.drafting import draft

WORDS = (
    RoleWord("登记簿", "text", 2.0, 9),
    RoleWord("补正", "text", 1.5, 5),
    RoleWord("簿册", "heading", 1.5, 4),
    RoleWord("示范基地", "text", -2.0, 30),
)
TABLE = RoleTable(words=WORDS, constant=-1.0, needed=2.2, genres=frozenset({"regulation"}))
BY_GENRE = ("measure", "genre:regulation")
KEPT = "登记簿补正后由市里统一保管。"


def overruled(text: str, *, decided: tuple[str, str] = BY_GENRE, genre: str = "regulation", heading: str = "") -> str:
    paragraph = draft(text, [heading] if heading else None)
    ((role, cue),) = LearnedRoles(TABLE).overrule([paragraph], [decided], genre)  # type: ignore[list-item]
    assert (role == "admin") == cue.startswith("learned:")
    return cue


def test_words_that_say_enough_make_a_measure_by_genre_procedure() -> None:
    assert overruled(KEPT) == "learned:登记簿、补正"


@pytest.mark.parametrize("text", ["登记簿由市里统一保管。", "登记簿补正后由示范基地统一保管。"])
def test_less_or_words_of_measures_do_not(text: str) -> None:
    assert overruled(text) == BY_GENRE[1]


def test_what_stands_above_speaks_too() -> None:
    assert overruled("登记簿由市里统一保管。", heading="二、其他") == BY_GENRE[1]
    assert overruled("登记簿由市里统一保管。", heading="二、簿册") == "learned:登记簿、簿册"


@pytest.mark.parametrize("cue", ["heading:主要任务", "grants:给予50万元"])
def test_a_rule_that_spoke_is_not_outvoted(cue: str) -> None:
    assert overruled(KEPT, decided=("measure", cue)) == cue


def test_other_kinds_of_documents_are_not_asked() -> None:
    assert overruled(KEPT, genre="report") == BY_GENRE[1]


def test_a_word_counts_once_however_often_it_stands() -> None:
    assert overruled("登记簿、登记簿和登记簿由市里统一保管。") == BY_GENRE[1]


def test_a_table_is_read_as_it_was_written() -> None:
    assert read_roles(roles_text(TABLE, "一句说明\nand another")) == TABLE


@pytest.mark.parametrize("row", ["登记簿\ttext\tmany\t9", "登记簿\tfooter\t2\t9", "登记簿\ttext\t2"])
def test_a_row_that_cannot_be_read_is_no_word(row: str) -> None:
    with pytest.raises(ValueError):
        read_roles(roles_text(replace(TABLE, words=()), "") + row + "\n")


# -- the packaged table -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("第十三条 评审结果经审核后由登记机构载明,登记事项有变化的重新提交。", "admin"),
        ("第六条 本条规定的名称与编号由登记机构审核。", "admin"),
        ("第五条 市科技部门建设共享平台,向中小企业开放仪器,给予补贴。", "measure"),
    ],
)
def test_the_packaged_words_tell_procedure_from_support(text: str, role: str) -> None:
    ((found, cue),) = assign_roles([draft(text)], "scheme")
    assert found == role, cue
    assert cue.startswith("learned:") == (role == "admin")


def test_the_packaged_table_is_small_and_holds_words_of_the_field_only() -> None:
    words = learned_roles().table.words
    assert 300 < len(words) <= 1500
    assert [w.term for w in words if not is_common(w.term) or w.paragraphs < 4 or not w.points] == []
    assert len({(w.term, w.place) for w in words}) == len(words)
