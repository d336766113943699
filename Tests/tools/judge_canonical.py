"""Judges digests by an independent implementation of RFC 8785.

Reads a file with one digest a line and answers each with its number, a tab, and `same`: where the line is the
canonical form of what it says, and its member `hash` is the SHA-256 of the canonical form without that member. Else it
answers with what was expected.
"""

import hashlib
import json
import sys

import rfc8785


def judge(line: bytes) -> str:
    digest = json.loads(line)
    canonical = rfc8785.dumps(digest)
    if canonical != line:
        place = next((i for i, (a, b) in enumerate(zip(canonical, line)) if a != b), min(len(canonical), len(line)))
        return f"at byte {place} expected {canonical[place : place + 40]!r}, found {line[place : place + 40]!r}"
    found = digest.pop("hash", None)
    expected = hashlib.sha256(rfc8785.dumps(digest)).hexdigest()
    return "same" if found == expected else f"expected the hash {expected}, found {found}"


def main() -> None:
    with open(sys.argv[1], "rb") as lines:
        # Only a line feed ends a line: texts may hold other separators as they are.
        for number, line in enumerate(lines.read().split(b"\n")[:-1]):
            print(number, judge(line), sep="\t")


if __name__ == "__main__":
    main()
