"""Judges a message read from standard input with Python's own mail parser; prints what it found as JSON."""
import email
import email.policy
import json
import sys

raw = sys.stdin.buffer.read()
# Python takes UTF-8 in a header (RFC 6532) for an error unless it is given text.
if raw.isascii():
    message = email.message_from_bytes(raw, policy=email.policy.default)
else:
    message = email.message_from_string(raw.decode(), policy=email.policy.SMTPUTF8)
defects = []
parts = []
for part in message.walk():
    defects += [repr(defect) for defect in part.defects]
    for name, value in part.items():
        defects += [f"{name}: {defect!r}" for defect in getattr(value, "defects", ())]
    if part.is_multipart():
        parts.append({"type": part.get_content_type()})
    else:
        content = part.get_content()
        parts.append({
            "type": part.get_content_type(),
            "content": content.replace("\r\n", "\n"),
            "parameters": dict(part["Content-Type"].params),
            "language": part["Content-Language"],
            "filename": part.get_filename(),
        })
lines = raw.split(b"\r\n")
json.dump({
    "defects": defects,
    "parts": parts,
    "headers": [[name, str(value)] for name, value in message.items()],
    "to": [[a.display_name, a.addr_spec] for a in message["To"].addresses],
    "from": [[a.display_name, a.addr_spec] for a in message["From"].addresses],
    "longestLine": max(len(line) for line in lines),
    "bareBreaks": sum(line.count(b"\r") + line.count(b"\n") for line in lines),
    "above7Bit": sum(byte > 126 for byte in raw),
}, sys.stdout)
