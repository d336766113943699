#!/usr/bin/env python3
"""Send events over HTTP as a public client does: with the Python SDK of CloudEvents.

post_events.py URL TOKEN_FILE < EVENTS

Reads one JSON object a line, an event's attributes and its data. Sends each in structured and in binary mode in turn
(the bytes are the SDK's), and prints one line a request: {"id", "mode", "status", "body"}.

With --stall: sends a request's head and one byte of its body, then waits for the answer and prints its status line.
"""

from __future__ import annotations

import argparse
import json
import socket
import sys
import urllib.error
import urllib.parse
import urllib.request

from cloudevents.core.bindings.http import to_binary, to_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent


def post(url: str, token: str, message) -> tuple[int, dict]:
    headers = {**message.headers, "authorization": f"Bearer {token}"}
    request = urllib.request.Request(url, data=message.body, headers=headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def send(url: str, token: str) -> None:
    for number, line in enumerate(sys.stdin):
        event = json.loads(line)
        data = event.pop("data")
        mode, bind = (("structured", to_structured), ("binary", to_binary))[number % 2]
        made = CloudEvent(attributes={"datacontenttype": "application/json", **event}, data=data)
        status, body = post(url, token, bind(made, JSONFormat()))
        print(json.dumps({"id": event["id"], "mode": mode, "status": status, "body": body}), flush=True)


def stall(url: str, token: str) -> None:
    place = urllib.parse.urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=60) as connection:
        head = [
            f"POST {place.path} HTTP/1.1", f"Host: {place.netloc}", f"Authorization: Bearer {token}",
            "Content-Type: application/cloudevents+json", "Content-Length: 100", "", "{",
        ]
        connection.sendall("\r\n".join(head).encode("ascii"))
        print(connection.makefile("rb").readline().decode("ascii").strip())


def main() -> None:
    parser = argparse.ArgumentParser(description="Send events over HTTP with the Python SDK of CloudEvents.")
    parser.add_argument("url")
    parser.add_argument("token_file")
    parser.add_argument("--stall", action="store_true")
    arguments = parser.parse_args()
    with open(arguments.token_file, encoding="ascii") as file:
        token = file.read().split()[0]
    (stall if arguments.stall else send)(arguments.url, token)


if __name__ == "__main__":
    main()
