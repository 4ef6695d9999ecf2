"""Answers to the forms with which reviewers are asked and released; the page is that of the draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.scoring_templates import queries
from shared_apps.scoring_templates.reviewing import services
from shared_apps.scoring_templates.reviewing.forms import AskForm, ReleaseForm
from shared_apps.scoring_templates.views import draft_page, operator


@requires(Action.PUBLISH_TEMPLATES)
@require_POST
def ask_reviewers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Ask operators to review a draft."""
    opened = queries.draft(request.user, draft_id, timezone.localdate())
    form = AskForm(opened.candidates, request.POST)
    if form.is_valid():
        try:
            services.ask_reviewers(
                draft=opened.draft,
                reviewers=[UUID(each) for each in form.cleaned_data["reviewers"]],
                note=form.cleaned_data["note"],
                actor=operator(request),
                at=timezone.now(),
            )
        except (ConflictError, InvalidError) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Permintaan telaah dikirim."))
            return HttpResponseRedirect(reverse("template_draft", args=[draft_id]))
    return draft_page(request, opened, ask=form, status=422)


@requires(Action.PUBLISH_TEMPLATES)
@require_POST
def release_reviewer(request: HttpRequest, draft_id: UUID, reviewer: UUID) -> HttpResponse:
    """Do not wait any more for somebody who was asked."""
    opened = queries.draft(request.user, draft_id, timezone.localdate())
    form = ReleaseForm(request.POST)
    if form.is_valid():
        try:
            services.release_reviewer(
                draft=opened.draft, reviewer=reviewer, actor=operator(request), at=timezone.now(), **form.cleaned_data
            )
        except (ConflictError, InvalidError) as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Permintaan dilepas; alasannya tercatat pada draf."))
        return HttpResponseRedirect(reverse("template_draft", args=[draft_id]))
    messages.error(request, _("Tulis mengapa telaahnya tidak ditunggu lagi. Tidak ada yang diubah."))
    return HttpResponseRedirect(reverse("template_draft", args=[draft_id]))
