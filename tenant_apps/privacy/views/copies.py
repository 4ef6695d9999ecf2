"""A copy of one's own data, asked for and downloaded by oneself alone."""

from typing import cast
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shared_apps.accounts.access import requires_sign_in
from shared_apps.accounts.models import User
from shared_apps.files import queries as files
from tenant_apps.privacy.queries import copies as queries
from tenant_apps.privacy.rules.kinds import COPY_DAYS
from tenant_apps.privacy.services import copies as services


@require_http_methods(["GET", "HEAD", "POST"])
@requires_sign_in
def own_copies(request: HttpRequest) -> HttpResponse:
    """The copies I had made, and the button for another."""
    user = cast(User, request.user)
    if request.method == "POST":
        services.ask(actor=user, at=timezone.now())
        return HttpResponseRedirect(reverse("own_copies"))
    found = queries.own(user, timezone.now())
    making = any(each.state == "making" for each in found)
    context = {"copies": found, "is_making": making, "days": COPY_DAYS}
    part = bool(getattr(request, "htmx", False))
    return render(request, "privacy/_copies.html" if part else "privacy/copies.html", context)


@never_cache
@require_safe
@requires_sign_in
def download_copy(request: HttpRequest, copy_id: UUID) -> FileResponse:
    """The zip, to its owner."""
    row = queries.file_of(cast(User, request.user), copy_id, timezone.now())
    return FileResponse(files.opened(row), as_attachment=True, filename=row.name, content_type="application/zip")
