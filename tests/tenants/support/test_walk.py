"""From the request to the last page: asked, approved, seen under a login of its own, written down, revoked."""

from django.core import mail
from django_tenants.utils import schema_context

from shared_apps.support.models import Grant, Visit
from tenants.regions.database import support_roles
from tenants.regions.database.logins import support_login_of
from tenants.support.models import Request
from tests.shared_apps.accounts.scene import inside
from tests.tenants.conftest import at_host
from tests.tenants.support.conftest import Scene, broken, tend


def test_a_grant_from_the_request_to_its_end(scene: Scene) -> None:
    host = at_host(scene.operator)
    asked = {"reason": "Skor tidak muncul di dasbor", "rooms": ["people", "organisation"], "hours": "3"}
    assert host.post(f"/daerah/{scene.region.id}/dukungan/", asked).status_code == 302
    request = Request.objects.get()
    assert [letter.to for letter in mail.outbox] == [["admin.utara@example.id"]]
    assert f"http://north.localhost/dukungan/{request.id}/" in str(mail.outbox[0].body)
    administrator = scene.browser(scene.administrator)
    assert "1 permintaan dukungan menunggu keputusan Anda" in administrator.get("/pegawai/").content.decode()

    approved = {"hours": "1", "rooms": ["people", "organisation"]}
    assert administrator.post(f"/dukungan/{request.id}/izinkan/", approved).status_code == 302
    assert support_roles.standing() == set()
    tend()
    login = support_login_of(request.id).user
    assert support_roles.standing() == {login}
    assert broken() == broken("north") == []

    supporter = scene.supporter(request)
    page = supporter.get("/pegawai/?q=Sari")
    assert page.status_code == 200
    assert "Dukungan, hanya membaca, sampai" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store, private"
    assert "boleh melihat data daerah ini sampai" in administrator.get("/pegawai/").content.decode()
    with schema_context("north"):
        visit = Visit.objects.get(path="/pegawai/?q=Sari")
    assert (visit.status, visit.method) == (200, "GET")
    assert any("people_assignment" in each["statement"] for each in visit.queries)
    assert not any("Sari" in each["statement"] for each in visit.queries)

    told = scene.browser(scene.auditor).get(f"/dukungan/{request.id}/").content.decode()
    assert "/pegawai/?q=Sari" in told
    assert visit.queries[0]["fingerprint"] in told

    assert administrator.post(f"/dukungan/{request.id}/cabut/", {"cabut-reason": "Selesai"}).status_code == 302
    answer = supporter.get("/pegawai/")
    assert answer.status_code == 403
    assert "Izin dukungan sudah berakhir" in answer.content.decode()
    tend()
    assert support_roles.standing() == set()
    with inside("north"):
        grant = Grant.objects.get()
    assert (grant.state, grant.ended_by_name, grant.end_reason) == ("revoked", "Ratna Andini", "Selesai")
    with schema_context("public"):
        request.refresh_from_db()
    assert request.state == "revoked"
    assert broken() == []
