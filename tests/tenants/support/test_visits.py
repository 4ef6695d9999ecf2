"""A supporter's pages: what opens, what is turned away, and that everything stands in the region's log."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps.accounts import queries as account_queries
from shared_apps.accounts.models import User
from shared_apps.audit.models import Entry
from shared_apps.support import services as region_side
from shared_apps.support.models import Grant, Pass, Visit
from tenants.regions.database import support_roles
from tenants.regions.database.base import as_owner, parking
from tenants.regions.database.logins import role_of, support_login_of
from tenants.support import queries
from tenants.support.models import Request
from tests.shared_apps.accounts.scene import inside
from tests.tenants.conftest import at_host, host_user
from tests.tenants.support.conftest import EVERYTHING, Scene, tend

PAGES = {  # which rooms a page needs, each alone and no other
    "/organisasi/": ("organisation",),
    "/pegawai/": ("organisation", "people"),
    "/pegawai/ekspor/": ("organisation", "people"),
    "/periode/": ("scoring",),
    "/skema/": ("scoring",),
    "/peran/": ("accounts",),
    "/audit/": ("audit",),
    "/audit/perubahan/": ("audit",),
    "/api/v1/units/": ("organisation",),
    "/api/v1/employees/": ("organisation", "people"),
}


def visits() -> list[tuple[str, str, int, str]]:
    """The log, in order."""
    with schema_context("north"):
        return list(Visit.objects.order_by("at", "id").values_list("method", "path", "status", "note"))


def test_every_page_of_the_scope_opens_and_every_other_is_refused_by_the_database(scene: Scene) -> None:
    request = scene.given(rooms=EVERYTHING)
    supporter = scene.supporter(request)
    for path in PAGES:
        assert supporter.get(path).status_code == 200, path
    for path, rooms in PAGES.items():
        for room in rooms:
            with schema_context("public"):
                Request.objects.filter(id=request.id).update(rooms=[each for each in EVERYTHING if each != room])
            with schema_context("public"):
                again(request)
            answer = supporter.get(path)
            assert answer.status_code == 403, (path, room)
            said = answer.json()["code"] if path.startswith("/api/") else answer.content.decode()
            assert "support_outside" in said or "Di luar lingkup dukungan" in said, (path, room)
            assert visits()[-1] == ("GET", path, 403, "outside")


def again(request: Request) -> None:
    """The login as its row says now."""
    request.refresh_from_db()
    with as_owner():
        support_roles.ensure_support(queries.login_of(request))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_supporter_changes_nothing(scene: Scene, method: str) -> None:
    supporter = scene.supporter(scene.given(rooms=EVERYTHING))
    with schema_context("north"):
        before = User.objects.count()
    for path in ("/peran/undang/", "/api/v1/imports/people/", "/akun-saya/bahasa/"):
        answer = getattr(supporter, method)(path, {"name": "Wali", "email": "wali@example.id", "role": "auditor"})
        assert answer.status_code == 403, path
        assert visits()[-1] == (method.upper(), path, 403, "reading")
    with schema_context("north"):
        assert User.objects.count() == before


def test_a_page_that_would_write_is_stopped_by_the_database(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should a page write although it is only read, the login says no, and so does the transaction."""
    supporter = scene.supporter(scene.given(rooms=EVERYTHING))

    def writes(*_arguments: Any) -> Any:
        return User.objects.update(name="Lain")

    monkeypatch.setattr(account_queries, "appointed_people", writes)
    assert supporter.get("/peran/").status_code == 403
    with schema_context("north"):
        assert not User.objects.filter(name="Lain").exists()


def test_every_page_and_query_is_written_down_under_the_regions_login(scene: Scene) -> None:
    supporter = scene.supporter(scene.given())
    supporter.get("/pegawai/?q=Rahasia")
    supporter.head("/organisasi/")
    supporter.get("/tidak-ada/")
    assert visits() == [
        ("GET", "/pegawai/?q=Rahasia", 200, ""),
        ("HEAD", "/organisasi/", 200, ""),
        ("GET", "/tidak-ada/", 404, ""),
    ]
    with schema_context("north"):
        first = Visit.objects.order_by("at")[0]
    assert all(set(each) == {"statement", "fingerprint", "rows"} for each in first.queries)
    assert all(len(each["fingerprint"]) == 16 for each in first.queries)
    assert "Rahasia" not in str(first.queries)


