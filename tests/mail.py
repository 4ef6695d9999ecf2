"""A mail server that is down for a while: the next letters meet these errors, those after them arrive."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

UNRELIABLE = "tests.mail.Unreliable"


class Unreliable(EmailBackend):
    """One entry per letter: an error, or None where it arrives; after the last entry everything arrives."""

    ahead: ClassVar[list[Exception | None]] = []

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:  # type: ignore[override]
        """Fail as the list says."""
        for _each in email_messages:
            met: Any = self.ahead.pop(0) if self.ahead else None
            if met is not None:
                raise met
        return super().send_messages(email_messages)
