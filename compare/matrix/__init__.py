"""Codings → comparison: evidence rows, cells that are their number, and the tables read beside them.

frames: the matrix · rows: what makes a row, who are peers · comparability: what to say first · crosstab: sub-types and
gaps · grounds: what a sub-type rests on · extracts: the words shown · contrasts: two category systems, two periods ·
tables: long table, profiles, likeness, tests · keywords: those that tell a row from its peers · statistics,
similarity: formulas, and from where a figure is shown · analysis: all of it, each part once.
"""
