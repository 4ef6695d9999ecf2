"""Structure drafts over HTTP: from an empty draft to the published structure, and what a second tab is told."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tenants.utils import schema_context, tenant_context

from shared_apps.accounts.models import Appointment, User
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.drafts import services as drafts
from tenant_apps.organisation.models import DraftChange, StructureDraft, StructureVersion
from tenants.regions.models import Region
from tests.tenant_apps.people.people import START, TODAY, settle, unit

pytestmark = pytest.mark.usefixtures("settled")
NEXT_YEAR = "2027-01-01"


@pytest.fixture
def settled(regions: None) -> Iterator[None]:
    with schema_context("public"):
        region = Region.objects.prefetch_related("domains").get(schema_name="north")
    with tenant_context(region):
        settle()
        yield


@pytest.fixture
def admin(settled: None) -> Client:
    user = User.objects.create(email="admin@north.example.id", name="Ratna Andini")
    Appointment.objects.create(user=user, role="personnel_admin", starts_on=START, given_by_name="Uji")
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(user)
    return client


@pytest.fixture
def draft(admin: Client) -> StructureDraft:
    admin.post(reverse("drafts"), {"title": "Penataan 2027", "effective_from": NEXT_YEAR})
    return StructureDraft.objects.get()


def step(admin: Client, draft: StructureDraft, kind: str, at: str, /, **fields: Any) -> Any:
    fields.setdefault("revision", StructureDraft.objects.get(id=draft.id).revision)
    return admin.post(f"{reverse('draft_change', args=[draft.id, kind])}?unit={unit(at)}", fields)


def test_a_draft_goes_from_the_first_step_to_the_published_structure(admin: Client, draft: StructureDraft) -> None:
    new = {"name": "Bagian Hukum", "unit_type": "section", "abbreviation": "", "echelon": ""}
    steps = [
        step(admin, draft, "tambah", "SETDA", parent_id=unit("SETDA"), code="SETDA-HK", **new),
        step(admin, draft, "nama", "JEBRES", name="Kecamatan Jebres Raya", abbreviation=""),
        step(admin, draft, "pindah", "BKPSDM-MK", parent_id=unit("BKPSDM")),
        step(admin, draft, "pecah", "BKPSDM", code="BKD-K", taken=[str(unit("BKPSDM-M"))], **new),
        step(admin, draft, "tutup", "SETDA-ORG", people_to=unit("SETDA")),
        step(admin, draft, "gabung", "JEBRES-1", into=unit("JEBRES")),
    ]
    assert [answer.status_code for answer in steps] == [302] * 6
    for look in ("", "?tampilan=daftar", f"?unit={unit('JEBRES')}"):
        page = admin.get(reverse("draft", args=[draft.id]) + look).content.decode()
        assert "Kecamatan Jebres Raya" in page
        assert "Draf: 6 perubahan belum diterbitkan." in page
    review = reverse("draft_review", args=[draft.id])
    page = admin.get(review).content.decode()
    assert "Kelurahan Mojosongo; 2 pegawai ke Kecamatan Jebres Raya" in page
    assert "Kecamatan Jebres menjadi Kecamatan Jebres Raya" in page
    sent = {"revision": 6, "decree": "Perwal 14/2026"}
    assert admin.post(review, sent).status_code == 302
    assert admin.post(review, sent).status_code == 302  # the second press of the button
    assert StructureVersion.objects.count() == 2
    assert "Kecamatan Jebres Raya" not in admin.get(f"/organisasi/?tampilan=daftar&hari={TODAY}").content.decode()
    assert "Kecamatan Jebres Raya" in admin.get(f"/organisasi/?tampilan=daftar&hari={NEXT_YEAR}").content.decode()
    assert admin.get(reverse("draft", args=[draft.id])).status_code == 200
    told = admin.get(reverse("api_unit_lineage", args=[unit("JEBRES")])).json()
    assert [(each["kind"], each["decree"]) for each in told["lineage"]] == [("merged", "Perwal 14/2026")]
    assert [(each["kind"], each["published_by_name"]) for each in told["history"]][1:] == [
        ("renamed", "Ratna Andini"),
        ("took_over", "Ratna Andini"),
    ]
    page = admin.get(reverse("unit_history", args=[unit("JEBRES")])).content.decode()
    assert "Kecamatan Jebres menjadi Kecamatan Jebres Raya" in page
    assert f'href="/organisasi/?hari=2026-12-31&amp;unit={unit("JEBRES")}"' in page
    assert f'href="{reverse("unit_history", args=[unit("JEBRES-1")])}">Kelurahan Mojosongo</a>' in page


def test_a_second_tab_is_told_what_was_done_and_keeps_what_was_typed(admin: Client, draft: StructureDraft) -> None:
    step(admin, draft, "pindah", "BKPSDM-MK", parent_id=unit("BKPSDM"))
    answer = step(admin, draft, "nama", "JEBRES", revision=0, name="Kecamatan Jebres Raya", abbreviation="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ratna Andini: Pindah – Subbidang Kepangkatan dari Bidang Mutasi ke Badan Kepegawaian" in page
    assert 'value="Kecamatan Jebres Raya"' in page
    assert '<input type="hidden" name="revision" value="1"' in page
    assert DraftChange.objects.count() == 1


def test_the_review_says_whose_people_have_nowhere_to_go(admin: Client, draft: StructureDraft) -> None:
    assert step(admin, draft, "tutup", "JEBRES-1", people_to="").status_code == 422
    wish = {"draft_id": draft.id, "revision": 0, "actor": User.objects.get(), "unit_id": unit("JEBRES-1")}
    drafts.close_unit(**wish, people_to=None, units_to=None)  # as before it was asked where they go
    review = reverse("draft_review", args=[draft.id])
    assert "Ke mana pegawainya pindah?" in admin.get(review).content.decode()
    answer = admin.post(review, {"revision": 1, "decree": "Perwal 14/2026"})
    assert answer.status_code == 422
    assert "Kelurahan Mojosongo: 2" in answer.content.decode()
    assert StructureVersion.objects.count() == 1
    assert step(admin, draft, "pegawai", "JEBRES-1", people_to=unit("JEBRES")).status_code == 302
    assert admin.post(review, {"revision": 2, "decree": "Perwal 14/2026"}).status_code == 302


def test_undo_redo_rebase_and_discard_are_buttons(admin: Client, draft: StructureDraft) -> None:
    step(admin, draft, "pindah", "BKPSDM-MK", parent_id=unit("BKPSDM"))
    for name, fields in (
        ("draft_undo", {"revision": 1}),
        ("draft_redo", {"revision": 2}),
        ("draft_rebase", {"revision": 3, "effective_from": "2027-02-01"}),
        ("draft_discard", {"revision": 4}),
    ):
        assert admin.post(reverse(name, args=[draft.id]), fields).status_code == 302
    after = StructureDraft.objects.get()
    assert (after.revision, after.state, after.effective_from.isoformat()) == (5, "discarded", "2027-02-01")
    answer = admin.post(reverse("draft_undo", args=[draft.id]), {"revision": "satu"}, follow=True)
    assert "Isian tidak lengkap" in answer.content.decode()


@pytest.mark.parametrize("kind", ["nama", "apa-saja"])
def test_a_step_without_a_unit_or_of_no_kind_is_not_there(admin: Client, draft: StructureDraft, kind: str) -> None:
    assert admin.get(f"{reverse('draft_change', args=[draft.id, kind])}?unit=\0").status_code == 404


def test_programs_do_the_same(admin: Client, draft: StructureDraft) -> None:
    def send(name: str, **body: Any) -> Any:
        return admin.post(reverse(name, args=[draft.id]), body, content_type="application/json")

    part = {"code": "BKD-K", "name": "Bidang Kinerja", "unit_type": "division"}
    for number, (kind, values) in enumerate(
        [
            ("add", {"parent_id": str(unit("SETDA")), **part, "code": "BARU"}),
            ("rename", {"unit_id": str(unit("JEBRES")), "name": "Kecamatan Jebres Raya"}),
            ("split", {"unit_id": str(unit("BKPSDM-M")), "parts": [part], "taken": {str(unit("BKPSDM-MK")): 0}}),
            ("merge", {"unit_ids": [str(unit("JEBRES-1"))], "into": str(unit("JEBRES"))}),
            ("close", {"unit_id": str(unit("SETDA-ORG")), "people_to": str(unit("SETDA"))}),
        ]
    ):
        answer = send("api_structure_draft_steps", revision=number, kind=kind, values=values)
        assert (answer.status_code, answer.json()["revision"]) == (200, number + 1), answer.content
    stale = send("api_structure_draft_undo", revision=2)
    assert (stale.status_code, stale.json()["code"]) == (409, "draft_changed")
    broken = {"unit_id": str(unit("BKPSDM")), "parts": [part], "taken": {str(unit("BKPSDM-MK")): 7}}
    assert send("api_structure_draft_steps", revision=5, kind="split", values=broken).status_code in {400, 422}
    page = admin.get(reverse("api_structure_draft", args=[draft.id])).json()
    assert page["ended"][str(unit("JEBRES-1"))] == str(unit("JEBRES"))
    assert [each["kind"] for each in page["steps"]] == ["add", "rename", "split", "merge", "close"]
    assert send("api_structure_draft_publish", revision=5, decree="Perwal 14/2026").json()["state"] == "published"
    after = organisation.chart_on(StructureDraft.objects.get().effective_from).by_code
    assert {"BARU", "BKD-K"} <= after.keys()
    assert not {"JEBRES-1", "SETDA-ORG"} & after.keys()
