"""A draft published beside the people: they go where it says, from its day on, and nobody is left without a unit."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from shared_apps.audit.acting import acting
from shared_apps.errors import ConflictError
from shared_apps.rows import new_id
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.drafts import services as drafts
from tenant_apps.organisation.models import StructureDraft, StructureVersion
from tenant_apps.people import queries, services
from tenant_apps.people.models import ActingHead, Assignment
from tenant_apps.people.services import undoing
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import CLERK, HEAD_JEBRES, LURAH, TEACHER, id_of, person, take, unit

pytestmark = pytest.mark.usefixtures("north")
OCTOBER, DECEMBER, NEXT_YEAR = date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def draft(north: None) -> StructureDraft:
    return drafts.open_draft(title="Penataan 2027", effective_from=NEXT_YEAR, actor=OPERATOR)


def merge(draft: StructureDraft, code: str, into: str, revision: int = 0) -> None:
    drafts.merge_units(draft_id=draft.id, revision=revision, actor=OPERATOR, unit_ids=[unit(code)], into=unit(into))


def publish(draft: StructureDraft, revision: int = 1) -> StructureDraft:
    return services.publish_draft(draft_id=draft.id, revision=revision, decree="Perwal 14/2026", actor=OPERATOR)


def place(number: str, day: date) -> Any:
    """Code of the unit and whether they head it."""
    held = Assignment.objects.filter(employee_id=id_of(number), starts_on__lte=day).order_by("-starts_on").first()
    assert held is not None
    names: dict[uuid.UUID, str] = {node.unit_id: node.code for node in organisation.chart_on(day).nodes.values()}
    return names.get(held.unit_id) if held.unit_id else None, held.is_head


def test_people_of_a_merged_unit_sit_in_the_one_that_stays_from_the_day_on(draft: StructureDraft) -> None:
    merge(draft, "JEBRES-1", "JEBRES")
    publish(draft)
    assert (place(TEACHER, DECEMBER), place(TEACHER, NEXT_YEAR)) == (("JEBRES-1", False), ("JEBRES", False))
    assert (place(LURAH, DECEMBER), place(LURAH, NEXT_YEAR)) == (("JEBRES-1", True), ("JEBRES", False))
    superior = queries.superior_of(id_of(TEACHER), NEXT_YEAR)
    assert superior is not None
    assert superior.employee_id == id_of(HEAD_JEBRES)


def test_publishing_twice_moves_nobody_twice(draft: StructureDraft) -> None:
    merge(draft, "JEBRES-1", "JEBRES")
    publish(draft)
    before = list(Assignment.objects.order_by("pk").values())
    assert publish(draft).state == "published"
    assert list(Assignment.objects.order_by("pk").values()) == before


def test_who_changes_chairs_on_the_day_or_later_goes_along_too(draft: StructureDraft) -> None:
    take(person(CLERK, "Fitri Handayani", "JEBRES-1", email="fitri@north.example.id"), day=NEXT_YEAR)
    later = date(2027, 3, 1)
    take(person(HEAD_JEBRES, "Gunawan Wibowo", "JEBRES-1"), day=later)
    merge(draft, "JEBRES-1", "BKPSDM-M")
    publish(draft)
    assert (place(CLERK, DECEMBER), place(CLERK, NEXT_YEAR)) == (("BKPSDM-MK", False), ("BKPSDM-M", False))
    assert (place(HEAD_JEBRES, NEXT_YEAR), place(HEAD_JEBRES, later)) == (("JEBRES", True), ("BKPSDM-M", False))
    assert Assignment.objects.filter(employee_id=id_of(CLERK), starts_on=NEXT_YEAR).count() == 1


def test_who_has_left_before_is_not_brought_back(draft: StructureDraft) -> None:
    services.leave(employee_id=id_of(TEACHER), from_day=OCTOBER, actor=OPERATOR)
    merge(draft, "JEBRES-1", "JEBRES")
    publish(draft)
    assert place(TEACHER, NEXT_YEAR) == (None, False)


def test_who_leaves_before_the_day_goes_though_the_draft_moved_them(draft: StructureDraft) -> None:
    merge(draft, "JEBRES-1", "JEBRES")
    publish(draft)
    moved = list(Assignment.objects.filter(employee_id=id_of(TEACHER)).values("starts_on", "unit_id", "decree"))
    told = services.leave(employee_id=id_of(TEACHER), from_day=DECEMBER, kind="retired", actor=OPERATOR)
    assert told == ("Perpindahan ke Kecamatan Jebres mulai 1 Jan 2027 (Perwal 14/2026) ikut dihapus.",)
    assert (place(TEACHER, NEXT_YEAR), queries.may_enter(id_of(TEACHER), DECEMBER)) == ((None, False), False)
    leaving = Assignment.objects.get(employee_id=id_of(TEACHER), kind="retired")
    services.withdraw(
        employee_id=id_of(TEACHER), kind="jabatan", entry_id=leaving.pk, reason="Salah orang", actor=OPERATOR
    )
    again = Assignment.objects.filter(employee_id=id_of(TEACHER)).values("starts_on", "unit_id", "decree")
    assert list(again) == moved


def test_who_moves_before_the_day_is_moved_by_the_draft_no_more(draft: StructureDraft) -> None:
    merge(draft, "JEBRES-1", "JEBRES")
    publish(draft)
    chair: Any = {"position_type": "functional", "decree": "SK 1", "actor": OPERATOR}
    services.place(
        employee_id=id_of(TEACHER), unit_id=unit("JEBRES-1"), position_title="Guru", starts_on=OCTOBER, **chair
    )
    assert Assignment.objects.get(employee_id=id_of(TEACHER), starts_on=NEXT_YEAR).position_title == "Guru"
    services.place(
        employee_id=id_of(TEACHER), unit_id=unit("SETDA"), position_title="Guru", starts_on=DECEMBER, **chair
    )
    services.place(
        employee_id=id_of(CLERK), unit_id=unit("JEBRES-1"), position_title="Staf", starts_on=DECEMBER, **chair
    )
    assert (place(TEACHER, NEXT_YEAR), place(CLERK, NEXT_YEAR)) == (("SETDA", False), ("JEBRES", False))


def test_a_sheet_before_the_day_takes_its_people_along_and_undone_they_are_moved_again(draft: StructureDraft) -> None:
    merge(draft, "JEBRES-1", "JEBRES")
    publish(draft)
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        sheet = take(person(TEACHER, "Indra Kurnia", "SETDA", jenis_pegawai="PPPK", golongan="IX"), day=OCTOBER)
    assert (place(TEACHER, OCTOBER), place(TEACHER, NEXT_YEAR)) == (("SETDA", False), ("SETDA", False))
    assert sheet.record is not None
    with acting(request_id=new_id(), who=lambda: (None, "Eka")):
        undoing.undo(import_id=sheet.record.id, actor=OPERATOR, today=DECEMBER)
    assert (place(TEACHER, DECEMBER), place(TEACHER, NEXT_YEAR)) == (("JEBRES-1", False), ("JEBRES", False))


def test_a_later_chair_that_was_decided_keeps_and_is_named(draft: StructureDraft) -> None:
    merge(draft, "JEBRES-1", "JEBRES")
    publish(draft)
    take(person(TEACHER, "Indra Kurnia", "SETDA", jenis_pegawai="PPPK", golongan="IX"), day=date(2027, 3, 1))
    before = list(Assignment.objects.order_by("pk").values())
    with pytest.raises(ConflictError, match="“Staf SETDA – Sekretariat Daerah” mulai 1 Mar 2027"):
        services.leave(employee_id=id_of(TEACHER), from_day=DECEMBER, actor=OPERATOR)
    assert list(Assignment.objects.order_by("pk").values()) == before


def test_nobody_acts_for_the_head_of_a_unit_that_is_no_more(draft: StructureDraft) -> None:
    services.appoint_acting_head(
        unit_id=unit("JEBRES-1"), number=CLERK, kind="acting_full", starts_on=OCTOBER, decree="SK 1", actor=OPERATOR
    )
    merge(draft, "JEBRES-1", "JEBRES")
    publish(draft)
    last = ActingHead.objects.filter(unit_id=unit("JEBRES-1")).order_by("-starts_on").first()
    assert last is not None
    assert (last.starts_on, last.employee_id) == (NEXT_YEAR, None)


def test_a_closed_unit_with_people_is_not_published_until_it_is_said_where_they_go(draft: StructureDraft) -> None:
    drafts.close_unit(draft_id=draft.id, revision=0, actor=OPERATOR, unit_id=unit("JEBRES-1"))
    before = list(Assignment.objects.order_by("pk").values())
    with pytest.raises(ConflictError) as refused:
        publish(draft)
    assert refused.value.code == "units_occupied"
    assert "Kelurahan Mojosongo: 2" in str(refused.value.message)
    assert list(Assignment.objects.order_by("pk").values()) == before
    assert (StructureVersion.objects.count(), StructureDraft.objects.get().state) == (1, "open")
    drafts.hand_over_people(
        draft_id=draft.id, revision=1, actor=OPERATOR, unit_id=unit("JEBRES-1"), people_to=unit("SETDA")
    )
    publish(draft, revision=2)
    assert place(TEACHER, NEXT_YEAR) == ("SETDA", False)


def test_who_closes_a_unit_says_where_its_people_and_its_units_go(draft: StructureDraft, admin: Client) -> None:
    page = f"/organisasi/draf/{draft.id}/ubah/tutup/?unit={unit('JEBRES')}"
    shown = admin.get(page).content.decode()
    assert "1 pegawai duduk di unit ini." in shown
    assert "1 unit langsung di bawahnya: Kelurahan Mojosongo." in shown
    assert "Langsung di bawah Pemerintah Kota North" in shown
    assert admin.post(page, {"revision": 0}).status_code == 422
    closing = {"unit_id": str(unit("JEBRES"))}
    steps = f"/api/v1/structure-drafts/{draft.id}/steps/"
    for named, code in (({}, "units_to_missing"), ({"units_to": str(unit("PEM"))}, "people_to_missing")):
        wish = {"kind": "close", "revision": 0, "values": {**closing, **named}}
        answer = admin.post(steps, wish, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    draft.refresh_from_db()
    assert (draft.revision, draft.changes.count()) == (0, 0)
    to = {"people_to": str(unit("SETDA")), "units_to": str(unit("PEM"))}
    assert admin.post(page, {"revision": 0, **to}).status_code == 302
    publish(draft, revision=1)
    mojosongo = organisation.chart_on(NEXT_YEAR).nodes[unit("JEBRES-1")]
    assert (mojosongo.parent_id, place(HEAD_JEBRES, NEXT_YEAR)) == (unit("PEM"), ("SETDA", False))


def test_people_do_not_go_where_a_later_structure_has_no_unit(draft: StructureDraft) -> None:
    later = drafts.open_draft(title="Sesudahnya", effective_from=date(2027, 7, 1), actor=OPERATOR)
    drafts.close_unit(
        draft_id=later.id, revision=0, actor=OPERATOR, unit_id=unit("SETDA-ORG"), people_to=unit("SETDA")
    )
    publish(later)
    merge(draft, "JEBRES-1", "SETDA-ORG")
    before = StructureVersion.objects.count()
    with pytest.raises(ConflictError) as refused:
        publish(draft)
    assert refused.value.code == "units_occupied"
    assert "tidak ada lagi dalam struktur mulai 1 Jul 2027 (Bagian Organisasi: 2)" in str(refused.value.message)
    assert StructureVersion.objects.count() == before
