"""The structure as files: which one, and the file itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import requires_sign_in
from shared_apps.errors import InvalidError
from tenant_apps.organisation import queries as organisation
from tenant_apps.organisation.files import queries
from tenant_apps.organisation.files.forms import AskedForm, FileForm
from tenant_apps.organisation.forms import DayForm


@require_safe
@requires_sign_in
def files(request: HttpRequest) -> HttpResponse:
    """Every file of the structure of a day, and its picture."""
    today = timezone.localdate()
    day = DayForm.day_of(request.GET, today)
    chart = organisation.structure_on(request.user, day)
    found = queries.agencies(chart)
    form = FileForm({"hari": day, "unit": request.GET.get("unit", "")}, agencies=found)
    top = form.cleaned_data.get("unit") if form.is_valid() else None
    query = f"hari={day.isoformat()}" + (f"&unit={top}" if top else "")
    context = {"form": form, "day": day, "chart": chart, "query": query, "top": chart.nodes.get(top) if top else None}
    return render(request, "organisation/files.html", context)


@require_safe
@requires_sign_in
def file(request: HttpRequest) -> HttpResponse:
    """The file itself; a picture is shown, everything else is kept."""
    form = AskedForm(request.GET)
    if not form.is_valid():
        raise InvalidError(
            "file_not_described",
            _("Alamat berkas ini tidak lengkap. Pilih berkasnya di halaman berkas struktur."),
        )
    wish = form.cleaned_data
    day = form.day(timezone.localdate())
    found = queries.structure_file(request.user, kind=wish["bentuk"], day=day, top=wish["unit"])
    shown = wish["bentuk"] == "svg" and "unduh" not in request.GET
    disposition = "inline" if shown else f'attachment; filename="{found.name}"'
    return HttpResponse(found.content, content_type=found.media_type, headers={"Content-Disposition": disposition})
