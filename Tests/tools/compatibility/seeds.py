"""The check checked: the contract is changed in ways whose effect is known, and each must be told, or not.

Three sorts. What *narrows* a schema breaks the promise everywhere. What *widens* it breaks it where we write. What is
*neutral* breaks nothing. Each is done at places chosen by chance. And so that the verdicts do not rest on what this file
believes: whenever no breach is told, every example in the repository, valid or not, must get the same answer as before in
the directions that are promised.
"""

from __future__ import annotations

import copy
import json
import random
from dataclasses import dataclass
from pathlib import Path

import judge_schemas
from compatibility.comparison import registry
from compatibility.conjunction import Place, Schema
from compatibility.contract import REPOSITORY, Contract
from compatibility.mutations import MUTATIONS, Mutation
from compatibility.promise import READ, ROLES, WRITTEN, Breach, root, schema_breaches

SITES_EACH = 4


@dataclass(frozen=True)
class Site:
    """A place in a schema, with the roles of all that leads there."""

    file: str
    pointer: str
    roles: frozenset[str]


def self_test(seed: int) -> int:
    contract = Contract.of_work_tree()
    sites = all_sites(contract)
    chance = random.Random(seed)
    documents = all_documents()
    problems, tried = [], 0
    for mutation in MUTATIONS:
        fitting = [site for site in sites if mutation.fits(node(contract, site))]
        if not fitting:
            problems.append(f"{mutation.name}: there is no place to try it")
        for site in chance.sample(fitting, min(SITES_EACH, len(fitting))):
            tried += 1
            changed = mutated(contract, site, mutation, chance)
            problems += verdict(contract, changed, site, mutation, documents, seed)
    for problem in problems:
        print(problem)
    print(f"{len(MUTATIONS)} sorts of changes, {tried} of them tried (seed {seed}); {len(problems)} wrong verdicts")
    return 1 if problems else 0


def verdict(contract, changed, site: Site, mutation: Mutation, documents, seed: int):
    """What is wrong with what is told of one change."""
    files = users(contract, site.file)
    found = list(schema_breaches(contract, changed, seed, files))
    place = f"{mutation.name} at schemas/{site.file}#{site.pointer}"
    is_breach = mutation.sort == "narrows" or (mutation.sort == "widens" and WRITTEN in site.roles)
    if is_breach and not found:
        yield f"{place}: no breach was told"
    elif not is_breach and found:
        yield f"{place}: a breach was told: {found[0]}"
    elif found and not any(named(breach, site) for breach in found):
        yield f"{place}: a breach was told, but at {found[0].place}"
    if not found:
        yield from (f"{place}: no breach was told, but {what}" for what in contradictions(contract, changed, documents, files))


def named(breach: Breach, site: Site) -> bool:
    """Whether a breach is told where the change is, or just above or below, or by its name where a reference was cut."""
    changed = f"schemas/{site.file}#{site.pointer}"
    is_cut = breach.what.endswith("leads nowhere") and site.pointer in breach.what
    return breach.place.startswith(changed) or changed.startswith(breach.place) or is_cut


# ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────


def all_sites(contract: Contract) -> list[Site]:
    """Every schema that a root leads to."""
    roles: dict[Place, set[str]] = {}
    for file, roots in ROLES.items():
        for pointer, role in roots.items():
            walk(root(contract, file, pointer), role, roles)
    return sorted(
        (Site(place.file, place.pointer, frozenset(found)) for place, found in roles.items()),
        key=lambda site: (site.file, site.pointer),
    )


def walk(schema: Schema, role: str, roles: dict[Place, set[str]]) -> None:
    if isinstance(schema.node, bool) or role in roles.setdefault(schema.place, set()):
        return
    roles[schema.place].add(role)
    if "$ref" in schema.node:
        walk(schema.target(), role, roles)
    for name in schema.node.get("properties", {}):
        # What a pattern of names judges as well is not decided here alone.
        if not any(judge_schemas.matches(pattern, name) for pattern in schema.node.get("patternProperties", {})):
            walk(schema.down("properties", name), role, roles)
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.node.get(keyword), dict):
            walk(schema.down(keyword), role, roles)
    for index in range(len(schema.node.get("anyOf", []))):
        walk(schema.down("anyOf", index), role, roles)


def node(contract: Contract, site: Site) -> dict:
    return at(contract.schemas[site.file], site.pointer)


def at(value, pointer: str):
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def mutated(contract: Contract, site: Site, mutation: Mutation, chance: random.Random) -> Contract:
    schemas = copy.deepcopy(contract.schemas)
    mutation.change(at(schemas[site.file], site.pointer), chance)
    return Contract(schemas, contract.channels)


def users(contract: Contract, file: str) -> set[str]:
    """The schemas that a change of one may be felt in: itself, and those that refer to it, be it by way of others."""
    found = {file}
    while True:
        more = {name for name, schema in contract.schemas.items() if any(f'"{each}' in json.dumps(schema) for each in found)}
        if more <= found:
            return found
        found |= more


# ── Documents ────────────────────────────────────────────────────────────────────────────────────────────────────


def all_documents() -> dict[str, list]:
    """Every example by its schema's file, valid or not."""
    found: dict[str, list] = {}
    for path in sorted((REPOSITORY / "schemas" / "examples").glob("*/*/*.json")):
        found.setdefault(f"{path.parts[-3]}.json", []).append(json.loads(Path(path).read_text("utf-8")))
    return found


def contradictions(older: Contract, newer: Contract, documents, files: set[str]):
    """Documents that the promise is broken for, by the independent judge."""
    for file in sorted(files & documents.keys()):
        for document, was, is_now in zip(documents[file], verdicts(older, file, documents), verdicts(newer, file, documents)):
            if was and not is_now:
                yield f"schemas/{file} refuses {str(document)[:80]}, which it accepted"
            if is_now and not was and READ not in ROLES[file].values():
                yield f"schemas/{file} accepts {str(document)[:80]}, which it refused"


def verdicts(contract: Contract, file: str, documents) -> list[bool]:
    """Of every document of a schema; made once for each contract."""
    if file not in contract.verdicts:
        reference = {"$ref": contract.schemas[file]["$id"]}
        judge = judge_schemas.Judge(reference, registry=registry(contract.schemas), format_checker=judge_schemas.FORMATS)
        contract.verdicts[file] = [judge.is_valid(document) for document in documents[file]]
    return contract.verdicts[file]
