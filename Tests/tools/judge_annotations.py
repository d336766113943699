#!/usr/bin/env python3
"""Judge how the contract explains itself.

Every schema, every shared definition and every property has a title and a description in English, and both in French
under `x-fr`: its own, or those of the schema that its `$ref` leads to. French texts keep to the typography of Québec.
Prints each place that does not and a one-line summary; exits 1 if there was any.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from urllib.parse import urldefrag, urljoin

REPOSITORY = Path(__file__).resolve().parents[2]
SCHEMAS = REPOSITORY / "schemas"

NBSP = "\u00a0"
# What a French text may not hold, and what to write instead.
FRENCH_FAULTS = [
    (re.compile(r"(?<!" + NBSP + r"):(?=\s|$)"), "a colon has a no-break space (U+00A0) before it"),
    (re.compile(r"«(?!" + NBSP + r")|(?<!" + NBSP + r")»"), "« and » have a no-break space (U+00A0) inside"),
    (re.compile(r"\s[;!?]"), "in Québec nothing stands before a semicolon, an exclamation or a question mark"),
    (re.compile(r"'"), "an apostrophe is ’ (U+2019)"),
    (re.compile(r"\.\.\."), "three dots are one sign, …"),
    (re.compile(r"  |^\s|\s$"), "a space too many"),
    (re.compile(r"\d [%$]|\d h\b"), "a unit has a no-break space (U+00A0) before it"),
]
ENGLISH_FAULTS = [
    (re.compile(r"\s[:;!?](\s|$)"), "nothing stands before a colon or a semicolon"),
    (re.compile(r"  |^\s|\s$"), "a space too many"),
]
TITLE_FAULTS = [(re.compile(r"\.$"), "a title ends without a full stop")]
DESCRIPTION_FAULTS = [(re.compile(r"[^.!?…]$"), "a description ends with a full stop")]


class Contract:
    """All schemas, by identifier."""

    def __init__(self, folder: Path):
        self.schemas = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}
        self.by_id = {schema["$id"]: schema for schema in self.schemas.values()}

    def target(self, reference: str, base: str):
        """What a reference leads to, and the identifier of the schema that it stands in."""
        url, pointer = urldefrag(urljoin(base, reference))
        node = self.by_id[url]
        for step in pointer.split("/")[1:]:
            node = node[step.replace("~1", "/").replace("~0", "~")]
        return node, url

    def word(self, node: dict, base: str, read):
        """What `read` finds in a schema or in the one that its reference leads to."""
        found = read(node)
        if found is None and "$ref" in node:
            return self.word(*self.target(node["$ref"], base), read)
        return found

    def property(self, node: dict, base: str, name: str):
        """A property of the schema that a reference leads to, for one that only narrows it."""
        if "$ref" not in node:
            return None
        target, base = self.target(node["$ref"], base)
        found = target.get("properties", {}).get(name)
        return (found, base) if found is not None else self.property(target, base, name)


WORDS = {
    "title": lambda node: node.get("title"),
    "description": lambda node: node.get("description"),
    "x-fr/title": lambda node: node.get("x-fr", {}).get("title"),
    "x-fr/description": lambda node: node.get("x-fr", {}).get("description"),
}


def places(node: dict, pointer: str = "", is_named: bool = True):
    """Every schema within a schema that stands for something a reader meets, with its pointer, its owner, its name."""
    if not isinstance(node, dict):
        return
    if is_named:
        yield node, pointer, None, None
    for keyword in ("properties", "$defs"):
        for name, part in node.get(keyword, {}).items():
            if not isinstance(part, dict):
                continue
            step = f"{pointer}/{keyword}/{name.replace('~', '~0').replace('/', '~1')}"
            yield part, step, node if keyword == "properties" else None, name
            yield from places(part, step, is_named=False)
    for keyword in ("items", "additionalProperties"):
        yield from places(node.get(keyword), f"{pointer}/{keyword}", is_named=False)
    for keyword in ("anyOf", "oneOf"):
        for index, part in enumerate(node.get(keyword, [])):
            yield from places(part, f"{pointer}/{keyword}/{index}", is_named=False)


def missing(contract: Contract, node, owner, name, base):
    for word, read in WORDS.items():
        found = contract.word(node, base, read)
        if found is None and owner is not None and (inherited := contract.property(owner, base, name)):
            found = contract.word(*inherited, read)
        if found is None:
            yield f"has no {word}, and neither has what it refers to"


def typography(node: dict):
    """Faults of a schema's own words."""
    for word, read in WORDS.items():
        text = read(node)
        if text is None:
            continue
        faults = FRENCH_FAULTS if word.startswith("x-fr") else ENGLISH_FAULTS
        faults = faults + (TITLE_FAULTS if word.endswith("title") else DESCRIPTION_FAULTS)
        for pattern, rule in faults:
            if match := pattern.search(text):
                start = max(0, match.start() - 20)
                yield f"{word}: {rule}, here: {text[start : match.end() + 20]!r}"
    strange = set(node.get("x-fr", {})) - {"title", "description"}
    if strange:
        yield f"x-fr: {', '.join(sorted(strange))}: only title and description are told in French"


def everything(node, pointer="", is_named=False):
    """Every object of a schema that has words of its own. The members of one that `is_named` are names, not keywords."""
    if isinstance(node, dict):
        if not is_named and ("x-fr" in node or isinstance(node.get("description"), str)):
            yield node, pointer
        for key, value in node.items():
            if is_named or key not in ("examples", "default", "const", "enum", "x-fr"):
                step = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
                yield from everything(value, step, not is_named and key in ("properties", "$defs"))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from everything(value, f"{pointer}/{index}")


def judge(contract: Contract):
    """Every problem, and how many places were asked."""
    asked = 0
    problems = []
    for name, schema in contract.schemas.items():
        for node, pointer, owner, member in places(schema):
            asked += 1
            problems += [f"schemas/{name}: {pointer}: {text}" for text in missing(contract, node, owner, member, schema["$id"])]
        for node, pointer in everything(schema):
            problems += [f"schemas/{name}: {pointer}: {text}" for text in typography(node)]
    return problems, asked


def main() -> int:
    problems, asked = judge(Contract(SCHEMAS))
    for problem in problems:
        print(problem)
    print(f"{asked} schemas, definitions and properties explained in two languages; {len(problems)} faults")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
