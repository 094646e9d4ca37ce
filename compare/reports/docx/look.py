"""How the document looks: page, fonts and styles, after GB/T 9704-2012 (党政机关公文格式).

In: the language of the run. Out: the parts of a Word file that hold its look, as XML text.
Example: the body is 仿宋_GB2312 3号 with 28.95 points a line, so that a page holds 22 lines of 28 characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


# --- page -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """Paper and margins in twips (56.7 to the millimetre)."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    """from the lower edge to the page number, whose dash stands 7 mm below the text (7.5)"""

    @property
    def text(self) -> int:
        """Width of a line."""
        return self.width - self.left - self.right


UPRIGHT = Page(11906, 16838, 2098, 1474, 1984, 1588, 1307)
"""A4; 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm (5.2)"""
LYING = Page(16838, 11906, 1588, 2098, 1474, 1984, 797)
"""the same sheet turned, so that the head of a table stands at the bound edge (10.2)"""


def section_xml(page: Page, footers: str = "") -> str:
    """Where pages of one kind end; `footers` are references that later sections take over."""
    turned = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        f'<w:sectPr>{footers}<w:pgSz w:w="{page.width}" w:h="{page.height}"{turned}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}" '
        f'w:header="851" w:footer="{page.footer}" w:gutter="0"/></w:sectPr>'
    )


# --- fonts ------------------------------------------------------------------------------------------------------

BANNER, BLACK, SCRIPT, BODY, NUMBER = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
LATIN = "Times New Roman"
_STAND_INS = {
    BANNER: ("方正小标宋_GBK,小标宋体,华文中宋,STZhongsong", "script"),
    BLACK: ("SimHei,方正黑体_GBK,Noto Sans CJK SC", "modern"),
    SCRIPT: ("楷体,KaiTi,华文楷体,方正楷体_GBK", "modern"),
    BODY: ("仿宋,FangSong,华文仿宋,方正仿宋_GBK", "modern"),
    NUMBER: ("SimSun,华文宋体,Noto Serif CJK SC", "auto"),
}
"""other names of the same face that are more often installed, and the kind of face to look for if none is"""


def fonts_xml() -> str:
    """The font table: what a reader may put in place of a font that is missing."""
    fonts = "".join(
        f'<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/><w:charset w:val="86"/>'
        f'<w:family w:val="{kind}"/><w:pitch w:val="default"/></w:font>'
        for name, (others, kind) in _STAND_INS.items()
    )
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


# --- styles -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; pairs are for Chinese and English reports."""

    id: str
    name: str
    font: str
    size: tuple[float, float]
    """points: 2号 = 22, 3号 = 16, 4号 = 14, 小四 = 12, 五号 = 10.5"""
    line: tuple[float, float]
    """exact points from line to line; 0 = as high as the words"""
    align: str = "both"
    indent: int = 0
    """first line, in hundredths of a character; Chinese only"""
    space: tuple[int, int] = (0, 0)
    """twips before and after; English has 120 after where Chinese indents"""
    outline: int = -1
    """level in the navigation pane, 0 = highest"""
    latin: str = LATIN
    bold: bool = False
    keep: bool = False
    """stays on the page of what follows"""
    tight: bool = False
    """a quarter point closer, so that 28 characters of 3号 fill 156 mm (5.2.3)"""


STYLES = (
    Style("Normal", "Normal", BODY, (16, 12), (28.95, 18)),
    Style("Title", "Title", BANNER, (22, 20), (36, 28), "center", space=(0, 579), bold=True),
    Style("Note", "Report Note", SCRIPT, (14, 11), (28.95, 18), "center", space=(0, 289)),
    Style("Heading1", "heading 1", BLACK, (16, 15), (28.95, 22), "left", 200, outline=0, bold=True, keep=True),
    Style("Heading2", "heading 2", SCRIPT, (16, 13), (28.95, 20), "left", 200, outline=1, bold=True, keep=True),
    Style("BodyText", "Body Text", BODY, (16, 12), (28.95, 18), indent=200, tight=True),
    Style("Cell", "Table Cell", BODY, (12, 10), (17, 13), "left"),
    Style("CellSmall", "Table Cell Small", BODY, (10.5, 9), (15, 12), "left"),
    Style("CellTiny", "Table Cell Tiny", BODY, (9, 8), (13, 11), "left"),
    Style("CellHead", "Table Head", BLACK, (12, 10), (17, 13), "center", bold=True, keep=True),
    Style("CellSmallHead", "Table Head Small", BLACK, (10.5, 9), (15, 12), "center", bold=True, keep=True),
    Style("CellTinyHead", "Table Head Tiny", BLACK, (9, 8), (13, 11), "center", bold=True, keep=True),
    Style("Gap", "Table Gap", BODY, (5, 5), (8, 8)),
    Style("Hair", "Section End", BODY, (1, 1), (1, 1)),
    Style("Source", "Evidence Source", BLACK, (12, 10), (20, 14), "left", space=(100, 0), bold=True, keep=True),
    Style("Quote", "Evidence Text", BODY, (12, 10), (20, 14), indent=200),
    Style("Caveat", "Evidence Note", SCRIPT, (12, 10), (20, 14), indent=200),
    Style("PageOdd", "Page Number Odd", NUMBER, (14, 10), (0, 0), "right", latin=NUMBER),
    Style("PageEven", "Page Number Even", NUMBER, (14, 10), (0, 0), "left", latin=NUMBER),
)
"""标题 2号小标宋, 一级 黑体, 二级 楷体, 正文 仿宋 3号 (7.3.3); page numbers 4号 宋体, one character in (7.5)"""


