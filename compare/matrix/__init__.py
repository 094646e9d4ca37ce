"""Codings → comparison: evidence rows, cells that are their number, and the tables read beside them.

comparison: the matrix · rows: what makes a row, who are peers · choice: which rows were asked for · themes: what a
document is about · comparability: what to say first · crosstab: sub-types · grounds: what a sub-type rests on ·
strength: which evidence is cited first · missed: what is in no cell · counts: how often words occur · doubts: what to
check first · contrasts, courses: two category systems, two periods · runs: two runs · tables: long table, profiles,
likeness, tests · keywords: those that tell a row from its peers · shades: colour of a cell · statistics, similarity:
formulas, and from where a figure is shown · analysis: all of it, each part once.

Rooms: quotes, the words that are shown · grids, figures side by side · absence, what is not there · answer, the one
page.
"""
