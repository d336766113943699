"""Texts that a pattern takes, to see whether another takes them too.

Whether one regular expression takes all that another does can be decided in general only at a price that is not worth
paying here, so it is tried instead: every alternative, each end of every range of characters, and each repetition at
its least, one more, and its most. That finds what people change in patterns (a character more or less, another bound,
another word), and proves nothing: a change that is not found out counts as one that keeps the promise.
"""

from __future__ import annotations

import random
import re
import re._constants as codes
import re._parser as parser
from functools import cache

from judge_schemas import python_pattern

TRIES = 400
# What stands for "any number" and for characters outside a class.
MANY = 3
SAMPLES = [*"aZ09 -_./:@é\t", "\u00a0", "𝄞"]


@cache
def witness(taken: frozenset[str], asked: str, seed: int) -> str | None:
    """A text that all of the patterns `taken` take and `asked` does not; None where none was found."""
    patterns = [re.compile(python_pattern(pattern)) for pattern in sorted(taken)]
    other = re.compile(python_pattern(asked))
    chance = random.Random(f"{seed} {sorted(taken)} {asked}")
    # From what was taken, and from what is asked now, a little changed.
    sources = [parser.parse(python_pattern(pattern)) for pattern in [*sorted(taken), asked]]
    for _ in range(TRIES):
        for source in sources:
            text = Writer(chance).text(source)
            for each in (text, text + "\n", changed(text, chance)):
                if all(pattern.search(each) for pattern in patterns) and not other.search(each):
                    return each
    return None


def changed(text: str, chance: random.Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(["", chance.choice(SAMPLES)]) + text[place + chance.randrange(2) :]


class Writer:
    """Writes one text by a parsed pattern. Look-ahead is passed over: what it refuses is sorted out afterwards."""

    def __init__(self, chance: random.Random):
        self.chance = chance

    def text(self, pattern) -> str:
        return "".join(self.part(code, value) for code, value in pattern)

    def part(self, code, value) -> str:
        match code:
            case codes.LITERAL:
                return chr(value)
            case codes.NOT_LITERAL:
                return self.outside([(codes.LITERAL, value)])
            case codes.ANY:
                return self.chance.choice(SAMPLES)
            case codes.IN:
                return self.member(value)
            case codes.BRANCH:
                return self.text(self.chance.choice(value[1]))
            case codes.SUBPATTERN:
                return self.text(value[-1])
            case codes.MAX_REPEAT | codes.MIN_REPEAT:
                least, most, inner = value
                bounded = least + MANY if most is codes.MAXREPEAT else int(most)
                times = self.chance.choice([least, min(least + 1, bounded), bounded, self.chance.randint(least, bounded)])
                return "".join(self.text(inner) for _ in range(times))
            case _:
                return ""

    def member(self, parts) -> str:
        if parts[0][0] is codes.NEGATE:
            return self.outside(parts[1:])
        code, value = self.chance.choice(parts)
        if code is codes.RANGE:
            return chr(self.chance.choice([*value, self.chance.randint(*value)]))
        return chr(value) if code is codes.LITERAL else self.chance.choice(SAMPLES)

    def outside(self, parts) -> str:
        def holds(character: str) -> bool:
            ranges = [value if code is codes.RANGE else (value, value) for code, value in parts if code in (codes.RANGE, codes.LITERAL)]
            return any(least <= ord(character) <= most for least, most in ranges)

        return self.chance.choice([each for each in SAMPLES if not holds(each)] or [""])
