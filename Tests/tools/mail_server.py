"""A mail server for tests: keeps what it gets, and refuses whom it is told to, by the recipient's name.

    mail_server.py [--certificate PEM --key PEM [--implicit]] [--login USER:PASSWORD] [--mechanism PLAIN|LOGIN]
                   [--greeting TEXT] [--delay-ms N]

Ends when its standard input does. Listens on a free port of 127.0.0.1 and writes it to the first line of standard
output; then one JSON object a line for each mail: `from`, `to`, `bytes` (base 64, as sent, dots undone), `connection`
(a number), `tls`, `user`.

What stands before the at sign decides:

    busy…    450 to RCPT, always               gone…    550 to RCPT
    later2…  451 to RCPT, twice, then taken    closing1… 421 to RCPT and goodbye, once
    unread…  554 after the mail                hurt1…   452 after the mail, once
    cut1…    hangs up instead of taking the mail, once
    mute1…   takes the mail, keeps it, and hangs up instead of saying so, once
    both2…   is answered once that many such mails lie with the server at the same time (after two minutes: 451)
    slow500… answers after so many milliseconds
    held…    takes the mail, keeps it, and never says so
"""

import argparse
import asyncio
import base64
import collections
import json
import logging
import os
import re
import ssl
import sys
import threading
import warnings

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def say(value):
    print(json.dumps(value, sort_keys=True) if isinstance(value, dict) else value, flush=True)


class Judge:
    """What is answered, and what was received."""

    def __init__(self, delay_ms):
        self.delay_ms = delay_ms
        self.times = collections.Counter()
        self.waiting = []

    def is_due(self, recipient, word):
        """Whether `word3@…` is still among its first three times."""
        found = re.match(rf"{word}(\d+)", recipient)
        if not found:
            return False
        self.times[word, recipient] += 1
        return self.times[word, recipient] <= int(found[1])

    async def is_joined(self, count):
        """Whether so many mails come to wait here together."""
        joined = asyncio.get_running_loop().create_future()
        self.waiting.append(joined)
        if len(self.waiting) == count:
            for other in self.waiting:
                other.set_result(True)
            self.waiting = []
        try:
            return await asyncio.wait_for(joined, 120)
        except TimeoutError:
            return False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("busy"):
            return "450 4.2.1 Mailbox busy, come again"
        if address.startswith("gone"):
            return "550-5.1.1 Nobody of that name\r\n550 5.1.1 was ever here"
        if self.is_due(address, "later"):
            return "451 4.7.1 Greylisted, come again"
        if self.is_due(address, "closing"):
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
            return "421 4.3.2 Going down"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Fine"

    async def handle_DATA(self, server, session, envelope):
        to = envelope.rcpt_tos[0]
        slow = re.match(r"slow(\d+)", to)
        await asyncio.sleep((int(slow[1]) if slow else self.delay_ms) / 1000)
        both = re.match(r"both(\d+)", to)
        if both and not await self.is_joined(int(both[1])):
            return "451 4.3.0 Nobody else came"
        if self.is_due(to, "cut"):
            server.transport.abort()
            return "250 never heard"
        if to.startswith("unread"):
            return "554 5.6.0 Not in this form"
        if self.is_due(to, "hurt"):
            return "452 4.3.1 No room at the moment"
        say({
            "from": envelope.mail_from, "to": to, "bytes": base64.b64encode(envelope.original_content).decode(),
            "connection": server.number, "tls": session.ssl is not None or server.is_implicit,
            "user": session.auth_data.login.decode() if session.authenticated else None,
        })
        if to.startswith("held"):
            await asyncio.get_running_loop().create_future()
        if self.is_due(to, "mute"):
            server.transport.abort()
        return "250 2.0.0 Kept"


class Server(SMTP):
    """One connection."""

    number = 0
    greeting = None
    is_implicit = False

    def connection_made(self, transport):
        Server.number += 1
        self.number = Server.number
        super().connection_made(transport)

    async def push(self, status):
        if self.greeting and status.startswith("220 "):
            status = self.greeting
        await super().push(status)


def authenticator(login):
    user, password = (part.encode() for part in login.split(":", 1))

    def check(server, session, envelope, mechanism, data):
        is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (user, password)
        return AuthResult(success=is_right, handled=False, auth_data=data)

    return check


class OneLine(logging.Formatter):
    """A client that hangs up is what the tests are about: its end is worth a line, and no traceback."""

    def formatException(self, info):
        return repr(info[1])

    def format(self, record):
        return "mail_server.py: " + super().format(record).replace("\n", ": ")


def be_brief():
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(handlers=[handler], level=logging.ERROR)
    # A login without encryption is one of the things to be refused by the client.
    warnings.filterwarnings("ignore", module="aiosmtpd")


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--implicit", action="store_true")
    parser.add_argument("--login")
    parser.add_argument("--mechanism", choices=["PLAIN", "LOGIN"])
    parser.add_argument("--greeting")
    parser.add_argument("--delay-ms", type=int, default=0)
    options = parser.parse_args()

    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
    Server.greeting = options.greeting
    Server.is_implicit = options.implicit
    judge = Judge(options.delay_ms)

    def connection():
        return Server(
            judge, hostname="mail.test", tls_context=None if options.implicit else context,
            auth_required=bool(options.login), auth_require_tls=False,
            authenticator=authenticator(options.login) if options.login else None,
            auth_exclude_mechanism=[name for name in ["PLAIN", "LOGIN"] if options.mechanism not in (None, name)])

    server = await asyncio.get_running_loop().create_server(
        connection, "127.0.0.1", 0, ssl=context if options.implicit else None)
    say(server.sockets[0].getsockname()[1])
    await server.serve_forever()


def end_with_input():
    sys.stdin.buffer.read()
    os._exit(0)


be_brief()
threading.Thread(target=end_with_input, daemon=True).start()
sys.exit(asyncio.run(main()))
