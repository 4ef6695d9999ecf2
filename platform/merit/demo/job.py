"""What the steps of the main job share: the folder, the people met so far, the figures, the way to wait."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from merit.demo import mails
from merit.demo.browser import Person, Unexpected

PASSWORD = "Merit-untuk-Semua-2026"  # noqa: S105  the password of invented people on this machine
HOST = "jabar.localhost"


@dataclass
class MainJob:
    """One run: where it happens and what came out so far."""

    folder: Path
    port: int
    is_check: bool
    accounts: list[dict[str, str]] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    figures: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str, text: str) -> Iterator[None]:
        """Say what is done and how long it took."""
        print(f"  {text} …", end="", flush=True)
        began = time.monotonic()
        yield
        self.seconds[name] = round(time.monotonic() - began, 2)
        print(f" {self.seconds[name]:.1f} s", flush=True)

    def accept(self, host: str, email: str, who: str) -> Person:
        """Open the account of an invitation from its letter; the person is signed in afterwards."""
        link = self.wait_for(lambda: mails.invitation_for(self.folder / "mail", email), f"a letter to {email}")
        person = Person(host, self.port)
        person.submit(link, {"password": PASSWORD})
        self.remember(host, email, who)
        return person

    def remember(self, host: str, login: str, who: str) -> None:
        """For the list at the end."""
        self.accounts.append(
            {"address": f"http://{host}:{self.port}", "who": who, "login": login, "password": PASSWORD}
        )

    def sign_in(self, host: str, login: str) -> Person:
        """Sign in with e-mail or NIP."""
        person = Person(host, self.port)
        person.submit("/masuk/", {"login": login, "password": PASSWORD})
        return person

    def token(self, host: str, login: str) -> str:
        """A token of the API."""
        answer = Person(host, self.port).api(
            "POST", "/api/v1/token/", json={"login": login, "password": PASSWORD, "name": "main job"}
        )
        if answer.status_code != 201:
            raise Unexpected(f"{host} gave no token: {answer.status_code} {answer.text}")
        return str(answer.json()["token"])

    @staticmethod
    def wait_for(found: Callable[[], Any], what: str, *, seconds: float = 120) -> Any:
        """Ask again until there is an answer."""
        end = time.monotonic() + seconds
        while not (answer := found()):
            if time.monotonic() > end:
                raise Unexpected(f"waited {seconds:.0f} s for {what}")
            time.sleep(0.2)
        return answer

    def finish(self) -> None:
        """Keep the accounts for the next start; the folder is complete from here on."""
        (self.folder / "accounts.json").write_text(json.dumps(self.accounts, indent=1))


def require(condition: object, sentence: str) -> None:
    """A claim of the main job; false stops it."""
    if not condition:
        raise Unexpected(sentence)


def identifier_in(path: str) -> str:
    """The UUID in an address."""
    match = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", path)
    if match is None:
        raise Unexpected(f"no identifier in {path}")
    return match.group()
