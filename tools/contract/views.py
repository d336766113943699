"""What the contract's files say, with references followed.

A schema that refers to another and adds something is seen as layers: what it says itself, then what it refers to. The
first layer that has a word or a keyword decides; properties and required names of all layers are added up.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urldefrag


class Files:
    """The AsyncAPI document and the schemas beside it, by file name; the document itself is ""."""

    def __init__(self, folder: Path, document: dict):
        self.documents = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}
        self.documents[""] = document

    def follow(self, reference: str, file: str) -> tuple[dict, str, str]:
        """What a reference that stands in `file` leads to: the value, its file and its JSON Pointer."""
        target, pointer = urldefrag(reference)
        file = target.removeprefix("./") or file
        value = self.documents[file]
        for step in pointer.split("/")[1:]:
            value = value[step.replace("~1", "/").replace("~0", "~")]
        return value, file, pointer

    def whole(self, value):
        """A value of the AsyncAPI document, or what it refers to within it."""
        while isinstance(value, dict) and set(value) == {"$ref"}:
            value, _, _ = self.follow(value["$ref"], "")
        return value


@dataclass(frozen=True)
class Layer:
    node: dict
    file: str
    pointer: str

    def child(self, *steps: str) -> "Layer":
        node = self.node
        for step in steps:
            node = node[step]
        return Layer(node, self.file, "/".join([self.pointer, *steps]))


class View:
    """A schema in layers, the most specific first."""

    def __init__(self, files: Files, layers: list[Layer]):
        self.files = files
        self.layers = layers

    @staticmethod
    def of(files: Files, node: dict, file: str, pointer: str = "") -> "View":
        return View(files, list(_layers(files, Layer(node, file, pointer))))

    def word(self, word: str, language: str) -> str:
        """A title or description in a language, from the first layer that has one."""
        for layer in self.layers:
            words = layer.node if language == "en" else layer.node.get("x-fr", {})
            if word in words:
                return words[word]
        return ""

    def keyword(self, name: str):
        """A keyword's value from the first layer that has it."""
        return next((layer.node[name] for layer in self.layers if name in layer.node), None)

    @property
    def required(self) -> set[str]:
        return {name for layer in self.layers for name in layer.node.get("required", [])}

    @property
    def properties(self) -> dict[str, "View"]:
        """By name, in the order of the widest layer."""
        found: dict[str, list[Layer]] = {}
        for layer in reversed(self.layers):
            for name in layer.node.get("properties", {}):
                part = layer.child("properties", name)
                found[name] = list(_layers(self.files, part)) + found.get(name, [])
        return {name: View(self.files, layers) for name, layers in found.items()}

    def below(self, keyword: str) -> "View | None":
        """The schema under `items` or `additionalProperties`, where there is one."""
        parts = [layer.child(keyword) for layer in self.layers if isinstance(layer.node.get(keyword), dict)]
        return View(self.files, [found for part in parts for found in _layers(self.files, part)]) if parts else None

    def branches(self) -> list["View"]:
        """The alternatives of `anyOf` that are schemas of their own."""
        for layer in self.layers:
            if "anyOf" in layer.node:
                parts = [Layer(part, layer.file, f"{layer.pointer}/anyOf/{n}") for n, part in enumerate(layer.node["anyOf"])]
                return [View(self.files, list(_layers(self.files, part))) for part in parts]
        return []

    @property
    def home(self) -> Layer | None:
        """The shared definition that this is, or the one that it adds something to."""
        return next((layer for layer in self.layers if is_definition(layer)), None)

    @property
    def is_refined(self) -> bool:
        """Whether it asks for more of the members of what it refers to."""
        own = self.layers[0].node
        return "$ref" in own and ("properties" in own or "required" in own)


def is_definition(layer: Layer) -> bool:
    return layer.file != "" and layer.pointer.startswith("/$defs/") and layer.pointer.count("/") == 2


def _layers(files: Files, layer: Layer):
    yield layer
    if "$ref" in layer.node:
        yield from _layers(files, Layer(*files.follow(layer.node["$ref"], layer.file)))
    for index, part in enumerate(layer.node.get("allOf", [])):
        if "if" not in part:
            yield from _layers(files, Layer(part, layer.file, f"{layer.pointer}/allOf/{index}"))
