"""People signed in without a page, in whatever schema is open; run as a program, in plain Django's one schema."""

import json
import sys
from importlib import import_module

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

PLAIN = "polos"  # plain Django's government


def settle(government: str) -> None:
    """The one row that says whose schema this is."""
    import_module("tenant_apps.organisation.services").configure_government(
        name=government, level="city", region_code="33.72", personnel_agency="BKPSDM", accent="indigo",
        time_zone="Asia/Jakarta", employee_quota=1, agreement_number="-",
    )  # fmt: skip


def sign_in(name: str) -> str:
    """A new user; the key of a session."""
    users = import_module("shared_apps.accounts.models").User.objects
    user = users.create(email=address_of(name), name=name)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def address_of(name: str) -> str:
    """The user's e-mail."""
    return f"orang@{name.replace('_', '-')}.example.id"


if __name__ == "__main__":
    django.setup()
    settle(PLAIN)
    sys.stdout.write(json.dumps([sign_in(name) for name in json.load(sys.stdin)]))
