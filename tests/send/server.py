"""A server of mail on loopback for tests/send.rs, by aiosmtpd.

It does what its first argument says, a JSON object, and writes what it has accepted to `record`, a
JSON object a line, before it says that it has. Its first line of output is its port.

record         file of accepted mail
drop_every     hang up on every n-th connection, at the next of `points`
points         of banner, ehlo, rcpt, data (inside the text, before the final dot)
drop_text_of   hang up at the text of these addresses, always
take_and_drop  accept mail for these addresses once, and hang up instead of saying so
answers        address -> answers to RCPT, one a time, then yes
late_answers   address -> answers to the whole text, likewise
certificate, key, wrapped   encryption, from the first byte or by STARTTLS
user, password needed to be let in
seconds        to think before a text is taken
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

WISHES = json.loads(sys.argv[1])
POINTS = WISHES.get("points", [])


class Handler:
    def __init__(self):
        self.record = open(WISHES["record"], "a", encoding="utf-8")

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = WISHES.get("answers", {}).get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(WISHES.get("seconds", 0))
        (address,) = envelope.rcpt_tos
        answers = WISHES.get("late_answers", {}).get(address)
        if answers:
            return answers.pop(0)
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        line = json.dumps({
            "from": envelope.mail_from,
            "to": address,
            "secured": server.transport.get_extra_info("ssl_object") is not None,
            "headers": [[name, str(value)] for name, value in mail.items()],
            "defects": [str(one) for part in mail.walk() for one in part.defects],
            "longest": max(len(line) for line in envelope.content.split(b"\r\n")),
            "text": mail.get_body(("plain",)).get_content(),
        })
        self.record.write(line + "\n")
        self.record.flush()
        if address in WISHES.get("take_and_drop", []):
            WISHES["take_and_drop"].remove(address)
            server.transport.abort()
        return "250 OK"


class Server(SMTP):
    connections = 0

    def connection_made(self, transport):
        super().connection_made(transport)
        if hasattr(self, "drops_at"):  # the same connection, encrypted now
            return
        Server.connections += 1
        self.drops_at = None
        every = WISHES.get("drop_every")
        if every and Server.connections % every == 0:
            self.drops_at = POINTS[Server.connections // every % len(POINTS)]
        if self.drops_at == "banner":
            transport.abort()

    async def smtp_EHLO(self, hostname):
        if self.drops_at == "ehlo":
            return self.transport.abort()
        await super().smtp_EHLO(hostname)

    async def smtp_RCPT(self, arg):
        if self.drops_at == "rcpt":
            return self.transport.abort()
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        lost = WISHES.get("drop_text_of", [])
        if self.drops_at == "data" or any(to in lost for to in self.envelope.rcpt_tos):
            await self.push("354 go on")
            for _ in range(3):
                await self._reader.readuntil(b"\r\n")
            return self.transport.abort()
        await super().smtp_DATA(arg)


def let_in(server, session, envelope, mechanism, data):
    right = (WISHES["user"].encode(), WISHES["password"].encode())
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == right
    return AuthResult(success=is_right, handled=False)


async def main():
    context = None
    if "certificate" in WISHES:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(WISHES["certificate"], WISHES["key"])
    wrapped = WISHES.get("wrapped", False)
    handler = Handler()

    def server():
        return Server(
            handler,
            hostname="localhost",
            tls_context=None if wrapped else context,
            require_starttls=context is not None and not wrapped,
            authenticator=let_in if "user" in WISHES else None,
            auth_required="user" in WISHES,
            auth_require_tls=False,
        )

    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)
    listening = await loop.create_server(
        server, "127.0.0.1", 0, ssl=context if wrapped else None
    )
    print(listening.sockets[0].getsockname()[1], flush=True)
    # The test closes this pipe when it ends, however it ends.
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
