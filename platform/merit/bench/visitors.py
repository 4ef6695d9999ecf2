"""Visitors of a web server: so many at once, each asks, reads, compares with what it must get, and asks again."""

import random
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from merit.bench.servers import Server


@dataclass(frozen=True)
class Visit:
    """What is asked of which address by whom, and the only right answer."""

    host: str
    path: str
    session: str
    answer: str

    def request(self) -> bytes:
        """As a proxy sends it."""
        return (f"GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\nCookie: sessionid={self.session}\r\n\r\n").encode()


@dataclass
class Found:
    """Seconds of every answer that was right, what was not, and what the server's processes spent on all."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    failed: list[str] = field(default_factory=list)
    processor: float = 0.0

    def add(self, other: "Found") -> None:
        """Those of another block."""
        self.seconds += other.seconds
        self.wrong += other.wrong
        self.failed += other.failed
        self.processor += other.processor


def drive(server: Server, visits: Sequence[Visit], *, visitors: int, requests: int, seed: int) -> Found:
    """So many requests in all, each to a visit chosen by chance."""
    found = Found()
    threads = [
        threading.Thread(target=_visit, args=(server, visits, requests // visitors, seed * visitors + number, found))
        for number in range(visitors)
    ]
    before = server.processor_seconds()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.processor = server.processor_seconds() - before
    if len(found.seconds) + found.wrong + len(found.failed) != requests // visitors * visitors:
        raise RuntimeError("A visitor left before it had asked everything.")
    return found


def _visit(server: Server, visits: Sequence[Visit], requests: int, seed: int, found: Found) -> None:
    choice = random.Random(seed)  # noqa: S311  which region is read next is no secret
    with server.connect() as line:
        for _ in range(requests):
            visit = choice.choice(visits)
            text = visit.request()
            began = time.perf_counter()
            line.sendall(text)
            status, answer = _read(line)
            spent = time.perf_counter() - began
            if status != "200":
                found.failed.append(f"{status}: {answer[:200]}")
            elif answer != visit.answer:
                found.wrong += 1
            else:
                found.seconds.append(spent)


def _read(line: socket.socket) -> tuple[str, str]:
    """Status and body of an answer that says its length, as ours do."""
    text = b""
    while b"\r\n\r\n" not in text:
        text += _more(line)
    head, _, body = text.partition(b"\r\n\r\n")
    fields = dict(part.lower().split(b": ", 1) for part in head.split(b"\r\n")[1:])
    while len(body) < int(fields[b"content-length"]):
        body += _more(line)
    return head.split(b" ", 2)[1].decode(), body.decode()


def _more(line: socket.socket) -> bytes:
    part = line.recv(65536)
    if not part:
        raise RuntimeError("The server closed the connection.")
    return part
