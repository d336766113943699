#!/usr/bin/env python3
"""Judge what is JSON (RFC 8259, in UTF-8, a byte order mark allowed) and what it says, by two independent parsers.

With FILE: a text in base64 on each line, answered by a line: verdict<TAB>form. With --cases: cases of our own instead,
each as name<TAB>text in base64<TAB>verdict<TAB>form. Verdicts are those of the dead letters:

    valid | empty | not-utf8 | not-json | too-deep | not-json or too-deep

The form of a valid text is its content, written so that two readers who understood the same write the same: strings as
hexadecimal UTF-8, numbers as they stand, members in order, repeated names included. `--depth N` is how deep objects and
arrays may lie.

The judges are Python's json, corrected where it is known to be lax (NaN and Infinity, lone surrogates, UTF-16), and
orjson. Where they disagree the answer says so, and no verdict is given.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from pathlib import Path

import orjson

MARK = b"\xef\xbb\xbf"
BLANKS = b" \t\n\r"
sys.setrecursionlimit(20_000)


# ── The judges ───────────────────────────────────────────────────────────────────────────────────────────────────


class Number(str):
    """A number by its text: a reader's precision is no matter of grammar, and Python refuses very long ones."""


class Members(list):
    """An object as its members in order, so that a repeated name does not hide what is wrong with the first."""


def refuse_constant(name: str):
    raise ValueError(f"{name} is no JSON")


DECODER = json.JSONDecoder(
    parse_constant=refuse_constant, parse_int=Number, parse_float=Number, object_pairs_hook=Members, strict=True
)


