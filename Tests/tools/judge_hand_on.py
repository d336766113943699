"""Judges docs/examples/hand_on.py on a payload read from standard input (emails.format both): each request is given to
the service's own library, or its validator, without sending anything; the mail goes to a server on loopback."""
import asyncio
import importlib.util
import json
import pathlib
import smtplib
import sys

import botocore.session
import botocore.validate
from aiosmtpd.controller import Controller
from notifications_python_client.notifications import NotificationsAPIClient

example = pathlib.Path(__file__).parents[2] / "docs/examples/hand_on.py"
spec = importlib.util.spec_from_file_location("hand_on", example)
hand_on = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hand_on)

payload = json.load(sys.stdin)
report = {}

model = botocore.session.get_session().get_service_model("sesv2")
ses = hand_on.ses_request(payload)
report["ses"] = botocore.validate.ParamValidator().validate(
    ses, model.operation_model("SendEmail").input_shape).generate_report()


class Recorder(NotificationsAPIClient):
    """Keeps what would be posted."""

    def post(self, url, data):
        self.posted = {"url": url, **data}
        return self.posted


client = Recorder("key-" + "-".join(["00000000-0000-0000-0000-000000000000"] * 2))
report["notify"] = client.send_email_notification(**hand_on.notify_request(payload))
report["postmark"] = hand_on.postmark_request(payload)


class Mailbox:
    """Keeps what arrives."""

    async def handle_DATA(self, server, session, envelope):
        self.envelope = envelope
        return "250 kept"


mailbox = Mailbox()
controller = Controller(mailbox, hostname="127.0.0.1", port=0)
controller.loop = asyncio.new_event_loop()


async def listen():
    return await controller.loop.create_server(controller.factory, "127.0.0.1", 0)


server = controller.loop.run_until_complete(listen())
port = server.sockets[0].getsockname()[1]


def send():
    with smtplib.SMTP("127.0.0.1", port) as relay:
        hand_on.send_by_smtp(payload, relay)


controller.loop.run_until_complete(controller.loop.run_in_executor(None, send))
server.close()
report["smtp"] = {
    "from": mailbox.envelope.mail_from,
    "to": mailbox.envelope.rcpt_tos,
    "same": mailbox.envelope.content.rstrip() == hand_on.message(payload).rstrip(),
}
json.dump(report, sys.stdout)
