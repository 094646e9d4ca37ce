"""说明: how the figures came about, how to read them and what cannot be compared, in words made from the run.

In: a `Book`. Out: the last sheet in front, with links to all others and the list of types that a reviewer chooses from.
Example: “读入文件 4 份，计入比较 4 份，分属 3 个地区；共 22 个自然段，其中计数 15 段……”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from compare.kinds import GRADES, Symbol
from compare.matrix.missed import left_out
from compare.model import COUNTED, OTHER, ROLES
from compare.problems import SEVERITIES
from compare.reports.xlsx.book import Book, small_tables
from compare.reports.xlsx.cells import Area, Column, Linked, Value
from compare.reports.xlsx.layout import BAND, TONES
from compare.wording import number

SYMBOLS: tuple[Symbol, ...] = ("●", "◆", "◐", "○", "–", "n/a")


def write_overview(book: Book) -> None:
    """Write the sheet; two columns, an item and what is to be said of it. What serves on the screen is not printed."""
    page = book.pages["overview"]
    page.set_columns([Column("", 20), Column("", 150)])
    book.head("overview")
    page.next -= 1  # no header row here
    _section(book, "method", _method(book))
    _section(book, "symbols", _symbols(book))
    _section(book, "problems", [(book.words["overview.problems"], _problems(book))])
    printed = page.next - 1
    _section(book, "contents", _contents(book))
    _section(book, "notes", [])
    for flag in book.comparison.notes:
        page.row([book.severity(flag.severity), book.noted(flag)], {0: BAND}, **TONES[flag.severity])
    _section(book, "types", _types(book))
    last, kinds = page.next - 1, len(book.comparison.columns) + len(book.study.taxonomy.residuals)
    book.type_list = Area(page.name, last - kinds + 1, 0, last)
    _section(book, "scales", _scales(book))
    _section(book, "settings", _settings(book))
    page.print_setup(book.footer, printed=(printed, 1))


def _section(book: Book, key: str, rows: Iterable[tuple[Value, Value]]) -> None:
    page = book.pages["overview"]
    page.caption(book.words[f"overview.{key}"])
    for item, text in rows:
        page.row([item, text], {0: BAND})


def _contents(book: Book) -> Iterator[tuple[Value, Value]]:
    """Every other sheet with its purpose; tables too small for a sheet with what they would hold."""
    for stem, page in book.pages.items():
        if stem != "overview":
            yield Linked(page.name, Area(page.name, 0)), book.purpose(stem)
    for stem, rows in small_tables(book.analysis).items():
        if stem not in book.pages:
            yield book.say("overview.small", name=book.words[f"sheet.{stem}"]), _small(book, stem, rows)


def _small(book: Book, stem: str, rows: int) -> str:
    if not rows:
        return book.words["overview.small.empty"]
    names = book.join([*(p.name for p in book.study.programmes), *(b.name for b in book.study.bodies)])
    return book.say(f"overview.small.{stem}", n=rows, names=names)


# --- method -----------------------------------------------------------------------------------------------------


def _method(book: Book) -> list[tuple[Value, Value]]:
    w, study = book.words, book.study
    rows: list[tuple[Value, Value]] = [
        (w["corpus"], _corpus(book)),
        (w["taxonomy"], _taxonomy(book)),
        (w["unit"], w["unit.text"]),
        (w["rule"], book.say(f"rule.{study.taxonomy.rule}", **_scoring(book))),
        *((w["learned"], told) for told in [book.learned_rule(study.taxonomy)] if told),
        (w["overlap"], w[f"overlap.{study.taxonomy.overlap}"]),
        (w["figures"], book.say("figures.text")),
        (w["read"], w["read.text"]),
        (w["review"], book.say("review.some", n=len(study.decisions)) if study.decisions else w["review.none"]),
    ]
    if book.plan.most:
        rows.append((w["bounded"], book.say("bounded.text", **book.plan.counts)))
    return rows


def _corpus(book: Book) -> str:
    included = [d for d in book.documents if d.included]
    roles = Counter(p.role for d in included for p in d.paragraphs)
    silent = [f"{book.role(role)} {roles[role]}" for role in ROLES if role not in COUNTED and roles[role]]
    text = book.say(
        "corpus.text", documents=len(book.documents), included=len(included), rows=len(book.rows),
        paragraphs=roles.total(), counted=sum(roles[layer] for layer in COUNTED),
        silent=roles.total() - sum(roles[layer] for layer in COUNTED), roles=book.join(silent) or book.words["none"],
        **{layer: roles[layer] for layer in COUNTED},
    )  # fmt: skip
    others = len(book.documents) - len(included)
    if not others:
        return text
    return text + book.words["corpus.only_included"] + book.say("corpus.left_out", n=others, reasons=_left_out(book))


def _left_out(book: Book) -> str:
    """Why documents are not compared: 内容重复或包含在另一份中 2、没有正文段落 1."""
    reasons = left_out(book.documents).items()
    return book.join(f"{book.left_out(why)} {count}" for why, count in reasons)


def _taxonomy(book: Book) -> str:
    taxonomy = book.study.taxonomy
    return book.say(
        "taxonomy.text", name=taxonomy.name, version=taxonomy.version, fingerprint=taxonomy.fingerprint,
        file=taxonomy.file, types=len(taxonomy.types), residuals=len(taxonomy.residuals),
        subtypes=sum(len(taxonomy.subtypes(t.id)) for t in taxonomy.types), keywords=len(taxonomy.keywords),
    )  # fmt: skip


def _scoring(book: Book) -> dict[str, str]:
    """The numbers of the scoring rule as people write them."""
    scoring = book.study.taxonomy.scoring
    names = (
        "strong", "weak", "body_cap", "heading_strong", "heading_weak", "lead_strong", "damped", "threshold",
    )  # fmt: skip
    limit = book.say("setting.limit" if scoring.max_types else "setting.limit.none", max_types=scoring.max_types)
    points = {name: number(getattr(scoring, name)) for name in names}
    return {**points, "ratio": f"{scoring.secondary_ratio:.0%}", "limit": limit}


# --- symbols, notes, types, scales ------------------------------------------------------------------------------


def _symbols(book: Book) -> list[tuple[Value, Value]]:
    rows: list[tuple[Value, Value]] = [(book.symbol(symbol), book.words[f"legend.{symbol}"]) for symbol in SYMBOLS]
    return [*rows, (book.words["count"], book.words["count.text"]), (book.words["heat"], book.say("heat.text"))]


def _types(book: Book) -> list[tuple[Value, Value]]:
    """All types and residual types by name, for reading and for the reviewer's list of choices."""
    by_id = book.study.taxonomy.by_id
    ids = [*book.comparison.columns[:-1], *(m.id for m in book.study.taxonomy.residuals), OTHER]
    return [(book.label(id), by_id[id].definition or id if id in by_id else book.say("other.text")) for id in ids]


