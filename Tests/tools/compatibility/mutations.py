"""Changes of a schema whose effect on what it takes is known beforehand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from compatibility.conjunction import LOWER, UPPER

NEW = "zz_new"
# A class of characters and one that takes less of what every pattern here can hold.
LESS = {"[a-z0-9": "[b-z0-9", "[0-9a-f]": "[1-9a-f]", "[A-Za-z": "[B-Za-z", "[a-z]": "[b-z]", "[0-9]": "[0-8]"}


@dataclass(frozen=True)
class Mutation:
    """`sort` is narrows, widens or neutral; `change` alters a schema that `fits` in place."""

    name: str
    sort: str
    fits: Callable[[dict], bool]
    change: Callable[[dict, random.Random], None]


def optional(node: dict) -> list[str]:
    known = node.get("properties", {})
    return [name for name in known if name not in node.get("required", []) and known[name] is not False]


def is_alone(node: dict) -> bool:
    """Whether nothing that it refers to says the same again."""
    return "$ref" not in node and "allOf" not in node


def require(node: dict, chance: random.Random) -> None:
    node["required"] = [*node.get("required", []), chance.choice(optional(node))]


def release(node: dict, chance: random.Random) -> None:
    node["required"].remove(chance.choice(node["required"]))


def lose(keyword: str):
    def change(node: dict, chance: random.Random) -> None:
        node[keyword].remove(chance.choice(node[keyword]))

    return change


def gain(keyword: str, value):
    def change(node: dict, chance: random.Random) -> None:
        node[keyword] = [*node[keyword], value]

    return change


def shift(keywords: tuple[str, ...], by: int):
    def change(node: dict, chance: random.Random) -> None:
        node[chance.choice([keyword for keyword in keywords if keyword in node])] += by

    return change


def put(keyword: str, value):
    def change(node: dict, chance: random.Random) -> None:
        node[keyword] = value

    return change


def drop(keyword: str):
    def change(node: dict, chance: random.Random) -> None:
        del node[keyword]

    return change


def drop_field(node: dict, chance: random.Random) -> None:
    name = chance.choice(optional(node))
    del node["properties"][name]


def narrow_pattern(node: dict, chance: random.Random) -> None:
    wide = next(part for part in LESS if part in node["pattern"])
    node["pattern"] = node["pattern"].replace(wide, LESS[wide])


def add_null(node: dict, chance: random.Random) -> None:
    node["type"] = [node["type"], "null"] if isinstance(node["type"], str) else [*node["type"], "null"]


def wrap(node: dict, chance: random.Random) -> None:
    inner = dict(node)
    node.clear()
    node["allOf"] = [inner]


def reorder(node: dict, chance: random.Random) -> None:
    items = list(node.items())
    node.clear()
    node.update(reversed(items))


def add_field(node: dict, chance: random.Random) -> None:
    node["properties"] = {**node["properties"], NEW: {"type": "string"}}


def reserved(node: dict) -> list[str]:
    """The names of a reserved form that may stand in an object whose names are judged."""
    first = node.get("propertyNames", {}).get("anyOf", [{}])[0]
    return first.get("enum", [])


def add_reserved_field(node: dict, chance: random.Random) -> None:
    add_field(node, chance)
    name = chance.choice(reserved(node)) + "-new"
    node["properties"][name] = node["properties"].pop(NEW)
    reserved(node).append(name)


def unreserve(node: dict, chance: random.Random) -> None:
    node["propertyNames"] = {"type": "string"}


def has(*keywords: str):
    return lambda node: any(keyword in node for keyword in keywords)


def is_scalar(node: dict) -> bool:
    return is_alone(node) and not {"properties", "additionalProperties", "$defs", "$id"} & set(node)


MUTATIONS = [
    Mutation("a field becomes required", "narrows", lambda node: is_alone(node) and bool(optional(node)), require),
    Mutation("a field goes", "narrows", lambda node: is_alone(node) and bool(optional(node)), drop_field),
    Mutation("a value goes from an enumeration", "narrows", lambda node: len(node.get("enum", [])) > 1, lose("enum")),
    Mutation("a constant becomes another", "narrows", has("const"), put("const", "another")),
    Mutation("an alternative goes", "narrows", lambda node: len(node.get("anyOf", [])) > 1, lose("anyOf")),
    Mutation("a most becomes less", "narrows", has(*UPPER), shift(UPPER, -1)),
    Mutation("a least becomes more", "narrows", has(*LOWER), shift(LOWER, 1)),
    Mutation("a pattern takes less", "narrows", lambda node: any(part in node.get("pattern", "") for part in LESS), narrow_pattern),
    Mutation(
        "an open object closes", "narrows",
        lambda node: is_alone(node) and "properties" in node and "additionalProperties" not in node,
        put("additionalProperties", False),
    ),
    Mutation(
        "elements must differ", "narrows",
        lambda node: node.get("type") == "array" and "uniqueItems" not in node and node.get("maxItems", 2) > 1,
        put("uniqueItems", True),
    ),
    Mutation("texts become numbers", "narrows", lambda node: node.get("type") == "string", put("type", "number")),
    Mutation("a required field becomes optional", "widens", lambda node: is_alone(node) and bool(node.get("required")), release),
    Mutation("an enumeration gains a value", "widens", has("enum"), gain("enum", "another")),
    Mutation("an alternative comes", "widens", has("anyOf"), gain("anyOf", {"type": "boolean"})),
    Mutation("a most becomes more", "widens", lambda node: is_alone(node) and has(*UPPER)(node), shift(UPPER, 1)),
    Mutation(
        "a least becomes less", "widens",
        lambda node: is_alone(node) and any(node.get(keyword, 0) > 0 for keyword in LOWER) and not any(node.get(k) == 0 for k in LOWER),
        shift(LOWER, -1),
    ),
    Mutation("a pattern goes", "widens", lambda node: is_alone(node) and "pattern" in node, drop("pattern")),
    Mutation("a closed object opens", "widens", lambda node: node.get("additionalProperties") is False, drop("additionalProperties")),
    Mutation("null is allowed", "widens", lambda node: is_alone(node) and "type" in node and "enum" not in node, add_null),
    Mutation("any name is allowed", "widens", lambda node: bool(reserved(node)), unreserve),
    Mutation("elements may repeat", "widens", has("uniqueItems"), drop("uniqueItems")),
    Mutation("an optional field comes", "neutral", has("properties"), add_field),
    Mutation("an optional field of a reserved form comes", "neutral", lambda node: bool(reserved(node)), add_reserved_field),
    Mutation("a schema is wrapped", "neutral", is_scalar, wrap),
    Mutation("keywords change places", "neutral", lambda node: len(node) > 1, reorder),
]