def form(value) -> str:
    """Raises UnicodeEncodeError at half a surrogate pair."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        return f'"{value.encode("utf-8").hex()}"'
    if isinstance(value, Members):
        return "{" + ",".join(f"{form(name)}:{form(part)}" for name, part in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(form(part) for part in value) + "]"
    return {True: "true", False: "false", None: "null"}[value]


def by_python(text: str) -> str | None:
    """The form of a valid text, else None."""
    try:
        stripped = text.strip(BLANKS.decode())
        value, end = DECODER.raw_decode(stripped)
        return form(value) if end == len(stripped) else None
    except (ValueError, RecursionError):
        return None


def by_orjson(data: bytes) -> bool | None:
    """Whether it is valid; None where this judge has no opinion: it refuses what exceeds its numbers or its depth."""
    try:
        orjson.loads(data)
        return True
    except orjson.JSONDecodeError as error:
        return None if "infinity" in str(error) or "recursion" in str(error) else False


def lexical_depth(data: bytes) -> int:
    """How deep brackets lie outside strings, whether or not they match."""
    depth = deepest = at = 0
    while at < len(data):
        byte = data[at : at + 1]
        if byte == b'"':
            at += 1
            while at < len(data) and data[at : at + 1] != b'"':
                at += 2 if data[at : at + 1] == b"\\" else 1
        elif byte in (b"{", b"["):
            depth += 1
            deepest = max(deepest, depth)
        elif byte in (b"}", b"]"):
            depth -= 1
        at += 1
    return deepest


def judge(data: bytes, limit: int) -> str:
    """The verdict and the form, as a line says them."""
    data = data.removeprefix(MARK)
    if not data.strip(BLANKS):
        return "empty\t"
    try:
        text = data.decode("utf-8", "strict")
    except UnicodeDecodeError:
        return "not-utf8\t"
    found = by_python(text)
    second = by_orjson(data)
    if second is not None and second != (found is not None):
        return f"json says {found is not None} and orjson {second}\t"
    is_deep = lexical_depth(data) > limit
    if found is None:
        return "not-json or too-deep\t" if is_deep else "not-json\t"
    return "too-deep\t" if is_deep else f"valid\t{found}"


# ── Cases ────────────────────────────────────────────────────────────────────────────────────────────────────────


def number_cases():
    wholes = ["0", "-0", "1", "-1", "10", "9" * 30, "1" + "0" * 40, "18446744073709551616", "-9223372036854775809"]
    wholes += ["", "-", "--1", "+1", "01", "-01", "00", "1_0", "1,0", "0x1", "0b1", "1n", "1 0", "- 1", "٣", "１", "½"]
    fractions = ["", ".0", ".5", "." + "3" * 40, ".", "..0", ".0.0", ". 5", ".e1", ".-1"]
    exponents = ["", "e1", "E1", "e+1", "E-1", "e00", "e0" + "0" * 30, "e400", "e-400", "e", "e+", "e-", "ee1", "e1.5"]
    for whole in wholes:
        for fraction in fractions:
            for exponent in exponents:
                yield "number", whole + fraction + exponent
    for word in ["NaN", "-NaN", "Infinity", "-Infinity", "inf", "nan", "1f", "1L", "0o7", "1e1e1", "1-1", "1+1"]:
        yield "no number", word
    for text in ["1" + "0" * 5_000, "0." + "3" * 5_000, "1e" + "0" * 5_000]:
        yield "long number", text


def string_cases():
    for escape in "\"\\/bfnrt":
        yield "escape", f'"\\{escape}"'
    for escape in "aevx0123'?NUU \n\tBFé":
        yield "no escape", f'"\\{escape}"'
    units = ["0000", "0041", "00e9", "00E9", "d7ff", "d800", "dbff", "dc00", "dfff", "e000", "feff", "fffd", "fffe", "ffff"]
    for first in units:
        yield "unit", f'"\\u{first}"'
        for second in units:
            yield "two units", f'"\\u{first}\\u{second}"'
            yield "two units apart", f'"\\u{first}x\\u{second}"'
        for tail in ["\\n", "\\", "\\u", "\\ud", "\\udc0", "\\udc0g", "\\Udc00", "dc00", "é", "𝄞"]:
            yield "a unit and more", f'"\\u{first}{tail}"'
    for digits in ["", "0", "00", "004", "004g", "+041", "-041", " 041", "00_1", "٠٠٤١", "0x41", "{41}"]:
        yield "digits", f'"\\u{digits}"'
    for code in range(0x20):
        yield "control", f'"{chr(code)}"'
        yield "control within", f'"a{chr(code)}b"'
        yield "control between", f"[1,{chr(code)}2]"
        yield "control after", f"[1]{chr(code)}"
        yield "control escaped", f'"\\u{code:04x}"'
    for code in (0x7F, 0x80, 0x85, 0xA0, 0x2028, 0x2029, 0xFDD0, 0xFEFF, 0xFFFE, 0xFFFF, 0x10000, 0x1FFFF, 0x10FFFF):
        yield "plain", f'"{chr(code)}"'
        yield "between", f"[{chr(code)}1]"
        yield "bare", chr(code)
    for quotes in ["'a'", '"a', 'a"', '"', '""', '"""', '"a""b"', '"a"b', "`a`", "“a”", '"a\\"', '"a\\\\"', '"\\\\\\"']:
        yield "quotes", quotes
    for count in (1, 31, 32, 33, 63, 64, 65, 127, 1_000, 9_000):
        yield "long", '"' + "a" * count + '"'
        yield "long escaped", '"' + "\\u00e9" * count + '"'
        yield "long backslashes", '"' + "\\\\" * count + '"'
        yield "long odd backslashes", '"' + "\\\\" * count + '\\"'


def structure_cases():
    for text in [
        "{}", "[]", "{} ", " []", "[{}]", '{"a":[]}', '{"":""}', '{"":{"":[""]}}', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}',
        "[1,2]", "[1, 2 ]", '{"a" : 1 , "b":2}', "true", "false", "null", '[true,false,null]',
        "{", "}", "[", "]", "{]", "[}", "{}}", "[]]", "[[]", "{{}}", "[1", '{"a"', '{"a":', '{"a":1', '{"a":1,', "[1,",
        "[,]", "[1,]", "[,1]", "[1,,2]", '{,}', '{"a":1,}', '{,"a":1}', '{"a":1,,"b":2}', "[1 2]", '["a" "b"]', '["a":1]',
        '{"a"}', '{"a",1}', '{"a" 1}', '{"a"::1}', '{"a":}', '{:1}', '{a:1}', "{1:1}", "{null:1}", "{[]:1}", '{"a":1 "b":2}',
        "1 2", "[] []", "{} {}", "[]1", "[]x", "{}[]", '""1', "1,", ",1", ":", ",", "nul", "nulll", "nul l", "Null", "NULL",
        "True", "tru", "truefalse", "falsee", "undefined", "None", "-", "/**/1", "1//", "1/*", "#1", "[1/*a*/]", "//\n1",
        '{"a":1;"b":2}', "[1;2]", "(1)", "<a/>", "---\na: 1", "a: 1", "@", "\\", "\\n1", "[\\n1]", "{\"a\":\\\"b\\\"}",
        "[true,fals]", "[tru,1]", "[nulx]", "[true1]", "[1true]", '[1"a"]', '["a"1]', "[{}[]]", "[[][]]", "[{}1]",
        "\u00a0[]", "[\u2003]", "\u200b[]", "[]\u0000", "\u0000", "[\u0000]", "\ufeff", "\ufeff[]", "\ufeff\ufeff[]", "[]\ufeff",
        "", " ", "\t\n\r ", "\x0b", "\x0c[]", " \u2028[]",
    ]:
        yield "structure", text
    for blank in [" ", "\t", "\n", "\r", "\r\n", " " * 200, "\x0b", "\x0c", "\x85", "\u3000"]:
        yield "blanks", blank + "[" + blank + "1" + blank + "," + blank + '{"a"' + blank + ":" + blank + "2}" + blank + "]"


