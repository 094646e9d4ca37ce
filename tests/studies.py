"""Hand-made studies for the tests of everything that comes after coding.

In: nothing, or a number of districts. Out: a whole `Study` in invented words, every span exact.
Example: `small_study()` holds 云州市 (a plan that has ended), its two districts 临江区 (a plan and a reward scheme)
and 望山区 (a garbled news item), so that its matrix shows each of the symbols ● ◆ ◐ ○ – n/a once at least.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from compare.model import (
    Amount,
    Body,
    Coding,
    Document,
    Doubt,
    Fact,
    Flag,
    Grade,
    Heading,
    Intensity,
    Keyword,
    Match,
    Measure,
    Metadata,
    Paragraph,
    Programme,
    Reason,
    Role,
    Scoring,
    Settings,
    Span,
    Study,
    Target,
    Taxonomy,
)
from compare.problems import Place, problem

# --- the category system: three types with two sub-types each, one residual -------------------------------------


def _measure(
    id: str,
    label: str,
    label_en: str,
    strong: Iterable[str] = (),
    weak: Iterable[str] = (),
    residual: bool = False,
) -> Measure:
    keywords = [Keyword(text, id, strength="strong", points=2.0) for text in strong] + [
        Keyword(w, id, strength="weak", points=1.0) for w in weak
    ]
    parent = None if residual or "-" not in id else id.split("-")[0]
    return Measure(
        id,
        label,
        label_en=label_en,
        parent=parent,
        definition=f"以{label}为直接对象的措施。",
        include=f"{label}的认定、奖补与服务。",
        exclude="只是顺带提到的。",
        keywords=tuple(keywords),
        residual=residual,
    )


TAXONOMY = Taxonomy(
    name="试验分类",
    version="1.0",
    measures=(
        _measure("enterprise", "企业培育", "Enterprise cultivation", ["创新型企业"]),
        _measure(
            "enterprise-hightech",
            "高新技术企业培育",
            "High-tech enterprises",
            ["高新技术企业"],
            ["认定奖励"],
        ),
        _measure(
            "enterprise-sme",
            "科技型中小企业",
            "Technology SMEs",
            ["科技型中小企业", "培育库"],
        ),
        _measure("incubator", "孵化载体", "Incubation", ["孵化基金"], ["在孵企业"]),
        _measure(
            "incubator-incubator",
            "科技企业孵化器",
            "Incubators",
            ["科技企业孵化器", "孵化器"],
        ),
        _measure("incubator-makerspace", "众创空间", "Makerspaces", ["众创空间"]),
        _measure("talent", "人才", "Talent", [], ["人才"]),
        _measure(
            "talent-recruit",
            "高层次人才引进",
            "Recruitment",
            ["高层次人才", "安家补助"],
        ),
        _measure("talent-housing", "人才安居", "Housing", ["人才公寓", "周转住房"]),
        _measure(
            "other-research",
            "技术攻关",
            "Research projects",
            ["关键技术攻关"],
            residual=True,
        ),
    ),
    scoring=Scoring(),
    fingerprint="0123456789ab",
    file="innovation.yaml",
)
_KEYWORDS = {k.text: k for k in TAXONOMY.keywords}


# --- short forms in which the documents below are written -------------------------------------------------------


@dataclass(frozen=True)
class H:
    """A heading line."""

    level: int
    label: str
    text: str


@dataclass(frozen=True)
class P:
    """A paragraph with its coding: `codes` maps a type id to its rank and the keywords behind it."""

    role: Role
    text: str
    codes: dict[str, tuple[int, str]] = field(default_factory=dict)
    level: int = 1
    instruments: tuple[str, ...] = ()
    cue: str = ""
    clause: str = ""
    caveats: tuple[str, ...] = ()


def _digest(*parts: str, size: int = 6) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=size).hexdigest()


def span(text: str, quote: str) -> Span:
    """Where `quote` stands in `text`; ValueError if it does not."""
    start = text.index(quote)
    return Span(start, start + len(quote))


def coding(
    key: str,
    text: str,
    type_id: str,
    rank: int,
    words: Sequence[str],
    heading: str = "",
) -> Coding:
    """A coding whose score is the sum of its reasons: the keywords' points, 3 for a heading that names one of them."""
    keywords = [_KEYWORDS[w] for w in words]
    reasons = [Reason("body", k.points, k.text) for k in keywords]
    if rank and heading:
        reasons.append(Reason("heading", 3.0, heading))
    subtypes = dict.fromkeys(k.measure_id for k in keywords if k.measure_id != type_id and not type_id.startswith("o"))
    matches = [Match(k, span(text, k.text), k.text) for k in keywords]
    if "科技企业孵化器" in words:  # the shorter keyword inside the longer one is seen and not counted
        start = text.index("科技企业孵化器") + 4
        matches.append(
            Match(
                _KEYWORDS["孵化器"],
                Span(start, start + 3),
                "孵化器",
                "overlap",
                "科技企业孵化器",
            )
        )
    return Coding(key, type_id, tuple(subtypes), tuple(matches), tuple(reasons), rank)