def test_the_log_is_never_changed(scene: Scene) -> None:
    """Not by the region's own login either; what was opened is not forgotten with the grant."""
    scene.supporter(scene.given()).get("/pegawai/")
    for act in (
        lambda: Visit.objects.update(path="/"),
        lambda: Visit.objects.all().delete(),
        lambda: Grant.objects.all().delete(),
    ):
        with schema_context("north"), pytest.raises((ProgrammingError, ProtectedError)):
            act()
    assert [path for _method, path, _status, _note in visits()] == ["/pegawai/"]


def test_a_page_that_cannot_be_written_down_is_not_shown(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    supporter = scene.supporter(scene.given())
    supporter.raise_request_exception = False

    def fails(**_facts: Any) -> None:
        raise OSError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(region_side, "record", fails)
        answer = supporter.get("/pegawai/")
    assert answer.status_code == 500
    assert "Pegawai" not in answer.content.decode()


def test_the_view_runs_under_the_grants_login_and_the_log_under_the_regions(scene: Scene) -> None:
    request = scene.given()
    supporter = scene.supporter(request)
    seen: list[str] = []

    def noted(execute: Any, statement: Any, params: Any, many: bool, context: Any) -> Any:
        seen.append(context["connection"].connection.info.user)
        return execute(statement, params, many, context)

    with connection.execute_wrapper(noted):
        assert supporter.get("/pegawai/").status_code == 200
    with schema_context("north"):
        number = len(Visit.objects.get().queries)
    own = support_login_of(request.id).user
    assert seen.count(own) == number > 0
    assert set(seen) == {role_of("public"), role_of("north"), own}
    assert not any(own in str(key) for key in parking.waiting()), "such a connection is never kept"


def test_after_the_end_the_next_page_is_refused_whoever_still_has_the_session(scene: Scene) -> None:
    """By its time, with nobody tending; the session is gone with it."""
    supporter = scene.supporter(scene.given())
    with schema_context("north"):
        Grant.objects.update(decided_at=timezone.now() - timedelta(hours=2), expires_at=timezone.now())
    answer = supporter.get("/pegawai/")
    assert (answer.status_code, "Izin dukungan sudah berakhir" in answer.content.decode()) == (403, True)
    assert supporter.get("/pegawai/").headers["Location"].startswith("/masuk/")


def test_a_page_made_while_it_was_revoked_is_not_shown(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    request = scene.given()
    supporter = scene.supporter(request)
    recorded = region_side.record

    def then_revoked(**facts: Any) -> None:
        recorded(**facts)
        now = timezone.now()
        region_side.revoke(
            grant_id=request.id, reason="Cukup", actor=scene.administrator, at=now, day=timezone.localdate()
        )

    monkeypatch.setattr(region_side, "record", then_revoked)
    answer = supporter.get("/pegawai/")
    assert answer.status_code == 403
    assert "Izin dukungan sudah berakhir" in answer.content.decode()


def test_without_its_login_nothing_is_shown(scene: Scene) -> None:
    """Approved, and the owner's worker has taken the login away or not made it yet."""
    request = scene.given()
    supporter = scene.supporter(request)
    with schema_context("public"):
        Request.objects.filter(id=request.id).update(state="ended")
    tend()
    answer = supporter.get("/pegawai/")
    assert (answer.status_code, "masih disiapkan" in answer.content.decode()) == (503, True)
    assert supporter.get("/api/v1/units/").json()["code"] == "support_not_ready"


def test_the_menu_shows_what_the_scope_opens_and_nothing_else(scene: Scene) -> None:
    for rooms in (EVERYTHING, ("organisation", "people"), ("scoring",), ("accounts", "audit"), ("work",)):
        request = scene.given(rooms=rooms)
        supporter = scene.supporter(request)
        page = supporter.get("/dukungan/sesi/").content.decode()
        links = set(re.findall(r'<li><a class="row" href="(/[^"]*)"', page))
        assert bool(links) == (rooms != ("work",)), rooms
        for link in links:
            assert supporter.get(link).status_code != 403, (rooms, link)
        scene.browser(scene.administrator).post(f"/dukungan/{request.id}/cabut/", {"cabut-reason": "Cukup"})
        tend()


def test_a_supporters_page_has_no_button_that_is_refused(scene: Scene) -> None:
    supporter = scene.supporter(scene.given(rooms=EVERYTHING))
    for path in ("/dukungan/sesi/", "/organisasi/", "/pegawai/", "/periode/", "/peran/"):
        page = supporter.get(path).content.decode()
        assert set(re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', page)) == {"/dukungan/keluar/"}, path
        assert not re.search(r'href="/pegawai/(?:impor|undang)/"', page), path


def test_leaving_ends_the_session_not_the_grant(scene: Scene) -> None:
    request = scene.given()
    supporter = scene.supporter(request)
    assert supporter.post("/dukungan/keluar/").headers["Location"] == "/masuk/"
    assert supporter.get("/pegawai/").status_code == 302
    assert scene.supporter(request).get("/pegawai/").status_code == 200


def way(scene: Scene, request: Request) -> str:
    """A way in, as its path."""
    with inside("north"):
        token = region_side.issue_pass(grant_id=request.id, operator=scene.operator.id, at=timezone.now())
    return f"/dukungan/masuk/{token}/"


def test_a_way_in_is_walked_once_here_and_soon(scene: Scene) -> None:
    request = scene.given()
    path = way(scene, request)
    assert scene.browser().post(path).status_code == 302
    assert scene.browser().get(path).status_code == scene.browser().post(path).status_code == 404, "used"
    path = way(scene, request)
    with schema_context("north"):
        Pass.objects.filter(used_at=None).update(expires_at=timezone.now())
    assert scene.browser().post(path).status_code == 404, "too old"
    path = way(scene, request)
    for address in ("south.localhost", "host.localhost"):
        assert Client(HTTP_HOST=address).post(path).status_code == 404, address
    forged = path.replace(path[-10:-2], "AAAAAAAA")
    assert scene.browser().post(forged).status_code == 404
    scene.browser(scene.administrator).post(f"/dukungan/{request.id}/cabut/", {"cabut-reason": "Cukup"})
    assert scene.browser().post(path).status_code == 404, "revoked"
    with schema_context("north"):
        assert not any(path.split("/")[3] in entry.path for entry in Entry.objects.all()), "the log opens no door"


def test_only_who_asked_gets_a_way_in(scene: Scene) -> None:
    request = scene.given()
    other = host_user("Euis Rahmawati")
    path = f"/daerah/{scene.region.id}/dukungan/{request.id}/masuk/"
    assert at_host(other).post(path).status_code == 403
    assert at_host(host_user("Tamu Saja", operator=False)).post(path).status_code == 403
    with schema_context("north"):
        assert not Pass.objects.exists()


def test_a_supporters_session_opens_nothing_elsewhere(scene: Scene) -> None:
    supporter = scene.supporter(scene.given())
    key = supporter.cookies["sessionid"].value
    for address in ("south.localhost", "host.localhost"):
        stranger = Client(HTTP_HOST=address)
        stranger.cookies["sessionid"] = key
        assert stranger.get("/akun-saya/").status_code == 302


def test_a_supporter_sees_no_log_and_decides_nothing(scene: Scene) -> None:
    request = scene.given(rooms=EVERYTHING)
    supporter = scene.supporter(request)
    for path in ("/dukungan/", f"/dukungan/{request.id}/"):
        assert supporter.get(path).status_code == 403
    assert supporter.post(f"/dukungan/{request.id}/cabut/", {"cabut-reason": "x"}).status_code == 403
    page = supporter.get("/dukungan/sesi/").content.decode()
    assert scene.operator.name in page
    assert "/dukungan/keluar/" in page


def test_where_nobody_supports_nothing_is_asked(scene: Scene) -> None:
    """An employee's page costs no query for it, an administrator's one."""
    with schema_context("north"):
        plain = User.objects.create(email="biasa@example.id", name="Biasa")
    statements: dict[str, list[str]] = {}
    for name, user in {"plain": plain, "administrator": scene.administrator}.items():
        browser = scene.browser(user)
        found: list[str] = []

        def noted(execute: Any, statement: Any, params: Any, many: bool, context: Any, found: Any = found) -> Any:
            found.append(str(statement))
            return execute(statement, params, many, context)

        with connection.execute_wrapper(noted):
            browser.get("/organisasi/")
        statements[name] = [each for each in found if "support_" in each]
    assert (len(statements["plain"]), len(statements["administrator"])) == (0, 1)
