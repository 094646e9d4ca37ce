"""The sheet to be judged by a reader: the same for a seed, and with all that a judgement needs."""

from __future__ import annotations

from benchmarks.draw import cell_cards, draw, entry_cards, sheet, statement_cards
from compare.matrix.analysis import analyse
from tests.matrix.test_absence import HOUSING, SPACE, region
from tests.studies import small_study, wide_study


def test_a_seed_draws_the_same_and_another_seed_something_else() -> None:
    analysis = analyse(wide_study(12))
    first, again, other = (list(sheet([analysis], seed, 5, 5, 5)) for seed in (1, 1, 2))
    assert first == again != other


def test_no_more_is_drawn_than_there_is_and_nothing_twice() -> None:
    cards = list(cell_cards(analyse(wide_study(4))))
    drawn = draw(cards, 1_000, seed=1)
    assert len(drawn) == len(cards) == len({card[0] for card in drawn})


def test_a_cell_shows_its_points_with_bold_figures_and_their_paragraphs() -> None:
    study = small_study()
    cell = next(card for card in draw(cell_cards(analyse(study)), 99, seed=1) if "临江区" in card[0])
    assert cell[1].count("**") == 2 and "20万元**" in cell[1]
    assert any("给予一次性奖励20万元" in line for line in cell[2:])


def test_a_statement_shows_what_was_looked_for_and_where() -> None:
    analysis = analyse(region(("甲区", (HOUSING, SPACE)), ("乙区", (SPACE,))))
    unique, gap = draw(statement_cards(analysis), 99, seed=1)
    assert unique[0].startswith("unique: ") and gap[0].startswith("absent: ")
    for card in (unique, gap):
        assert "1 paragraphs" in card[1] and "人才公寓" in card[2] and HOUSING.text in card[-1]


def test_an_entry_shows_its_figure_and_its_paragraph() -> None:
    for card in draw(entry_cards(analyse(small_study())), 99, seed=1):
        assert card[1].startswith("shown: ") and card[2].startswith("text ")
