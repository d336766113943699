"""All that several schemas ask of one value, gathered: keywords of one kind are merged, references followed.

JSON Schema's keywords each stand for themselves, so that a schema, what it refers to and the members of its `allOf` are
one long conjunction. Two such conjunctions can be compared keyword by keyword.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import urldefrag

LOWER = ("minimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "maxLength", "maxItems", "maxProperties")
OTHERS = {"$schema", "$id", "$defs", "contentEncoding", "contentMediaType", "then", "else"}

# By identity; each node is kept beside its text, so that its identity stays its own.
TEXTS: dict[int, tuple] = {}


@dataclass(frozen=True)
class Place:
    """Where a schema stands: its file and the JSON Pointer within it."""

    file: str
    pointer: str = ""

    def down(self, *steps) -> "Place":
        escaped = [str(step).replace("~", "~0").replace("/", "~1") for step in steps]
        return Place(self.file, "/".join([self.pointer, *escaped]))

    def __str__(self) -> str:
        return f"schemas/{self.file}#{self.pointer}"


class LeadsNowhere(Exception):
    """A `$ref` to what is not there."""

    def __init__(self, place: Place, reference: str):
        super().__init__(f"`{reference}` leads nowhere")
        self.place = place


@dataclass
class Schema:
    """A schema at its place, among the files of its time."""

    node: dict | bool
    place: Place
    files: dict[str, dict]

    def down(self, *steps) -> "Schema":
        node = self.node
        for step in steps:
            node = node[step]
        return Schema(node, self.place.down(*steps), self.files)

    def target(self) -> "Schema":
        """What its `$ref` leads to."""
        url, pointer = urldefrag(self.node["$ref"])
        file = url.removeprefix("./").rsplit("/", 1)[-1] or self.place.file
        try:
            found = Schema(self.files[file], Place(file), self.files)
            for step in pointer.split("/")[1:]:
                step = step.replace("~1", "/").replace("~0", "~")
                found = found.down(int(step) if isinstance(found.node, list) else step)
            return found
        except (KeyError, IndexError):
            raise LeadsNowhere(self.place, self.node["$ref"]) from None

    def resolved(self, part=None, around: tuple[Place, ...] = ()):
        """The schema, or a part of it, with what it refers to in place, so that two of them can be compared as values.

        A schema that holds itself would go on for ever: where it comes again within itself, `around`, its place stands.
        """
        node = self.node if part is None else part
        if isinstance(node, list):
            return [self.resolved(each, around) for each in node]
        if not isinstance(node, dict):
            return node
        others = {key: value for key, value in node.items() if key not in ("$ref", "$defs", "default")}
        kept = {key: value if value is None else self.resolved(value, around) for key, value in others.items()}
        if isinstance(node.get("$ref"), str):
            target = Schema(node, self.place, self.files).target()
            is_within = target.place in around
            kept["$ref"] = str(target.place) if is_within else target.resolved(around=(*around, target.place))
        return kept

    def text(self) -> str:
        """The resolved schema as text. A node lies in one set of files, so that its text is made once."""
        if id(self.node) not in TEXTS:
            TEXTS[id(self.node)] = (self.node, json.dumps(self.resolved(), sort_keys=True))
        return TEXTS[id(self.node)][1]


@dataclass
class Members:
    """`properties`, `patternProperties` and `additionalProperties` of one schema, which are read together."""

    named: dict[str, Schema]
    patterned: dict[str, Schema]
    others: Schema | None


@dataclass
class Conjunction:
    place: Place
    types: set[str] | None = None
    values: list | None = None
    bounds: dict[str, float] = field(default_factory=dict)
    patterns: set[str] = field(default_factory=set)
    formats: set[str] = field(default_factory=set)
    is_unique: bool = False
    required: set[str] = field(default_factory=set)
    required_with: set[tuple[str, str]] = field(default_factory=set)
    members: list[Members] = field(default_factory=list)
    member_names: list[Schema] = field(default_factory=list)
    items: list[Schema] = field(default_factory=list)
    choices: list[list[Schema]] = field(default_factory=list)
    # Keywords that are compared as a whole: `not`, `oneOf`, `if`, `prefixItems`, `contains`.
    wholes: dict[str, str] = field(default_factory=dict)
    defaults: list = field(default_factory=list)
    is_never: bool = False
    # What it was gathered from, and where each thing that it asks stands.
    sources: list[Schema] = field(default_factory=list)
    origins: dict[tuple[str, str], Place] = field(default_factory=dict)
    # Which alternative of a choice was taken last, by its number, and of how many.
    alternative: int = 0
    alternatives: int = 0

    @staticmethod
    def of(*schemas: Schema) -> "Conjunction":
        found = Conjunction(schemas[0].place)
        for schema in schemas:
            found.sources.append(schema)
            found.add(schema)
        return found

    def with_schema(self, schema: Schema, without: list[Schema]) -> "Conjunction":
        """The same with one schema more, and without a choice that it was made from."""
        copy = Conjunction(self.place)
        copy.merge(self)
        copy.choices = [choice for choice in self.choices if choice is not without]
        copy.sources = [*self.sources, schema]
        copy.alternative, copy.alternatives = without.index(schema), len(without)
        copy.add(schema)
        return copy

    def merge(self, other: "Conjunction") -> None:
        self.types, self.values = other.types, other.values
        self.bounds, self.patterns, self.formats = dict(other.bounds), set(other.patterns), set(other.formats)
        self.is_unique, self.is_never = other.is_unique, other.is_never
        self.required, self.required_with = set(other.required), set(other.required_with)
        self.members, self.member_names = list(other.members), list(other.member_names)
        self.items, self.wholes = list(other.items), dict(other.wholes)
        self.choices, self.defaults = list(other.choices), list(other.defaults)
        self.origins = dict(other.origins)

    def origin(self, keyword: str, detail: str = "") -> Place:
        """Where something that it asks stands; where it stands itself, when nothing asks for that."""
        return self.origins.get((keyword, detail), self.place)

    def add(self, schema: Schema) -> None:
        if isinstance(schema.node, bool):
            self.is_never = self.is_never or not schema.node
            return
        for keyword in schema.node:
            self.keyword(keyword, schema)
        if {"properties", "patternProperties", "additionalProperties"} & set(schema.node):
            self.members.append(members(schema))
        if schema.node.get("unevaluatedProperties") is False:
            # Closed against all names that the schema and what it refers to know.
            names = {name: schema for group in self.members for name in group.named}
            everything = Schema(True, schema.place, schema.files)
            closed = Schema(False, schema.place.down("unevaluatedProperties"), schema.files)
            self.members.append(Members({name: everything for name in names}, {}, closed))

    def keyword(self, keyword: str, schema: Schema) -> None:
        value = schema.node[keyword]
        details = value if keyword == "required" else [value] if keyword in ("pattern", "format") else [""]
        for detail in details:
            self.origins.setdefault(("enum" if keyword == "const" else keyword, detail), schema.place)
        match keyword:
            case "$ref":
                self.add(schema.target())
            case "allOf":
                for index in range(len(value)):
                    self.add(schema.down("allOf", index))
            case "anyOf":
                self.choices.append([schema.down("anyOf", index) for index in range(len(value))])
            case "type":
                types = {value} if isinstance(value, str) else set(value)
                self.types = types if self.types is None else common_types(self.types, types)
            case "enum" | "const":
                values = value if keyword == "enum" else [value]
                self.values = values if self.values is None else [each for each in self.values if each in values]
            case "pattern":
                self.patterns.add(value)
            case "format":
                self.formats.add(value)
            case "uniqueItems":
                self.is_unique = self.is_unique or value
            case "required":
                self.required |= set(value)
            case "dependentRequired":
                self.required_with |= {(name, other) for name, others in value.items() for other in others}
            case "propertyNames":
                self.member_names.append(schema.down(keyword))
            case "items":
                self.items.append(schema.down(keyword))
            case "default":
                self.defaults.append(value)
            case "properties" | "patternProperties" | "additionalProperties" | "unevaluatedProperties":
                pass
            case _ if keyword in LOWER:
                self.bounds[keyword] = max(value, self.bounds.get(keyword, value))
            case _ if keyword in UPPER:
                self.bounds[keyword] = min(value, self.bounds.get(keyword, value))
            case "if":
                parts = {name: schema.down(name).resolved() for name in ("if", "then", "else") if name in schema.node}
                self.whole("the condition `if`", parts, schema.place)
            case "not" | "oneOf" | "prefixItems" | "contains":
                self.whole(f"`{keyword}`", {keyword: schema.resolved(value)}, schema.place)
            case _ if keyword not in OTHERS:
                raise NotImplementedError(f"{schema.place}: `{keyword}` is not a keyword that is compared here")

    def whole(self, name: str, value, place: Place) -> None:
        text = json.dumps(value, sort_keys=True)
        self.wholes[text] = name
        self.origins.setdefault(("whole", text), place)


def members(schema: Schema) -> Members:
    node = schema.node
    return Members(
        {name: schema.down("properties", name) for name in node.get("properties", {})},
        {name: schema.down("patternProperties", name) for name in node.get("patternProperties", {})},
        schema.down("additionalProperties") if "additionalProperties" in node else None,
    )


def common_types(left: set[str], right: set[str]) -> set[str]:
    """The types that both take; a whole number is a number."""
    crossed = ("integer" in left and "number" in right) or ("number" in left and "integer" in right)
    return (left & right) | ({"integer"} if crossed else set())
