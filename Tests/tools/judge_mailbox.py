"""Judges every .eml file of a directory with Python's own mail parser; prints their number and defects as JSON."""
import email
import email.policy
import json
import pathlib
import sys

# What a message must have that is sent by a program to a person (RFC 5322, 2919, 3834).
REQUIRED = ["Date", "From", "To", "Message-ID", "Subject", "MIME-Version", "List-Id", "Auto-Submitted"]


def defects(raw):
    """What is wrong with one message, and with the values of its headers and of its parts' headers."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    for name in REQUIRED:
        if len(message.get_all(name, [])) != 1:
            yield f"{len(message.get_all(name, []))} headers {name}"
    for part in message.walk():
        for defect in part.defects:
            yield repr(defect)
        for name, value in part.items():
            for defect in getattr(value, "defects", ()):
                yield f"{name}: {defect!r}"
        if not part.is_multipart() and not part.get_content().strip():
            yield f"an empty {part.get_content_type()}"
    for wanted in ("text/plain", "text/html"):
        if not any(part.get_content_type() == wanted for part in message.walk()):
            yield f"no {wanted}"


files = sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))
found = [f"{file.name}: {defect}" for file in files for defect in defects(file.read_bytes())]
json.dump({"messages": len(files), "defects": found}, sys.stdout)
