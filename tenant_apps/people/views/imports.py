"""A people sheet: uploaded, checked, reviewed, applied; and people invited."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.jobs import queries as jobs
from tenant_apps.people import queries
from tenant_apps.people.forms import InviteForm, UploadForm
from tenant_apps.people.services import inviting, uploads
from tenant_apps.people.views.requests import user_of

_MOST_SHOWN, _MOST_WARNINGS = 100, 20  # warnings stand before the button that applies the sheet


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.IMPORT_PEOPLE)
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is checked as a job before anything is written."""
    form = UploadForm(request.POST or None, request.FILES or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = uploads.upload(
                name=file.name,
                content=file.read(),
                day=form.cleaned_data["day"],
                actor=user_of(request),
                check_only=True,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("people_import_result", job.id)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "steps": _steps(), "quota": queries.near_quota(request.user, timezone.localdate())}
    return render(request, "people/import.html", context, status=status)


@require_safe
@requires(Action.IMPORT_PEOPLE)
def result(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How the job goes; what is wrong; what would change, with the button that applies it; what was changed."""
    job = jobs.own_job(request.user, job_id, kind="import_people")
    poll_url = reverse("people_import_result", args=[job.id])
    if request.htmx:  # type: ignore[attr-defined]
        if job.is_over:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "ui/job.html", {"job": job, "title": _("Pemeriksaan berkas"), "poll_url": poll_url})
    error, found = job.error or {}, job.result or {}
    context: dict[str, Any] = {
        "job": job,
        "steps": _steps(),
        "poll_url": poll_url,
        "is_check": job.arguments.get("check_only", False),
        "counts": found.get("counts", {}),
        "warnings": found.get("warnings", [])[:_MOST_WARNINGS],
        "errors": error.get("errors", [])[:_MOST_SHOWN],
        "error_count": error.get("error_count", 0),
        "message": error.get("message", ""),
        "over_quota": None,
    }
    if error.get("code") == "quota_exceeded":
        context["over_quota"] = {"after": error["after"], "quota": queries.quota_on(timezone.localdate())}
    if error.get("error_file"):
        context["error_file_url"] = reverse("file", args=[error["error_file"]])
    return render(request, "people/import_result.html", context)


@require_POST
@requires(Action.IMPORT_PEOPLE)
def apply(request: HttpRequest, job_id: UUID) -> HttpResponseRedirect:
    """Apply a checked file."""
    job = uploads.apply(checked=jobs.own_job(request.user, job_id, kind="import_people"), actor=user_of(request))
    return HttpResponseRedirect(reverse("people_import_result", args=[job.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.INVITE_PEOPLE)
def invite(request: HttpRequest) -> HttpResponse:
    """People with an address and without an account; the ticked ones, or all, are invited by e-mail."""
    day = timezone.localdate()
    people = queries.invitable(request.user, day)
    form = InviteForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            job = inviting.ask(actor=user_of(request), day=day, employee_ids=form.wanted())
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("job", job.id)
    status = 422 if request.method == "POST" else 200
    return render(request, "people/invite.html", {"form": form, "people": people}, status=status)


def _steps() -> list[str]:
    return [_("Unggah berkas"), _("Periksa"), _("Terapkan"), _("Selesai")]