def _facts(**values: str) -> Metadata:
    return Metadata(**{name: Fact(value, "manifest") for name, value in values.items() if value})  # type: ignore[arg-type]


def _paragraphs(id: str, body: Sequence[H | P], lines: bool) -> tuple[tuple[Paragraph, ...], tuple[Heading, ...]]:
    stack: list[Heading] = []
    counters: list[int] = []
    paragraphs: list[Paragraph] = []
    outline: list[Heading] = []
    item = 0
    for line, part in enumerate(body, start=3):
        if isinstance(part, H):
            stack = [h for h in stack if h.level < part.level] + [Heading(part.level, part.label, part.text)]
            counters = (counters + [0] * part.level)[: part.level]
            counters[-1] += 1
            outline.append(stack[-1])
            item = 0
            continue
        item += 1
        place = ".".join(map(str, counters)) or "0"
        paragraphs.append(
            Paragraph(
                key=_digest(id, part.text),
                index=len(paragraphs),
                text=part.text,
                lines=(line, line) if lines else None,
                headings=tuple(stack),
                role=part.role,
                cue=f"heading:{stack[-1].text}" if stack else "default",
                clause=part.clause or "".join(h.label for h in stack) + (f"第{item}段" if item > 1 else ""),
                place=f"{place}-{item}",
                caveats=part.caveats,
            )
        )
    return tuple(paragraphs), tuple(outline)


def build(
    id: str,
    code: str,
    facts: dict[str, str],
    body: Sequence[H | P],
    grade: Grade = "A",
    flags: tuple[Flag, ...] = (),
    format: str = "txt",
) -> tuple[Document, dict[str, tuple[Coding, ...]], dict[str, Intensity]]:
    """A document with its codings and intensities, from the short forms; only txt has lines."""
    paragraphs, outline = _paragraphs(id, body, lines=format == "txt")
    file = f"{code}_{facts['title']}.{format}"
    document = Document(
        id=id,
        code=code,
        file=file,
        digest=_digest(id, size=32),
        format=format,
        metadata=_facts(**facts),
        paragraphs=paragraphs,
        flags=flags,
        grade=grade,
        outline=outline,
        encoding="utf-8",
    )
    codings: dict[str, tuple[Coding, ...]] = {}
    intensities: dict[str, Intensity] = {}
    for paragraph, part in zip(paragraphs, [p for p in body if isinstance(p, P)], strict=True):
        if part.codes:
            heading = paragraph.headings[-1].text if paragraph.headings else ""
            made = [
                coding(paragraph.key, part.text, type_id, rank, words.split(), heading)
                for type_id, (rank, words) in part.codes.items()
            ]
            codings[paragraph.key] = tuple(sorted(made, key=lambda c: c.rank or 99))
        if paragraph.counted:
            cue = span(part.text, part.cue) if part.cue else None
            intensities[paragraph.key] = Intensity(part.level, part.instruments, cue)
    return document, codings, intensities


