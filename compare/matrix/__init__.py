"""Codings → comparison: evidence rows, cells that are their number, and the tables read beside them.

comparison: the matrix · rows: what makes a row, who are peers · themes: what a document is about · comparability: what
to say first · crosstab: sub-types · lookup: where they are named at all · absence: 独有 and 缺口 · grounds: what a
sub-type rests on · strength: which evidence is cited first · extracts, clauses, passages, points: the words shown ·
missed: what is in no cell · counts: how often words occur · doubts: what to check first · contrasts, courses: two
category systems, two periods · runs: two runs · tables: long table, profiles, likeness, tests · keywords: those that
tell a row from its peers · target_grid, amount_grid, amount_objects: figures side by side · shades: colour of a cell ·
answer: the one page · statistics, similarity: formulas, and from where a figure is shown · analysis: all of it, each
part once.
"""
