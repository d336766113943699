"""Hands records of the emails topic on: one JSON payload a line on standard input, for people with another way to send.

    kcat -C -e -q -b localhost:9092 -t partner.emails | python3 hand_on.py smtp relay.example.org
    kcat -C -e -q -b localhost:9092 -t partner.emails | python3 hand_on.py ses|postmark|notify

`smtp` sends. The others print the request for each mail, one a line; give it to the service's own library:

    ses        boto3.client("sesv2").send_email(**request)
    postmark   requests.post("https://api.postmarkapp.com/email", json=request, headers=…)
    notify     NotificationsAPIClient(key).send_email_notification(**request)

Needs nothing but Python. `emails.format` must be `json` or, for smtp and ses, `both`.
"""
import base64
import json
import smtplib
import sys

NOTIFY_TEMPLATE = "00000000-0000-0000-0000-000000000000"  # one whose subject is ((subject)) and whose body is ((body))


def message(payload):
    """The message's bytes, as SMTP and raw interfaces want them."""
    text = payload["vaguemestre"].get("message")
    if text is None:
        sys.exit("this payload has no message: set emails.format to both")
    return text.encode()


def mailbox(address):
    """`Name <address>`; the name in quotes, so that whatever it holds stays one name."""
    if not address.get("name"):
        return address["email"]
    name = address["name"].replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}" <{address["email"]}>'


def send_by_smtp(payload, server):
    """One transaction; the bytes go out as they are, so a repeat has the same Message-ID."""
    server.sendmail(payload["from"][0]["email"], [payload["to"][0]["email"]], message(payload))


def ses_request(payload):
    """Amazon SES v2, raw, because only that keeps the calendar. SES sets Date and Message-ID anew: know repeats by
    the payload's own messageId before sending."""
    return {
        "FromEmailAddress": mailbox(payload["from"][0]),
        "Destination": {"ToAddresses": [payload["to"][0]["email"]]},
        "Content": {"Raw": {"Data": message(payload)}},
        "EmailTags": [{"Name": "digest", "Value": payload["vaguemestre"]["digest"]}],
    }


def postmark_request(payload):
    """Postmark, in a broadcast stream. X-PM-KeepID has it keep our Message-ID."""
    headers = {
        "Message-ID": f'<{payload["messageId"][0]}>',
        "X-PM-KeepID": "true",
        "In-Reply-To": f'<{payload["inReplyTo"][0]}>',
        "References": f'<{payload["references"][0]}>',
        "List-Id": payload["header:List-Id:asText"],
        "Auto-Submitted": payload["header:Auto-Submitted:asText"],
    }
    if "header:List-Unsubscribe:asURLs" in payload:
        headers["List-Unsubscribe"] = ", ".join(f"<{url}>" for url in payload["header:List-Unsubscribe:asURLs"])
        headers["List-Unsubscribe-Post"] = payload["header:List-Unsubscribe-Post:asText"]
    values = payload["bodyValues"]
    return {
        "From": mailbox(payload["from"][0]),
        "To": mailbox(payload["to"][0]),
        "Subject": payload["subject"],
        "TextBody": values[payload["textBody"][0]["partId"]]["value"],
        "HtmlBody": values[payload["htmlBody"][0]["partId"]]["value"],
        "MessageStream": "broadcast",
        "Headers": [{"Name": name, "Value": value} for name, value in headers.items()],
        "Attachments": [
            {
                "Name": part["name"],
                "Content": base64.b64encode(values[part["partId"]]["value"].encode()).decode(),
                "ContentType": f'{part["type"]}; charset=utf-8; method=PUBLISH',
            }
            for part in payload["attachments"]
        ],
        "Metadata": {"digest": payload["vaguemestre"]["digest"]},
    }


def unflow(text):
    """format=flowed (RFC 3676) as paragraphs: a line that ends in a blank goes on in the next."""
    paragraphs, open_line = [], ""
    for line in text.split("\n"):
        open_line += line[1:] if line.startswith(" ") else line
        if not line.endswith(" "):
            paragraphs.append(open_line)
            open_line = ""
    return "\n".join(paragraphs + ([open_line] if open_line else []))


def notify_request(payload, template_id=NOTIFY_TEMPLATE):
    """GOV.UK Notify sets its own page around a template's text: only words go over, headings in its own marks."""
    body = []
    for line in unflow(payload["bodyValues"][payload["textBody"][0]["partId"]]["value"]).split("\n"):
        for mark, heading in (("==", "#"), ("--", "##")):
            if line.startswith(f"{mark} ") and line.endswith(f" {mark}"):
                line = f"{heading} {line[3:-3]}"
        body.append(line)
    request = {
        "email_address": payload["to"][0]["email"],
        "template_id": template_id,
        "personalisation": {"subject": payload["subject"], "body": "\n".join(body)},
        "reference": payload["messageId"][0],
    }
    if "header:List-Unsubscribe:asURLs" in payload:
        request["one_click_unsubscribe_url"] = payload["header:List-Unsubscribe:asURLs"][0]
    return request


def main(service, host="localhost", port="25"):
    payloads = (json.loads(line) for line in sys.stdin if line.strip())
    if service == "smtp":
        with smtplib.SMTP(host, int(port)) as server:
            for payload in payloads:
                send_by_smtp(payload, server)
        return
    request = {"ses": ses_request, "postmark": postmark_request, "notify": notify_request}[service]
    for payload in payloads:
        print(json.dumps(request(payload), ensure_ascii=False, default=bytes.decode))


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in ("smtp", "ses", "postmark", "notify"):
        sys.exit(__doc__)
    main(*sys.argv[1:])
