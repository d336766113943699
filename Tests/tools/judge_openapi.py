#!/usr/bin/env python3
"""Judge schemas/openapi.yaml with an independent validator, PyPI's openapi-spec-validator.

Also: every file that it refers to is there, and every status that a problem may have (schemas/problem.v1.json) is among
the responses of POST /events, and no other refusal. Prints each disagreement and a one-line summary; exits 1 if there
was any.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.readers import read_from_filename

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


def references(part):
    """Everything that a `$ref` in the document names."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def problems(document, uri):
    for error in OpenAPIV31SpecValidator(document, base_uri=uri).iter_errors():
        yield f"schemas/openapi.yaml: {error.message}"
    for name in set(references(document)):
        file = name.split("#")[0]
        if file and not (SCHEMAS / file).is_file():
            yield f"schemas/openapi.yaml refers to {file}, which is not there"
    responses = set(document["paths"]["/events"]["post"]["responses"])
    problem = json.loads((SCHEMAS / "problem.v1.json").read_text("utf-8"))
    # A wrong method is no response of POST.
    statuses = {str(status) for status in problem["properties"]["status"]["enum"]} - {"405"}
    for status in sorted(statuses ^ (responses - {"202"})):
        yield f"the status {status} stands in only one of openapi.yaml and problem.v1.json"


def main() -> int:
    document, uri = read_from_filename(str(SCHEMAS / "openapi.yaml"))
    found = list(problems(document, uri))
    for problem in found:
        print(problem)
    print(f"1 OpenAPI document; {len(found)} disagreements")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
