"""A job's page: progress while it runs, the result or what to do when it stopped."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shared_apps.accounts.access import requires_sign_in
from shared_apps.jobs import queries, services

_STOP_POLLING = 286  # htmx: swap once more, then stop


@requires_sign_in
@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The whole page, or the part that is asked for every two seconds."""
    row = queries.visible_job(request.user, job_id, timezone.localdate())
    is_part = bool(getattr(request, "htmx", False))
    status = _STOP_POLLING if is_part and row.is_over else 200
    return render(request, "jobs/_progress.html" if is_part else "jobs/job.html", {"job": row}, status=status)


@requires_sign_in
@require_POST
def resume(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Start a stopped job again."""
    services.resume(job_id=queries.visible_job(request.user, job_id, timezone.localdate()).id)
    return HttpResponseRedirect(reverse("job", args=[job_id]))
