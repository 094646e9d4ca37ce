"""The page put together: the narrative as HTML, the evidence it cites, the data, style and script in one file.

In: a `Narrative`. Out: the file, which asks the network for nothing. A policy text that reads
“</script><script>alert(1)</script>” stands on the page as these very words.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

from compare.reports.html.data import build_data
from compare.reports.html.pictures import picture_of
from compare.reports.html.tables import Converter
from compare.reports.narrative import Narrative, Section
from compare.reports.narrative.markup import anchor
from compare.reports.narrative.voice import Citation

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
        contents=_contents(narrative.body),
        annex=_contents(narrative.annex),
        word_annex=escape(narrative.voice.wording["annex"]),
        sections="\n".join(_sections(narrative)),
        data=_json(build_data(narrative.voice)),
        **{f"word_{key}": escape(words[key]) for key in _WORDS},
    )


def _contents(sections: Sequence[Section]) -> str:
    return "\n".join(f'<li><a href="#{section.key}">{escape(section.title)}</a></li>' for section in sections)


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
    """The body, then the annex, whose sections are folded."""
    converter = Converter(narrative.voice)
    words = narrative.voice.wording
    for section in narrative.sections:
        if section == next(iter(narrative.annex), None):
            yield f'<h2 id="annex">{escape(words["annex"])}</h2>\n<p class="note">{escape(words["annex.note"])}</p>'
        body = _cited(narrative) if section.key == "evidence" else converter.convert(section.key, section.body)
        yield _section(section, picture_of(section.key, narrative.voice) + body)


def _section(section: Section, body: str) -> str:
    title = f'<h2 id="{section.key}-title">{escape(section.title)}</h2>'
    told = f"<details>\n<summary>{title}</summary>\n{body}\n</details>" if section.annex else f"{title}\n{body}"
    return f'<section id="{section.key}" aria-labelledby="{section.key}-title">\n{told}\n</section>'


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
