"""Traditional text is seen as simplified; offsets and quotations stay those of the original."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.chinese.normalize import bare, fold
from compare.chinese.text import Text
from compare.chinese.traditional import Exchange, shows_traditional, simplified, traditional_share
from compare.lexicons import load
from compare.pipeline import code, read
from compare.taxonomy.files import load_taxonomy, packaged_taxonomies
from tests.coding.making import accepted, find, keyword
from tests.documents.drafting import document, flags

MIXED = st.text(alphabet="創科 軟體資訊園區乾燥坤著衞於支援企业孵化器，。AI5《》（）　", max_size=60)
NOTICE = """海澄區人民政府關於印發《海澄區創新發展三年行動計劃（2024—2026年）》的通知
海府發〔2024〕16號
各街道辦事處，區屬各單位：
現將《海澄區創新發展三年行動計劃（2024—2026年）》印發給你們，請認真貫徹執行。
海澄區人民政府
2024年5月8日
海澄區創新發展三年行動計劃（2024—2026年）
一、總體要求
到2026年，高新技術企業數量達到120家，研發投入強度提高到3.2%。
二、重點任務
（一）培育創新主體。對首次認定的高新技術企業給予20萬元獎勵，支援軟體企業做大做強。
（二）建設育成中心。支持眾創空間、孵化器建設，按培育成效給予運營補貼。
（三）完善科技金融。設立天使投資基金，引導社會資本投早投小。
（四）延攬創新人才。實施高層次人才引進計劃，提供人才公寓。
三、保障措施
（一）加強組織領導。成立領導小組，統籌推進各項工作。"""


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("推動軟體園區建設", "推动软体园区建设"),
        ("乾燥設備與乾坤大酒店", "干燥设备与乾坤大酒店"),
        ("醫療衞生與專業綫路", "医疗卫生与专业线路"),
        ("著作權保護與著名學者", "著作权保护与著名学者"),
        ("乾部隊伍與髮展環境", "干部队伍与发展环境"),
        ("著名商标与于是支援", "著名商标与于是支援"),
        ("", ""),
    ],
)
def test_characters_become_simplified_by_their_phrase(text: str, plain: str) -> None:
    assert simplified(text) == plain


@given(MIXED)
def test_no_position_moves(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert len(fold(text)) == len(text)
    assert not shows_traditional(simplified(text))


@given(MIXED)
def test_every_character_of_an_exchange_comes_from_somewhere(text: str) -> None:
    made, origins = Exchange({"软体": "软件", "创科": "科技创新", "创科园": "创科园"})(simplified(text))
    if origins is None:
        assert made == simplified(text)
    else:
        assert len(origins) == len(made)
        assert origins == sorted(origins)
        assert all(0 <= start < end <= len(text) for start, end in origins)
        assert {i for start, end in origins for i in range(start, end)} == set(range(len(text)))


def test_the_longest_regional_word_wins_and_a_name_can_be_kept() -> None:
    exchange = Exchange({"数码": "数字", "数码港": "数码港", "资讯": "信息", "资讯科技": "信息技术"})
    assert exchange("数码港与数码资讯科技")[0] == "数码港与数字信息技术"
    assert exchange("没有这些词") == ("没有这些词", None)


def test_regional_words_are_written_in_simplified_characters() -> None:
    words = load("traditional")["words"]
    assert not [w for pair in words.items() for w in pair if shows_traditional(w)]


def test_keywords_are_found_and_quoted_as_they_stand() -> None:
    text = "　　推動軟體 產業與創科發展，設立研發機構。"
    matches = find(text, "软件产业", "科技创新", "研发机构")
    assert [m.quote for m in matches] == ["軟體 產業", "創科", "研發機構"]
    assert all(text[m.span.start : m.span.end] == m.quote for m in matches)


def test_guards_and_cues_see_the_simplified_text() -> None:
    assert accepted("促進高新技術企業發展", keyword("新技术", not_after=("高",))) == []
    assert accepted("不得設立投資基金", "投资基金") == []


def test_a_traditional_keyword_finds_simplified_text() -> None:
    assert accepted("支持软件园区建设", "軟件園區") == ["软件园区"]


def test_mainland_text_keeps_its_words() -> None:
    assert Text("支援前线的数码产品").joined == "支援前线的数码产品"


def test_copies_in_both_scripts_have_the_same_letters() -> None:
    assert bare("創新發展「行動計劃」") == bare("创新发展(行动计划)")


def test_a_document_is_read_as_if_it_were_simplified() -> None:
    built = document(NOTICE)
    assert "traditional_text" in flags(built)
    assert built.title == "海澄區創新發展三年行動計劃（2024—2026年）"
    assert {n: built.metadata.value(n) for n in ("number", "issued", "period", "genre", "issuer")} == {
        "number": "海府發〔2024〕16號", "issued": "2024-05-08", "period": "2024-2026", "genre": "action-plan",
        "issuer": "海澄區人民政府",
    }  # fmt: skip
    assert [p.role for p in built.paragraphs] == ["front", "goal", *["measure"] * 4, "safeguard"]
    assert [h.text for h in built.outline] == ["總體要求", "重點任務", "保障措施"]


def test_a_name_in_traditional_characters_makes_no_traditional_document() -> None:
    tasks = [f"（{n}）支持企业建设研发机构，完善服务体系。" for n in "一二三四五六七八九"]
    lines = ["望江区科技发展规划", "一、重点任务", *tasks, "（十）推广“臺北小吃”品牌，优化营商环境。"]
    assert "traditional_text" not in flags(document(lines))
    assert traditional_share("") == 0.0


@pytest.mark.whole
def test_evidence_targets_and_amounts_quote_the_original(tmp_path: Path) -> None:
    (tmp_path / "計劃.txt").write_text(NOTICE, encoding="utf-8")
    study = code(read([tmp_path]), load_taxonomy(packaged_taxonomies()["innovation"]))
    texts = {key: p.text for key, p in study.paragraphs.items()}
    main = [c.measure_id for p in study.documents[0].paragraphs for c in study.codings.get(p.key, ()) if c.rank == 1]
    assert main == ["enterprise", "enterprise", "incubator", "fintech", "talent", "other-governance"]
    for key, codings in study.codings.items():
        assert all(texts[key][m.span.start : m.span.end] == m.quote for c in codings for m in c.matches)
    assert [(a.raw, a.amount) for a in study.amounts] == [("20萬元", 20.0)]
    assert [(t.value, t.unit, t.year) for t in study.targets] == [(120.0, "家", 2026), (3.2, "%", 2026)]


def test_the_converter_is_loaded_only_for_traditional_text() -> None:
    script = (
        "import sys; from compare.chinese.normalize import fold;"
        "fold('支持企业创新'); assert 'opencc' not in sys.modules;"
        "fold('支持企業創新'); assert 'opencc' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).resolve().parents[2])
