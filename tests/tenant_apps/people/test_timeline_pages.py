"""A person's page, single changes and posts over HTTP, with the real middleware."""

import pytest
from django.test import Client

from tenant_apps.people.models import Assignment
from tenant_apps.people.records import NamedAssessor, Position
from tests.tenant_apps.people.people import CLERK, HEAD_ORG, LURAH, TEACHER, client_of, id_of, unit

HOSTILE = "<script>alert(1)</script>"


pytestmark = pytest.mark.usefixtures("at_north")


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_naming_an_assessor_is_seen_on_the_page_and_by_programs(admin: Client) -> None:
    person = f"/pegawai/{id_of(TEACHER)}/"
    form = {"number": HEAD_ORG, "starts_on": "2026-07-01", "reason": HOSTILE}
    assert admin.post(f"{person}penilai/", form).status_code == 302
    page = page_of(admin, f"{person}?jenis=penilai")
    assert "Citra Dewi" in page
    assert HOSTILE not in page
    above = admin.get(f"/api/v1/employees/{id_of(TEACHER)}/above/?day=2026-07-01").json()
    assert (above["superior"]["name"], above["superior"]["why"]) == ("Hana Safitri", "head")
    assert (above["assessor"]["name"], above["assessor"]["why"]) == ("Citra Dewi", "named")
    refused = admin.post(f"{person}penilai/", {**form, "number": TEACHER})
    assert refused.status_code == 422
    assert "menilai dirinya sendiri" in refused.content.decode()
    assert admin.post(f"{person}penilai/", {"number": "", "starts_on": "2026-09-01"}).status_code == 302
    assert NamedAssessor.objects.count() == 2
    assert admin.post(f"/api/v1/employees/{id_of(CLERK)}/assessor/", {"number": "\x00"}).status_code == 400


def test_a_chair_a_certificate_and_a_leaving_stand_in_the_timeline(admin: Client) -> None:
    person, program = f"/pegawai/{id_of(CLERK)}/", f"/api/v1/employees/{id_of(CLERK)}/"
    chair = {"unit_id": str(unit("JEBRES")), "position_title": "Analis", "position_type": "implementer"}
    chair |= {"starts_on": "2026-07-01", "decree": "SK 9"}
    for _twice in range(2):  # a double click
        assert admin.post(f"{person}penugasan/", chair).status_code == 302
    assert Assignment.objects.filter(employee_id=id_of(CLERK)).count() == 2
    again = admin.post(f"{program}assignments/", chair)
    assert again.json()["entries"][0]["title"] == "Analis"
    assert admin.post(f"{person}pendidikan/", {"level": "s2", "starts_on": "2019-02-01"}).status_code == 302
    leaving = admin.post(f"{program}leaving/", {"from_day": "2026-10-01", "kind": "transfer_out"}).json()["entries"]
    assert (leaving[0]["title"], leaving[0]["starts_on"]) == ("Mutasi keluar", "2026-10-01")
    assert "Tidak bertugas pada" in page_of(admin, f"{person}?hari=2026-10-01")
    assert "S-2" in page_of(admin, person)
    history = page_of(admin, f"{person}riwayat/")
    assert "Kecamatan Jebres" in history
    assert "1 Jul 2026" in history
    assert "Mutasi keluar" in history
    assert "Mutasi keluar" not in page_of(client_of(TEACHER), f"/pegawai/{id_of(TEACHER)}/")


def test_a_post_is_added_once_and_listed(admin: Client) -> None:
    form = {"unit_id": str(unit("JEBRES-1")), "title": "=2+2", "position_type": "functional", "headcount": "3"}
    form |= {"level": "ahli_muda", "job_class": "9", "starts_on": "2026-07-01", "decree": "SK ABK"}
    assert admin.post("/organisasi/formasi/tambah/", form).status_code == 302
    assert admin.post("/organisasi/formasi/tambah/", form).status_code == 422  # a double click makes no second one
    assert Position.objects.count() == 1
    page = page_of(admin, f"/organisasi/formasi/?unit={unit('JEBRES')}&lowong=on")
    assert "3 dari 3 formasi lowong" in page
    post = page_of(admin, f"/organisasi/formasi/{Position.objects.get().position_id}/")
    assert ("Ahli Muda" in post, "ahli_muda" in post) == (True, False)


NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize("query", ["?hari=besok", "?unit=x", "?page=x", "?hari=1900-01-01", f"?unit={NOWHERE}"])
def test_strange_questions_get_a_page(admin: Client, query: str) -> None:
    for address in ("/organisasi/formasi/", f"/pegawai/{id_of(LURAH)}/", f"/pegawai/{id_of(LURAH)}/riwayat/"):
        assert admin.get(f"{address}{query}").status_code == 200
