"""A structure sheet: the one change of the structure that could leave people without a unit."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.sheets import reader
from shared_apps.ui.formats import day as day_text
from tenant_apps.organisation.forms import StructureForm
from tenant_apps.organisation.views import to_chart
from tenant_apps.people import services
from tenant_apps.people.views.requests import user_of

_MOST_ERRORS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_ORGANISATION)
def import_structure(request: HttpRequest) -> HttpResponse:
    """Upload a structure: what is wrong in it, what it would change, or that it is in force."""
    form = StructureForm(request.POST or None, request.FILES or None, initial={"effective_from": timezone.localdate()})
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        wish, upload = form.cleaned_data, form.cleaned_data["file"]
        try:
            made = services.import_structure(
                table=reader.read(upload.read(), name=upload.name),
                effective_from=wish["effective_from"],
                decree=wish["decree"],
                actor=user_of(request),
                dry_run=wish["check_only"],
            )
        except DomainError as error:
            errors = error.details.get("errors", [])
            context |= {"errors": errors[:_MOST_ERRORS], "error_count": len(errors), "refusal": error.message}
            form.refuse(error)
        else:
            if made.dry_run or not made.difference.is_any:
                return render(request, "people/structure_import.html", {"form": form, "made": made})
            messages.success(request, _("Struktur berlaku mulai %(day)s.") % {"day": day_text(made.effective_from)})
            return to_chart(made.effective_from.isoformat())
    status = 422 if request.method == "POST" else 200
    return render(request, "people/structure_import.html", context, status=status)
