"""What regions tell the host. A region may only insert, under its own name (row-level security)."""

from django.db import models
from django.db.models import Q

from shared_apps.rows import Row


class Message(Row):
    """A notice from a region: never personal data, read by the host alone."""

    sender = models.TextField(help_text="The database login that wrote it; enforced by the database.")
    sent_at = models.DateTimeField()
    kind = models.TextField(help_text="e.g. scheme_adopted, import_finished.")
    content = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["sender", "kind", "sent_at"], name="mailbox_message_by_sender"),
            models.Index(  # read of every region at once, on every page of the console
                fields=["kind", "sent_at"], condition=Q(kind__startswith="proposal_"), name="mailbox_message_proposals"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.kind}"
