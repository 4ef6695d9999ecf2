"""What a government calls itself, and its colour."""

from typing import Any

import pytest
from django.test import Client

from shared_apps.errors import ForbiddenError, InvalidError
from tenant_apps.organisation.models import Government
from tenant_apps.organisation.services.appearance import change_appearance
from tests.cast import OPERATOR
from tests.shared_apps.accounts.scene import account, inside, sign_in

FACTS = {
    "short_name": "Salatiga",
    "personnel_agency": "BKPSDMD",
    "crest_initials": "ks",
    "accent": "marun",
    "revision": 0,
}
PAGE = "/organisasi/nama-dan-warna/"


def written() -> list[dict[str, Any]]:
    with inside("north"):
        return list(Government.objects.values())


def test_names_and_colour_count_on_every_page_at_once(regions: None) -> None:
    with inside("north"):
        account("adm@north.example.id", role="personnel_admin")
    browser = Client(HTTP_HOST="north.localhost")
    sign_in(browser, "adm@north.example.id")
    before = written()[0]
    assert browser.get(PAGE).status_code == 200
    assert browser.post(PAGE, FACTS).headers["Location"] == PAGE
    page = browser.get("/organisasi/").content.decode()
    assert 'data-accent="marun"' in page
    assert "Salatiga" in page
    after = written()[0]
    assert (after["personnel_agency"], after["crest_initials"]) == ("BKPSDMD", "KS")
    same = ("name", "region_code", "level", "time_zone", "employee_quota", "agreement_number")
    assert [after[name] for name in same] == [before[name] for name in same]
    with inside("south"):
        assert Government.objects.get().accent != "marun" or Government.objects.get().short_name != "Salatiga"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("short_name", ""),
        ("short_name", "x" * 61),
        ("short_name", "Sala\x00tiga"),
        ("personnel_agency", " "),
        ("personnel_agency", "BKD\u202e"),
        ("crest_initials", "K1"),
        ("crest_initials", "KOTA"),
        ("crest_initials", ""),
        ("accent", "pink"),
    ],
)
def test_what_cannot_stand_there_is_refused_by_its_field(regions: None, field: str, value: str) -> None:
    before = written()
    with inside("north"), pytest.raises(InvalidError) as refused:
        change_appearance(**{**FACTS, field: value}, actor=OPERATOR)
    assert set(refused.value.fields) == {field}
    assert written() == before


@pytest.mark.parametrize("role", ["", "auditor", "regional_head"])
def test_others_change_nothing(regions: None, role: str) -> None:
    before = written()
    with inside("north"):
        guest = account("tamu@north.example.id", role=role)
        with pytest.raises(ForbiddenError):
            change_appearance(**FACTS, actor=guest)
    assert written() == before
