#!/usr/bin/env python3
"""Judge the contract's files with an independent validator.

Without arguments: every schema against its metaschema, every example under schemas/examples against its schema (and
against the folder it stands in), the examples inside the schemas, and deploy/vaguemestre.yaml against the schema of
the configuration. Prints each disagreement and a one-line summary; exits 1 if there was any.

With --jsonl FILE: the event of each line, judged by the schema of the kind that its type names, one verdict a line:
index<TAB>valid|invalid. A line is a CloudEvent, or a record of deploy/demo/events.jsonl.
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
KIND_OF_TYPE = re.compile(r"(?:^|\.)(delegation|exchange|event)\.[^.]+\.v1\Z")


# JSON Schema patterns are ECMAScript's, where `$` is the very end of the text; Python's also matches before a final
# line break, and Python's classes know more digits and spaces than ASCII's.
def ecma_pattern(validator, pattern, instance, schema):
    if not validator.is_type(instance, "string"):
        return
    python = pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern
    if not re.search(python, instance, re.ASCII):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


Judge = jsonschema.validators.extend(Draft202012Validator, {"pattern": ecma_pattern})
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
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(SCHEMAS.glob("*.json"))}


def make_judges(schemas: dict[str, dict]) -> dict[str, Judge]:
    resources = [Resource.from_contents(schema) for schema in schemas.values()]
    registry = Registry().with_resources([(resource.id(), resource) for resource in resources])
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


def judge_configuration(judges):
    instance = yaml.load(CONFIGURATION.read_text("utf-8"), Loader=YAML12Loader)
    if error := first_error(judges["configuration.v1"], instance):
        yield f"{CONFIGURATION.relative_to(REPOSITORY)}: {error}"


def judge_repository() -> int:
    schemas = load_schemas()
    tally = {"valid": 0, "invalid": 0, "inside": 0}
    problems = list(judge_metaschemas(schemas))
    if not problems:
        judges = make_judges(schemas)
        problems += judge_examples_inside(schemas, judges, tally)
        problems += judge_example_files(judges, tally)
        problems += judge_configuration(judges)
    for problem in problems:
        print(problem)
    print(
        f"{len(schemas)} schemas, {tally['valid']} valid and {tally['invalid']} invalid examples, "
        f"{tally['inside']} examples inside schemas, 1 configuration; {len(problems)} disagreements"
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
    return bool(kind) and first_error(judges[f"{kind.group(1)}.v1"], event) is None


def judge_lines(file: Path) -> int:
    judges = make_judges(load_schemas())
    with file.open(encoding="utf-8") as lines:
        for index, line in enumerate(lines):
            print(f"{index}\t{'valid' if judge_line(line, judges) else 'invalid'}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Judge schemas, examples and configuration; or the events of a file.")
    parser.add_argument("--jsonl", type=Path, metavar="FILE", help="judge the event of each line instead")
    file = parser.parse_args().jsonl
    return judge_lines(file) if file else judge_repository()


if __name__ == "__main__":
    sys.exit(main())
