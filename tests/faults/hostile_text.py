"""Texts that break programs, as many as are wanted, the same ones each time."""

import random
from collections.abc import Iterator

EVIL = "EVIL"  # stands where markup of somebody else's would mark it

_LONE = ["\ud83d", "\ude00", "a\udfffb", "\ud800\ud800"]
_PIECES = [
    f"<b>{EVIL}</b>",
    f'<a href="https://evil.example">{EVIL}</a>',
    f"<tg-spoiler>{EVIL}",
    f"</b></i><u>{EVIL}",
    f"<code>{EVIL}</code>&lt;b&gt;{EVIL}&amp;#60;",
    f"*{EVIL}* _{EVIL}_ [{EVIL}](https://evil.example)",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1＋1",
    "＋1",
    "－1",
    "＠x",
    '"; DROP TABLE reports; --',
    "{ $code } {-x} { 5 }",
    "%s %(code)s {0} {code}",
    "\u202e\u2066txt.exe\u2069",
    "\u061c\u200f\u200eعربي עברית",
    "\0\x01\x1b[31m\x7f",
    "\u200b\ufeff\u2060",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f\u031e\u0320\u034d" * 8,
    "👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇨🇳1️⃣",
    "𠮷𝕏𝒜",
    "一\n\n\n二\u2028三\u2029四\u0085五",
    ":no-hazard",
    "choose:report:1:area:?",
    "' OR 1=1",
    "ﷺ" * 30,
    "\ufffe\uffff\U0010ffff",
    *_LONE,
]
_END = "·"  # something is left of each, whatever is taken out


def hostile_texts(count: int) -> Iterator[str]:
    """Each alone, and then any together; some far longer than a message, with a character of two halves wherever it may be cut."""
    dice = random.Random(14)
    for number in range(count):
        if number < len(_PIECES):
            yield _PIECES[number] + _END
            continue
        text = "".join(dice.choices(_PIECES, k=dice.randint(1, 5)))
        if dice.random() < 0.4:
            text = (text + "x" * dice.randint(0, 3) + "😀" * dice.randint(1, 60)) * dice.randint(1, 60)
        yield text[: dice.choice((40, 400, 1000, 4097, 9000))] + _END
