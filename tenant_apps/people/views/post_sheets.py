"""Posts from a sheet: what is wrong in it, what it would change, or that it is in force."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.sheets import reader
from shared_apps.ui.formats import day as day_text
from tenant_apps.people import services
from tenant_apps.people.position_forms import PostSheetForm
from tenant_apps.people.views.requests import user_of

_MOST_ERRORS, _MOST_SHOWN = 200, 50
_COLUMNS = (
    ("kode_unit", gettext_lazy("kode unit; atau kolom unit berisi namanya")),
    ("jabatan", gettext_lazy("nama jabatan")),
    ("jenis_jabatan", gettext_lazy("JPT Pratama, Administrator, Pengawas, Fungsional, Pelaksana")),
    ("formasi", gettext_lazy("berapa orang dibutuhkan")),
    ("eselon_atau_jenjang", gettext_lazy("II.b, Ahli Muda; boleh tidak ada")),
    ("kelas_jabatan", gettext_lazy("1 sampai 17; boleh tidak ada")),
    ("kepala_unit", gettext_lazy("ya untuk formasi kepala; boleh tidak ada")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def import_positions(request: HttpRequest) -> HttpResponse:
    """Upload a sheet of posts."""
    form = PostSheetForm(request.POST or None, request.FILES or None, initial={"starts_on": timezone.localdate()})
    context: dict[str, Any] = {"form": form, "columns": _COLUMNS}
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        wish, upload = form.cleaned_data, form.cleaned_data["file"]
        try:
            made = services.import_positions(
                table=reader.read(upload.read(), name=upload.name),
                starts_on=wish["starts_on"],
                decree=wish["decree"],
                actor=user_of(request),
                dry_run=wish["check_only"],
            )
        except DomainError as error:
            errors = error.details.get("errors", [])
            context |= {"errors": errors[:_MOST_ERRORS], "error_count": len({each["row"] for each in errors})}
            context["cells"] = len(errors)
            form.refuse(error)
        else:
            if not made.dry_run and made.is_any:
                messages.success(request, _("Formasi berlaku mulai %(day)s.") % {"day": day_text(made.starts_on)})
                return redirect("positions")
            changes = [*((None, post) for post in made.plan.new), *made.plan.changed]
            shown = [(made.unit_names.get(post.unit_id, ""), before, post) for before, post in changes[:_MOST_SHOWN]]
            context |= {"made": made, "shown": shown, "count": len(changes)}
            status = 200
    return render(request, "people/post_sheet.html", context, status=status)
