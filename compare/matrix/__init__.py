"""Codings → comparison: evidence rows, cells that are their number, and the tables read beside them.

frames: the matrix · rows: what makes a row · comparability: what to say first · crosstab: sub-types and gaps ·
extracts: the words shown · contrasts: two category systems, two periods · tables: long table, likeness, tests ·
statistics, similarity, correspondence: formulas.
"""
