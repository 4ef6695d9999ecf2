"""The mail folder of a local installation, read as its receivers would."""

import email
import re
from email import policy
from email.message import EmailMessage
from pathlib import Path


def letters(folder: Path) -> list[EmailMessage]:
    """All letters sent so far, oldest first."""
    found = []
    for path in sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns):
        for text in re.split(r"^-{79}$", path.read_text(), flags=re.MULTILINE):
            if text.strip():
                message = email.message_from_string(text.lstrip(), _class=EmailMessage, policy=policy.default)
                found.append(message)
    return found


def invitation_for(folder: Path, address: str) -> str | None:
    """The path of the newest invitation sent to an address."""
    path = None
    for letter in letters(folder):
        body = letter.get_body(("plain",))
        if address in str(letter["To"]) and body is not None:
            match = re.search(r"https?://[^/\s]+(/undangan/\S+)", body.get_content())
            path = match.group(1) if match else path
    return path
