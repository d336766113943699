"""Schemas as tables: a row for each field, with its type in words. Shared definitions are linked, not repeated."""

from __future__ import annotations

import json

from contract.phrases import BY_LANGUAGE
from contract.views import Layer, View

LONGEST_PATTERN = 80


def code(value) -> str:
    return f"`{value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}`"


def cell(text: str) -> str:
    """A text within a table, where a bar would end the cell even in code."""
    return text.strip().replace("|", "\\|").replace("\n", " ")


def anchor(layer: Layer) -> str:
    return f"{layer.file.removesuffix('.v1.json')}-{layer.pointer.removeprefix('/$defs/')}".lower()


class Tables:
    """Writes tables in one language, and remembers which shared definitions they link to."""

    def __init__(self, language: str):
        self.language = language
        self.say = BY_LANGUAGE[language]
        self.linked: dict[str, Layer] = {}

    # ── Rows ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def table(self, view: View) -> list[str]:
        say = self.say
        head = f"| {say['field']} | {say['type']} | {say['required']} | {say['meaning']} |"
        return [head, "| --- | --- | --- | --- |", *self.rows(view)]

    def rows(self, view: View, prefix: str = ""):
        required = view.required
        for name, part in view.properties.items():
            is_required = self.say["yes"] if name in required else ""
            yield f"| `{prefix}{name}` | {cell(self.type(part))} | {is_required} | {cell(self.meaning(part))} |"
            yield from self.nested(part, f"{prefix}{name}")

    def nested(self, view: View, name: str):
        """The fields of an object, or of a list's objects, that is no shared definition."""
        if view.properties and self.stands_alone(view):
            yield from self.rows(view, f"{name}.")
        items = view.below("items")
        if items and items.properties and self.stands_alone(items) and self.stands_alone(view):
            yield from self.rows(items, f"{name}[].")

    @staticmethod
    def stands_alone(view: View) -> bool:
        return view.home is None or view.is_refined

    def meaning(self, view: View) -> str:
        title, description = view.word("title", self.language), view.word("description", self.language)
        return f"**{title}.** {description}"

    # ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────

    def type(self, view: View) -> str:
        """What a value must be, in words."""
        if view.home is None or view.is_refined:
            return self.described(view)
        self.linked.setdefault(anchor(view.home), view.home)
        link = f"[`{view.home.pointer.removeprefix('/$defs/')}`](#{anchor(view.home)})"
        own = View(view.files, view.layers[: view.layers.index(view.home)])
        return ", ".join([link, *self.bounds(own)])

    def described(self, view: View) -> str:
        parts = [self.core(view), *self.bounds(view)]
        return ", ".join(part for part in parts if part)

    def core(self, view: View) -> str:
        if (const := view.keyword("const")) is not None:
            return code(const)
        if enum := view.keyword("enum"):
            return self.choice([code(value) for value in enum])
        name = view.keyword("type")
        if name is None and (branches := view.branches()):
            return self.choice([self.type(branch) for branch in branches])
        if isinstance(name, list):
            return self.choice([self.say[each] for each in name])
        if name == "array" and (items := view.below("items")):
            return self.say["listOf"].format(self.type(items))
        if name == "object" and not view.properties and (others := view.below("additionalProperties")):
            return self.say["mapOf"].format(self.type(others))
        return self.say[name] if name else self.say["any"]

    def choice(self, names: list[str]) -> str:
        return self.say["or"].join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    def bounds(self, view: View) -> list[str]:
        """What is asked beyond the type."""
        found = [self.span(view, "minimum", "maximum", "")]
        if self.span(view, "minLength", "maxLength", "") == self.say["atLeast"].format(1):
            found.append(self.say["notEmpty"])
        else:
            found.append(self.span(view, "minLength", "maxLength", "characters"))
        found.append(self.span(view, "minItems", "maxItems", "elements"))
        if view.keyword("uniqueItems"):
            found.append(self.say["different"])
        pattern = view.keyword("pattern")
        if pattern and len(pattern) <= LONGEST_PATTERN and "`" not in pattern:
            found.append(code(pattern))
        default = view.keyword("default")
        if default is not None:
            found.append(self.say["default"].format(default))
        return [each for each in found if each]

    def span(self, view: View, least: str, most: str, unit: str) -> str:
        low, high = view.keyword(least), view.keyword(most)
        if low is None and high is None:
            return ""
        if low is not None and low == high:
            text = str(low)
        elif low is not None and high is not None:
            text = self.say["between"].format(self.number(low), self.number(high))
        elif high is not None:
            text = self.say["atMost"].format(self.number(high))
        else:
            text = self.say["atLeast"].format(self.number(low))
        return f"{text} {self.say[unit]}" if unit else text

    def number(self, value) -> str:
        grouped = f"{value:,}"
        return grouped if self.language == "en" else grouped.replace(",", "\u00a0")
