"""The contract at one moment: its schemas without their words, its topics, and its valid examples.

It is read from the work tree, from a revision of git, or from the one file in which the published contract is kept.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

REPOSITORY = Path(__file__).resolve().parents[3]
PUBLISHED = REPOSITORY / "schemas" / "published" / "v1.json"
# What a schema says to people alone.
WORDS = {"title", "description", "examples", "deprecated", "$comment"}
# Members of a schema whose own members are names, not keywords.
NAMED = {"properties", "patternProperties", "$defs", "dependentRequired"}


@dataclass
class Contract:
    """`examples` are valid documents by path below schemas/examples; of published ones only the hash is kept."""

    schemas: dict[str, dict]
    channels: dict[str, dict]
    examples: dict[str, bytes] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    # By file, how its documents were judged; kept by whoever judges them again and again.
    verdicts: dict[str, list[bool]] = field(default_factory=dict)

    @staticmethod
    def of(read, paths: list[str]) -> "Contract":
        """From files below schemas/, by what reads one of these paths."""
        schemas = {
            path: without_words(json.loads(read(path))) for path in paths if path.endswith(".json") and "/" not in path
        }
        document = yaml.safe_load(read("asyncapi.yaml")) if "asyncapi.yaml" in paths else {"channels": {}}
        examples = {path: read(path) for path in paths if path.startswith("examples/") and "/valid/" in path}
        return Contract(
            schemas, channels(document), examples, {path: digest(data) for path, data in examples.items()}
        )

    @staticmethod
    def of_work_tree() -> "Contract":
        folder = REPOSITORY / "schemas"
        paths = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
        return Contract.of(lambda path: (folder / path).read_bytes(), paths)

    @staticmethod
    def of_revision(revision: str) -> "Contract":
        paths = git("ls-tree", "-r", "--name-only", f"{revision}:schemas").decode().splitlines()
        return Contract.of(lambda path: git("show", f"{revision}:schemas/{path}"), paths)

    @staticmethod
    def of_published(path: Path = PUBLISHED) -> "Contract":
        kept = json.loads(path.read_text("utf-8"))
        return Contract(kept["schemas"], kept["channels"], {}, kept["examples"])

    def publish(self, path: Path = PUBLISHED) -> None:
        """Keeps it in one file, a line for each schema, channel and example, so that a change of it can be read."""
        parts = []
        for name in ("schemas", "channels"):
            lines = [f"  {json.dumps(key)}: {compact(value)}" for key, value in sorted(getattr(self, name).items())]
            parts.append(f" {json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n }")
        lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in sorted(self.hashes.items())]
        parts.append(' "examples": {\n' + ",\n".join(lines) + "\n }")
        path.parent.mkdir(exist_ok=True)
        path.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def git(*arguments: str) -> bytes:
    """Throws `subprocess.CalledProcessError`, with what git says."""
    return subprocess.run(["git", "-C", str(REPOSITORY), *arguments], check=True, capture_output=True).stdout


def compact(value) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(data: bytes) -> str:
    """Of an example as data: how it is laid out does not count."""
    return hashlib.sha256(compact(json.loads(data)).encode()).hexdigest()[:16]


def without_words(schema, is_named: bool = False):
    if isinstance(schema, list):
        return [without_words(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, value in schema.items():
        if not is_named and (key in WORDS or key.startswith("x-")):
            continue
        # A value is data, not a schema.
        is_data = not is_named and key in ("const", "enum", "default")
        kept[key] = value if is_data else without_words(value, is_named=not is_named and key in NAMED)
    return kept


def channels(document: dict) -> dict[str, dict]:
    """What readers and writers of a topic rely on: its name, and each message's form."""

    def whole(value):
        while isinstance(value, dict) and set(value) == {"$ref"} and value["$ref"].startswith("#"):
            reference, value = value["$ref"], document
            for step in reference.split("/")[1:]:
                value = value[step]
        return value

    def message(value: dict) -> dict:
        value = whole(value)
        return {
            "contentType": value["contentType"],
            "key": without_words(whole(whole(value["bindings"])["kafka"]["key"])),
            "headers": without_words(whole(value["headers"])),
            "payload": without_words(whole(value["payload"])),
        }

    return {
        name: {
            "address": channel["address"],
            "messages": {each: message(value) for each, value in channel["messages"].items()},
        }
        for name, channel in document["channels"].items()
    }
