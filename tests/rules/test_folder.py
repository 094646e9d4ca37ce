"""A user's folder changes rules: what it may say, what is said of slips, and that a run goes by it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import jsonschema
import pytest
import yaml

import compare
from compare.cli.rules import written
from compare.documents.roles import assign_roles
from compare.problems import RulesError
from compare.rules import PACKAGED, current, topics, using
from compare.rules.book import FOLDER
from compare.rules.folder import read_folder, read_rules
from compare.rules.schema import json_schema
from tests.documents.drafting import draft

OWN = """\
rules:
  - name: own-outlook
    why: 本地规划里“愿景”一句说的是目标
    at: lead
    any_of: [愿景是]
    gives: {role: goal}
    hits: [我们的愿景是建成创新高地。]
    misses: [支持企业建设研发机构。]
"""
SENTENCE = "我们的愿景是建设一座人人向往的城。"


def write(folder: Path, text: str, name: str = "roles_goals.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def role(text: str, genre: str = "plan") -> str:
    ((decided, _),) = assign_roles([draft(text)], genre)
    return decided


def test_a_new_rule_decides_while_it_is_in_force(tmp_path: Path) -> None:
    before = role(SENTENCE)
    with using(read_rules(write(tmp_path, OWN))):
        assert role(SENTENCE) == "goal" != before
    assert role(SENTENCE) == before


def test_a_rule_is_switched_off(tmp_path: Path) -> None:
    text = "到2025年,高新技术企业达到100家以上。"
    assert role(text) == "goal"
    with using(read_rules(write(tmp_path, "rules: [{name: dated-goal, off: true}]"))):
        assert role(text) != "goal"
    with using(current().without("roles_goals", "dated-goal")):
        assert role(text) != "goal"


def test_an_entry_of_our_name_takes_its_place(tmp_path: Path) -> None:
    own = OWN.replace("own-outlook", "problem-lead")
    book = read_rules(write(tmp_path, own))
    names = [rule.name for rule in book.topic("roles_goals").rules]
    assert names == [rule.name for rule in PACKAGED.topic("roles_goals").rules]
    assert book.rule("roles_goals", "problem-lead").gives == {"role": "goal"}


def test_a_new_rule_can_be_asked_ahead_of_one_of_ours(tmp_path: Path) -> None:
    book = read_rules(write(tmp_path, OWN.replace("    why", "    ahead_of: dated-goal\n    why")))
    names = [rule.name for rule in book.topic("roles_goals").rules]
    assert names.index("own-outlook") == names.index("dated-goal") - 1


def test_words_are_added_to_a_list(tmp_path: Path) -> None:
    name = next(iter(PACKAGED.topic("words").lists))
    book = read_rules(write(tmp_path, f"more: {{{name}: [甲乙丙丁]}}", "words.yaml"))
    assert "甲乙丙丁" in book.topic("words").list(name)
    assert "甲乙丙丁" not in PACKAGED.topic("words").list(name)
    with pytest.raises(KeyError):
        book.topic("words").list("nowhere")


def test_words_added_to_a_list_of_all_files_join_it_in_one_file(tmp_path: Path) -> None:
    book = read_rules(write(tmp_path, "more: {support: {any_of: [甲乙丙丁], not_before: [戊]}}", "roles_goals.yaml"))
    for words in ("鼓励", "甲乙丙丁"):
        assert words in book.topic("roles_goals").list("support")
    assert "any_of" not in book.topic("roles_goals").list("support")
    assert "甲乙丙丁" not in book.topic("roles_report").list("support")


def test_a_changed_list_of_all_files_is_followed_by_all(tmp_path: Path) -> None:
    book = read_rules(write(tmp_path, "more: {support: [甲乙丙丁]}", "words.yaml"))
    assert "甲乙丙丁" in book.topic("roles_goals").list("support")
    with pytest.raises(RulesError) as error:
        read_rules(write(tmp_path, "more: {year: ['{support}'], support: ['{year}']}", "words.yaml"))
    assert {fault.code for fault in error.value.problems} == {"rules.phrase-circle"}


def test_a_rule_may_be_for_any_genre_and_role(tmp_path: Path) -> None:
    own = OWN.replace("    gives:", "    when: {genres: [plan], not_base: [goal]}\n    gives:")
    assert read_rules(write(tmp_path, own)).rule("roles_goals", "own-outlook").when["genres"] == ["plan"]


def test_numbers_and_flags_of_a_copied_rule_are_such(tmp_path: Path) -> None:
    for topic in ("reported", "years", "programmes"):
        entries = list(PACKAGED.topic(topic).entries.values())
        write(tmp_path, written({"rules": [dict(entry) for entry in entries]}), f"{topic}.yaml")
    book = read_rules(tmp_path)
    for topic in book.changes:
        assert [r.gives for r in book.topic(topic).rules] == [r.gives for r in PACKAGED.topic(topic).rules]


def test_every_packaged_rule_can_be_copied(tmp_path: Path) -> None:
    for topic in topics():
        write(tmp_path, written({"rules": list(map(dict, PACKAGED.topic(topic).entries.values()))}), f"{topic}.yaml")
    _, problems = read_folder(tmp_path)
    assert problems == []


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (("roles_goals.yaml", "roles_goals.yml"), "rules.file-twice"),
        (("words.yaml", "roles_goals.yaml.txt"), "rules.wrong-ending"),
    ],
)
def test_no_file_is_passed_over_in_silence(names: tuple[str, ...], code: str, tmp_path: Path) -> None:
    for name in names:
        write(tmp_path, "rules: []", name)
    _, problems = read_folder(tmp_path)
    assert [fault.code for fault in problems] == [code]


def test_a_book_is_sent_to_workers(tmp_path: Path) -> None:
    book = read_rules(write(tmp_path, OWN))
    again = pickle.loads(pickle.dumps(book))
    assert again == book != PACKAGED and hash(again) == hash(book)
    assert again.rule("roles_goals", "own-outlook").find(SENTENCE)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("rules: [{name: own, any_of: ['支持(甲/乙'], gives: {role: goal}}]", "rules.phrase-open", 1),
        ("rules:\n  - {name: own, any_of: ['{nowhere}'], gives: {role: goal}}", "rules.phrase-list", 2),
        ("rules:\n  - {name: own, gives: {role: goal}}", "rules.field-missing", 2),
        ("rules:\n  - {any_of: [甲]}", "rules.field-missing", 2),
        ("rules:\n  - {name: own, any_of: [甲], gives: {role: gaol}}", "rules.bad-value", 2),
        ("rules:\n  - {name: own, any_of: [甲], gives: {rule: goal}}", "rules.unknown-field", 2),
        ("rules:\n  - {name: own, any_of: [甲], whn: {}}", "rules.unknown-field", 2),
        ("rules:\n  - {name: own, any_of: [甲], at: nowhere}", "rules.bad-value", 2),
        ("rules:\n  - {name: own, any_of: 甲}", "rules.not-list", 2),
        ("rules:\n  - {name: dated-gaol, off: true}", "rules.unknown-name", 2),
        ("rules:\n  - {name: own, any_of: [甲]}\n  - {name: own, any_of: [乙]}", "rules.name-twice", 3),
        ("rules:\n  - {name: own, any_of: [甲], ahead_of: nowhere}", "rules.unknown-name", 2),
        ("rules:\n  - {name: own, any_of: [甲], gives: {role: goal}, hits: [乙]}", "rules.misses-a-hit", 2),
        ("rules:\n  - {name: own, any_of: [甲], gives: {role: goal}, misses: [甲]}", "rules.hits-a-miss", 2),
        ("rules:\n  - {name: own, any_of: [甲], after: ['乙…']}", "rules.phrase-behind", 2),
        ("rules:\n  - {name: own, any_of: ['[甲]…']}", "rules.phrase-nothing", 2),
        ("rules: [{name: own, any_of: [甲]}]", "rules.gives-other", 1),
        ("rules: [{name: own, any_of: [甲], gives: {role: [goal, guiding]}}]", "rules.bad-value", 1),
        ("rules: [{name: own, any_of: [甲], when: {genres: plan}, gives: {role: goal}}]", "rules.not-list", 1),
        ("rules: [{name: own, any_of: [], gives: {role: goal}}]", "rules.no-text", 1),
        ("rules: [{name: own, any_of: [甲], gives: {role: goal}, hits: [{txt: 甲}]}]", "rules.no-text", 1),
        ("rules: [{name: own, any_of: [甲], not_before: ['[乙]'], gives: {role: goal}}]", "rules.phrase-nothing", 1),
        ("rules: [{name: own, any_of: [甲], not_after: ['{by}'], gives: {role: goal}}]", "rules.phrase-behind", 1),
        ("rules: [{name: own, any_of: [甲], after: ['{nope}'], gives: {role: goal}}]", "rules.phrase-list", 1),
        ("rules: [{name: own, any_of: ['<x:甲>乙'], gives: {role: goal}}]", "rules.takes-other", 1),
        ("rules: [{name: own, any_of: ['<x:甲>', '<x:乙>'], gives: {role: goal}}]", "rules.takes-twice", 1),
        ("rules: [{name: own, any_of: ['[[大力/大/力]]发展'], gives: {role: goal}}]", "rules.phrase-endless", 1),
        ("rules: [{name: a/b, any_of: [甲], gives: {role: goal}}]", "rules.bad-name", 1),
        ("rules: [{name: dated-goal, off: 1}]", "rules.bad-value", 1),
        ("ordered: false", "rules.bad-value", 1),
        ("lists: {a: ['{a}']}", "rules.phrase-circle", 1),
        ("lists: {a: ['{b}'], b: ['{a}']}", "rules.phrase-circle", 1),
        ("lists: {by: []}", "rules.no-text", 1),
        ("more: {nowhere: [甲]}", "rules.phrase-list", 1),
        ("规则: []", "rules.unknown-field", 1),
    ],
)
def test_a_slip_has_its_place_and_a_sentence(text: str, code: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(RulesError) as error:
        read_rules(write(tmp_path, text))
    found = {fault.code: fault for fault in error.value.problems}
    assert code in found and found[code].place.line == line
    for lang in ("zh", "en"):
        assert "rules." not in error.value.text(lang)


@pytest.mark.parametrize(
    ("name", "code"), [("roles_gaols.yaml", "rules.unknown-topic"), ("x.txt", "rules.empty-folder")]
)
def test_a_file_that_nobody_would_read_is_said(name: str, code: str, tmp_path: Path) -> None:
    _, problems = read_folder(write(tmp_path, OWN, name))
    assert [fault.code for fault in problems] == [code]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    _, (fault,) = read_folder(tmp_path / "nowhere")
    assert fault.code == "rules.no-folder"


def test_a_run_goes_by_the_rules_and_records_them(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    book = read_rules(write(tmp_path / "own", OWN))
    (tmp_path / "某区规划.txt").write_text(f"青原区科技创新规划\n一、主要任务\n{SENTENCE}\n", encoding="utf-8")
    roles = {}
    for name, settings in (("packaged", compare.Settings()), ("changed", compare.Settings(rules=book))):
        study = compare.code(compare.read(tmp_path / "某区规划.txt", settings))
        roles[name] = [p.role for d in study.documents for p in d.paragraphs if SENTENCE in p.text]
        written = compare.write(compare.analyse(study), tmp_path / name)
        record = json.loads((tmp_path / name / "manifest.json").read_text(encoding="utf-8"))
        assert record["settings"].get("rules", "") == settings.rules.digest
        assert written
    assert roles["changed"] == ["goal"] != roles["packaged"]


def test_schema_json_is_current_and_takes_the_packaged_files() -> None:
    schema = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
    assert schema == json_schema(), "python -m compare.rules.schema > compare/rules/schema.json"
    validator = jsonschema.Draft202012Validator(schema)
    for topic in ("words", *topics()):
        data = yaml.safe_load((FOLDER / f"{topic}.yaml").read_text(encoding="utf-8"))
        assert list(validator.iter_errors(data)) == [], topic
    assert list(validator.iter_errors(yaml.safe_load(OWN))) == []
    assert list(validator.iter_errors({"rules": [{"nam": "x"}]}))
