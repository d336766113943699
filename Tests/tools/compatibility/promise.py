"""What v1 promises of each schema, and where a newer contract breaks it."""

from __future__ import annotations

import json
from dataclasses import dataclass

import judge_schemas
from compatibility.comparison import Comparison, Gap, registry
from compatibility.conjunction import Conjunction, LeadsNowhere, Place, Schema
from compatibility.contract import Contract

# Read: what was accepted stays accepted. Written: besides, nothing may stand in it that could not before. What is written
# is held to both, since the log keeps what was written long ago, for readers that were made since.
READ, WRITTEN = "read", "written"
ROLES = {
    "delegation.v1.json": {"": READ},
    "exchange.v1.json": {"": READ},
    "event.v1.json": {"": READ},
    "event-headers.v1.json": {"": READ},
    "command.v1.json": {"": READ},
    "configuration.v1.json": {"": READ},
    "holidays.v1.json": {"": READ},
    "notice-headers.v1.json": {"": WRITTEN},
    "digest.v1.json": {"": WRITTEN},
    "cut.v1.json": {"": WRITTEN},
    "email.v1.json": {"": WRITTEN},
    "delivery.v1.json": {"": WRITTEN},
    "preference.v1.json": {"": WRITTEN},
    "dead-letter.v1.json": {"/$defs/headers": WRITTEN, "/$defs/line": WRITTEN},
    "disposition.v1.json": {"": WRITTEN},
    "receipt.v1.json": {"": WRITTEN},
    "problem.v1.json": {"": WRITTEN},
    "document-headers.v1.json": {
        "/$defs/command": READ,
        "/$defs/digest": WRITTEN,
        "/$defs/email": WRITTEN,
        "/$defs/document": WRITTEN,
    },
    # Its definitions count where others refer to them.
    "common.v1.json": {},
}


@dataclass(frozen=True)
class Breach:
    """`what` says it, and what to do."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def breaches(older: Contract, newer: Contract, seed: int) -> list[Breach]:
    """Every way in which the newer contract breaks the promise of the older one, each once."""
    found: dict[Breach, None] = {}
    for breach in [
        *schema_breaches(older, newer, seed),
        *channel_breaches(older, newer),
        *example_breaches(older, newer),
    ]:
        found.setdefault(breach)
    return list(found)


# ── Schemas ──────────────────────────────────────────────────────────────────────────────────────────────────────


def schema_breaches(older: Contract, newer: Contract, seed: int, among: set[str] | None = None):
    """Those of all schemas, or of some."""
    for file in older.schemas.keys() & among if among else older.schemas:
        if file not in newer.schemas:
            yield Breach(f"schemas/{file}", "is gone. v1 stays beside what replaces it")
            continue
        for pointer, role in ROLES.get(file, {"": WRITTEN}).items():
            try:
                yield from root_breaches(file, pointer, role, older, newer, seed)
            except LeadsNowhere as error:
                yield Breach(str(error.place), str(error))


def root_breaches(file: str, pointer: str, role: str, older: Contract, newer: Contract, seed: int):
    version_2 = f"schemas/{file.replace('.v1.', '.v2.')}"
    try:
        before, after = root(older, file, pointer), root(newer, file, pointer)
    except KeyError:
        yield Breach(f"schemas/{file}#{pointer}", "is gone, though v1 has it")
        return
    for gap in Comparison(is_forward=True, seed=seed).gaps(Conjunction.of(before), Conjunction.of(after)):
        reason = "senders of v1 rely on that" if role == READ else "the log still has records of that form"
        yield breach(gap, f"was accepted, and is no longer; {reason}. Take it as before, or make {version_2}")
    if role == WRITTEN:
        for gap in Comparison(is_forward=False, seed=seed).gaps(Conjunction.of(after), Conjunction.of(before)):
            yield breach(gap, f"may be written now, and could not before; readers of v1 do not expect it. Make {version_2}")
    yield from default_breaches(before, after)


def root(contract: Contract, file: str, pointer: str) -> Schema:
    found = Schema(contract.schemas[file], Place(file), contract.schemas)
    for step in pointer.split("/")[1:]:
        found = found.down(step)
    return found


def breach(gap: Gap, rest: str) -> Breach:
    return Breach(str(gap.place), f"{gap.what}: {rest}")


def default_breaches(before: Schema, after: Schema):
    """What is left out means what it meant."""
    then, now = dict(defaults(before.node, "")), dict(defaults(after.node, ""))
    for pointer in then.keys() & now.keys():
        if then[pointer] != now[pointer]:
            what = f"the default was {then[pointer]!r} and is {now[pointer]!r}: what is left out would mean something else"
            yield Breach(f"schemas/{after.place.file}#{after.place.pointer}{pointer}", what)


def defaults(node, pointer: str):
    if isinstance(node, dict):
        if "default" in node and not isinstance(node["default"], dict):
            yield pointer, node["default"]
        for key, value in node.items():
            yield from defaults(value, f"{pointer}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from defaults(value, f"{pointer}/{index}")


# ── Topics ───────────────────────────────────────────────────────────────────────────────────────────────────────


def channel_breaches(older: Contract, newer: Contract):
    """A topic's default name and the form of its messages are compared as they stand."""
    for name, channel in older.channels.items():
        place = f"schemas/asyncapi.yaml#/channels/{name}"
        now = newer.channels.get(name)
        if now is None:
            yield Breach(place, "the topic is gone")
            continue
        if now["address"] != channel["address"]:
            yield Breach(f"{place}/address", f"was {channel['address']} and is {now['address']}: who reads it reads nothing")
        for message, form in channel["messages"].items():
            if message not in now["messages"]:
                yield Breach(f"{place}/messages/{message}", "the message is gone")
                continue
            for part, value in form.items():
                if now["messages"][message][part] != value:
                    told = json.dumps(now["messages"][message][part], sort_keys=True, ensure_ascii=False)
                    yield Breach(f"{place}/messages/{message}", f"its {part} was {json.dumps(value, sort_keys=True, ensure_ascii=False)} and is {told}")


# ── Examples ─────────────────────────────────────────────────────────────────────────────────────────────────────


def example_breaches(older: Contract, newer: Contract):
    """Every document that was published as valid stands as it was and is accepted still."""
    judges = registry(newer.schemas)
    for path, known in older.hashes.items():
        place = f"schemas/{path}"
        if path in older.examples:
            data = older.examples[path]
        elif newer.hashes.get(path) == known:
            data = newer.examples[path]
        else:
            verb = "was changed" if path in newer.hashes else "is gone"
            yield Breach(place, f"{verb}, though it was published as valid. Put it back, and add another beside it")
            continue
        file = f"{path.split('/')[1]}.json"
        if file in newer.schemas:
            reference = {"$ref": newer.schemas[file]["$id"]}
            judge = judge_schemas.Judge(reference, registry=judges, format_checker=judge_schemas.FORMATS)
            if error := judge_schemas.first_error(judge, json.loads(data)):
                yield Breach(place, f"was published as valid and is refused: {error}")
