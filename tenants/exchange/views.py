"""Pages of the host: a version given away as a signed file, a package taken in as a draft, who runs what."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shared_apps import signatures
from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import InvalidError
from shared_apps.scoring_templates import queries as templates
from shared_apps.scoring_templates.outline import outline
from shared_apps.signatures.rules import key_id_of
from tenants.exchange import queries, services
from tenants.exchange.forms import GiveForm, TakeForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PUBLISH_TEMPLATES)
def give_template(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The signed file of a published version, for a named receiver."""
    today = timezone.localdate()
    opened = templates.version(request.user, version_id, today)
    form = GiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = services.give(version=opened.version, **form.cleaned_data, actor=_operator(request), day=today)
        except InvalidError as error:
            form.refuse(error)
        else:
            name = f"{opened.version.key}-{opened.version.version}.json"
            headers = {"Content-Disposition": f'attachment; filename="{name}"'}
            return HttpResponse(file, content_type="application/json", headers=headers)
    context = {
        "form": form,
        "version": opened.version,
        "title": outline(opened.template).title,
        "key_id": key_id_of(signatures.public_key()),
    }
    return render(request, "exchange/give.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PUBLISH_TEMPLATES)
def take_template(request: HttpRequest) -> HttpResponse:
    """A package from another installation becomes a draft."""
    form = TakeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.take(
                file=form.cleaned_data["file"].read(),
                key_id=form.cleaned_data["key_id"],
                actor=_operator(request),
                at=timezone.now(),
            )
        except InvalidError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Paket sah dan menjadi draf. Periksa dahulu sebelum menerbitkannya."))
            return redirect("template_draft", draft_id=draft.id)
    return render(request, "exchange/take.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_GET
@requires(Action.PUBLISH_TEMPLATES)
def template_usage(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The regions that run a version, and those that declined it with their reasons."""
    found = queries.usage(request.user, version_id, timezone.localdate())
    return render(request, "exchange/usage.html", {"found": found})


def _operator(request: HttpRequest) -> User:
    """Who acts: `requires` let only users in."""
    return cast(User, request.user)
