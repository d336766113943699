#!/usr/bin/env python3
"""Write events as Kafka records by the public CloudEvents library for Python, in both modes of both of its interfaces.

One JSON object a line: {"name": …, "headers": [[name, value in base64] …], "value": in base64}. All records tell of the
same event but for its extensions, which are kept and read over; each also comes with a byte order mark.
"""

from __future__ import annotations

import base64
import json
from datetime import datetime, timezone

from cloudevents.core.bindings import kafka as current
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent as CurrentEvent
from cloudevents.v1 import kafka as former
from cloudevents.v1.http import CloudEvent as FormerEvent

MARK = b"\xef\xbb\xbf"
ATTRIBUTES = {
    "specversion": "1.0",
    "id": "py-1",
    "source": "https://namur.example/f%C3%AAtes",
    "type": "be.namur.event.confirmed.v1",
    "subject": "events/fêtes de Wallonie",
}
TIME = datetime(2019, 5, 1, 12, 0, 0, 250000, tzinfo=timezone.utc)
EXTENSIONS = {"traceparent": "00-ab-cd-01", "partitionkey": "namur", "jumelage": "québec"}
DATA = {
    "title": {"fr": "Fêtes de Wallonie « 2019 » 🎵", "en": "Walloon \"feasts\"\n"},
    "domains": ["culture", "ville intelligente"],
    "partners": ["namur", "quebec"],
    "direction": "mutual",
    "starts": "2019-09-13T18:00:00+02:00",
    "place": {"city": "Namur", "timeZone": "Europe/Brussels", "étage": 2},
    "inconnu": {"a": [None, True, 1.5e3]},
}


def messages():
    """Every message, by name."""
    for extended in (False, True):
        extras = EXTENSIONS if extended else {}
        for content_type in (None, "application/json", "application/json; charset=utf-8", "application/vnd.namur+json"):
            more = {**extras, **({"datacontenttype": content_type} if content_type else {})}
            name = f"{'extended' if extended else 'plain'} {content_type}"
            event = CurrentEvent({**ATTRIBUTES, "time": TIME, **more}, DATA)
            yield f"current binary {name}", current.to_binary(event, JSONFormat())
            yield f"current structured {name}", current.to_structured(event, JSONFormat())
            event = FormerEvent({**ATTRIBUTES, "time": "2019-05-01T12:00:00.250Z", **more}, DATA)
            if content_type:  # which this one cannot do without
                yield f"former binary {name}", former.to_binary(event)
            yield f"former structured {name}", former.to_structured(event)


def main() -> None:
    for name, message in messages():
        for mark in (b"", MARK):
            value = message.value if isinstance(message.value, bytes) else message.value.encode()
            record = {
                "name": f"{name}{' with a mark' if mark else ''}",
                "headers": [[key, base64.b64encode(text).decode()] for key, text in message.headers.items()],
                "value": base64.b64encode(mark + value).decode(),
            }
            print(json.dumps(record))


if __name__ == "__main__":
    main()
