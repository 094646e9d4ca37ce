"""See traditional Chinese (Hong Kong, Macau, Taiwan, badly converted copies) as simplified.

In: text. Out: text of equal length in simplified characters; or text with regional words exchanged, and the way back.
Example: ``simplified("軟體園區")`` → “软体园区”; an `Exchange` of 软体 for 软件 makes “软件园区” of it.
Characters go through OpenCC (t2s, which looks at phrases: 乾燥 → 干燥, 乾坤 stays), loaded when the first traditional
text turns up. Its exchange of words (tw2sp) is not used: it turns 智慧城市 into 智能城市, 線上線下 into 在线线下.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

Origin = tuple[int, int]
"""half-open span of the text before words were exchanged"""

_SHOWS = re.compile(
    "["
    "並亂亞佔來倉個們倫偉側傑備傳債傷僅僑價儀億償優儲兌兒內兩冊別則創劃劇勁動務勝勞勢勵匯區協厲參員問啓啟"
    "單噸嚴囑國圍園圓圖團執堅報場塊壇壓壘壟壯壽夠夢奧奮婁婦學實寧審寫寬寶將專尋對導屆層屬峯島峽崗嶽巖帥師"
    "帶幣幫幹庫廠廢廣廳張強徑從復徹恆惡愛態慣慮慶憂憑應懲懷戰戲戶掃掛採揚換揮損搖搶撐撥擁擇擊擔據擬擴擺擾"
    "攜敗數斷時晉暢暫書會東條楓業極榮構樂樓標樞樣樹橋機橫檔檢檻欄權歐歡歲歷歸殘氣氫決沒況淨減測準溝溫溼滬"
    "滾滿漁漲潔潛潤澇澤濃濕濟濫濰濱灣災為烏無煙煥熱營爭爲爾牀牽狀獎獨獲獻現環產畝畢畫異當疊療發盡監盤眾碩"
    "確碼礎礙礦礪祕稅種稱積穩競節範築篤篩簡籌籤粵糧糾紀約紅納紐紓紙級紛細終組結絡給統綏經綜綠維綱網緊線編"
    "練縣縮縱總績織繞繪繳繼續纖罰羣義習聞聯聲職聽脈脫腦腳臨臺與興舉舊艱莊華萬蓋薦藍藝藥處虛號衆術衛衝衞裏"
    "補裝裡見規視親覺覽觀訂計訊訓記訪設許訴診詐評詢試話該認語誠說説誰課調談請論諧諮諾謀講謝證識譜議護譽讀"
    "變讓豐豬負財貢貧貨貫責貴買貸費貼貿賃資賦質賬購賽贏贛趨跡踐蹤躍車軌軍軟軸較載輔輕輛輪輸輻輿轄轉辦農這"
    "連進遊運過達違遞遠適遷選遺邁還邊郵鄉鄰醫釋針銀銜銷鋒鋰鋼錄錨錯鍵鍾鎖鎮鏈鐵鑄鑑長門閉開閒間閱閲闊闖關"
    "闢陣陳陸陽隊階際隨險隱雙雜離難雲電靈靚鞏韌響頁頂項順須預頒領頭頻顆題額願類顧顯風飛飲養餘館饋馬駐駕駛"
    "騙騰驅驗體鬥魚魯鮮鳳鴻麗黃點黨齊齡龍"
    "]"
)
"""the commonest characters that simplified Chinese does not use: those of the 560 most frequent characters of policy
texts that have a traditional form outside GB 2312, with the forms of Taiwan and Hong Kong"""
_VARIANTS = {ord("衞"): "卫"}
"""forms that OpenCC's t2s leaves alone"""


def shows_traditional(text: str) -> bool:
    """Quick test: True if a common character stands in the text that simplified Chinese does not use."""
    return _SHOWS.search(text) is not None


def traditional_share(text: str) -> float:
    """Share of the Han characters that simplified Chinese does not use; about 0.3 in traditional policy texts."""
    shown = len(_SHOWS.findall(text))
    return shown / sum("\u3400" <= c <= "\u9fff" for c in text) if shown else 0.0


def simplified(text: str) -> str:
    """The text in simplified characters; equal length, so offsets stay true. Simplified text comes back as it is."""
    if _SHOWS.search(text) is None:
        return text
    converted = _convert(text)
    if len(converted) != len(text):
        converted = "".join(s if len(s := _convert(c)) == 1 else c for c in text)
    return converted.translate(_VARIANTS)


def _convert(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


class Exchange:
    """Regional words for those of the mainland; longest first. Both sides in simplified characters."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")

    def __call__(self, text: str) -> tuple[str, Sequence[Origin] | None]:
        """The text with its words exchanged, and for each character the span of `text` it comes from.

        Every character of an exchanged word comes from all of the word: 创科 at [3:5) → four characters of [3:5).
        The second value is None when nothing was exchanged.
        """
        pieces: list[str] = []
        origins: list[Origin] = []
        at = 0
        for found in self._pattern.finditer(text):
            word = self._words[found.group()]
            if word == found.group():
                continue
            pieces += [text[at : found.start()], word]
            origins += [(i, i + 1) for i in range(at, found.start())] + [found.span()] * len(word)
            at = found.end()
        if not pieces:
            return text, None
        return "".join([*pieces, text[at:]]), origins + [(i, i + 1) for i in range(at, len(text))]
