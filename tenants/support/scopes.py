"""From the rooms of a grant to the tables and columns its login reads. What holds a secret is never among them."""

from collections.abc import Iterable, Mapping

from django.apps import apps

from shared_apps.audit.rules import SECRETS
from shared_apps.support.rules import ALWAYS, LABELS, NEVER, Room


def tables_of(rooms: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Tables read as a whole, and of those that hold a secret the columns without it."""
    models = [
        model
        for room in rooms
        for label in LABELS[Room(room)]
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    columns: Mapping[str, list[str]] = {
        model._meta.db_table: [str(field.column) for field in model._meta.local_concrete_fields] for model in models
    }
    whole = {table for table in columns if table not in NEVER and table not in SECRETS} | set(ALWAYS)
    partly = {
        table: sorted(set(names) - set(SECRETS[table]))
        for table, names in columns.items()
        if table in SECRETS and table not in NEVER
    }
    return sorted(whole), partly