def _scales(book: Book) -> list[tuple[Value, Value]]:
    grades = (f"{grade}  {book.grade(grade)}" for grade in GRADES)
    levels = (f"{level}  {book.intensity(level)}" for level in range(6))
    return [
        (book.words["scale.grade"], book.join(grades, "semicolon")),
        (book.words["scale.intensity"], book.join(levels, "semicolon")),
    ]


# --- the run ----------------------------------------------------------------------------------------------------


def _settings(book: Book) -> list[tuple[Value, Value]]:
    w, settings = book.words, book.study.settings
    scoring = _scoring(book)
    return [
        (w["setting.lang"], w[f"setting.lang.{settings.lang}"]),
        (w["setting.as_of"], settings.as_of.isoformat() if settings.as_of else w["setting.as_of.none"]),
        (w["setting.by"], book.noun),
        (w["setting.threshold"], book.say(f"setting.threshold.{book.study.taxonomy.rule}", **scoring)),
    ]


def _problems(book: Book) -> Value:
    counts = Counter(p.severity for p in book.study.problems)
    parts = list(_flaws(book))
    if not counts and not parts:
        return book.words["problems.none"]
    if counts:
        parts.append(book.say("problems.some", **{severity: counts[severity] for severity in SEVERITIES}))
    else:
        parts = [book.words["problems.no_failures"], *parts, book.words["problems.where"]]
    return Linked("".join(parts).strip(), Area(book.pages["quality"].name, 0))


def _flaws(book: Book) -> Iterator[str]:
    """Documents with a flag of the worst kind; documents that are not compared, with the reasons."""
    if bad := sum(any(flag.severity == "bad" for flag in d.flags) for d in book.documents):
        yield book.say("problems.flawed", n=bad)
    if others := sum(not d.included for d in book.documents):
        yield book.say("problems.left_out", n=others, reasons=_left_out(book))
