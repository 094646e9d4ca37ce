"""``policy-compare rules …``: show the rules, try their sentences, check what a folder changes in them.

In: nothing, or a folder with changes. Out: rules with why they exist; sentences that come out otherwise than written.
Example: ``policy-compare rules list --topic roles_goals``. Exit codes: 0 fine; 1 warnings with --strict or a failing
sentence; 2 errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from compare.cli.command import Group, argument, option, source
from compare.cli.console import Console
from compare.problems import Problem, UsageError, problem, problem_sentence
from compare.rules import PACKAGED, Book, topics
from compare.rules.book import Topic
from compare.rules.check import Fault, check_rule, lint_book, values
from compare.rules.folder import read_folder, read_rules
from compare.wording import Wording

group = Group("rules")
_folder = argument("folder", type=source, required=False, metavar="folder", help="rules.folder")
_topic = option("--topic", default="", metavar="topic", help="rules.topic")


@group.command("list")
@_folder
@_topic
@option("--name", default="", metavar="rule", help="rules.name")
@click.pass_obj
def show(console: Console, folder: Path | None, topic: str, name: str) -> int:
    """Every rule with why it exists, or the whole entries of one name, as they may be copied and changed."""
    book = _book(folder)
    shown = [book.topic(each) for each in _chosen(topic)]
    if name:
        console.say("\n".join(_whole_entries(shown, name)))
        return 0
    for each in shown:
        for entry in each.entries.values():
            console.say(_line(each, entry, console))
    entries = [entry for each in shown for entry in each.entries.values()]
    console.say(_said(console, "list.done", **_counts(shown, entries)))
    return 0


def _chosen(topic: str) -> tuple[str, ...]:
    if topic and topic not in topics():
        raise UsageError(problem("rules.unknown-topic", "error", topic, known=" ".join(topics())))
    return (topic,) if topic else topics()


def _book(folder: Path | None) -> Book:
    return read_rules(folder) if folder else PACKAGED


def _whole_entries(shown: Iterable[Topic], name: str) -> list[str]:
    """The entries of a name as YAML; raises `UsageError` with the names that there are."""
    shown = list(shown)
    found = [(each.name, each.entries[name]) for each in shown if name in each.entries]
    if not found:
        known = sorted({known for each in shown for known in each.entries})
        near = get_close_matches(name, known, n=5) or (known if len(shown) == 1 else ["policy-compare rules list"])
        raise UsageError(problem("rules.unknown-name", "error", "", name=name, known=" ".join(near)))
    return [f"# {topic}.yaml\n" + written({"rules": [dict(entry)]}) for topic, entry in found]


def written(data: Mapping[str, Any]) -> str:
    """Entries as YAML that may stand in a folder of rules: what holds signs is in quotes, a value on one line."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes what is more than a word."""

    def text(dumper: Dumper, value: str) -> yaml.ScalarNode:
        style = None if re.fullmatch(r"[\w-]+", value) else "'"
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    Dumper.add_representer(str, text)
    return str(yaml.dump(dict(data), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000))


def _line(topic: Topic, entry: Mapping[str, Any], console: Console) -> str:
    wording = Wording(console.lang)
    words = wording.wordlist("rules")
    packaged = PACKAGED.topic(topic.name).entries
    mark = words["list.off"] if entry["name"] in topic.off else ""
    if not mark and packaged.get(entry["name"]) is not entry:
        mark = words["list.own" if entry["name"] in packaged else "list.new"]
    given = [wording.role(v) if k == "role" else f"{k}={v}" for k, v in entry.get("gives", {}).items()]
    gives = f"→ {console.words('by.join').join(given)}" if given else ""
    return (
        words["list.rule"]
        .format(topic=topic.name, name=entry["name"], mark=mark, gives=gives, why=entry.get("why", ""))
        .rstrip()
    )


def _counts(shown: Sequence[Topic], entries: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    beside = ("any_of", "unless", "near", "under", "before", "after", "not_before", "not_after")
    phrases = [text for entry in entries for field in beside for text in values(entry.get(field, []))]
    lists = [text for each in shown for words in each.lists.values() for text in values(words)]
    samples = sum(len(entry.get(field, ())) for entry in entries for field in ("hits", "misses"))
    return {"topics": len(shown), "rules": len(entries), "words": len(phrases) + len(lists), "samples": samples}


@group.command("test")
@_folder
@_topic
@click.pass_obj
def test(console: Console, folder: Path | None, topic: str) -> int:
    """Try the sentences of all rules in force; 1 if one comes out otherwise than written."""
    book, problems = read_folder(folder) if folder else (PACKAGED, [])
    broken = [fault for fault in problems if not fault.code.endswith(("-hit", "-miss"))]
    if broken:
        console.report(broken, everything=True)
        return 2
    rules = [rule for each in _chosen(topic) for rule in book.topic(each).rules]
    faults = [fault for rule in rules for fault in check_rule(rule)]
    for fault in faults:
        sentence = problem_sentence(_as_problem(fault, "error"), console.lang)
        console.say(_said(console, "test.fault", topic=fault.topic, sentence=sentence))
    total = sum(len(rule.hits) + len(rule.misses) for rule in rules)
    console.say(_said(console, "test.done", total=total, failed=len(faults)))
    return 1 if faults else 0


@group.command("lint")
@_folder
@option("--strict", is_flag=True, help="run.strict")
@click.pass_obj
def lint(console: Console, folder: Path | None, strict: bool) -> int:
    """Everything that is wrong in a folder, or in the packaged rules, or makes them hard to trust."""
    book, problems = read_folder(folder) if folder else (PACKAGED, [])
    found = [*problems, *_lint(book, own=folder is not None)]
    console.report(found, everything=True)
    errors = sum(p.severity == "error" for p in found)
    warnings = len(found) - errors
    rules = sum(map(len, _asked(book, folder is not None).values()))
    console.say(_said(console, "lint.done", rules=rules, errors=errors, warnings=warnings))
    if warnings and strict and not errors:
        console.complain(console.words("strict.warnings", count=warnings))
        return 1
    return 2 if errors else 0


def _asked(book: Book, own: bool) -> dict[str, list[str]]:
    """Topic → names of the rules that are checked: those of the folder, or all packaged ones."""
    if own:
        return {name: [entry["name"] for entry in change.entries] for name, change in book.changes.items()}
    return {name: [*book.topic(name).entries, *book.topic(name).lists] for name in topics()}


def _lint(book: Book, own: bool) -> list[Problem]:
    """Faults of the rules that are asked; what a sentence shows was said with the folder already."""
    asked = _asked(book, own)
    if not asked:
        return []
    weights = {"misses-a-hit": "error", "hits-a-miss": "error"}
    return [
        _as_problem(fault, weights.get(fault.code, "warning")) for fault in lint_book(book, *asked)
        if fault.name in asked.get(fault.topic, ()) and not (own and fault.code in weights)
    ]  # fmt: skip


def _as_problem(fault: Fault, severity: Any) -> Problem:
    return problem(f"rules.{fault.code}", severity, f"{fault.topic}.yaml", name=fault.name, text=fault.text)


def _said(console: Console, key: str, **details: object) -> str:
    """A sentence of wording/rules.yaml."""
    return Wording(console.lang).wordlist("rules")[key].format(**details)
