"""A region's map with doors left open: what the probe must find."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from merit import urls_region
from shared_apps.accounts.models import User
from shared_apps.assurance.models import Canary
from shared_apps.files import contents
from shared_apps.files.models import StoredFile
from shared_apps.sheets import writer
from shared_apps.sheets.rules import Sheet

seen: dict[str, str] = {}
"""What a careless page remembers in the process, whatever the region."""
sealed_for: dict[str, UUID] = {}
"""And for whom each region's files are sealed."""


def _remembered() -> str:
    own = Canary.objects.get().value
    seen[own] = own
    return " ".join(seen)


def file(_request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Opens what lies anywhere under this name, for whichever region it is sealed."""
    found = next(settings.FILES_FOLDER.glob(f"*/{file_id}"), None)
    if found is None:
        return HttpResponse(b"", content_type="text/plain", status=404)
    content = contents.read(found, StoredFile(id=file_id, is_sealed=True), of=sealed_for[found.parent.name])
    return HttpResponse(content, content_type="text/plain")


def page(_request: HttpRequest) -> HttpResponse:
    """Shows what was shown elsewhere."""
    return HttpResponse(_remembered())


def api(_request: HttpRequest) -> JsonResponse:
    """Tells programs the same."""
    return JsonResponse({"told": _remembered()})


def sheet(_request: HttpRequest) -> HttpResponse:
    """Writes it into a workbook."""
    content = writer.write_xlsx([Sheet(name="Daftar", columns=["nilai"], rows=[[_remembered()]])])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(content, content_type=kind)


def cookie(_request: HttpRequest) -> HttpResponse:
    """Nothing on the page, everything beside it."""
    answer = HttpResponse("")
    answer["X-Told"] = _remembered()
    return answer


def writing(_request: HttpRequest) -> HttpResponse:
    """A GET that writes."""
    User.objects.create(email="penulis@example.id", name="Penulis")
    return HttpResponse("")


def broken(_request: HttpRequest) -> HttpResponse:
    """A page that cannot answer."""
    raise ZeroDivisionError


DOORS = {
    "file": path("berkas/<uuid:file_id>/", file, name="file"),
    "page": path("lupa/", page, name="leaky_page"),
    "api": path("api/v1/lupa/", api, name="api_leaky"),
    "sheet": path("lupa/unduh/", sheet, name="leaky_sheet"),
    "header": path("lupa/kepala/", cookie, name="leaky_header"),
    "writing": path("lupa/tulis/", writing, name="leaky_writing"),
    "broken": path("lupa/rusak/", broken, name="leaky_broken"),
}
urlpatterns = [*urls_region.urlpatterns]
