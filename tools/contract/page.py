"""The contract as one page, in one language."""

from __future__ import annotations

import json

from contract.phrases import BY_LANGUAGE
from contract.tables import Tables, anchor, cell
from contract.views import Files, Layer, View

STAGES = ("route", "digest", "compose", "deliver")
PARTIES = (*STAGES, "intake", "operator")
DAY_MS = 86_400_000
MIB = 1_048_576


class Page:
    def __init__(self, files: Files, language: str):
        self.files = files
        self.language = language
        self.document = files.documents[""]
        self.say = BY_LANGUAGE[language]
        self.tables = Tables(language)

    def text(self) -> str:
        lines = [f"# {self.say['heading']}", ""]
        lines += [self.word(self.document["info"], "description").strip(), "", self.say["other"], "", self.say["source"]]
        lines += self.overview()
        for name, channel in self.document["channels"].items():
            lines += self.channel(name, channel)
        lines += self.stages()
        lines += self.forms()
        return "\n".join(lines) + "\n"

    def word(self, node: dict, word: str) -> str:
        return (node if self.language == "en" else node.get("x-fr", {})).get(word, "")

    # ── Topics ───────────────────────────────────────────────────────────────────────────────────────────────────

    def overview(self) -> list[str]:
        say = self.say
        lines = ["", f"## {say['overview']}", ""]
        lines += [f"| {say['topic']} | {say['what']} | {say['key']} | {say['written']} | {say['read']} |", "| --- " * 5 + "|"]
        for name, channel in self.document["channels"].items():
            message = self.files.whole(next(iter(channel["messages"].values())))
            key = self.word(self.binding(message)["key"], "title")
            written, read = self.parties(name, "send"), self.parties(name, "receive")
            topic = f"[`{channel['address']}`](#{name.lower()})"
            lines.append(f"| {topic} | {self.word(channel, 'title')} | {key} | {written} | {read} |")
        return lines

    def parties(self, channel: str, action: str) -> str:
        """Who sends to a channel, or reads it. Where no stage does, others do."""
        found = []
        for operation in self.document["operations"].values():
            if operation["channel"]["$ref"] == f"#/channels/{channel}" and operation["action"] == action:
                stage = operation["tags"][0]["name"]
                found += [stage] if stage not in found else []
        others = [] if set(found) & set(STAGES) else [self.say["you"]]
        return ", ".join(others + [self.party(each) for each in PARTIES if each in found])

    def party(self, name: str) -> str:
        return f"`{name}`" if name in STAGES else self.say[name]

    def binding(self, node: dict) -> dict:
        return self.files.whole(node.get("bindings", {})).get("kafka", {})

    def channel(self, name: str, channel: dict) -> list[str]:
        say = self.say
        messages = {each: self.files.whole(message) for each, message in channel["messages"].items()}
        key = self.binding(next(iter(messages.values())))["key"]
        lines = ["", f'<a id="{name.lower()}"></a>', "", f"## {self.word(channel, 'title')} (`{channel['address']}`)", ""]
        lines += [self.word(channel, "description").strip(), "", f"- {self.key(key)}", f"- {self.kept(self.binding(channel))}"]
        lines += [f"- {self.roles(name)}"]
        for message in messages.values():
            lines += self.message(message, channel_key=key)
        return lines

    def key(self, key: dict) -> str:
        examples = self.say["such"].format(f"`{key['examples'][0]}`") if "examples" in key else ""
        return self.say["keyLine"].format(title=self.word(key, "title"), description=self.word(key, "description") + examples)

    def kept(self, binding: dict) -> str:
        say, config = self.say, binding["topicConfiguration"]
        parts = [
            say["compacted"] if "compact" in config.get("cleanup.policy", []) else
            say["kept"].format(days=config["retention.ms"] // DAY_MS),
            say["partitions"].format(binding["partitions"], binding["replicas"]),
        ]
        if "max.message.bytes" in config:
            parts.append(say["bytes"].format(config["max.message.bytes"] // MIB))
        if config.get("message.timestamp.type") == "LogAppendTime":
            parts.append(say["appended"])
        return " ".join(parts)

    def roles(self, channel: str) -> str:
        written = f"**{self.say['written'].capitalize()}** {self.parties(channel, 'send')}"
        return f"{written}; **{self.say['read']}** {self.parties(channel, 'receive')}."

    # ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────

    def message(self, message: dict, channel_key: dict) -> list[str]:
        """Its key is told where it is another than that of the channel's first message."""
        say = self.say
        lines = ["", f"### {self.word(message, 'title')}", ""]
        lines += [f"{self.word(message, 'summary').strip()} {say['contentType'].format(message['contentType'])}", ""]
        key = self.binding(message)["key"]
        lines += [] if key == channel_key else [self.key(key), ""]
        headers = self.view(self.files.whole(message["headers"])["schema"])
        lines += [f"**{say['headers']}.** {self.openness(headers)}", "", *self.tables.table(headers)]
        lines += ["", f"**{say['value']}.** {self.value(message)}"]
        for example in message.get("examples", []):
            lines += self.example(example)
        return lines

    def view(self, schema: dict) -> View:
        return View.of(self.files, schema, "")

    def openness(self, view: View) -> str:
        return self.say["none"] if view.keyword("additionalProperties") is False else self.say["others"]

    def value(self, message: dict) -> str:
        """Where the value is described: in a schema, with a table where it is a document as a whole."""
        schema = self.files.whole(message["payload"])["schema"]
        references = [part["$ref"] for part in schema.get("anyOf", [schema]) if "$ref" in part]
        if not references:
            return self.say["anyBytes"]
        links = [self.link(reference) for reference in references]
        told = f"{self.tables.choice(links)}."
        if len(references) > 1 or "#" in references[0]:
            return told
        return "\n\n".join([told, "\n".join(self.tables.table(self.view(schema)))])

    def link(self, reference: str) -> str:
        file, _, pointer = reference.removeprefix("./").partition("#")
        link = self.say["schema"].format(file)
        return f"`{pointer.rsplit('/', 1)[1]}` ({link})" if pointer else link

    def example(self, example: dict) -> list[str]:
        summary = self.say["example"].format(example["summary"])
        lines = ["", f"<details><summary>{summary}</summary>", "", self.say["exampleHeaders"], ""]
        lines += [*self.json(example["headers"]), "", self.say["exampleValue"], "", *self.json(example["payload"])]
        return [*lines, "", "</details>"]

    def json(self, value) -> list[str]:
        return ["```json", json.dumps(value, ensure_ascii=False, indent=2), "```"]

    # ── Stages ───────────────────────────────────────────────────────────────────────────────────────────────────

    def stages(self) -> list[str]:
        say = self.say
        lines = ["", f"## {say['operations']}"]
        for stage in PARTIES:
            operations = [each for each in self.document["operations"].values() if each["tags"][0]["name"] == stage]
            heading = self.party(stage)
            heading = heading[:1].upper() + heading[1:]
            groups = [self.files.whole(self.binding(each)["groupId"])["const"] for each in operations if self.binding(each)]
            group = f" ({say['group']} `{groups[0]}`)" if groups else ""
            lines += ["", f"### {heading}{group}", "", f"| {say['operation']} | {say['topic']} | |", "| --- | --- | --- |"]
            for operation in operations:
                topic = self.files.whole(operation["channel"])["address"]
                summary = cell(self.word(operation, "summary"))
                lines.append(f"| {self.word(operation, 'title')} | `{topic}` | {summary} |")
        return lines

    # ── Forms ────────────────────────────────────────────────────────────────────────────────────────────────────

    def forms(self) -> list[str]:
        """The shared definitions that something links to, and those that these link to in turn."""
        written: dict[str, list[str]] = {}
        while pending := [layer for name, layer in self.tables.linked.items() if name not in written]:
            for layer in pending:
                written[anchor(layer)] = self.form(layer)
        files = sorted({layer.file for layer in self.tables.linked.values()})
        lines = ["", f"## {self.say['forms']}", "", self.say["formsIntro"]]
        for file in files:
            lines += ["", f"### {self.say['formsOf'].format(self.say['schema'].format(file))}"]
            for name, layer in sorted(self.tables.linked.items()):
                lines += written[name] if layer.file == file else []
        return lines

    def form(self, layer: Layer) -> list[str]:
        view = View.of(self.files, layer.node, layer.file, layer.pointer)
        name = layer.pointer.removeprefix("/$defs/")
        lines = ["", f'<a id="{anchor(layer)}"></a>', "", f"#### {name}", "", self.tables.meaning(view)]
        if view.properties:
            closed = f" ({self.say['closed']})" if view.keyword("additionalProperties") is False else ""
            return [*lines[:-1], lines[-1] + closed, "", *self.tables.table(view)]
        kind = self.tables.described(View(self.files, [Layer(each.node, each.file, "") for each in view.layers]))
        examples = [json.dumps(each, ensure_ascii=False) for each in view.keyword("examples") or []]
        such = self.say["such"].format(", ".join(f"`{each}`" for each in examples)) if examples else ""
        return [*lines, "", f"{kind[:1].upper()}{kind[1:]}.{such}"]
