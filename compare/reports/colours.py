"""Colours that the workbook and the page share, so that a cell looks the same in both.

Out: hexadecimal values. Example: ``SHADES[shade(11, 11)]`` is the fill of the cell with the most measures of its type.
"""

from __future__ import annotations

SHADES = ("#FFFFFF", "#EAF2FA", "#CFE1F2", "#A9CCE8", "#8ABADF", "#6BA6D6")
"""fills by the steps of `compare.matrix.shades`; dark ink stays legible on each, and a grey copy keeps them apart"""
