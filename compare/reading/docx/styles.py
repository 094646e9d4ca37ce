"""Paragraph styles of Word: which are headings, which are numbered, which belong to a table of contents.

In: styles.xml. Out: for each style id what matters for reading, inherited along ``basedOn``.
Example: style “2” named “heading 2”, outline level 1 → Style(level 2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from compare.rules import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """What a paragraph style says about its paragraphs."""

    name: str = ""
    level: int = 0
    """heading level, 1 = highest; 0 for body text"""
    title: bool = False
    contents: bool = False
    """a line of the table of contents"""
    number_id: str = ""
    number_level: int | None = None
    hidden: bool = False


class ParagraphStyles:
    """Styles by id, worked out when they are asked for: files list hundreds and use ten."""

    def __init__(self, root: Element | None) -> None:
        tag = root.tag if root is not None else ""
        self._ns = tag[: tag.index("}") + 1] if "}" in tag else ""
        found = root.iter(f"{self._ns}style") if root is not None else ()
        self._elements = {element.get(f"{self._ns}styleId", ""): element for element in found}
        self._known: dict[str, ParagraphStyle] = {}
        self._default = next((key for key, element in self._elements.items() if self._is_default(element)), "")

    def get(self, key: str) -> ParagraphStyle:
        """A style with what it inherits; the default paragraph style for ids that are not defined."""
        style = self._known.get(key)
        if style is None:
            style = ParagraphStyle()
            for element in reversed(self._ancestry(key if key in self._elements else self._default)):
                style = _apply(style, element, self._ns)
            self._known[key] = style
        return style

    def _is_default(self, element: Element) -> bool:
        marked = element.get(f"{self._ns}default") in ("1", "true", "on")
        return marked and element.get(f"{self._ns}type") == "paragraph"

    def _ancestry(self, key: str) -> list[Element]:
        """A style and those it is based on; a circle ends."""
        chain: list[Element] = []
        seen: set[str] = set()
        while key in self._elements and key not in seen:
            seen.add(key)
            chain.append(self._elements[key])
            based = self._elements[key].find(f"{self._ns}basedOn")
            key = based.get(f"{self._ns}val", "") if based is not None else ""
        return chain


def _apply(style: ParagraphStyle, element: Element, ns: str) -> ParagraphStyle:
    """`style` with what one style element adds."""
    named = element.find(f"{ns}name")
    name = named.get(f"{ns}val", "") if named is not None else ""
    style = replace(style, name=name, title=rule("reading", "title_style").fits(name.lower()))
    if rule("reading", "contents_style").fits(name.lower()):
        style = replace(style, contents=True)
    properties = element.find(f"{ns}pPr")
    if heading := rule("reading", "heading_style").finder.search(name.lower()):
        style = replace(style, level=int(heading["level"]))
    if properties is not None:
        style = _apply_properties(style, properties, ns)
    return style


def _apply_properties(style: ParagraphStyle, properties: Element, ns: str) -> ParagraphStyle:
    if (outline := properties.find(f"{ns}outlineLvl")) is not None and (level := outline.get(f"{ns}val", "")).isdigit():
        style = replace(style, level=int(level) + 1 if int(level) < 9 else 0)
    if (numbered := properties.find(f"{ns}numPr")) is not None:
        number, level_element = numbered.find(f"{ns}numId"), numbered.find(f"{ns}ilvl")
        if number is not None:
            style = replace(style, number_id=number.get(f"{ns}val", ""))
        if level_element is not None and level_element.get(f"{ns}val", "").isdigit():
            style = replace(style, number_level=int(level_element.get(f"{ns}val", "0")))
    return style
