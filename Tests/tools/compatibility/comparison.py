"""Whether everything that one schema takes is taken by another, keyword by keyword.

The answer errs on the safe side: what cannot be shown to be taken counts as a gap, but for patterns, which are tried
(see `witnesses`). Fields are the exception that v1 makes on purpose: readers on both sides pass over fields that they do
not know, so one may be added where others were allowed or not, and none may go.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import judge_schemas
from compatibility.conjunction import LOWER, Conjunction, Members, Place, Schema
from compatibility.witnesses import witness

KINDS = {
    "minimum": "number", "maximum": "number", "minLength": "string", "maxLength": "string", "minItems": "array",
    "maxItems": "array", "minProperties": "object", "maxProperties": "object",
}
UNITS = {"Length": "characters", "Items": "elements", "Properties": "members"}
ALL_TYPES = {"null", "boolean", "number", "string", "array", "object"}


@dataclass(frozen=True)
class Gap:
    """Something that is taken here and not there. `what` says it in words."""

    place: Place
    what: str


@dataclass
class Comparison:
    """`is_forward` where the older schema is asked what it takes; then gaps are told at their places in the newer."""

    is_forward: bool
    seed: int = 1
    under_way: set[tuple[str, str]] = field(default_factory=set)

    def gaps(self, taker: Conjunction, giver: Conjunction) -> list[Gap]:
        """What `taker` takes and `giver` does not."""
        if taker.is_never:
            return []
        pair = tuple("".join(source.text() for source in side.sources) for side in (taker, giver))
        if pair[0] == pair[1] or pair in self.under_way:
            return []
        self.under_way.add(pair)
        try:
            found = self.direct(taker, giver)
            if found and taker.choices:
                # Alternative by alternative shows more, and is told more exactly.
                found = min((self.branch(taker, giver, choice) for choice in taker.choices), key=len)
            return found
        finally:
            self.under_way.discard(pair)

    def branch(self, taker: Conjunction, giver: Conjunction, choice: list[Schema]) -> list[Gap]:
        """The gaps of each alternative by itself."""
        found = []
        for schema in choice:
            found += [gap for gap in self.gaps(taker.with_schema(schema, choice), giver) if gap not in found]
        return found

    def direct(self, taker: Conjunction, giver: Conjunction) -> list[Gap]:
        if giver.is_never:
            return [Gap((giver if self.is_forward else taker).place, "anything at all")]
        if taker.values is not None:
            others = [value for value in taker.values if taken(value, taker) and not taken(value, giver)]
            return [Gap(giver.origin("enum"), f"the value {value!r}") for value in others]
        if types := self.other_types(taker, giver):
            return [Gap(giver.origin("type"), types)]
        if choice := self.open_choice(taker, giver):
            return self.nearest(taker, giver, choice)
        found = [*self.scalars(taker, giver), *self.objects(taker, giver), *self.lists(taker, giver)]
        others = [(text, name) for text, name in giver.wholes.items() if text not in taker.wholes]
        return found + [Gap(giver.origin("whole", text), f"what {name} refuses") for text, name in others]

    def nearest(self, taker: Conjunction, giver: Conjunction, choice: list[Schema]) -> list[Gap]:
        """The gaps of the alternative that comes nearest; of two that are as near, the one of the same number."""
        ranked = []
        for index, schema in enumerate(choice):
            found = self.gaps(taker, giver.with_schema(schema, choice))
            if not found:
                return []
            ranked.append((len(found), index != taker.alternative, index, found))
        *_, found = min(ranked)
        if len(choice) >= taker.alternatives:
            return found
        # One has gone: that is told of the choice, and not of what came nearest among the others.
        place = Place(choice[0].place.file, choice[0].place.pointer.rsplit("/", 2)[0])
        return [Gap(place, gap.what) for gap in found]

    @staticmethod
    def open_choice(taker: Conjunction, giver: Conjunction) -> list[Schema] | None:
        """The first `anyOf` of the giver that the taker does not ask for as well."""
        known = [{schema.text() for schema in choice} for choice in taker.choices]
        for choice in giver.choices:
            texts = {schema.text() for schema in choice}
            if not any(each <= texts for each in known):
                return choice
        return None

    # ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────

    @staticmethod
    def types(one: Conjunction) -> set[str]:
        return ALL_TYPES if one.types is None else one.types

    def other_types(self, taker: Conjunction, giver: Conjunction) -> str | None:
        if giver.types is None:
            return None
        if taker.types is None and taker.choices:
            return "whatever is of no certain type"
        types = self.types(taker)
        others = {name for name in types - giver.types if not (name == "integer" and "number" in giver.types)}
        return " or ".join(f"a value of the type {name}" for name in sorted(others)) or None

    def scalars(self, taker: Conjunction, giver: Conjunction):
        types = self.types(taker)
        for keyword, asked in giver.bounds.items():
            known, kind = taker.bounds.get(keyword), KINDS[keyword]
            if kind not in types and not (kind == "number" and "integer" in types):
                continue
            is_loose = known is None or (known < asked if keyword in LOWER else known > asked)
            # Least lengths of 0 ask for nothing.
            if is_loose and not (keyword in LOWER and kind != "number" and asked == 0):
                unit = next((name for part, name in UNITS.items() if keyword.endswith(part)), "")
                what = f"{'less' if keyword in LOWER else 'more'} than {asked} {unit}".rstrip()
                yield Gap(giver.origin(keyword), what)
        if "string" in types:
            yield from self.texts(taker, giver)
        if giver.values is not None:
            yield Gap(giver.origin("enum"), f"other values than {', '.join(repr(value) for value in giver.values)}")

    def texts(self, taker: Conjunction, giver: Conjunction):
        for pattern in sorted(giver.patterns - taker.patterns):
            place = giver.origin("pattern", pattern)
            if not taker.patterns:
                yield Gap(place, f"texts that do not match {pattern}")
            elif (text := witness(frozenset(taker.patterns), pattern, self.seed)) is not None:
                yield Gap(place, f"the text {text!r}, which does not match {pattern}")
        for name in sorted(giver.formats - taker.formats):
            yield Gap(giver.origin("format", name), f"texts that are not of the format {name}")

    # ── Objects ──────────────────────────────────────────────────────────────────────────────────────────────────

    def objects(self, taker: Conjunction, giver: Conjunction) -> list[Gap]:
        if "object" not in self.types(taker):
            return []
        missing = sorted(giver.required - taker.required)
        found = [Gap(giver.origin("required", name), f"an object without {name!r}") for name in missing]
        for name, other in sorted(giver.required_with - taker.required_with):
            if other not in taker.required:
                found.append(Gap(giver.origin("dependentRequired"), f"an object with {name!r} and without {other!r}"))
        for name in sorted(names(taker) | names(giver)):
            found += self.member(name, taker, giver)
        found += self.unnamed(taker, giver)
        # A field that has come may stand where names are judged as well.
        known = [] if self.is_forward else sorted(names(taker))
        for schema in giver.member_names:
            asked = or_one_of(schema, known)
            found += self.gaps(texts_of(taker.member_names, schema), texts_of([asked], asked))
        return found

    def member(self, name: str, taker: Conjunction, giver: Conjunction) -> list[Gap]:
        here, there = schemas(taker, name), schemas(giver, name)
        if any(schema.node is False for schema in here):
            return []
        older, newer = (taker, giver) if self.is_forward else (giver, taker)
        if name not in names(older):
            return []
        if name not in names(newer):
            # Told once, where the older schema is asked.
            return [Gap(here[0].place, "the field")] if self.is_forward and here else []
        return self.gaps(all_of(here, like=giver), all_of(there, like=giver)) if there else []

    def unnamed(self, taker: Conjunction, giver: Conjunction) -> list[Gap]:
        """Members that neither names."""
        here, there = others(taker), others(giver)
        found = self.patterned(taker, giver)
        if any(schema.node is False for schema in here) or not there:
            return found
        if closing := next((schema for schema in there if schema.node is False), None):
            parent = Place(closing.place.file, closing.place.pointer.rsplit("/", 1)[0])
            return [*found, Gap(parent, "members of any other name")]
        return found + self.gaps(all_of(here, like=giver), all_of(there, like=giver))

    def patterned(self, taker: Conjunction, giver: Conjunction) -> list[Gap]:
        """Members by the pattern of their names: taken as a whole."""

        def told(one: Conjunction) -> dict[str, str]:
            return {name: schema.text() for group in one.members for name, schema in group.patterned.items()}

        here, there = told(taker), told(giver)
        is_closed = any(schema.node is False for schema in others(giver))
        if here == there or (not there and not is_closed):
            return []
        changed = sorted({name for name in {*here, *there} if here.get(name) != there.get(name)})
        return [Gap(giver.origin("patternProperties"), f"members whose names match {', '.join(changed)}")]

    # ── Lists ────────────────────────────────────────────────────────────────────────────────────────────────────

    def lists(self, taker: Conjunction, giver: Conjunction) -> list[Gap]:
        if "array" not in self.types(taker):
            return []
        found = []
        if giver.is_unique and not taker.is_unique and taker.bounds.get("maxItems", 2) > 1:
            found.append(Gap(giver.origin("uniqueItems"), "an element twice"))
        if giver.items and taker.bounds.get("maxItems") != 0:
            found += self.gaps(all_of(taker.items, like=giver), all_of(giver.items, like=giver))
        return found


# ── What a conjunction says of its members ───────────────────────────────────────────────────────────────────────


def names(one: Conjunction) -> set[str]:
    """The members that it, or an alternative of it, knows by name. One that may not stand there is not known."""
    found = {name for group in one.members for name in group.named}
    found = {name for name in found if not any(schema.node is False for schema in named(one, name))}
    for choice in one.choices:
        for schema in choice:
            found |= names(Conjunction.of(schema))
    return found


def named(one: Conjunction, name: str) -> list[Schema]:
    return [group.named[name] for group in one.members if name in group.named]


def schemas(one: Conjunction, name: str) -> list[Schema]:
    """Everything that judges a member of this name."""
    found = []
    for group in one.members:
        if own := judges(group, name):
            found += own
        elif group.others is not None:
            found.append(group.others)
    return found


def judges(group: Members, name: str) -> list[Schema]:
    matching = [schema for pattern, schema in group.patterned.items() if judge_schemas.matches(pattern, name)]
    return ([group.named[name]] if name in group.named else []) + matching


def others(one: Conjunction) -> list[Schema]:
    return [group.others for group in one.members if group.others is not None]


def all_of(found: list[Schema], like: Conjunction) -> Conjunction:
    """What schemas ask together; anything goes where there is none."""
    source = like.sources[0]
    return Conjunction.of(*(found or [Schema(True, source.place, source.files)]))


def texts_of(found: list[Schema], like: Schema) -> Conjunction:
    """What schemas of names ask together: names are texts."""
    return Conjunction.of(Schema({"type": "string"}, like.place, like.files), *found)


def or_one_of(schema: Schema, known: list[str]) -> Schema:
    """What takes what a schema takes, and these values."""
    if not known:
        return schema
    return Schema({"anyOf": [schema.node, {"enum": known}]}, schema.place, schema.files)


# ── Single values ────────────────────────────────────────────────────────────────────────────────────────────────

REGISTRIES: dict[int, tuple] = {}


def registry(files: dict[str, dict]):
    """Made once for each set of files, which is kept so that its identity stays its own."""
    if id(files) not in REGISTRIES:
        translated = {name: judge_schemas.with_python_patterns(schema) for name, schema in files.items()}
        REGISTRIES[id(files)] = (files, judge_schemas.make_registry(translated))
    return REGISTRIES[id(files)][1]


def taken(value, by: Conjunction) -> bool:
    """Whether all schemas of a conjunction take a value, by the independent judge."""
    return all(accepts(schema, value) for schema in by.sources)


def accepts(schema: Schema, value) -> bool:
    if isinstance(schema.node, bool):
        return schema.node
    # Evolved from the whole file, so that local references resolve.
    file = schema.files[schema.place.file]
    part = {**schema.node, "$id": f"{file['$id']}?part", "$defs": file.get("$defs", {})}
    reference = judge_schemas.with_python_patterns(part)
    judge = judge_schemas.Judge(reference, registry=registry(schema.files), format_checker=judge_schemas.FORMATS)
    return judge.is_valid(value)
