"""The last line of defence: whatever else breaks, a connection of another login is refused."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django_tenants.utils import schema_context

from shared_apps.accounts.models import User
from tenants.regions.database import base
from tenants.regions.database.parking import Parking


class BrokenParking(Parking):
    """Gives whoever asks the connection parked last, whosever it is."""

    def take(self, key: Any) -> Any:
        return super().take(next(iter(self.waiting()), key))


def test_a_connection_of_another_login_is_refused(real_logins: None, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = BrokenParking(limit=4)
    monkeypatch.setattr(base, "parking", broken)
    connection.ensure_connection()  # the host's: parked when the region is entered, and handed to it
    with schema_context("north"), pytest.raises(ImproperlyConfigured):
        User.objects.count()
    connection.close()
    broken.sweep(everything=True)


def test_a_pool_that_hands_out_connections_of_any_region_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured):
        base.DatabaseWrapper({**connection.settings_dict, "OPTIONS": {"pool": True}}, "default")
