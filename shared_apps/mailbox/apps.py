"""Mailbox: what a region tells its host."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """Mailbox: what a region tells its host."""

    name = "shared_apps.mailbox"
    label = "mailbox"
