"""The administrator of one agency: drafts, posts, imports and single changes of it. A refusal changes nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from shared_apps.accounts.models import User
from shared_apps.audit.acting import acting
from shared_apps.errors import ForbiddenError, InvalidError, NotFoundError
from shared_apps.rows import new_id
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation import services as structure
from tenant_apps.organisation.drafts import queries as drafts
from tenant_apps.organisation.drafts import services as drafting
from tenant_apps.organisation.models import DraftChange, StructureDraft, StructureVersion, Unit
from tenant_apps.people import queries, services
from tenant_apps.people.imported import SheetImport
from tenant_apps.people.models import Assignment, Employee
from tenant_apps.people.records import EmployeeEducation, Position
from tenant_apps.people.services import standing, undoing
from tenant_apps.people.services.positions import Wish
from tests.cast import OPERATOR
from tests.tenant_apps.people.people import CLERK, HEAD_ORG, LURAH, TODAY, id_of, person, sheet, unit

pytestmark = pytest.mark.usefixtures("at_north")
NEXT_YEAR = date(2027, 1, 1)
NEWCOMER = "199901012024011001"


@pytest.fixture
def unchanged() -> Callable[[], list[Any]]:
    """Everything these changes could touch."""

    def everything() -> list[Any]:
        tables = (StructureDraft, DraftChange, StructureVersion, Unit, Position, Assignment, Employee, SheetImport)
        return [sorted(map(str, each._default_manager.values_list())) for each in (*tables, EmployeeEducation)]

    return everything


@pytest.fixture
def refused(unchanged: Callable[[], list[Any]]) -> Callable[..., str]:
    """An act that is refused as outside the agency, in words, and changes nothing."""

    def outside(act: Callable[[], Any], kind: type[Any] = ForbiddenError) -> str:
        before = unchanged()
        with pytest.raises(kind) as told:
            act()
        assert unchanged() == before
        assert kind is not ForbiddenError or told.value.code == "outside_agency"
        return str(told.value.message)

    return outside


@pytest.fixture
def draft(manager: User) -> StructureDraft:
    return drafting.open_draft(title="Penataan BKPSDM", effective_from=TODAY, actor=manager)


def step(draft: StructureDraft, actor: Any, act: Callable[..., Any] = drafting.rename_unit, **more: Any) -> Any:
    facts = {"unit_id": unit("BKPSDM-M"), "name": "Bidang Lain"} if act is drafting.rename_unit else {}
    revision = StructureDraft.objects.get(id=draft.id).revision
    return act(**{"draft_id": draft.id, "revision": revision, "actor": actor, **facts, **more})


def publish(draft: StructureDraft, actor: User) -> StructureDraft:
    revision = StructureDraft.objects.get(id=draft.id).revision
    return services.publish_draft(draft_id=draft.id, revision=revision, decree="Perwal 9", actor=actor)


class TestDrafts:
    def test_the_own_agency_is_rebuilt_and_its_people_move(self, manager: User, draft: StructureDraft) -> None:
        assert draft.agency_id == unit("BKPSDM")
        step(draft, manager, drafting.merge_units, unit_ids=[unit("BKPSDM-MK")], into=unit("BKPSDM-M"))
        step(draft, manager)
        publish(draft, manager)
        chart = organisation.chart_on(TODAY)
        assert chart.nodes[unit("BKPSDM-M")].name == "Bidang Lain"
        assert unit("BKPSDM-MK") not in chart.nodes
        assert Assignment.objects.get(employee=id_of(CLERK), starts_on=TODAY).unit_id == unit("BKPSDM-M")

    def test_drafts_of_others_are_not_there(
        self, manager: User, draft: StructureDraft, refused: Callable[..., str]
    ) -> None:
        whole = drafting.open_draft(title="Rahasia", effective_from=TODAY, actor=OPERATOR)
        other = drafting.open_draft(title="Jebres", effective_from=TODAY, agency_id=unit("JEBRES"), actor=OPERATOR)
        assert [each.id for each in drafts.drafts(manager)] == [draft.id]
        assert [each.id for each in drafts.open_drafts(manager)] == [draft.id]
        for each in (whole, other):
            refused(lambda each=each: drafts.draft_page(manager, each.id), NotFoundError)
            refused(lambda each=each: step(each, manager), NotFoundError)
            refused(lambda each=each: publish(each, manager), NotFoundError)
        refused(lambda: drafting.open_draft(title="X", effective_from=TODAY, agency_id=unit("SETDA"), actor=manager))
        refused(lambda: drafting.open_draft(title="X", effective_from=date(2025, 1, 1), actor=manager), InvalidError)

    def test_the_limit_is_the_drafts_and_holds_for_everybody(
        self, manager: User, draft: StructureDraft, refused: Callable[..., str]
    ) -> None:
        for actor in (manager, OPERATOR):
            words = refused(lambda actor=actor: step(draft, actor, unit_id=unit("JEBRES")))
            assert "dibatasi pada Badan Kepegawaian" in words
            assert "administrator kepegawaian daerah" in words
            words = refused(
                lambda actor=actor: step(draft, actor, drafting.close_unit, unit_id=unit("BKPSDM"), people_to=None)
            )
            assert "sendiri tidak dapat" in words
            refused(
                lambda actor=actor: step(
                    draft, actor, drafting.close_unit, unit_id=unit("BKPSDM-MK"), people_to=unit("SETDA")
                )
            )

    def test_a_unit_that_went_elsewhere_meanwhile_or_will_is_not_published(
        self, manager: User, draft: StructureDraft, refused: Callable[..., str]
    ) -> None:
        step(draft, manager)
        moved: Any = {"unit_id": unit("BKPSDM-M"), "parent_id": unit("SETDA"), "decree": "P", "actor": OPERATOR}
        structure.move_unit(effective_from=NEXT_YEAR, **moved)
        assert "1 Januari 2027" in refused(lambda: publish(draft, manager))
        structure.move_unit(effective_from=TODAY, **moved)
        step(draft, manager, drafting.rebase_draft)
        refused(lambda: publish(draft, manager))

    def test_its_pages_offer_what_is_inside(self, manager: User, draft: StructureDraft) -> None:
        browser = Client(HTTP_HOST="north.localhost")
        browser.force_login(manager)
        listed = browser.get("/organisasi/draf/").content.decode()
        assert "Hanya Badan Kepegawaian" in listed
        at = f"/organisasi/draf/{draft.id}/"
        page = browser.get(at).content.decode()
        assert "Dibatasi pada Badan Kepegawaian" in page
        assert "ubah/tambah/" in page  # of the agency itself, which the page begins at
        assert "ubah/tutup/" not in page
        assert "ubah/tambah/" not in browser.get(f"{at}?unit={unit('SETDA')}").content.decode()
        form = browser.get(f"{at}ubah/tambah/?unit={unit('BKPSDM')}").content.decode()
        assert str(unit("BKPSDM-M")) in form
        assert str(unit("JEBRES")) not in form
        sent = {"revision": 0, "parent_id": str(unit("JEBRES")), "unit": str(unit("BKPSDM-M"))}
        answer = browser.post(f"{at}ubah/pindah/", sent)
        assert answer.status_code == 422
        assert "dibatasi pada Badan Kepegawaian" in answer.content.decode()


def post(code: str, title: str = "Arsiparis") -> Wish:
    return Wish(unit_id=unit(code), title=title, position_type="implementer", headcount=2)


def establish(actor: Any, code: str, day: date = TODAY) -> Any:
    return services.establish_position(wish=post(code), starts_on=day, decree="SK", actor=actor)


class TestPosts:
    def test_the_own_are_established_changed_drawn_up_and_abolished(self, manager: User) -> None:
        made = establish(manager, "BKPSDM-M")
        change: Any = {"position_id": made, "decree": "SK 2", "actor": manager}
        services.change_position(wish=post("BKPSDM-MK", "Analis"), starts_on=TODAY, **change)
        services.abolish_position(from_day=NEXT_YEAR, **change)
        assert services.draw_up_positions(day=TODAY, decree="SK 3", actor=manager) == 3
        assert set(Position.objects.values_list("unit_id", flat=True)) - {None} == {
            unit(code) for code in ("BKPSDM", "BKPSDM-M", "BKPSDM-MK")
        }

    def test_others_are_not_touched_nor_moved_across(self, manager: User, refused: Callable[..., str]) -> None:
        own, theirs = establish(OPERATOR, "BKPSDM"), establish(OPERATOR, "SETDA")
        left = establish(OPERATOR, "BKPSDM-M", date(2026, 2, 1))
        dated: Any = {"starts_on": TODAY, "decree": "SK", "actor": manager}
        services.change_position(position_id=left, wish=post("JEBRES"), **{**dated, "actor": OPERATOR})
        for act in (
            lambda: establish(manager, "SETDA"),
            lambda: services.change_position(position_id=theirs, wish=post("SETDA", "Lain"), **dated),
            lambda: services.change_position(position_id=theirs, wish=post("BKPSDM"), **dated),
            lambda: services.change_position(position_id=own, wish=post("SETDA"), **dated),
            lambda: services.change_position(
                position_id=left, wish=post("BKPSDM-M", "Lain"), **{**dated, "starts_on": date(2026, 3, 1)}
            ),
            lambda: services.abolish_position(position_id=theirs, from_day=TODAY, decree="SK", actor=manager),
        ):
            assert "mintalah administrator kepegawaian daerah" in refused(act)

    def test_the_pages_offer_the_own(self, manager: User) -> None:
        theirs = establish(OPERATOR, "SETDA")
        browser = Client(HTTP_HOST="north.localhost")
        browser.force_login(manager)
        assert "Tambah formasi" in browser.get(f"/organisasi/formasi/?unit={unit('BKPSDM')}").content.decode()
        assert "Tambah formasi" not in browser.get(f"/organisasi/formasi/?unit={unit('SETDA')}").content.decode()
        assert str(unit("SETDA")) not in browser.get("/organisasi/formasi/tambah/").content.decode()
        assert browser.get(f"/organisasi/formasi/{theirs}/ubah/").status_code == 403


def take(actor: Any, *rows: Any, day: date = TODAY) -> SheetImport:
    with acting(request_id=new_id(), who=lambda: (actor.id, actor.name)):
        made = services.import_people(table=sheet(*rows), day=day, today=TODAY, actor=actor).record
    assert made is not None
    return made


class TestImports:
    def test_the_own_are_listed_told_and_undone(
        self, manager: User, unchanged: Callable[[], list[Any]], refused: Callable[..., str]
    ) -> None:
        theirs = take(OPERATOR, person(HEAD_ORG, "Citra Dewi Lestari", "SETDA-ORG", email="citra@north.example.id"))
        before = unchanged()[6]  # people
        made = take(manager, person(CLERK, "Fitri Lain", "BKPSDM-MK"), person(NEWCOMER, "Baru", "BKPSDM"))
        assert list(queries.imports(manager, TODAY).object_list) == [made]
        shown = queries.one_import(manager, TODAY, made.id)
        assert [each.name for each in shown.changes.object_list] == ["Fitri Lain"]
        assert [each.name for each in shown.people.object_list] == ["Baru"]
        refused(lambda: queries.one_import(manager, TODAY, theirs.id), NotFoundError)
        refused(lambda: undoing.undo(import_id=theirs.id, actor=manager, today=TODAY), NotFoundError)
        refused(lambda: undoing.ask(import_id=theirs.id, actor=manager), NotFoundError)
        undoing.undo(import_id=made.id, actor=manager, today=TODAY)
        assert unchanged()[6] == before

    def test_who_is_another_agencys_by_now_is_neither_shown_nor_changed(
        self, manager: User, refused: Callable[..., str]
    ) -> None:
        made = take(manager, person(CLERK, "Fitri Lain", "BKPSDM-MK"), person(NEWCOMER, "Baru", "BKPSDM"))
        chair: Any = {"position_title": "Staf", "position_type": "implementer", "decree": "SK", "actor": OPERATOR}
        for number in (CLERK, NEWCOMER):
            there = Assignment.objects.filter(employee_id=id_of(number), starts_on=TODAY).first()
            mark = standing.mark_of(there) if there else None
            services.place(employee_id=id_of(number), unit_id=unit("SETDA"), starts_on=TODAY, replaces=mark, **chair)
        shown = queries.one_import(manager, TODAY, made.id)
        assert (shown.hidden, list(shown.changes.object_list), list(shown.people.object_list)) == (2, [], [])
        refused(lambda: undoing.ask(import_id=made.id, actor=manager))
        browser = Client(HTTP_HOST="north.localhost")
        browser.force_login(manager)
        page = browser.get(f"/pegawai/impor/riwayat/{made.id}/").content.decode()
        assert "2 pegawai dari impor ini bertugas di luar perangkat daerah Anda" in page
        assert "Fitri" not in page
        assert "Batalkan impor ini" not in page


@pytest.fixture
def api(manager: User) -> Callable[..., Any]:
    browser = Client(HTTP_HOST="north.localhost")
    browser.force_login(manager)

    def send(number: str, what: str, **fields: Any) -> Any:
        address = f"/api/v1/employees/{id_of(number)}/{what}/"
        return browser.post(address, fields, content_type="application/json")

    return send


def chair(code: str, day: date = TODAY) -> dict[str, Any]:
    facts = {"position_title": "Staf", "position_type": "implementer", "decree": "SK"}
    return {**facts, "unit_id": str(unit(code)), "starts_on": day.isoformat()}


class TestPeople:
    def test_the_own_people_are_placed_taught_and_let_go(self, api: Callable[..., Any]) -> None:
        assert api(CLERK, "assignments", **chair("BKPSDM-M")).status_code == 200
        assert api(CLERK, "education", level="s1", starts_on="2012-08-01").status_code == 200
        answer = api(CLERK, "leaving", from_day=NEXT_YEAR.isoformat(), kind="retired")
        assert answer.status_code == 200
        answer = api(CLERK, "assignments", **chair("BKPSDM", NEXT_YEAR))
        assert (answer.status_code, answer.json()["code"]) == (409, "entry_stands")
        there = answer.json()["details"]["replaces"]
        answer = api(CLERK, "assignments", **chair("BKPSDM", NEXT_YEAR), replaces=there)
        assert [entry["title"] for entry in answer.json()["entries"] if entry["kind"] == "pendidikan"] == ["S-1"]

    def test_nobody_outside_and_nobody_across(
        self, api: Callable[..., Any], unchanged: Callable[[], list[Any]]
    ) -> None:
        transfer = {**chair("SETDA"), "unit_id": unit("SETDA"), "starts_on": NEXT_YEAR}
        services.place(employee_id=id_of(CLERK), actor=OPERATOR, **transfer)
        before = unchanged()
        wishes = {
            "assignments": chair("BKPSDM"),
            "leaving": {"from_day": TODAY.isoformat()},
            "education": {"level": "s1", "starts_on": "2012-08-01"},
        }
        assert [api(LURAH, what, **wish).status_code for what, wish in wishes.items()] == [404, 404, 404]
        for what, wish in (
            ("assignments", chair("SETDA")),
            ("assignments", chair("BKPSDM", NEXT_YEAR)),  # the day of the transfer the region decided
            ("leaving", {"from_day": NEXT_YEAR.isoformat()}),
        ):
            answer = api(CLERK, what, **wish)
            assert (answer.status_code, answer.json()["code"]) == (403, "outside_agency")
        assert unchanged() == before

    def test_what_was_in_another_agency_is_not_rewritten(self, manager: User, refused: Callable[..., str]) -> None:
        seat: Any = {**chair("BKPSDM"), "unit_id": unit("BKPSDM"), "employee_id": id_of(LURAH)}
        services.place(**{**seat, "starts_on": TODAY, "actor": OPERATOR})
        may = date(2026, 5, 1)
        refused(lambda: services.place(**{**seat, "starts_on": may, "actor": manager}))
        refused(lambda: take(manager, person(LURAH, "Hana Safitri", "BKPSDM"), day=may), InvalidError)

    def test_who_left_today_is_told_of_though_out_of_sight(self, api: Callable[..., Any], manager: User) -> None:
        answer = api(CLERK, "leaving", from_day="2026-11-01")
        assert answer.status_code == 200
        assert answer.json()["entries"][0]["starts_on"] == "2026-11-01"
        assert not queries.visible_assignments(manager, TODAY).filter(employee_id=id_of(CLERK)).exists()
