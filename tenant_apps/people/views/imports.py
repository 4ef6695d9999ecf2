"""A people sheet: uploaded, checked, reviewed, applied; and people invited."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts.access import may, requires_within
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from shared_apps.jobs import queries as jobs
from shared_apps.jobs.models import Job
from tenant_apps.people import messages, queries
from tenant_apps.people.forms import InviteForm, UploadForm
from tenant_apps.people.services import inviting, uploads
from tenant_apps.people.views.requests import user_of

_MOST_SHOWN, _MOST_WARNINGS, _MOST_CHANGES = 100, 20, 50  # warnings stand before the button that applies the sheet


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.IMPORT_PEOPLE)
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is checked as a job before anything is written."""
    form = UploadForm(request.POST or None, request.FILES or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            received = uploads.receive(
                name=file.name, content=file.read(), day=form.cleaned_data["day"], actor=user_of(request)
            )
        except DomainError as error:
            form.refuse(error)
        else:
            if received.job is not None:
                return redirect("people_import_result", received.job.id)
            day = form.cleaned_data["day"].isoformat()
            return HttpResponseRedirect(f"{reverse('people_import_columns', args=[received.file_id])}?hari={day}")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "steps": steps(), "quota": queries.near_quota(request.user, timezone.localdate())}
    return render(request, "people/import.html", context, status=status)


@require_safe
@requires_within(Action.IMPORT_PEOPLE)
def result(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How the job goes; what is wrong; what would change, with the button that applies it; what was changed."""
    job = jobs.own_job(request.user, job_id, kind="import_people")
    poll_url = reverse("people_import_result", args=[job.id])
    if request.htmx:  # type: ignore[attr-defined]
        if job.is_over:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "ui/job.html", {"job": job, "title": _("Pemeriksaan berkas"), "poll_url": poll_url})
    may_print = may(request.user, Action.INVITE_PEOPLE, timezone.localdate())
    return render(request, "people/import_result.html", {**_told(job, poll_url), "may_print": may_print})


def _told(job: Job, poll_url: str) -> dict[str, Any]:
    """What the page says of a job."""
    error, found = job.error or {}, job.result or {}
    day = job.arguments["day"]
    context: dict[str, Any] = {
        "job": job,
        "good": error.get("good", {}),
        "causes": error.get("causes", []),
        "changes": labelled(found.get("changes", [])[:_MOST_CHANGES]),
        "import_id": found.get("import", ""),
        "columns_url": f"{reverse('people_import_columns', args=[job.arguments['file_id']])}?hari={day}",
        "steps": steps(),
        "poll_url": poll_url,
        "is_check": job.arguments.get("check_only", False),
        "counts": found.get("counts", {}),
        "notes": found.get("notes", []),
        "warnings": found.get("warnings", [])[:_MOST_WARNINGS],
        "errors": error.get("errors", [])[:_MOST_SHOWN],
        "error_count": error.get("error_count", 0),
        "message": error.get("message", ""),
        "over_quota": None,
    }
    if error.get("code") == "quota_exceeded":
        context["over_quota"] = {"after": error["after"], "quota": queries.quota_on(timezone.localdate())}
    for name, file_id in (
        ("error_file", error.get("error_file") or found.get("error_file")),
        ("changes_file", found.get("changes_file")),
    ):
        if file_id:
            context[f"{name}_url"] = reverse("file", args=[file_id])
    return context


def labelled(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Changes of people with the names of the fields in the reader's language."""
    for each in changes:
        for line in each["fields"]:
            line["label"] = messages.field_name(line["field"])
    return changes


@require_POST
@requires_within(Action.IMPORT_PEOPLE)
def apply(request: HttpRequest, job_id: UUID) -> HttpResponseRedirect:
    """Apply a checked file, or its good rows."""
    checked = jobs.own_job(request.user, job_id, kind="import_people")
    only_good = request.POST.get("baris") == "benar"
    job = uploads.apply(checked=checked, actor=user_of(request), only_good=only_good)
    return HttpResponseRedirect(reverse("people_import_result", args=[job.id]))


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.INVITE_PEOPLE)
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
    context = {"form": form, "people": people, "may_print": may(request.user, Action.INVITE_PEOPLE, day)}
    return render(request, "people/invite.html", context, status=status)


def steps() -> list[str]:
    """What an import goes through."""
    return [_("Unggah berkas"), _("Cocokkan kolom"), _("Periksa"), _("Terapkan")]