def half_width(style: str, chinese: bool) -> int:
    """Twips of half a Chinese character, which is about a Latin letter, in a style."""
    size = next(known.size for known in STYLES if known.id == style)
    return round(10 * size[not chinese])


_LINK = '<w:color w:val="1F4E79"/>'
_BUILT_IN = {"Normal", "Title", "Heading1", "Heading2", "BodyText"}


def styles_xml(lang: str) -> str:
    """All styles of the document; nothing of the template's is kept."""
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(BODY, LATIN)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    paragraphs = "".join(_paragraph_style(style, lang) for style in STYLES)
    reference = "" if lang == "en" else '<w:sz w:val="24"/><w:szCs w:val="24"/>'
    characters = _character_style("Reference", "Reference", _LINK + reference)
    characters += _character_style("CellReference", "Table Reference", _LINK)
    characters += _character_style(
        "Place", "Evidence Place", _fonts(SCRIPT, LATIN) + '<w:b w:val="0"/><w:bCs w:val="0"/>'
    )
    return f"<w:styles {NAMESPACES}>{defaults}{paragraphs}{characters}</w:styles>"


def _fonts(east: str, latin: str) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{LATIN}"/>'


def _paragraph_style(style: Style, lang: str) -> str:
    head = f'<w:name w:val="{style.name}"/>'
    if style.id == "Normal":
        opening = f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal">{head}'
    else:
        custom = "" if style.id in _BUILT_IN else ' w:customStyle="1"'
        opening = f'<w:style w:type="paragraph"{custom} w:styleId="{style.id}">{head}<w:basedOn w:val="Normal"/>'
        if style.outline >= 0 or style.id == "Title":
            opening += '<w:next w:val="BodyText"/>'
    return f"{opening}<w:qFormat/>{_paragraph_look(style, lang)}{_run_look(style, lang)}</w:style>"


def _paragraph_look(style: Style, lang: str) -> str:
    english = lang == "en"
    before, after = style.space
    if english and style.indent:
        before, after = (240 if style.outline >= 0 else 0), 120
    line = round(20 * style.line[english])
    pitch = f' w:line="{line}" w:lineRule="exact"' if line else ' w:line="240" w:lineRule="auto"'
    return (
        "<w:pPr>"
        + ("<w:keepNext/><w:keepLines/>" if style.keep else "")
        + '<w:widowControl w:val="0"/>'
        + ('<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>' if style.id.startswith("Cell") else "")
        + f'<w:spacing w:before="{before}" w:after="{after}"{pitch}/>'
        + _indent(style, english)
        + f'<w:jc w:val="{"left" if english and style.align == "both" else style.align}"/>'
        + (f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline >= 0 else "")
        + "</w:pPr>"
    )


def _indent(style: Style, english: bool) -> str:
    if style.id in ("PageOdd", "PageEven"):
        side, one = ("right" if style.id == "PageOdd" else "left"), round(20 * style.size[english])
        return f'<w:ind w:{side}Chars="100" w:{side}="{one}"/>'
    if not style.indent or english:
        return ""
    return f'<w:ind w:firstLineChars="{style.indent}" w:firstLine="{round(style.indent / 100 * 20 * style.size[0])}"/>'


def _run_look(style: Style, lang: str) -> str:
    english = lang == "en"
    size = round(2 * style.size[english])
    return (
        f"<w:rPr>{_fonts(style.font, style.latin)}"
        + ("<w:b/><w:bCs/>" if style.bold and english else "")
        + ('<w:spacing w:val="-5"/>' if style.tight and not english else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def _character_style(id: str, name: str, look: str) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>'
        f"<w:rPr>{look}</w:rPr></w:style>"
    )


# --- settings ---------------------------------------------------------------------------------------------------

SETTINGS = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
"""page numbers differ on odd and even pages; the format is that of Word 2013 and later"""
