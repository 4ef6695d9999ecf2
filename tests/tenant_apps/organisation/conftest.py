"""An account without any role."""

import pytest

from shared_apps.accounts.models import User


@pytest.fixture
def employee_user(regions: None) -> User:
    """Somebody who may sign in and nothing more; made in the open schema."""
    return User.objects.create(email="biasa@north.example.id", name="Pegawai Biasa")
