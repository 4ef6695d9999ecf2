"""Addresses of what a region sets: its administrator's, the calendar everybody's, the crest the world's."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests import pictures
from tests.access.doors import ADMINISTRATOR, EVERYBODY, SIGNED_IN, Address, opens
from tests.government import Government

_DAY = {"day": "2026-03-10", "name": "Hari Jadi", "decree": "Kepgub 12/2026"}


def _sends(**fields: Any) -> Any:
    """On the revision the builder's crest made."""
    return lambda _here: {"revision": 1, **fields}


def _crest(_here: Government) -> dict[str, Any]:
    picture = pictures.png(colour=b"\x20\x30\x40")
    return {"revision": 1, "file": SimpleUploadedFile("lambang.png", picture)}


def _day_off(here: Government) -> dict[str, Any]:
    return {"day_off_id": here.ids["day_off"]}


_CHOICES = _sends(time_zone="Asia/Makassar", language="en", period_length="quarter")
_NAMES = _sends(short_name="Utara", personnel_agency="BKPSDMD", crest_initials="KU", accent="toska")

SETTINGS: Mapping[str, Address] = {
    "organisation_settings": Address(get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR, 302), body=_CHOICES),
    "organisation_appearance": Address(get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR, 302), body=_NAMES),
    "organisation_crest": Address(post=opens(ADMINISTRATOR, 302), body=_crest),
    "organisation_crest_removal": Address(post=opens(ADMINISTRATOR, 302), body=_sends()),
    "crest": Address(get=opens(EVERYBODY), at=lambda here: {"crest_id": here.ids["crest"]}),
    "calendar": Address(get=opens(SIGNED_IN), post=opens(ADMINISTRATOR, 302), body=lambda _here: _DAY),
    "day_off_remove": Address(post=opens(ADMINISTRATOR, 302), at=_day_off),
    "api_region_settings": Address(get=opens(SIGNED_IN), post=opens(ADMINISTRATOR), body=_CHOICES),
    "api_region_appearance": Address(post=opens(ADMINISTRATOR), body=_NAMES),
    "api_region_crest": Address(post=opens(ADMINISTRATOR), body=_crest),
    "api_region_crest_removal": Address(post=opens(ADMINISTRATOR), body=_sends()),
    "api_calendar": Address(get=opens(SIGNED_IN), post=opens(ADMINISTRATOR, 201), body=lambda _here: _DAY),
    "api_working_term": Address(
        get=opens(SIGNED_IN), query=lambda _here: {"since": "2026-03-10", "working_days": "14"}
    ),
    "api_day_off_removal": Address(post=opens(ADMINISTRATOR, 204), at=_day_off),
}
