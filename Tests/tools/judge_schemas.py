#!/usr/bin/env python3
"""Judge the contract's files with an independent validator.

Without arguments: every schema against its metaschema, every example under schemas/examples against its schema (and
against the folder it stands in), the examples inside the schemas, deploy/vaguemestre.yaml against the schema of the
configuration, and deploy/holidays against that of holidays. Prints each disagreement and a one-line summary; exits 1 if there was any.

With --jsonl FILE: the event of each line, judged by the schema of the kind that its type names, one verdict a line:
index<TAB>valid|invalid. A line is a CloudEvent, or a record of deploy/demo/events.jsonl.

With --jsonl FILE --schema NAME: the document of each line, judged by schemas/NAME.json, in the same form.
"""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
from pathlib import Path

import jsonschema
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

REPOSITORY = Path(__file__).resolve().parents[2]
SCHEMAS = REPOSITORY / "schemas"
CONFIGURATION = REPOSITORY / "deploy" / "vaguemestre.yaml"
HOLIDAYS = REPOSITORY / "deploy" / "holidays"
KIND_OF_TYPE = re.compile(r"(?:^|\.)(delegation|exchange|event)\.[^.]+\.v1\Z")


# Patterns are ECMAScript's, where `$` is the very end of the text, `.` stops at any line break of Unicode, and `\s` is
# any of its white space; Python's `$` also matches before a final line break, its `.` stops at one kind of break alone,
# and its classes are others. So they are translated when a schema is loaded.
ECMA_SPACES = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
PATTERN_PART = re.compile(r"\\.|\[|\]|\$|\.", re.DOTALL)


def python_pattern(pattern: str) -> str:
    """The same language in Python's words."""
    in_class = False

    def translated(part: re.Match[str]) -> str:
        nonlocal in_class
        text = part.group()
        if text in "[]":
            in_class = text == "["
        if text == "$" and not in_class:
            return r"\Z"
        if text == "." and not in_class:
            return r"[^\n\r\u2028\u2029]"
        if text == r"\s":
            return ECMA_SPACES if in_class else f"[{ECMA_SPACES}]"
        if text == r"\S" and not in_class:
            return f"[^{ECMA_SPACES}]"
        return text

    return f"(?a:{PATTERN_PART.sub(translated, pattern)})"


def matches(pattern: str, text: str) -> bool:
    """Whether an ECMAScript pattern matches somewhere in a text."""
    return re.search(python_pattern(pattern), text) is not None


