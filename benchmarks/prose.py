"""What reading a written report costs: ``python benchmarks/prose.py``.

Everything is CPU time of this process and UTF-8 bytes of text.  Three things are printed:

1. how many MB of report text are read in a CPU second,
2. whether the cost of a byte stays the same when the text grows,
3. what a byte of hostile or degenerate text costs, as a multiple of a byte of report text.

A path given with ``--text`` (a file, or a folder of .txt files) is measured as well.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from crossfoot.forms.load import load_pack  # noqa: E402
from crossfoot.model.document import Block, Document  # noqa: E402
from crossfoot.narrative import Narrator  # noqa: E402
from crossfoot.rules.judge import judge_claim  # noqa: E402
from crossfoot.rules.load import load_rules  # noqa: E402
from crossfoot.rules.model import RuleSet  # noqa: E402

MEGABYTE = 1_000_000
SEED = 20231231

# A report is mostly words: one sentence in three or so states figures.
WORDS = (
    "各乡镇、各部门要始终把安全生产摆在突出位置，层层压实责任，把各项措施落到最基层。",
    "镇党委、政府主要负责同志多次召开会议，听取汇报，研究解决突出问题，部署阶段性工作。",
    "督促企业健全全员安全生产责任制，完善操作规程，加强班组建设，严格外来人员管理。",
    "通过村村响、微信群、宣传栏等形式，向群众讲解用火用电用气常识，提高自防自救能力。",
    "对排查发现的问题建立清单，明确责任人、完成时限和防范措施，整改一项、销号一项。",
    "紧盯“两客一危一货”重点车辆，强化动态监控，严查超速、超员、疲劳驾驶等违法行为。",
    "一些企业主体责任落实还不到位，员工培训流于形式，应急预案针对性和操作性不强。",
    "深入学习贯彻关于安全生产的重要论述，坚持人民至上、生命至上，统筹发展和安全。",
    "在元旦、春节和全国“两会”期间，值班人员坚持领导带班和关键岗位二十四小时值守。",
    "按照《关于开展重大事故隐患专项排查整治行动的通知》（县安办〔2023〕18号）要求，制定方案。",
)
FIGURES: tuple[Callable[[random.Random], str], ...] = (
    lambda r: (
        f"{r.randint(2, 12)}月份以来，共检查企业{r.randint(20, 900)}家次，"
        f"排查隐患{r.randint(30, 3000)}条，已整改{r.randint(20, 2900)}条，"
        f"整改率{r.uniform(60, 100):.1f}%。"
    ),
    lambda r: (
        f"全县发生生产安全事故{r.randint(1, 40)}起，死亡{r.randint(0, 20)}人，"
        f"同比分别下降{r.uniform(1, 60):.1f}%和{r.uniform(1, 60):.1f}%。"
    ),
    lambda r: (
        f"组织宣讲{r.randint(2, 60)}场，发放资料{r.uniform(0.5, 9):.1f}万余份，"
        f"受教育群众{r.randint(1, 90)}00余人次。"
    ),
    lambda r: (
        f"立案{r.randint(5, 90)}起，"
        f"其中一般程序{r.randint(1, 40)}起、简易程序{r.randint(1, 40)}起，"
        f"罚款{r.uniform(3, 400):.2f}万元，责令停产停业{r.randint(1, 9)}家。"
    ),
    lambda r: (
        f"开展应急演练{r.randint(3, 30)}次，参演{r.randint(100, 5000)}人，"
        f"投入资金约{r.randint(5, 80)}万元，更换灭火器{r.randint(50, 900)}具。"
    ),
)

HOSTILE: dict[str, str] = {
    "digits": "8",
    "digits and points": "3.14159.",
    "digits and commas": "1,234,567,",
    "digits and blanks": "123 456 ",
    "figures in a row": "12起",
    "the same figure": "排查隐患60处，",
    "the same figure, own lines": "排查隐患60处。\n",
    "percentages": "9%",
    "percent signs": "%",
    "commas": "，",
    "full stops": "。",
    "line ends": "\n",
    "short lines": "5\n",
    "blanks": " ",
    "tabs": "\t",
    "opening brackets": "（",
    "nested figures": "（9个",
    "brackets": "（9个）",
    "titles opened": "《",
    "quotes": "“3",
    "straight quotes": '"3',
    "Chinese numerals": "三",
    "Chinese ten thousands": "三万",
    "vague numerals": "数十几",
    "hundreds of hundreds": "百分之",
    "of which": "其中",
    "of which figures": "其中9个，",
    "respectively": "分别为3起、4起，",
    "shares": "占9%，",
    "changes": "同比减少9起，下降9%，",
    "changes to": "由9起增至12起，",
    "fixed": "已整改9处，",
    "fixed, no comma": "已整改9处",
    "rates": "整改率9%，",
    "remainders": "剩余9处，",
    "sums": "合计9处，",
    "averages": "平均每家9处，",
    "all fixed": "9处隐患已全部整改到位，",
    "none": "未发生死亡事故，",
    "none and some": "未发生死亡事故，死亡9人，",
    "scopes": "燃气领域，",
    "campaigns": "开展百日攻坚行动",
    "periods": "上半年",
    "items": "1.排查隐患9处。\n2.排查隐患8处。\n",
    "list numbers": "（一）",
    "dates": "2023年1月1日至2023年12月31日",
    "months": "1、2、3、4、5、6、7、8、9、",
    "clocks": "8:30-",
    "codes": "a1-b2.c3-",
    "letters": "abcdefgh",
    "ordinals": "第三第四",
    "slogans": "三查四看五防六严",
    "ranges": "3至5至7至",
    "minus signs": "-3-5",
    "hedges": "近约超过",
    "hedged": "近约超过9余万余份以上",
    "semicolons": "；9个",
    "headings": "一、工作情况\n",
    "headings with figures": "9个\n",
    "than": "比去年同期多9起，",
    "words and no full stop": "各级各部门要提高认识，压实责任，",
    "a report and no full stop": "全县共排查隐患60条，已整改57条，整改率95%，检查企业30家，",
}


def report(size: int, seed: int = SEED) -> str:
    """Report text of about that many UTF-8 bytes, always the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    lines: list[str] = []
    held = section = 0
    while held < size:
        if section % 7 == 0:
            number = "一二三四五六七八九"[section // 7 % 9]
            lines.append(f"{number}、第{section // 7 + 1}阶段工作情况")
        section += 1
        sentences = [
            chance.choice(FIGURES)(chance) if chance.random() < 0.35 else chance.choice(WORDS)
            for _ in range(chance.randint(3, 9))
        ]
        lines.append("".join(sentences))
        held += sum(len(line.encode()) + 1 for line in lines[-1:])
    return "\n".join(lines) + "\n"


def dense(size: int, seed: int = SEED) -> str:
    """Text in which every sentence states figures."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    parts: list[str] = []
    held = 0
    while held < size:
        parts.append(chance.choice(FIGURES)(chance) + ("\n" if chance.random() < 0.2 else ""))
        held += len(parts[-1].encode())
    return "".join(parts)


def hostile(size: int) -> Iterator[tuple[str, str]]:
    """Texts of about that many bytes that no report looks like, with their names."""
    for name, unit in HOSTILE.items():
        yield name, unit * (size // len(unit.encode()) + 1)
    chance = random.Random(SEED)  # noqa: S311 - not for secrets
    anything = [chance.randint(1, 0xD7FF) for _ in range(size // 3)]
    yield "random characters", "".join(map(chr, anything))
    marks = "0123456789.,%，。；、（）()其中占的余万亿至-一二三十百千起人家处 \n"
    yield "random marks and numerals", "".join(chance.choices(marks, k=size // 2))
    pieces = [unit for unit in HOSTILE.values() if len(unit) < 12]
    jumble = chance.choices(pieces, k=size // 6)
    yield "jumble", "".join(jumble)[: size // 2]
    yield "jumble in one line", "".join(jumble).replace("\n", "")[: size // 2]
    yield "dense report text", dense(size)
    yield "dense report text in one line", dense(size).replace("\n", "").replace("。", "，")


def document(text: str) -> Document:
    """A text as the reader of .txt files hands it over: each line that is not blank a block."""
    blocks: list[Block] = []
    start = 0
    for line, content in enumerate(text.split("\n"), start=1):
        if content.strip():
            blocks.append(Block(content, start, line, len(blocks) + 1))
        start += len(content) + 1
    return Document("报告.txt", "txt", text=text, blocks=tuple(blocks))


class Bench:
    """The built-in pack, ready to read."""

    def __init__(self) -> None:
        """Load the pack and read one page, so that everything is compiled."""
        pack = load_pack([ROOT / "schemas"])
        self.rules: RuleSet = load_rules([ROOT / "checks"], pack)
        self.narrator = Narrator(pack)
        self.narrator.read(document(report(20_000)))

    def cost(self, text: str, *, times: int = 1, judge: bool = False) -> float:
        """CPU seconds that a megabyte of such text takes; the best of so many tries."""
        whole = document(text)
        best = float("inf")
        for _ in range(times):
            begin = time.process_time()
            read = self.narrator.read(whole)
            if judge:
                for claim in read.claims:
                    judge_claim(self.rules, claim)
            best = min(best, time.process_time() - begin)
        return best / (len(text.encode()) / MEGABYTE)


def texts_at(path: Path) -> str:
    """The text of a file, or of all .txt files of a folder, one after the other."""
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    return "\n".join(file.read_text(encoding="utf-8-sig") for file in files)


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--text", type=Path, help="a .txt file or a folder of them")
    given.add_argument("--sizes", type=float, nargs="*", default=[1, 5], help="in MB")
    given.add_argument("--hostile", type=float, default=0.5, help="size of hostile texts in MB")
    options = given.parse_args()
    bench = Bench()
    normal = bench.cost(report(MEGABYTE), times=3)
    print(f"report text           {1 / normal:6.2f} MB per CPU second")
    judged = bench.cost(report(MEGABYTE), times=2, judge=True)
    print(f"  and every claim judged {1 / judged:3.2f}")
    if options.text:
        text = texts_at(options.text)
        text *= max(1, MEGABYTE // len(text.encode()))
        print(f"text given            {1 / bench.cost(text, times=3):6.2f} MB per CPU second")
    for size in options.sizes:
        cost = bench.cost(report(int(size * MEGABYTE)))
        print(f"{size:5.1f} MB: a byte costs {cost / normal:5.2f} × a byte of 1 MB", flush=True)
    ratios = [
        (bench.cost(text, times=2) / normal, name)
        for name, text in hostile(int(options.hostile * MEGABYTE))
    ]
    for ratio, name in sorted(ratios, reverse=True):
        print(f"{ratio:6.2f} × {name}")


if __name__ == "__main__":
    main()
