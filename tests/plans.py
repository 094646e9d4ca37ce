"""Three plans and a news item in invented words, read and coded the whole way: what the one page is made from.

In: a folder. Out: the files in it, or the `Analysis` of them. Example: 浔阳区's plan aims at no number for incubators,
濂溪区's excerpt is not whole, 九江市's scheme is older and full of numbers, 柴桑区's news tells of results.
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Settings
from compare.pipeline import Analysis, analyse, code, read

FILES = {
    "浔阳.txt": """浔阳区科技创新发展“十四五”规划（2021-2025年）

一、发展基础
（一）存在的问题
全区尚无院士工作站，创新资源不足。

二、发展目标
到2025年，高新技术企业力争达到60家以上。

三、主要任务
（一）培育企业
支持企业申报高新技术企业，壮大科技型中小企业。
（二）完善孵化育成体系
大力发展科技企业孵化器和众创空间，引导孵化器提升服务水平。
鼓励社会力量参与科技企业孵化器建设。
（三）汇聚人才
实施“鸿雁领航”人才计划，引进一批高层次人才和创新团队。
建设人才公寓，为高层次人才提供安居保障。
完善高层次人才评价机制，落实人才激励政策。
（四）发展科技金融
设立科技信贷风险补偿专项资金，对合作银行的贷款损失按比例给予补偿。
发展面向科技企业的融资担保，扶持三家担保机构做专做强。
（五）促进成果转化
推动建立企业出题、人才揭榜的揭榜挂帅机制，促进科技成果转化。
""",
    "濂溪.txt": """濂溪区“十四五”科技创新规划（节选）

一、培育企业
实施科技企业倍增行动，培育一批高新技术企业和独角兽企业。
二、建设创新平台
支持企业建设工程技术研究中心和重点实验室。
加快建设新型研发机构，支持高校院所共建研究院。
三、汇聚人才
实施濂溪人才绿卡政策，引进海内外高层次人才。
""",
    "九江.txt": """九江市创新驱动发展工作方案（2015-2017年）

一、壮大企业
到2017年，全市高新技术企业达到150家以上。
开展科技创新券后补助工作，支持中小微企业向高校院所购买技术服务。
二、建设平台
到2017年，力争规模以上工业企业建有研发机构比例达到30%以上。
三、发展孵化器
力争到2017年，科技企业孵化器达到9家，省级孵化器达到4家。
对新认定的省级科技企业孵化器给予每家50万元奖励。
四、成果转化
加强市技术交易中心建设，发展技术交易市场，促进科技成果转化。
""",
    "柴桑.txt": """柴桑区科技创新工作取得新成效

2023年，全区新增高新技术企业35家，建成科技企业孵化器3家。
""",
}
MANIFEST = """documents:
  - {file: 浔阳.txt, place: 浔阳区, level: 区, parent: 九江市, genre: 专项规划, period: 2021-2025}
  - {file: 濂溪.txt, place: 濂溪区, level: 区, parent: 九江市, genre: 规划节选, period: 2021-2025}
  - {file: 九江.txt, place: 九江市, level: 地级市, genre: 工作方案, period: 2015-2017}
  - {file: 柴桑.txt, place: 柴桑区, level: 区, parent: 九江市, genre: 新闻报道, period: 2023}
"""


def write_plans(folder: Path, *names: str) -> Path:
    """The files, or those named, with their list of documents."""
    chosen = [name for name in FILES if not names or name.removesuffix(".txt") in names]
    for name in chosen:
        (folder / name).write_text(FILES[name], encoding="utf-8")
    lines = [line for line in MANIFEST.splitlines() if "file:" not in line or any(name in line for name in chosen)]
    (folder / "corpus.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def read_plans(folder: Path, *names: str, settings: Settings | None = None) -> Analysis:
    """The same, read, coded and compared."""
    return analyse(code(read(write_plans(folder, *names), settings or Settings())))
