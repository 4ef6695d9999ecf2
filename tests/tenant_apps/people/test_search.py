"""People are found as one types, and never one the viewer may not see."""

from django.test import Client
from django_tenants.utils import schema_context

from shared_apps.accounts.rules import Role
from tenant_apps.people import queries
from tenant_apps.people.models import SearchName
from tenant_apps.people.services import change_number
from tests.cast import OPERATOR
from tests.tenant_apps.people.conftest import Account
from tests.tenant_apps.people.people import CLERK, HEAD_BKPSDM, HEAD_JEBRES, LURAH, TODAY, head, id_of, person, take

NEW_NUMBER = "199005052026012005"


def found(viewer: object, text: str) -> list[str]:
    return [each.number for each in queries.suggestions(viewer, TODAY, text).people]


def name_of(number: str) -> str:
    return queries.names_of([id_of(number)])[id_of(number)]


def test_by_the_beginning_of_any_word_of_a_name(north: None, account: Account) -> None:
    viewer = account(role=Role.PERSONNEL_ADMIN)
    first, *_, last = name_of(CLERK).split()
    for typed in (first[:3], first[:3].upper(), last[:4], f"{last[:4]} {first[:2]}", f"  {first} "):
        assert CLERK in found(viewer, typed), typed
    assert found(viewer, "") == found(viewer, "x") == found(viewer, "..") == []


def test_by_any_number_they_ever_had(north: None, account: Account) -> None:
    viewer = account(role=Role.PERSONNEL_ADMIN)
    change_number(employee_id=id_of(CLERK), number=NEW_NUMBER, starts_on=TODAY, actor=OPERATOR)
    for typed in (CLERK[:10], CLERK, "19900505 201505 2", NEW_NUMBER[:12]):
        assert found(viewer, typed) == [NEW_NUMBER], typed


def test_by_position_and_by_unit_with_its_head_first(north: None, account: Account) -> None:
    viewer = account(role=Role.PERSONNEL_ADMIN)
    with_title = queries.employees(viewer, TODAY, queries.Filters()).object_list
    head_of = next(person for person in with_title if person.number == HEAD_JEBRES)
    assert found(viewer, head_of.unit_name)[0] == HEAD_JEBRES
    assert HEAD_JEBRES in found(viewer, head_of.position_title)


def test_a_position_is_found_by_each_of_its_words(north: None, account: Account) -> None:
    viewer, title = account(role=Role.PERSONNEL_ADMIN), "Analis Layanan Pengadaan Barang/Jasa (Sub-Koordinator)"
    take(person(CLERK, "Fitri Handayani", "BKPSDM-MK", jabatan=title))
    for typed in ("jasa", "pengadaan barang/jasa", "sub-koord", "analis jasa"):
        assert found(viewer, typed) == [CLERK], typed


def test_a_slip_is_forgiven_where_nothing_fits_as_typed(north: None, account: Account) -> None:
    viewer = account(role=Role.PERSONNEL_ADMIN)
    word = max(name_of(CLERK).split(), key=len)
    assert len(word) >= 5
    for typed in (word[:-2] + word[-1], word[0] + word[2] + word[1] + word[3:], "z" + word[1:]):
        answer = queries.suggestions(viewer, TODAY, typed)
        assert answer.alike, typed
        assert CLERK in [person.number for person in answer.people], typed


def test_nobody_finds_whom_they_may_not_see(north: None, account: Account) -> None:
    clerk_account = account(CLERK)
    assert found(account(), name_of(CLERK)) == []
    assert found(clerk_account, name_of(LURAH)) == found(clerk_account, LURAH) == []
    assert found(account(LURAH), LURAH) == [LURAH]
    leader = account(HEAD_JEBRES)
    assert LURAH in found(leader, name_of(LURAH))
    assert HEAD_BKPSDM not in found(leader, name_of(HEAD_BKPSDM))


def test_a_leader_finds_their_own_behind_many_namesakes_elsewhere(north: None, account: Account) -> None:
    crowd = [person(f"1900010120200110{place:02}", f"Ani Safi {place:02}", "SETDA-ORG") for place in range(1, 26)]
    take(*crowd)
    assert found(account(HEAD_JEBRES), "saf") == [LURAH]
    assert len(found(account(role=Role.PERSONNEL_ADMIN), "saf")) == 10


def test_a_corrected_name_is_found_and_the_old_one_no_longer(north: None, account: Account) -> None:
    viewer = account(role=Role.PERSONNEL_ADMIN)
    assert found(viewer, "safitri") == [LURAH]
    take(head(LURAH, "Hana Prabaswara", "JEBRES-1", jenis_jabatan="Pengawas"))
    assert (found(viewer, "prabas"), found(viewer, "safitri")) == ([LURAH], [])
    assert SearchName.objects.filter(employee_id=id_of(LURAH)).count() == 1


def test_the_page_suggests_while_one_types_and_when_nothing_fits(north: None, account: Account) -> None:
    client = Client(HTTP_HOST="north.localhost")
    client.force_login(account(role=Role.PERSONNEL_ADMIN))
    word = max(name_of(CLERK).split(), key=len)
    part = client.get("/pegawai/cari/", {"q": word[:4]}).content.decode()
    assert f"/pegawai/{id_of_north(CLERK)}/" in part
    assert "<html" not in part
    missed = client.get("/pegawai/", {"q": "z" + word[1:]}).content.decode()
    assert "Mungkin maksud Anda" in missed
    hostile = client.get("/pegawai/cari/", {"q": "<b>'; DROP & | ! :* \x00"}).content.decode()
    assert "<b>" not in hostile
    answer = client.get("/api/v1/employees/suggestions/", {"q": "z" + word[1:]}).json()
    assert (answer["alike"], answer["people"][0]["number"]) == (True, CLERK)
    assert client.get("/api/v1/employees/suggestions/").status_code == 400


def id_of_north(number: str) -> object:
    with schema_context("north"):
        return id_of(number)