def with_python_patterns(schema):
    if isinstance(schema, list):
        return [with_python_patterns(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    translated = {key: with_python_patterns(value) for key, value in schema.items() if key != "examples"}
    if "examples" in schema:
        translated["examples"] = schema["examples"]
    if isinstance(schema.get("pattern"), str):
        translated["pattern"] = python_pattern(schema["pattern"])
    if isinstance(schema.get("patternProperties"), dict):
        translated["patternProperties"] = {
            python_pattern(pattern): part for pattern, part in translated["patternProperties"].items()
        }
    return translated


Judge = Draft202012Validator
FORMATS = FormatChecker(["date", "date-time", "email", "uri"])


class YAML12Loader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 does: `on` is a word, and a date stays a text."""


YAML12Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp", ":int"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
YAML12Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
YAML12Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))


def load_schemas() -> dict[str, dict]:
    paths = sorted(SCHEMAS.glob("*.json"))
    return {path.stem: with_python_patterns(json.loads(path.read_text("utf-8"))) for path in paths}


def make_registry(schemas: dict[str, dict]) -> Registry:
    resources = [Resource.from_contents(schema) for schema in schemas.values()]
    return Registry().with_resources([(resource.id(), resource) for resource in resources])


def make_judges(schemas: dict[str, dict]) -> dict[str, Judge]:
    registry = make_registry(schemas)
    return {name: Judge(schema, registry=registry, format_checker=FORMATS) for name, schema in schemas.items()}


def first_error(judge: Judge, instance) -> str | None:
    error = jsonschema.exceptions.best_match(judge.iter_errors(instance))
    return f"{error.json_path}: {error.message[:200]}" if error else None


# ── Everything that stands in the repository ─────────────────────────────────────────────────────────────────────


def judge_metaschemas(schemas):
    for name, schema in schemas.items():
        try:
            Judge.check_schema(schema)
        except jsonschema.SchemaError as error:
            yield f"schemas/{name}.json is no JSON Schema: {error.message}"


def examples_inside(schema):
    """All schemas nested in `schema` that carry examples of their own."""
    if isinstance(schema, dict):
        if isinstance(schema.get("examples"), list):
            yield schema
        for key, value in schema.items():
            if key != "examples":
                yield from examples_inside(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from examples_inside(value)


def judge_examples_inside(schemas, judges, tally):
    for name, schema in schemas.items():
        for part in examples_inside(schema):
            # Evolved from the whole schema's judge, so that local references resolve against its $id.
            judge = judges[name].evolve(schema={**part, "$id": schema["$id"] + "?part", "$defs": schema.get("$defs", {})})
            for example in part["examples"]:
                tally["inside"] += 1
                if error := first_error(judge, example):
                    yield f"schemas/{name}.json: an example under {part.get('title', 'a part')!r} is refused: {error}"


def judge_example_files(judges, tally):
    for path in sorted(SCHEMAS.glob("examples/*/*/*.json")):
        name, verdict = path.parts[-3], path.parts[-2]
        shown = path.relative_to(REPOSITORY)
        if name not in judges or verdict not in ("valid", "invalid"):
            yield f"{shown} stands in no schema's folder valid or invalid"
            continue
        error = first_error(judges[name], json.loads(path.read_text("utf-8")))
        tally[verdict] += 1
        if verdict == "valid" and error:
            yield f"{shown} should be valid, but {error}"
        if verdict == "invalid" and not error:
            yield f"{shown} should be invalid, but is accepted"


def judge_deployed(judges, tally):
    schemas = {CONFIGURATION: "configuration.v1"} | {path: "holidays.v1" for path in sorted(HOLIDAYS.glob("*.yaml"))}
    for path, schema in schemas.items():
        tally["deployed"] += 1
        instance = yaml.load(path.read_text("utf-8"), Loader=YAML12Loader)
        if error := first_error(judges[schema], instance):
            yield f"{path.relative_to(REPOSITORY)}: {error}"


def judge_repository() -> int:
    schemas = load_schemas()
    tally = {"valid": 0, "invalid": 0, "inside": 0, "deployed": 0}
    problems = list(judge_metaschemas(schemas))
    if not problems:
        judges = make_judges(schemas)
        problems += judge_examples_inside(schemas, judges, tally)
        problems += judge_example_files(judges, tally)
        problems += judge_deployed(judges, tally)
    for problem in problems:
        print(problem)
    print(
        f"{len(schemas)} schemas, {tally['valid']} valid and {tally['invalid']} invalid examples, "
        f"{tally['inside']} examples inside schemas, {tally['deployed']} deployed files; {len(problems)} disagreements"
    )
    return 1 if problems else 0


# ── The events of one file ───────────────────────────────────────────────────────────────────────────────────────


def event_of_record(record: dict):
    """The CloudEvent of a record in either mode, or None where there is none."""
    headers = record.get("headers", {})
    if record.get("tombstone"):
        return None
    if "text" in record:
        value = json.loads(record["text"])
    elif "base64" in record:
        value = json.loads(base64.b64decode(record["base64"], validate=True).decode("utf-8"))
    else:
        value = record["value"]
    if "ce_specversion" in headers:
        attributes = {key.removeprefix("ce_"): text for key, text in headers.items() if key.startswith("ce_")}
        return {**attributes, "datacontenttype": headers.get("content-type", "application/json"), "data": value}
    return value


def judge_line(line: str, judges) -> bool:
    try:
        parsed = json.loads(line)
        event = event_of_record(parsed) if "topic" in parsed and "publishedAt" in parsed else parsed
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    kind = KIND_OF_TYPE.search(str(event.get("type", ""))) if isinstance(event, dict) else None
    return bool(kind) and judges[f"{kind.group(1)}.v1"].is_valid(event)


def judge_document(line: str, judge: Judge) -> bool:
    try:
        return judge.is_valid(json.loads(line))
    except (ValueError, RecursionError):
        return False


def judge_lines(file: Path, schema: str | None) -> int:
    judges = make_judges(load_schemas())
    with file.open(encoding="utf-8", newline="\n") as lines:
        for index, line in enumerate(lines):
            is_valid = judge_document(line, judges[schema]) if schema else judge_line(line, judges)
            print(f"{index}\t{'valid' if is_valid else 'invalid'}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Judge schemas, examples and configuration; or the events of a file.")
    parser.add_argument("--jsonl", type=Path, metavar="FILE", help="judge the event of each line instead")
    parser.add_argument(
        "--schema", choices=sorted(path.stem for path in SCHEMAS.glob("*.json")), metavar="NAME", help="with --jsonl: judge by schemas/NAME.json"
    )
    arguments = parser.parse_args()
    if arguments.schema and not arguments.jsonl:
        parser.error("--schema needs --jsonl FILE")
    return judge_lines(arguments.jsonl, arguments.schema) if arguments.jsonl else judge_repository()


if __name__ == "__main__":
    sys.exit(main())
