"""SVG as text: elements, words that fit, a drawing with what it says for those who do not see it.

In: names, attributes, children. Out: `Svg`, markup that needs no further escaping. Looks come from classes in
page.css, so that a drawing has no style of its own, follows the dark mode and prints.
Example: ``element("text", {"x": 4, "class": "name"}, "甲<区>")`` is ``<text x="4" class="name">甲&lt;区&gt;</text>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from unicodedata import east_asian_width

from compare.wording import number

NARROW = 0.58
"""width of a Latin letter or digit against that of a Chinese character"""
CUT = "…"


class Svg(str):
    """Markup as it shall stand in the file; any other string is text and gets escaped."""

    __slots__ = ()


def element(name: str, attributes: Mapping[str, str | float], *children: str) -> Svg:
    """One element; numbers are rounded to a tenth of a pixel, so that the same drawing is the same bytes."""
    written = "".join(f' {key}="{_attribute(value)}"' for key, value in attributes.items())
    inner = "".join(child if isinstance(child, Svg) else escape(child, quote=False) for child in children)
    return Svg(f"<{name}{written}>{inner}</{name}>")


def _attribute(value: str | float) -> str:
    return escape(value) if isinstance(value, str) else number(round(value, 1))


def drawing(width: float, height: float, spoken: str, *children: str, look: str = "drawing") -> Svg:
    """A drawing that scales down and never up; `spoken` says all of its figures, `look` names its classes."""
    size = {"viewBox": f"0 0 {number(width)} {number(height)}", "width": width, "height": height}
    return element("svg", {**size, "class": look, "role": "img", "aria-label": spoken}, *children)


def word(x: float, y: float, text: str, look: str) -> Svg:
    """Words at a place; `look` names a class of page.css, which also says to which side they run."""
    return element("text", {"x": x, "y": y, "class": look}, text)


def line(start: tuple[float, float], end: tuple[float, float], look: str) -> Svg:
    """A straight line."""
    return element("line", {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1], "class": look})


def width_of(text: str, size: float) -> float:
    """Width of words in pixels, by the kinds of their characters; fonts differ by some percent."""
    return size * sum(1 if east_asian_width(c) in "WF" else NARROW for c in text)


def fitted(text: str, size: float, room: float) -> str:
    """The words, cut to the room there is."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + CUT, size) > room:
        text = text[:-1]
    return text + CUT
