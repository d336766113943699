#!/usr/bin/env python3
"""Judge whether the contract keeps the promise of v1.

Compares the schemas of the work tree with those that were published: what we read must go on accepting what it accepted,
and what we write must keep its fields and may say nothing that it could not say before. Adding an optional field keeps
the promise, as both sides pass over what they do not know. Besides, every example published as valid must still be there
and be accepted. Prints each breach, with its place and what to do, and a one-line summary; exits 1 if there was any.

The published contract is kept in schemas/published/v1.json: every schema without its words, and the hashes of the valid
examples. A file rather than a tag, because a clone of continuous integration may be shallow and without tags, and
because publishing is then a change that a reviewer sees.

  --against REV   compare with a revision of git instead, such as the branch that a change goes into
  --publish       keep the work tree's contract as the published one; refused where it breaks the promise, but for
                  --replace, which is for the time before anybody outside relies on it
  --self-test     change the schemas in ways whose effect is known, and see whether each is told; VAGUEMESTRE_SEED replays
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys

from compatibility.contract import PUBLISHED, REPOSITORY, Contract
from compatibility.promise import breaches


def baseline(revision: str | None) -> Contract:
    try:
        return Contract.of_revision(revision) if revision else Contract.of_published()
    except subprocess.CalledProcessError as error:
        sys.exit(f"git has no contract of {revision}: {error.stderr.decode().strip()}")
    except FileNotFoundError:
        sys.exit(f"{PUBLISHED.relative_to(REPOSITORY)} is missing: publish the contract with --publish, or name a revision with --against")


def told(count: int) -> str:
    return "1 breach" if count == 1 else f"{count} breaches"


def judge(revision: str | None, seed: int) -> int:
    older, newer = baseline(revision), Contract.of_work_tree()
    found = breaches(older, newer, seed)
    for breach in found:
        print(breach)
    name = revision or "the published contract"
    size = f"{len(older.schemas)} schemas, {len(older.channels)} topics and {len(older.hashes)} examples of {name}"
    print(f"{size}; {told(len(found))} of v1")
    return 1 if found else 0


def publish(is_replacing: bool, seed: int) -> int:
    newer = Contract.of_work_tree()
    found = breaches(Contract.of_published(), newer, seed) if PUBLISHED.exists() and not is_replacing else []
    for breach in found:
        print(breach)
    if found:
        print(f"{told(len(found))} of v1; nothing was published. --replace does it all the same, while nobody relies on v1")
        return 1
    newer.publish()
    print(f"{PUBLISHED.relative_to(REPOSITORY)}: {len(newer.schemas)} schemas, {len(newer.hashes)} examples")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Judge whether the contract keeps the promise of v1.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--against", metavar="REV", help="compare with a revision of git instead of the published contract")
    what.add_argument("--publish", action="store_true", help="keep the work tree's contract as the published one")
    what.add_argument("--self-test", action="store_true", help="see whether changes of known effect are told")
    parser.add_argument("--replace", action="store_true", help="with --publish: even where it breaks the promise")
    arguments = parser.parse_args()
    if arguments.replace and not arguments.publish:
        parser.error("--replace needs --publish")
    seed = int(os.environ.get("VAGUEMESTRE_SEED") or random.randrange(2**32))
    if arguments.publish:
        return publish(arguments.replace, seed)
    if arguments.self_test:
        from compatibility.seeds import self_test

        return self_test(seed)
    return judge(arguments.against, seed)


if __name__ == "__main__":
    sys.exit(main())
