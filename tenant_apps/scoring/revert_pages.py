"""The page on which a region goes back to the scheme it used before."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from tenant_apps.scoring import services
from tenant_apps.scoring.queries.reverting import reversal


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_SCORING)
def revert(request: HttpRequest, scheme_id: UUID) -> HttpResponse:
    """What would change, and the decision with its reason."""
    if request.method != "POST":
        return render(
            request, "scoring/revert.html", {"shown": reversal(request.user, scheme_id, timezone.localdate())}
        )
    try:
        made = services.revert_scheme(
            scheme_id=scheme_id,
            reason=request.POST.get("reason", ""),
            actor=cast(User, request.user),
            at=timezone.now(),
        )
    except InvalidError as error:
        return _refused(request, scheme_id, error)
    words = {"scheme": made.scheme.template_version, "period": made.scheme.period.title}
    messages.success(request, _("%(period)s kembali memakai %(scheme)s.") % words)
    if made.run is not None:
        return redirect("job", job_id=made.run.id)
    return redirect("period", code=made.scheme.period.code)


def _refused(request: HttpRequest, scheme_id: UUID, error: InvalidError) -> HttpResponse:
    problems = [{"url": "#reason", "text": text} for texts in error.fields.values() for text in texts]
    context = {
        "shown": reversal(request.user, scheme_id, timezone.localdate()),
        "refusal": str(error.message),
        "problems": problems,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "scoring/revert.html", context, status=422)