def depth_cases(limit: int):
    for depth in (limit - 1, limit, limit + 1, limit * 2, 1_000):
        yield "arrays", "[" * depth + "]" * depth
        yield "objects", '{"a":' * depth + "1" + "}" * depth
        yield "mixed", '[{"a":' * (depth // 2) + "[" * (depth % 2) + "]" * (depth % 2) + "null" * (1 - depth % 2) + "}]" * (depth // 2)
        yield "wide and deep", "[" + ",".join(["[" * (depth - 1) + "]" * (depth - 1)] * 3) + "]"
        yield "not closed", "[" * depth
        yield "closed once too often", "[" * depth + "]" * (depth + 1)
        yield "closed wrongly", "[" * depth + "}" + "]" * (depth - 1)
        yield "in a string", '"' + "[" * depth + '"'
    yield "side by side", "[" + ",".join(["[]"] * 5_000) + "]"
    yield "endless", "[" * 100_000


def utf8_cases():
    first = [0x00, 0x22, 0x41, 0x5C, 0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0]
    first += [0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFC, 0xFE, 0xFF]
    second = [0x22, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF]
    tails = [b"", b"\x80", b"\xbf", b"\x80\x80", b"\xbf\xbf", b"\x80\x80\x80", b"A", b"\x80A"]
    for one in first:
        for two in second:
            for tail in tails:
                yield "bytes", b'["' + bytes([one, two]) + tail + b'"]'
        yield "a byte at the end", b"[1]" + bytes([one])
        yield "a byte alone", bytes([one])
        yield "a byte in a name", b'{"' + bytes([one]) + b'":1}'
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7", "latin-1", "cp1252", "utf-8-sig"):
        yield encoding, '{"ville":"Québec +é"}'.encode(encoding)
    for cut in range(1, 4):
        yield "cut", '"𝄞"'.encode()[: cut + 1]
        yield "cut mark", MARK[:cut] + b"[]"


def cases(limit: int):
    for name, text in [*number_cases(), *string_cases(), *structure_cases(), *depth_cases(limit)]:
        yield name, text.encode("utf-8", "surrogatepass")
        if name != "structure" and len(text) < 100:
            yield name + " in an array", f"[{text} ,1]".encode()
            yield name + " as a member", f'{{"a":{text}}}'.encode()
    yield from utf8_cases()


def main() -> int:
    parser = argparse.ArgumentParser(description="Judge what is JSON, by two independent parsers.")
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="texts in base64, one a line")
    parser.add_argument("--cases", action="store_true", help="write cases with their verdicts instead")
    parser.add_argument("--depth", type=int, default=64, metavar="N", help="how deep objects and arrays may lie")
    arguments = parser.parse_args()
    if arguments.cases == bool(arguments.file):
        parser.error("expected either FILE or --cases")
    if arguments.cases:
        for name, data in cases(arguments.depth):
            print(f"{name}\t{base64.b64encode(data).decode()}\t{judge(data, arguments.depth)}")
    else:
        for line in arguments.file.read_text("ascii").split("\n")[:-1]:
            print(judge(base64.b64decode(line, validate=True), arguments.depth))
    return 0


if __name__ == "__main__":
    sys.exit(main())
