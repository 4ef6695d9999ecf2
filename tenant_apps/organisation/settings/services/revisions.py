"""One setting after the other: what was read before another's change is not written over it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.errors import ConflictError
from tenant_apps.organisation.models import Government


def opened() -> Government:
    """The government's row, held until the transaction ends."""
    return Government.objects.select_for_update().get(is_only=True)


def write(government: Government, facts: Mapping[str, Any], *, revision: int) -> Government:
    """Write what differs; the same facts again change nothing, whatever was seen.

    Raises ConflictError where somebody changed a setting after the revision that was seen.
    """
    if all(getattr(government, name) == value for name, value in facts.items()):
        return government
    check(government, revision)
    for name, value in facts.items():
        setattr(government, name, value)
    government.revision += 1
    government.save(update_fields=[*facts, "revision"])
    return government


def check(government: Government, revision: int) -> None:
    """Raises ConflictError `settings_changed` where the revision that was seen is not the newest."""
    if government.revision != revision:
        raise ConflictError(
            "settings_changed",
            _(
                "Pengaturan daerah diubah di tempat lain sesudah halaman ini dibuka. "
                "Tidak ada yang ditimpa; buka kembali halamannya, lalu ubah yang perlu."
            ),
        )