# --- three places, four documents -------------------------------------------------------------------------------

_CITY: list[H | P] = [
    P("front", "为落实创新驱动发展部署,结合本市实际,制定本方案。"),
    H(1, "一、", "总体要求"),
    P("guiding", "坚持企业主体、市场导向、开放协同,走特色创新之路。"),
    H(1, "二、", "发展目标"),
    P("goal", "到2020年,全市高新技术企业达到800家,市级以上孵化器达到40家。",
      {"enterprise": (0, "高新技术企业"), "incubator": (0, "孵化器")}),
    H(1, "三、", "重点任务"),
    H(2, "(一)", "壮大高新技术企业队伍"),
    P("measure", "建立全市统一的培育库,对入库企业分类辅导,每年新增高新技术企业不少于100家。",
      {"enterprise": (1, "培育库 高新技术企业")}, 4, ("service",), "不少于100家"),
    P("measure", "鼓励创新型企业牵头组建联合体,承担重点项目。", {"enterprise": (1, "创新型企业")}, 1, (), "鼓励"),
    H(2, "(二)", "建设科技企业孵化器与众创空间"),
    P("measure", "支持龙头企业和高校建设科技企业孵化器,设立规模2亿元的孵化基金,为在孵企业提供场地。",
      {"incubator": (1, "科技企业孵化器 孵化基金 在孵企业")}, 4, ("fund", "platform"), "设立规模2亿元"),
    P("measure", "在产业园区布局一批众创空间,引导高层次人才团队入驻创业。",
      {"incubator": (1, "众创空间"), "talent": (0, "高层次人才")}, 2, ("platform",), "布局"),
    H(2, "(三)", "组织技术攻关"),
    P("measure", "围绕新材料、智能装备组织关键技术攻关,每年发布一次需求清单。",
      {"other-research": (1, "关键技术攻关")}, 3, ("project",), "发布"),
    P("measure", "完善市区两级联席会议制度,按季度会商重大事项。", {}, 1, ("rules",), "完善"),
    H(1, "四、", "保障措施"),
    P("safeguard", "加强人才保障,优先为高层次人才安排周转住房。",
      {"talent": (1, "高层次人才 周转住房")}, 2, ("land",), "安排"),
    P("safeguard", "各区要落实专项经费,强化用地统筹。", {}, 1, (), "强化"),
    H(1, "五、", "监督考核"),
    P("monitoring", "市科技局会同有关部门按年度通报进展。"),
]  # fmt: skip

_PLAN: list[H | P] = [
    H(1, "一、", "发展基础"),
    P("achievement", "截至2020年,全区高新技术企业累计86家,比2018年增长32%。", {"enterprise": (0, "高新技术企业")}),
    P("problem", "高层次人才总量偏少,引才渠道较为单一。", {"talent": (0, "高层次人才")}),
    P("situation", "新一轮产业变革提速,周边城区竞相出台扶持办法。"),
    H(1, "二、", "总体目标"),
    P("goal", "到2025年,高新技术企业超过150家,研发经费占生产总值的比重达到2.8%。",
      {"enterprise": (0, "高新技术企业")}, caveats=("注:统计范围不含经济开发区。",)),
    H(1, "三、", "主要任务"),
    H(2, "(一)", "做强科技型中小企业"),
    P("measure", "实施“春苗”成长计划,遴选科技型中小企业进入区级培育库,选派高层次人才担任企业顾问。",
      {"enterprise": (1, "科技型中小企业 培育库"), "talent": (2, "高层次人才")}, 3, ("rules", "service"), "实施"),
    P("measure", "对连续三年研发投入增长的科技型中小企业,由区科技局牵头、街道配合,开展一对一上门服务。",
      {"enterprise": (1, "科技型中小企业")}, 2, ("service",), "开展"),
    H(2, "(二)", "引进高层次人才"),
    P("measure", "编制紧缺岗位目录,面向海内外引进高层次人才。", {"talent": (1, "高层次人才")}, 2, (), "引进"),
    P("measure", "=1+N=服务体系:整合园区、银行|担保、<数据>三类资源,建立*一企一档*。", {}, 3, ("information",), "建立"),
]  # fmt: skip

