#!/usr/bin/env python3
"""Publishes events with software of others: the CloudEvents SDK makes the messages, confluent-kafka sends them.

    produce_events.py --bootstrap HOST:PORT --prefix partner --first 0 --count 100

Every tenth record is broken, in twelve ways by turns. On standard output one JSON line a record: `record` (where it
stands), `id`, `subject`, and for a broken one `code` (the one its dead letter must have) and `corrected`: what to give
to `dead-letters replay --values`, without the position of the letter.
"""

import argparse
import json
import sys

from cloudevents.core.bindings.kafka import to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from confluent_kafka import Producer

SOURCE = "https://agenda.quebec.example.org/cooperation"
KINDS = ["delegation", "exchange", "event"]
DOMAINS = [["culture"], ["economic-development"], ["culture", "economic-development"], ["ville intelligente"]]


def event(number):
    """The event of that number, always the same."""
    kind = KINDS[number % len(KINDS)]
    data = {
        "title": {"fr": f"Rencontre {number}", "en": f"Meeting {number}"},
        "domains": DOMAINS[number // 3 % len(DOMAINS)],
        "partners": ["namur"],
        "direction": "mutual",
        "starts": "2019-11-04",
    }
    if kind == "exchange":
        data["organisations"] = [{"name": "Atelier du Grognon"}]
    attributes = {
        "id": f"e-{number}",
        "source": SOURCE,
        "type": f"ca.quebec.ville.{kind}.confirmed.v1",
        "subject": f"{kind}/{number}",
        "datacontenttype": "application/json",
    }
    return kind, CloudEvent(attributes=attributes, data=data)


def message(number, binary=False):
    """The SDK's Kafka message: headers and bytes."""
    make = to_binary if binary else to_structured
    made = make(event(number)[1], JSONFormat())
    return dict(made.headers), bytes(made.value)


def rewritten(value, change):
    document = json.loads(value)
    change(document)
    return json.dumps(document, ensure_ascii=False).encode()


def retyped(old, new):
    return lambda document: document.update(type=document["type"].replace(old, new))


# Each takes the right headers and value and gives broken ones.
BREAKAGES = [
    ("tombstone", lambda headers, value: (headers, None)),
    ("empty", lambda headers, value: (headers, b" \n")),
    ("too-large", lambda headers, value: (headers, rewritten(value, lambda d: d["data"].update(x="x" * 70_000)))),
    ("not-utf8", lambda headers, value: (headers, value.replace(b"Rencontre", b"Rencontr\xe9"))),
    ("not-json", lambda headers, value: (headers, value[:-1] + b",}")),
    ("too-deep", lambda headers, value: (headers, rewritten(value, lambda d: d["data"].update(x=nested(70))))),
    ("not-a-cloudevent", lambda headers, value: (headers, rewritten(value, lambda d: d.update(specversion="0.3")))),
    ("unsupported-content", lambda headers, value: ({**headers, "content-type": b"application/avro"}, value)),
    ("unknown-kind", lambda headers, value: (headers, rewritten(value, retyped(".confirmed", "x.confirmed")))),
    ("unknown-action", lambda headers, value: (headers, rewritten(value, retyped("confirmed", "confirmd")))),
    ("unsupported-version", lambda headers, value: (headers, rewritten(value, retyped(".v1", ".v2")))),
    ("contract", lambda headers, value: (headers, rewritten(value, lambda d: d["data"].update(direction="entrant")))),
]


def nested(levels):
    value = 1
    for _ in range(levels):
        value = [value]
    return value


def record(number):
    """Headers, value, and of a broken one its code and what is right."""
    if number % 10 != 7:
        headers, value = message(number, binary=number % 2 == 0)
        return headers, value, None
    headers, value = message(number)
    code, broken = BREAKAGES[number // 10 % len(BREAKAGES)]
    broken_headers, broken_value = broken(headers, value)
    corrected = {"value": json.loads(value)}
    if broken_headers != headers:
        corrected["headers"] = {name: text.decode() for name, text in headers.items()}
    return broken_headers, broken_value, {"code": code, "corrected": corrected}


def main():
    parser = argparse.ArgumentParser(description="Publish events by the CloudEvents SDK.")
    parser.add_argument("--bootstrap", required=True)
    parser.add_argument("--prefix", required=True, help="the topics are PREFIX.delegations, .exchanges and .events")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    arguments = parser.parse_args()
    producer = Producer({"bootstrap.servers": arguments.bootstrap, "enable.idempotence": False, "acks": "all"})
    failures = []

    def told(number, breakage):
        def delivered(error, sent):
            if error:
                failures.append(str(error))
                return
            kind, sample = event(number)
            line = {
                "record": f"{sent.topic()}/{sent.partition()}@{sent.offset()}",
                "id": sample.get_id(),
                "subject": sample.get_subject(),
            }
            print(json.dumps({**line, **(breakage or {})}, ensure_ascii=False))

        return delivered

    for number in range(arguments.first, arguments.first + arguments.count):
        headers, value, breakage = record(number)
        kind, sample = event(number)
        producer.produce(
            f"{arguments.prefix}.{kind}s", key=sample.get_subject(), value=value, headers=list(headers.items()),
            on_delivery=told(number, breakage))
    producer.flush(60)
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
