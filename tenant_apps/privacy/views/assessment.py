"""The impact assessment as a page and on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from tenant_apps.privacy.assessment_paper import on_paper
from tenant_apps.privacy.queries.assessment import assessment


@require_safe
@requires(Action.ASSESS_PRIVACY)
def impact_assessment(request: HttpRequest) -> HttpResponse:
    """The document of today."""
    found = assessment(request.user, timezone.localdate())
    return render(request, "privacy/assessment.html", {"found": found})


@never_cache
@require_safe
@requires(Action.ASSESS_PRIVACY)
def impact_assessment_pdf(request: HttpRequest) -> HttpResponse:
    """The same as a PDF, to be filled in and signed."""
    today = timezone.localdate()
    content = on_paper(assessment(request.user, today))
    headers = {"Content-Disposition": f'attachment; filename="penilaian-dampak-{today.isoformat()}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