_SCHEME: list[H | P] = [
    H(1, "第一条", "认定奖励"),
    P("measure", "对首次通过认定的高新技术企业,给予一次性奖励20万元;重新认定的,给予10万元。",
      {"enterprise": (1, "高新技术企业")}, 5, ("grant",), "给予一次性奖励20万元"),
    H(1, "第二条", "人才引育"),
    P("measure", "对全职到岗的高层次人才,给予最高100万元安家补助,分五年发放;其所在企业属创新型企业的,优先办理。",
      {"talent": (1, "高层次人才 安家补助"), "enterprise": (0, "创新型企业")}, 5, ("grant",), "最高100万元"),
    P("measure", "筹建人才公寓500套,首年租金按市场价的50%补贴。",
      {"talent": (1, "人才公寓")}, 5, ("land", "grant"), "按市场价的50%补贴"),
    H(1, "第三条", "附则"),
    P("admin", "本措施2023年7月1日起生效,执行三年,由区科技局负责解释。"),
]  # fmt: skip

_NEWS: list[H | P] = [
    P("achievement", "前三季度全区技术合同成交额同比增长一成五。"),
    H(1, "", "上门作事 助企成长"),
    P("practice", "区科技部门上门作事,辅导46家企业陈说高新技术企业,举办培训12场。",
      {"enterprise": (1, "高新技术企业")}, 2, ("service",), "举办"),
    P("practice", "组织投资东说念主走进众创空间开展路演,现场签约意向三项。",
      {"incubator": (0, "众创空间")}, 2, (), "组织"),
]  # fmt: skip


def small_study() -> Study:
    """Three places, four documents: every role, symbol and table is there."""
    built = [
        build(
            "yz2018",
            "云州2018",
            {
                "title": "云州市科技创新三年行动方案(2018-2020年)",
                "district": "云州市",
                "level": "地级市",
                "parent": "",
                "issuer": "云州市科学技术局",
                "number": "云科〔2018〕6号",
                "issued": "2018-03-12",
                "period": "2018-2020",
                "genre": "work-plan",
            },
            _CITY,
            "A",
            (Flag("expired", "warn", "2018-2020"),),
        ),
        build(
            "lj2021",
            "临江2021",
            {
                "title": "临江区科技创新发展规划(2021-2025年)",
                "district": "临江区",
                "level": "区",
                "parent": "云州市",
                "issuer": "临江区人民政府办公室",
                "issued": "2021-09-30",
                "period": "2021-2025",
                "genre": "plan",
            },
            _PLAN,
            "B",
            (
                Flag("attachments_missing", "info", "附件:重点项目表"),
                Flag("no_number", "info"),
            ),
        ),
        build(
            "lj2023",
            "临江2023",
            {
                "title": "临江区支持科技创新若干措施",
                "district": "临江区",
                "level": "区",
                "parent": "云州市",
                "issuer": "临江区人民政府",
                "number": "临府规〔2023〕2号",
                "issued": "2023-05-18",
                "effective": "2023-07-01",
                "expires": "2026-06-30",
                "genre": "scheme",
            },
            _SCHEME,
            "A",
            (),
            "docx",
        ),
        build(
            "ws2023",
            "望山2023",
            {
                "title": "望山区科技工作亮点纷呈",
                "district": "望山区",
                "level": "区",
                "parent": "云州市",
                "published": "2023-10-26",
                "genre": "news",
            },
            _NEWS,
            "E",
            (
                Flag("garbled_text", "bad", "上门作事、陈说、东说念主", 3),
                Flag("injected_spam", "bad", "某某比分网"),
                Flag("result_report", "warn"),
            ),
        ),
    ]
    study = Study(
        taxonomy=TAXONOMY,
        documents=tuple(d for d, _, _ in built),
        codings={key: value for _, codings, _ in built for key, value in codings.items()},
        intensities={key: value for _, _, intensities in built for key, value in intensities.items()},
        problems=(
            problem("reading.empty", "error", "空文件.txt"),
            problem(
                "taxonomy.dead-keyword",
                "note",
                Place("innovation.yaml", 12, 7),
                keyword="认定奖励",
            ),
        ),
        settings=Settings("zh", date(2024, 6, 30)),
    )
    return _with_tables(study)


