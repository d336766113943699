#!/usr/bin/env python3
"""Judge schemas/asyncapi.yaml: its form, whether it fits together, and whether it says what the program does.

- its form: by asyncapi3, a model of AsyncAPI 3.0 and its bindings that nobody here wrote
- fit: every $ref leads somewhere; an operation's messages are its channel's; every message has its operation; every
  stage reads under its own group
- truth: topics and their configuration as deploy/vaguemestre.yaml, the configuration's defaults and TopicPlan.swift have
  them, headers as the sources write them, examples as the schemas ask
- words: what is told in English is told in French

Prints each disagreement and a one-line summary; exits 1 if there was any.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import warnings
from urllib.parse import urldefrag

import judge_annotations
import judge_schemas
import yaml
from judge_schemas import REPOSITORY, SCHEMAS

DOCUMENT = SCHEMAS / "asyncapi.yaml"
SOURCES = REPOSITORY / "Sources"
BASE = "https://vaguemestre.example.org/schemas/asyncapi.yaml"
# Who reads and writes: the stages, and beside them the HTTP intake and operators.
STAGES = ("route", "digest", "compose", "deliver")
PARTIES = (*STAGES, "intake", "operator")
FORMAT = "application/schema+json;version=draft-2020-12"
DAY_MS = 86_400_000


# ── Form ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def judge_form(document):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from asyncapi3.models.asyncapi import AsyncAPI3
        from pydantic import ValidationError
    try:
        AsyncAPI3.model_validate(document)
    except ValidationError as error:
        for fault in error.errors()[:20]:
            # What pydantic tried stands in the path as calls; only names are of use to a reader.
            place = "/".join(str(step) for step in fault["loc"] if "(" not in str(step))
            yield f"/{place}: {fault['msg']}"


# ── Fit ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class References:
    """Leads from a $ref to what it means, in the document or in a schema beside it."""

    def __init__(self, document):
        self.document = document
        self.files = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}

    def follow(self, reference: str):
        """What it leads to; KeyError where it leads nowhere."""
        file, pointer = urldefrag(reference)
        node = self.files[file.removeprefix("./")] if file else self.document
        for step in pointer.split("/")[1:]:
            node = node[step.replace("~1", "/").replace("~0", "~")]
        return node

    def whole(self, node):
        """The node itself, or what its $ref leads to."""
        return self.whole(self.follow(node["$ref"])) if isinstance(node, dict) and set(node) == {"$ref"} else node


def references(node, pointer=""):
    """Every $ref below a node, with its place. Examples are data, not references."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield pointer, value
            elif key != "examples":
                yield from references(value, f"{pointer}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from references(value, f"{pointer}/{index}")


def judge_references(document, follow):
    for pointer, reference in references(document):
        try:
            follow(reference)
        except (KeyError, TypeError):
            yield f"{pointer}: {reference} leads nowhere"


def judge_operations(document):
    used = set()
    for name, operation in document["operations"].items():
        channel = operation["channel"]["$ref"]
        stages = [tag["name"] for tag in operation.get("tags", [])]
        if len(stages) != 1 or stages[0] not in PARTIES:
            yield f"/operations/{name}/tags: found {stages}, expected whose operation it is: one of {', '.join(PARTIES)}"
        for message in operation.get("messages", []):
            if not message["$ref"].startswith(f"{channel}/messages/"):
                yield f"/operations/{name}: {message['$ref']} is no message of its channel {channel}"
            used.add(message["$ref"])
    for name, channel in document["channels"].items():
        for message in channel["messages"]:
            if f"#/channels/{name}/messages/{message}" not in used:
                yield f"/channels/{name}/messages/{message}: no operation reads or writes it"


def judge_groups(document, references, prefix):
    for name, operation in document["operations"].items():
        binding = references.whole(operation.get("bindings", {})).get("kafka")
        if not binding:
            continue
        found = references.whole(binding["groupId"])["const"]
        expected = f"{prefix}-{operation['tags'][0]['name']}"
        if found != expected or operation["action"] != "receive":
            yield f"/operations/{name}: found the group {found}, expected {expected}, and that it receives"


# ── Truth: topics ────────────────────────────────────────────────────────────────────────────────────────────────


def setting(channel: str) -> str:
    """The configuration's key for a channel: deadLetters is topics.dead_letters."""
    return re.sub(r"[A-Z]", lambda letter: "_" + letter.group().lower(), channel)


def judge_topics(document, references):
    deployed = yaml.safe_load((REPOSITORY / "deploy" / "vaguemestre.yaml").read_text("utf-8"))["topics"]
    properties = references.files["configuration.v1.json"]["properties"]["topics"]["properties"]
    defaults = {name: schema["default"] for name, schema in properties.items() if "default" in schema}
    plan = re.findall(r'"([a-z]+\.[a-z.]+)": "([^"]+)"', (SOURCES / "Worker/Topics/TopicPlan.swift").read_text("utf-8"))
    planned = {(key, value) for key, value in plan if value != "-1" and (key, value) != ("message.timestamp.type", "CreateTime")}
    told = set()
    for name, channel in document["channels"].items():
        for source, topics in (("deploy/vaguemestre.yaml", deployed), ("configuration.v1.json", defaults)):
            if channel["address"] != topics.get(setting(name)):
                yield f"/channels/{name}/address: found {channel['address']}, but {source} has {topics.get(setting(name))}"
        binding = references.whole(channel["bindings"])["kafka"]
        if (binding["partitions"], binding["replicas"]) != (defaults["partitions"], defaults["replication"]):
            yield f"/channels/{name}/bindings: partitions and replicas are not the defaults"
        for key, value in binding["topicConfiguration"].items():
            text = ",".join(value) if isinstance(value, list) else str(value)
            if key == "retention.ms":
                if value != defaults["retention_days"] * DAY_MS:
                    yield f"/channels/{name}/bindings: retention.ms is {value}, not topics.retention_days"
            elif (key, text) not in planned:
                yield f"/channels/{name}/bindings: {key}={text} does not stand in TopicPlan.swift"
            told.add((key, text))
    for key, value in planned - told:
        yield f"TopicPlan.swift asks for {key}={value}, which no channel tells"
    names = {key for key in defaults if key not in ("partitions", "replication", "retention_days")}
    for name in names - {setting(channel) for channel in document["channels"]}:
        yield f"topics.{name} is in the configuration, but is no channel"


# ── Truth: headers ───────────────────────────────────────────────────────────────────────────────────────────────


def headers_of(schema, follow) -> set[str]:
    """The names of headers that a schema knows."""
    names = set(schema.get("properties", {}))
    if "$ref" in schema:
        names |= headers_of(follow(schema["$ref"]), follow)
    for part in schema.get("allOf", []):
        names |= headers_of(part, follow)
    return names


def told_headers(document, references) -> dict[str, set[str]]:
    """By message, the headers that the contract knows."""
    return {
        name: headers_of(references.whole(message["headers"])["schema"], references.follow)
        for name, message in document["components"]["messages"].items()
    }


def written_headers() -> dict[str, set[str]]:
    """By message, the headers that the sources write, beside those that an event or a record brought along."""
    header = (SOURCES / "Cooperation/Routing/NoticeHeader.swift").read_text("utf-8")
    routing = set(re.findall(r'StaticString = "(vm-[a-z-]+)"', header))

    def named(path: str) -> set[str]:
        return set(re.findall(r'KafkaHeader\(name: "([^"]+)"', (SOURCES / "Worker" / path).read_text("utf-8")))

    def failures(path: str, member: str) -> set[str]:
        text = (SOURCES / "Worker/DeadLetters" / path).read_text("utf-8")
        body = re.search(rf"var {member}: .*?\{{(.*?)\n    \}}", text, re.DOTALL).group(1)
        return {f"dlq.{name}" for name in re.findall(r'\("([a-z-]+)", ', body)}

    disposition = (SOURCES / "Worker/DeadLetters/Disposition.swift").read_text("utf-8")
    returning = failures("ReturningRecord.swift", "headers")
    return {
        **{f"{kind}{mode}": returning for kind in ("delegation", "exchange", "event") for mode in ("", "Data")},
        "notice": (routing - {"vm-command"}) | returning,
        "command": named("Commands/CommandRecord.swift") | (routing & {"vm-command"}) | returning,
        "digest": named("Stages/PublicationRecords.swift") | returning,
        "cut": named("Log/CutStore.swift"),
        "email": set(re.findall(r'case \w+ = "([^"]+)"', (SOURCES / "Worker/Delivery/EmailRecord.swift").read_text("utf-8")))
        | returning,
        "delivery": named("Delivery/DeliveryLedger.swift"),
        "preference": named("Preferences/PreferenceRecords.swift"),
        "deadLetter": failures("DeadLetterHeaders.swift", "fields"),
        "disposition": named("DeadLetters/Disposition.swift")
        | set(re.findall(r'static let header = "([^"]+)"', disposition)),
    }


def judge_headers(document, references):
    told = told_headers(document, references)
    for message, written in written_headers().items():
        # An event brings its own content type, coding and attributes along.
        is_own = message.removesuffix("Data") in ("delegation", "exchange", "event", "notice")
        known = {name for name in told[message] if not is_own or not name.startswith(("content-", "ce_"))}
        for name in sorted(written - known):
            yield f"/components/messages/{message}: the program writes the header {name}, which the contract does not know"
        for name in sorted(known - written):
            yield f"/components/messages/{message}: the contract knows the header {name}, which the program does not write"
    if told["notice"] | told["delegationData"] != told["noticeData"]:
        yield "/components/messages/noticeData: its headers are not those of a notice and of a binary event"


# ── Truth: examples ──────────────────────────────────────────────────────────────────────────────────────────────


def judge_part(part, example, registry):
    """By a headers' or payload's schema: the first fault, or None."""
    if part.get("schemaFormat") != FORMAT:
        return f"found the schema format {part.get('schemaFormat')}, expected {FORMAT}"
    schema = judge_schemas.with_python_patterns({"$id": BASE, **part["schema"]})
    judge = judge_schemas.Judge(schema, registry=registry, format_checker=judge_schemas.FORMATS)
    return judge_schemas.first_error(judge, example)


def judge_identity(name, example):
    """What headers repeat of a value is what the value says, and a digest's hash is its own."""
    headers, payload = example["headers"], example["payload"]
    if name == "digest":
        rest = {key: value for key, value in payload.items() if key != "hash"}
        canonical = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        expected = {"vm-digest": payload["id"], "vm-hash": hashlib.sha256(canonical).hexdigest()}
        if payload["hash"] != expected["vm-hash"]:
            yield f"its hash is {payload['hash']}, but its content has {expected['vm-hash']}"
    elif name == "email":
        expected = {"vm-digest": payload["vaguemestre"]["digest"], "vm-message-id": payload["messageId"][0]}
    else:
        return
    for header, value in expected.items():
        if headers[header] != value:
            yield f"the header {header} is {headers[header]}, but the value says {value}"


def judge_examples(document, references, tally):
    registry = judge_schemas.make_registry(judge_schemas.load_schemas())
    shown = set()
    for name, message in document["components"]["messages"].items():
        for number, example in enumerate(message.get("examples", [])):
            tally["examples"] += 1
            shown.add(name)
            place = f"/components/messages/{name}/examples/{number}"
            for part in ("headers", "payload"):
                if fault := judge_part(references.whole(message[part]), example[part], registry):
                    yield f"{place}/{part}: {fault}"
            yield from (f"{place}: {fault}" for fault in judge_identity(name, example))
    for name, channel in document["channels"].items():
        messages = {reference["$ref"].rsplit("/", 1)[1] for reference in channel["messages"].values()}
        if not messages & shown:
            yield f"/channels/{name}: none of its messages has an example"


# ── Words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def told(node, pointer=""):
    """Every object that tells people something, with its place."""
    if isinstance(node, dict):
        if pointer and any(isinstance(node.get(word), str) for word in ("title", "summary", "description")):
            yield node, pointer
        for key, value in node.items():
            if key not in ("examples", "x-fr", "tags", "license"):
                yield from told(value, f"{pointer}/{key}")


def judge_words(document):
    for node, pointer in told(document):
        french = node.get("x-fr", {})
        for word in ("title", "summary", "description"):
            if (word in node) != (word in french):
                yield f"{pointer}: {word} is told in one language only"
            for pattern, rule in judge_annotations.FRENCH_FAULTS:
                # What stands in backticks is code, and an empty line parts paragraphs.
                text = re.sub(r"\n+", "\n", re.sub(r"`[^`]*`", "code", french.get(word, ""))).strip()
                if match := pattern.search(text):
                    yield f"{pointer}/x-fr/{word}: {rule}, here: {text[max(0, match.start() - 20) : match.end() + 20]!r}"


def main() -> int:
    document = yaml.safe_load(DOCUMENT.read_text("utf-8"))
    found = References(document)
    tally = {"examples": 0}
    problems = [*judge_form(document), *judge_references(document, found.follow)]
    if not problems:
        prefix = found.files["configuration.v1.json"]["properties"]["group_prefix"]["default"]
        problems += judge_operations(document)
        problems += judge_groups(document, found, prefix)
        problems += judge_topics(document, found)
        problems += judge_headers(document, found)
        problems += judge_examples(document, found, tally)
        problems += judge_words(document)
    for problem in problems:
        print(f"schemas/asyncapi.yaml: {problem}")
    print(
        f"{len(document['channels'])} channels, {len(document['operations'])} operations, "
        f"{len(document['components']['messages'])} messages, {tally['examples']} examples; {len(problems)} disagreements"
    )
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
