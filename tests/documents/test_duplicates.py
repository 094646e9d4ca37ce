"""The same text twice is counted once."""

from __future__ import annotations

from dataclasses import replace

from compare.documents.duplicates import mark_duplicates, sample_of
from compare.model import Document, Fact, Flag
from tests.documents.drafting import document

WORDS = "企业平台人才金融孵化转化园区项目资金服务机制政策团队成果技术市场创新投资协同示范改革标准产业集群"


def sentence(number: int) -> str:
    """A sentence of its own for every number."""
    picked = [WORDS[(number * 7 + step * (number % 5 + 1)) % len(WORDS)] for step in range(30)]
    return f"第{number}项工作是{''.join(picked)}。"


def made(name: str, numbers: range, title: str = "望江区科技创新规划") -> Document:
    built = document([title, "一、任务", *(sentence(n) * 2 for n in numbers)], name=name)
    return replace(built, id=name)


def result(*documents: Document) -> dict[str, tuple[bool, set[str]]]:
    return {
        d.file: (d.included, {f.code for f in d.flags} & {"near_duplicate", "contained_in", "explains"})
        for d in mark_duplicates(documents)
    }


def test_a_copy_is_left_out_and_points_to_the_one_kept() -> None:
    plan, copy = made("a.txt", range(20)), made("b.txt", range(19))
    assert result(plan, copy) == {"a.txt": (True, set()), "b.txt": (False, {"near_duplicate"})}
    (flag,) = [f for f in mark_duplicates([plan, copy])[1].flags if f.code == "near_duplicate"]
    assert flag.quote == "a.txt"


def test_of_two_copies_the_better_grade_stays() -> None:
    worse, better = replace(made("a.txt", range(20)), grade="D"), replace(made("b.txt", range(20)), grade="A")
    assert result(worse, better)["a.txt"] == (False, {"near_duplicate"})
    assert result(better, worse)["a.txt"] == (False, {"near_duplicate"})


def test_a_chapter_printed_elsewhere_is_contained() -> None:
    plan, chapter = made("plan.txt", range(40)), made("chapter.txt", range(5, 15), "望江区聚力创新发展行动")
    assert result(chapter, plan) == {"chapter.txt": (False, {"contained_in"}), "plan.txt": (True, set())}


def test_different_texts_and_excluded_ones_are_left_alone() -> None:
    one, two = made("a.txt", range(20)), made("b.txt", range(100, 120))
    assert result(one, two) == {"a.txt": (True, set()), "b.txt": (True, set())}
    out = replace(made("c.txt", range(20)), included=False)
    assert result(one, out) == {"a.txt": (True, set()), "c.txt": (False, set())}


def test_spaces_and_punctuation_do_not_hide_a_copy() -> None:
    lines = ["望江区科技创新规划", "一、任务", *(sentence(n) * 2 for n in range(20))]
    spaced = [
        "望江区科技创新规划",
        "一、任务",
        *((sentence(n) * 2).replace("是", " 是").replace("。", "．") for n in range(20)),
    ]
    one, two = document(lines, name="a.txt"), replace(document(spaced, name="b.txt"), id="b")
    assert not result(one, two)["b.txt"][0]


def test_an_explainer_points_to_its_plan_by_title() -> None:
    plan = made("plan.txt", range(20))
    explainer = made("explainer.txt", range(60, 70), "《望江区科技创新规划》政策解读")
    assert result(plan, explainer)["explainer.txt"] == (True, {"explains"})


def test_documents_without_text_are_no_copies_of_each_other() -> None:
    empty = [document([""], name=f"{n}.txt") for n in "ab"]
    assert not {"near_duplicate", "contained_in"} & {f.code for d in mark_duplicates(empty) for f in d.flags}
    assert mark_duplicates([]) == ()


def test_two_districts_that_copy_each_other_have_a_policy_each() -> None:
    one = made("a.txt", range(20), "广州市花都区科技创新规划")
    two = made("b.txt", range(20), "广州市增城区科技创新规划")
    assert result(one, two) == {"a.txt": (True, set()), "b.txt": (True, set())}
    doubtful = replace(two, flags=(*two.flags, Flag("place_conflict", "warn", "花都区")))
    assert result(one, doubtful)["b.txt"] == (False, {"near_duplicate"})


def test_samples_that_a_worker_made_give_the_same_answer() -> None:
    documents = [
        made("a.txt", range(20)),
        made("b.txt", range(19)),
        made("c.txt", range(5, 12)),
        made("d.txt", range(30, 50)),
    ]
    found = mark_duplicates(documents, [sample_of(d) for d in documents])
    assert found == mark_duplicates(documents)
    assert [d.included for d in found] == [True, False, False, True]


def test_an_explainer_names_the_first_document_of_that_title_and_never_itself() -> None:
    title = "望江区科技创新规划"
    plans = [made("b.txt", range(20), title), made("c.txt", range(40, 60), title)]
    explainer = made("a.txt", range(70, 80), f"《{title}》解读")
    assert explainer.metadata.value("genre") == "explainer"
    flags = [f for f in mark_duplicates([explainer, *plans])[0].flags if f.code == "explains"]
    assert [f.quote for f in flags] == ["b.txt"]
    alone = replace(explainer, metadata=replace(explainer.metadata, title=Fact(f"《{title}》", "body")))
    assert not [f for f in mark_duplicates([alone])[0].flags if f.code == "explains"]


def test_the_copy_that_says_what_it_is_stays_though_it_is_shorter() -> None:
    page = replace(made("页面.html", range(20)), grade="B")
    bare = made("a_正文.txt", range(21))
    nameless = replace(bare, grade="A", metadata=replace(bare.metadata, title=None))
    assert result(nameless, page) == {"a_正文.txt": (False, {"near_duplicate"}), "页面.html": (True, set())}
    dated = replace(page, metadata=replace(page.metadata, issued=Fact("2021-06-23", "markup")))
    assert result(page, replace(dated, file="b.html"))["页面.html"] == (False, {"near_duplicate"})
    damaged = replace(dated, grade="E")
    assert result(damaged, nameless)["页面.html"] == (False, {"near_duplicate"})


def test_of_very_many_copies_one_is_counted_for_each_place() -> None:
    text = made("0.txt", range(20))
    copies = [replace(text, file=f"{n}.txt") for n in range(70)]
    found = mark_duplicates(copies)
    assert [d.file for d in found if d.included] == ["0.txt"]
    assert all([f.code for f in d.flags].count("near_duplicate") == (d.file != "0.txt") for d in found)
    there = Fact("清城区", "manifest")
    elsewhere = [replace(d, metadata=replace(d.metadata, district=there), flags=()) for d in copies[:60]]
    here = [replace(d, file=f"h{d.file}", flags=()) for d in copies[:60]]
    own = [replace(d, metadata=replace(d.metadata, district=Fact("花都区", "manifest"))) for d in here]
    assert [d.file for d in mark_duplicates([*elsewhere, *own]) if d.included] == ["0.txt", "h0.txt"]