def _find(study: Study, words: str) -> tuple[Document, Paragraph]:
    return next((d, p) for d in study.documents for p in d.paragraphs if words in p.text)


def _sentence(text: str, quote: str) -> str:
    start = text.rfind("。", 0, text.index(quote)) + 1
    return text[start : text.find("。", start) + 1] or text[start:]


def _target(study: Study, number: int, quote: str, indicator: str, std: str, op: str, value: float, unit: str,
            year: int | None, status: str = "target", measure: str = "", **more: object) -> Target:  # fmt: skip
    document, paragraph = _find(study, quote)
    origin = "explicit" if year and str(year) in paragraph.text else "period" if year else ""
    made = Target(
        id=f"{document.code}-T{number}",
        document_id=document.id,
        paragraph_key=paragraph.key,
        indicator=indicator,
        indicator_std=std,
        comparator=op,
        value=value,
        value_to=None,
        unit=unit,
        year=year,
        year_origin=origin,
        base_value=None,
        base_year=None,
        status=status,
        measure_id=measure,
        span=span(paragraph.text, quote),  # type: ignore[arg-type]
        sentence=_sentence(paragraph.text, quote),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _amount(
    study: Study,
    number: int,
    quote: str,
    kind: str,
    amount: float | None,
    measure: str,
    **more: object,
) -> Amount:
    document, paragraph = _find(study, quote)
    made = Amount(
        id=f"{document.code}-A{number}",
        document_id=document.id,
        paragraph_key=paragraph.key,
        measure_id=measure,
        kind=kind,  # type: ignore[arg-type]
        amount=amount,
        amount_to=None,
        rate=None,
        raw=quote,
        basis="",
        beneficiary="",
        condition="",
        years=None,
        tier="",
        span=span(paragraph.text, quote),
        sentence=_sentence(paragraph.text, quote),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def _with_tables(study: Study) -> Study:
    plan, seedling = _find(study, "“春苗”成长计划")
    _, service = _find(study, "区科技局牵头")
    _, contact = _find(study, "由区科技局负责解释")
    return replace(
        study,
        targets=(
            _target(study, 1, "800家", "高新技术企业", "高新技术企业数量", "≥", 800, "家", 2020, measure="enterprise"),
            _target(study, 2, "40家", "市级以上孵化器", "孵化器数量", "≥", 40, "家", 2020, measure="incubator"),
            _target(
                study,
                3,
                "不少于100家",
                "每年新增高新技术企业",
                "高新技术企业数量",
                "≥",
                100,
                "家",
                2020,
                measure="enterprise",
                flags=("annual", "flow"),
            ),
            _target(
                study,
                1,
                "累计86家",
                "高新技术企业",
                "高新技术企业数量",
                "=",
                86,
                "家",
                2020,
                status="achievement",
                measure="enterprise",
            ),
            _target(
                study,
                2,
                "超过150家",
                "高新技术企业",
                "高新技术企业数量",
                ">",
                150,
                "家",
                2025,
                measure="enterprise",
                base_value=86.0,
                base_year=2020,
            ),
            _target(study, 3, "2.8%", "研发经费占生产总值的比重", "研发投入强度", "≥", 2.8, "%", 2025, nature="预期性"),
        ),
        amounts=(
            _amount(study, 1, "规模2亿元", "stock", 20000.0, "incubator"),
            _amount(
                study,
                1,
                "一次性奖励20万元",
                "fixed",
                20.0,
                "enterprise",
                beneficiary="高新技术企业",
                condition="首次通过认定",
            ),
            _amount(
                study, 2, "最高100万元", "cap", 100.0, "talent", beneficiary="高层次人才", condition="全职到岗", years=5
            ),
            _amount(study, 3, "按市场价的50%", "rate", None, "talent", rate=50.0, basis="市场价", years=1),
        ),
        programmes=(
            Programme(
                name="“春苗”成长计划",
                kind="计划",
                document_id=plan.id,
                paragraph_key=seedling.key,
                measure_id="enterprise",
                upstream=False,
                span=span(seedling.text, "“春苗”成长计划"),
            ),
        ),
        bodies=(
            Body(
                name="区科技局",
                part="lead",
                document_id=plan.id,
                paragraph_key=service.key,
                measure_id="enterprise",
                span=span(service.text, "区科技局"),
            ),
            Body(
                name="街道",
                part="support",
                document_id=plan.id,
                paragraph_key=service.key,
                measure_id="enterprise",
                span=span(service.text, "街道"),
            ),
            Body(
                name="区科技局",
                part="contact",
                document_id="lj2023",
                paragraph_key=contact.key,
                measure_id="",
                span=span(contact.text, "区科技局"),
            ),
        ),
    )


def older_study() -> Study:
    """The same with an earlier plan of 临江区, so that one row has two periods: 2016-2020 and 2021-2025."""
    study = small_study()
    facts = {"title": "临江区规划", "district": "临江区", "level": "区", "parent": "云州市", "genre": "plan",
             "period": "2016-2020"}  # fmt: skip
    body = [
        P("measure", "建设科技企业孵化器两家。", {"incubator": (1, "科技企业孵化器")}),
        P("measure", "扶持科技型中小企业。", {"enterprise": (1, "科技型中小企业")}),
    ]
    document, codings, intensities = build("lj2016", "临江2016", facts, body)
    return replace(
        study,
        documents=(document, *study.documents),
        codings={**study.codings, **codings},
        intensities={**study.intensities, **intensities},
    )


# --- any number of districts ------------------------------------------------------------------------------------

_SENTENCES: tuple[tuple[Role, str, dict[str, tuple[int, str]]], ...] = (
    ("measure", "第{n}批遴选科技型中小企业进入培育库,逐户建档。", {"enterprise": (1, "科技型中小企业 培育库")}),
    ("measure", "对第{n}批认定的高新技术企业给予奖励{n}万元。", {"enterprise": (1, "高新技术企业")}),
    ("measure", "建设{n}家科技企业孵化器,引进高层次人才驻点。",
     {"incubator": (1, "科技企业孵化器"), "talent": (2, "高层次人才")}),
    ("measure", "在{n}个园区试办众创空间。", {"incubator": (1, "众创空间")}),
    ("measure", "筹集人才公寓{n}套。", {"talent": (1, "人才公寓")}),
    ("measure", "组织{n}项关键技术攻关。", {"other-research": (1, "关键技术攻关")}),
    ("measure", "每年召开{n}次工作例会。", {}),
    ("safeguard", "统筹{n}类资金,保障高层次人才工作经费。", {"talent": (1, "高层次人才")}),
    ("practice", "已走访{n}家高新技术企业。", {"enterprise": (1, "高新技术企业")}),
    ("situation", "外部环境更趋复杂,第{n}轮技术变革加快。", {}),
)  # fmt: skip


def doubtful_study() -> Study:
    """The small study with doubts of several kinds; no doubt is known of most of its paragraphs."""
    study = small_study()
    told = {
        "选派高层次人才": Doubt(0.98, "two_types", "talent", "高层次人才"),
        "联席会议制度": Doubt(0.9, "no_word", "incubator"),
        "人才公寓500套": Doubt(0.9, "disagreement", "talent", "人才公寓"),
        "设立规模2亿元": Doubt(0.62, "near_threshold", "talent"),
        "走进众创空间": Doubt(0.3, "mention_only", "incubator", "众创空间"),
        "编制紧缺岗位目录": Doubt(0.04),
    }
    keys = {words: next(p.key for p in study.paragraphs.values() if words in p.text) for words in told}
    return replace(study, doubts={keys[words]: doubt for words, doubt in told.items()})


def wide_study(districts: int, paragraphs: int = 24) -> Study:
    """`districts` districts under cities of ten each, `paragraphs` paragraphs a document; arithmetic, not chance."""
    built = [_wide_document(number, paragraphs) for number in range(districts)]
    return Study(
        taxonomy=TAXONOMY,
        documents=tuple(d for d, _, _ in built),
        codings={key: value for _, codings, _ in built for key, value in codings.items()},
        intensities={key: value for _, _, intensities in built for key, value in intensities.items()},
        settings=Settings("zh", date(2024, 6, 30)),
    )


def _wide_document(
    number: int, paragraphs: int
) -> tuple[Document, dict[str, tuple[Coding, ...]], dict[str, Intensity]]:
    body: list[H | P] = []
    for item in range(paragraphs):
        if item % 6 == 0:
            body.append(H(1, f"{item // 6 + 1}.", f"任务板块{item // 6 + 1}"))
        step = 1 + number % 3  # districts differ in what they stress
        role, text, codes = _SENTENCES[(number + item * step) % len(_SENTENCES)]
        body.append(
            P(
                role,
                text.format(n=item + 1),
                codes,
                (number + item) % 6,
                ("service",) if item % 2 else (),
            )
        )
    name = f"第{number + 1}区"
    facts = {
        "title": f"{name}创新规划",
        "district": name,
        "level": "区",
        "parent": f"第{number // 10 + 1}市",
        "issued": "2021-06-01",
        "period": "2021-2025",
        "genre": "plan",
    }
    return build(f"w{number:05}", f"{name}2021", facts, body, "B")


def counted_study(table: dict[str, tuple[int, ...]]) -> Study:
    """Districts with as many measures of 企业培育, 孵化载体, 人才 and of no type as the table says."""
    return _counted_study([(district, "2021-2025", counts) for district, counts in table.items()])


def periods_study(table: dict[str, tuple[int, ...]]) -> Study:
    """临江区 with a plan for each period of the table, which has as many measures of each kind as it says."""
    return _counted_study([("临江区", period, counts) for period, counts in table.items()])


def _counted_study(plans: Sequence[tuple[str, str, tuple[int, ...]]]) -> Study:
    kinds = [
        ("奖励第{n}批高新技术企业。", {"enterprise": (1, "高新技术企业")}),
        ("建设第{n}家科技企业孵化器。", {"incubator": (1, "科技企业孵化器")}),
        ("筹建第{n}处人才公寓。", {"talent": (1, "人才公寓")}),
        ("召开第{n}次例会。", {}),
    ]  # fmt: skip
    built = []
    for district, period, counts in plans:
        body = [P("measure", text.format(n=n), codes) for (text, codes), count in zip(kinds, counts, strict=True)
                for n in range(count)]  # fmt: skip
        facts = {"title": f"{district}规划", "district": district, "level": "区", "parent": "云州市", "genre": "plan",
                 "period": period}  # fmt: skip
        built.append(build(f"{district}{period}", f"{district}{period[:4]}", facts, body))
    return Study(
        taxonomy=TAXONOMY,
        documents=tuple(d for d, _, _ in built),
        codings={key: value for _, codings, _ in built for key, value in codings.items()},
        intensities={key: value for _, _, intensities in built for key, value in intensities.items()},
        settings=Settings("zh", date(2024, 6, 30)),
    )
