"""The page put together: the narrative as HTML, the evidence it cites, the data, style and script in one file.

In: a `Narrative`. Out: the file, which asks the network for nothing. A policy text that reads
“</script><script>alert(1)</script>” stands on the page as these very words.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from compare.reports.html.data import build_data
from compare.reports.narrative import Narrative, Section
from compare.reports.narrative.markup import NOTE, anchor
from compare.reports.narrative.voice import Citation

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown


LONG = 30
"""lines from which a table scrolls in a window of its own"""
_ABSENT = (
    "reference", "short_reference", "image_link", "image_reference", "short_image_ref", "autolink", "automail",
)  # fmt: skip
"""inline Markdown that a narrative never has (`narrative.markup` escapes its signs): not sought in each of ten
thousand texts"""
_PARTS = ("data", "matrix", "panel", "card", "pair", "start")
_WORDS = ("skip", "contents", "search_open", "panel", "close", "no_script")


def write_html(narrative: Narrative, path: Path) -> None:
    """Write the page; UTF-8, the same study gives the same bytes."""
    path.write_text(render_html(narrative), encoding="utf-8", newline="\n")


def render_html(narrative: Narrative) -> str:
    """The page's text."""
    words = narrative.voice.wordlist("page")
    style, script = _packaged("page.css"), _script()
    return Template(_packaged("template.html")).substitute(
        lang=narrative.voice.tag,
        policy=_policy(style, script),
        title=escape(narrative.title),
        note=escape(narrative.note),
        style=style,
        script=script,
        contents="\n".join(f'<li><a href="#{s.key}">{escape(s.title)}</a></li>' for s in narrative.sections),
        sections="\n".join(_sections(narrative)),
        data=_json(build_data(narrative.voice)),
        **{f"word_{key}": escape(words[key]) for key in _WORDS},
    )


def _packaged(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _script() -> str:
    """The parts of the script in one block, so that they share names with each other and with nothing else."""
    return '"use strict";\n{\n' + "\n".join(_packaged(f"{part}.js") for part in _PARTS) + "}\n"


def _policy(style: str, script: str) -> str:
    """A content policy that runs this page's own style and script and nothing else."""
    hashes = [b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)]
    own = f"style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _json(data: object) -> str:
    """JSON that cannot end its script element: every ``<`` is written as an escape."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


# --- narrative --------------------------------------------------------------------------------------------------


def _sections(narrative: Narrative) -> Iterator[str]:
    markdown = _new_markdown()
    for section in narrative.sections:
        if section == narrative.annex[0]:
            words = narrative.voice.wording
            yield f'<h2 id="annex">{escape(words["annex"])}</h2>\n<p>{escape(words["annex.note"])}</p>'
        body = _cited(narrative) if section.key == "evidence" else markdown.reset().convert(section.body)
        yield _section(section, body)


def _section(section: Section, body: str) -> str:
    title = f'<h2 id="{section.key}-title">{escape(section.title)}</h2>'
    return f'<section id="{section.key}" aria-labelledby="{section.key}-title">\n{title}\n{body}\n</section>'


def _new_markdown() -> Markdown:
    """Python-Markdown with tables; HTML in the source stays text, tables scroll and name their headers."""
    from markdown import Markdown
    from markdown.extensions.tables import TableExtension
    from markdown.inlinepatterns import SimpleTagInlineProcessor
    from markdown.treeprocessors import Treeprocessor

    class Tables(Treeprocessor):
        def run(self, root: Element) -> None:
            for parent in list(root.iter()):
                for place, child in enumerate(list(parent)):
                    if child.tag == "table":
                        parent[place] = _scrolling(child)

    markdown = Markdown(extensions=[TableExtension(use_align_attribute=True)])
    markdown.preprocessors.deregister("html_block")
    for pattern in ("html", *_ABSENT):
        markdown.inlinePatterns.deregister(pattern)
    markdown.inlinePatterns.register(SimpleTagInlineProcessor(NOTE, "sup"), "note", 55)
    markdown.treeprocessors.register(Tables(markdown), "tables", 5)
    return markdown


def _scrolling(table: Element) -> Element:
    """A table in a box of its own that the keyboard can scroll; first cells become row headers."""
    from xml.etree import ElementTree

    for cell in table.iter():
        if cell.attrib.pop("align", ""):
            cell.set("class", "num")  # a style attribute would break the content policy
    for cell in table.iter("th"):
        cell.set("scope", "col")
    for line in table.findall("tbody/tr"):
        line[0].tag = "th"
        line[0].set("scope", "row")
    table.set("class", f"columns-{len(table.findall('thead/tr/th'))}")
    size = "scroll long" if len(table.findall("tbody/tr")) > LONG else "scroll"
    box = ElementTree.Element("div", {"class": size, "tabindex": "0"})
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box


# --- evidence cited ---------------------------------------------------------------------------------------------


def _cited(narrative: Narrative) -> str:
    voice = narrative.voice
    entries = (_entry(cited, voice.place_of(cited)) for cited in voice.citations())
    return "\n".join([f"<p>{escape(voice.wording['evidence.note'])}</p>", *entries])


def _entry(cited: Citation, place: str) -> str:
    """One paragraph under the number of its note."""
    return (
        f'<article class="cited" id="{anchor(cited.key)}">'
        f'<p class="source"><b>{cited.number}</b>\u3000{escape(place)}</p>'
        f"<blockquote>{escape(cited.text)}</blockquote>"
        + "".join(f'<p class="caveat">{escape(caveat)}</p>' for caveat in cited.caveats)
        + "</article>"
    )
