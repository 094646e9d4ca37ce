"""What the page is about: which texts, what may be compared with what, what is left out and why.

In: a `Speech`. Out: title, the paragraph 比什么, small print.
Example: “临江区、望山区同级（区）、同类、同期（2021—2025年），可比措施有无”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.chinese.punctuation import full_width
from compare.chinese.titles import title_words
from compare.matrix.missed import left_out
from compare.matrix.rows import OPEN
from compare.model import PeerGroup
from compare.reports.onepage.blocks import Para, Piece
from compare.reports.onepage.speech import NAMED, Speech

TITLED = 4
"""rows named in the title where not all are on the page"""


def tell_title(speech: Speech) -> str:
    """一页看懂：甲区、乙区; of a page from one side 甲区对照页：我区与乙区."""
    home = speech.answer.home
    shown = [key for key in speech.answer.shown if key != home or not speech.answer.beside]
    names = speech.row(shown)
    if speech.answer.others:
        names = speech.say("title.more", rows=speech.row(shown[:TITLED]), n=len(shown) + speech.answer.others)
    if not speech.answer.beside:
        return speech.say("title", rows=names) if names else speech.words["answer"]
    return speech.say("title.home", home=speech.rows[home].label, own=speech.own(), rows=names)


def tell_scope(speech: Speech) -> Para:
    """Which texts are counted, which are not and why, who may be compared with whom."""
    key = "scope.how" if speech.answer.beside else "scope"
    text = speech.sentences(
        [_counted(speech), speech.sentence(_beside_page(speech)), speech.sentence(_comparable(speech))]
    )
    return Para(speech.say("lead", lead=speech.words[key]), (Piece(text),))


def _counted(speech: Speech) -> str:
    documents = speech.of_rows(speech.shown())
    if not speech.answer.others and len(documents) <= NAMED:
        return speech.say("scope.counted", n=len(documents), documents=speech.documents(documents)) if documents else ""
    everywhere = speech.of_rows(s.row for s in speech.answer.standings if s.role in ("compared", "reference"))
    slots = {"n": len(everywhere), "rows": len(speech.answer.shown) + speech.answer.others}
    key = "scope.many" if speech.answer.others else "scope.many_all"
    return speech.say(key, shown=len(speech.answer.shown), others=speech.answer.others, **slots)


def _beside_page(speech: Speech) -> Iterator[str]:
    """What is no part of the page, and why."""
    for role in ("reference", "results", "garbled", "empty"):
        rows = [row for row in speech.answer.of(role) if row.key not in speech.answer.shown]
        if rows:
            yield speech.say(f"scope.{role}", documents=speech.documents(speech.of_rows(rows)))
    if reasons := left_out(speech.study.documents):
        parts = speech.join(speech.say("scope.left_part", why=speech.left_out(why), n=n) for why, n in reasons.items())
        yield speech.say("scope.left_out", n=sum(reasons.values()), reasons=parts)


def _comparable(speech: Speech) -> Iterator[str]:
    """Who may be compared with whom, and in what."""
    shown = speech.answer.shown
    if len(shown) == 1:
        yield speech.say("scope.one", row=speech.row(shown))
        return
    if all(speech.rows[key].empty == "summary" for key in shown):
        yield speech.words["scope.summaries"]
    paired: set[str] = set()
    home = speech.answer.home if speech.answer.beside else ""
    groups = [group for group in speech.answer.groups if not home or home in group.rows]
    if home and not groups:
        yield speech.say("scope.alone", own=speech.own())
        yield speech.words["scope.sizes"]
        return
    for group in groups[:2]:
        keys = [key for key in shown if key in group.rows]
        paired.update(keys)
        yield _peers(speech, group, keys)
    if not groups:
        yield speech.words["scope.none"]
    if partial := [key for key in speech.answer.partial if key in paired]:
        yield speech.say("scope.partial", rows=speech.row(partial))
    if paired and (apart := [key for key in shown if key not in paired]):
        yield speech.say("scope.apart", rows=speech.row(apart))
    yield speech.words["scope.sizes"]


def _peers(speech: Speech, group: PeerGroup, keys: Sequence[str]) -> str:
    first, last = group.years
    years = speech.say("scope.open", year=first) if last == OPEN else speech.years(f"{first}-{last}")
    slots = {"rows": speech.row(keys), "level": speech.join(group.levels), "years": years}
    if group.theme:
        return speech.say("scope.peers.theme", theme=speech.label(group.theme), **slots)
    return speech.say("scope.peers", **slots)


def tell_note(speech: Speech) -> str:
    """Full titles of few documents, and how was counted."""
    documents = speech.of_rows(speech.shown())
    titles = ""
    if len(documents) <= NAMED and not speech.answer.others:
        named = (
            speech.say("note.titles", name=speech.names[d.id], title=full_width(title_words(d.title)))
            for d in documents
        )
        titles = speech.sentence(named)
    return speech.sentences([titles, speech.words["note.counts"]])
