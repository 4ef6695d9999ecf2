"""Pages of templates, at the host only: the shelf, an upload, a draft, a published version, and both as files."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from shared_apps.scoring_templates import queries, services
from shared_apps.scoring_templates.forms import PublishForm, ReviewForm, UploadForm, WithdrawForm
from shared_apps.scoring_templates.outline import outline
from shared_apps.scoring_templates.reviewing.forms import AskForm
from shared_apps.scoring_templates.rules import writing
from shared_apps.scoring_templates.rules.template import Template

_FILES = {"yaml": ("application/yaml", writing.to_yaml), "json": ("application/json", writing.to_json)}


@requires(Action.PUBLISH_TEMPLATES)
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """Everything the host has."""
    return render(
        request, "scoring_templates/templates.html", {"shelf": queries.shelf(request.user, timezone.localdate())}
    )


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def upload_template(request: HttpRequest) -> HttpResponse:
    """Upload a document: sound, it becomes a draft; otherwise every problem is told and nothing is kept."""
    form = UploadForm(request.POST or None, request.FILES or None)
    problems: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.save_draft(text=form.cleaned_data["document"], actor=operator(request), at=timezone.now())
        except InvalidError as refusal:
            problems = refusal.details["problems"]
        else:
            return HttpResponseRedirect(reverse("template_draft", args=[draft.id]))
    status = 422 if request.method == "POST" else 200
    return render(request, "scoring_templates/upload.html", {"form": form, "problems": problems}, status=status)


@requires(Action.PUBLISH_TEMPLATES)
@require_GET
def template_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft to look at before it is published."""
    opened = queries.draft(request.user, draft_id, timezone.localdate())
    return draft_page(request, opened)


@requires(Action.PUBLISH_TEMPLATES)
@require_POST
def review_template(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What a second person says of a draft."""
    opened = queries.draft(request.user, draft_id, timezone.localdate())
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            services.review_draft(draft=opened.draft, **form.cleaned_data, actor=operator(request), at=timezone.now())
        except (ConflictError, ForbiddenError, InvalidError) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Hasil telaah disimpan."))
            return HttpResponseRedirect(reverse("template_draft", args=[draft_id]))
    return draft_page(request, opened, review=form, status=422)


@requires(Action.PUBLISH_TEMPLATES)
@require_POST
def publish_template(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Publish a draft under the host's own version."""
    opened = queries.draft(request.user, draft_id, timezone.localdate())
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            published = services.publish_draft(
                draft=opened.draft, **form.cleaned_data, actor=operator(request), day=timezone.localdate()
            )
        except (ConflictError, InvalidError) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Templat terbit. Daerah dapat memakainya mulai sekarang."))
            return HttpResponseRedirect(reverse("template_version", args=[published.id]))
    return draft_page(request, opened, form, status=422)


@requires(Action.PUBLISH_TEMPLATES)
@require_GET
def template_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A published version; it never changes again."""
    opened = queries.version(request.user, version_id, timezone.localdate())
    return _version_page(request, opened, WithdrawForm())


@requires(Action.PUBLISH_TEMPLATES)
@require_GET
def download_draft(request: HttpRequest, draft_id: UUID, kind: str) -> HttpResponse:
    """A draft as a file, to go on with elsewhere."""
    return _file(queries.draft(request.user, draft_id, timezone.localdate()).template, kind)


@requires(Action.PUBLISH_TEMPLATES)
@require_GET
def download_version(request: HttpRequest, version_id: UUID, kind: str) -> HttpResponse:
    """A published version as a file: the beginning of the next one."""
    return _file(queries.version(request.user, version_id, timezone.localdate()).template, kind)


@requires(Action.PUBLISH_TEMPLATES)
@require_POST
def withdraw_template(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """No region adopts it from now on."""
    today = timezone.localdate()
    opened = queries.version(request.user, version_id, today)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            services.withdraw(version=opened.version, **form.cleaned_data, actor=operator(request), day=today)
        except (ConflictError, InvalidError) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Versi ditarik. Daerah yang memakainya tetap memakainya."))
            return HttpResponseRedirect(reverse("template_version", args=[version_id]))
    return _version_page(request, opened, form, status=422)


def _file(template: Template, kind: str) -> HttpResponse:
    if kind not in _FILES:
        raise NotFoundError("kind_unknown", _("Templat diunduh sebagai YAML atau JSON."))
    media_type, written = _FILES[kind]
    name = f"{template.key}-{slugify(template.version)}.{kind}"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        written(template), content_type=f"{media_type}; charset=utf-8", headers={"Content-Disposition": disposition}
    )


def _version_page(
    request: HttpRequest, opened: queries.OpenVersion, form: WithdrawForm, status: int = 200
) -> HttpResponse:
    context = {"version": opened.version, "shown": outline(opened.template), "form": form}
    return render(request, "scoring_templates/version.html", context, status=status)


def operator(request: HttpRequest) -> User:
    """Who is signed in: the decorators let nobody else through."""
    return cast(User, request.user)


def draft_page(
    request: HttpRequest,
    opened: queries.OpenDraft,
    form: PublishForm | None = None,
    *,
    review: ReviewForm | None = None,
    ask: AskForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a draft, with a form that was refused."""
    context = {
        "opened": opened,
        "draft": opened.draft,
        "ask": ask or AskForm(opened.candidates),
        "shown": outline(opened.template),
        "form": form or PublishForm(initial={"version": opened.next_version}),
        "review": review or ReviewForm(initial={"seen": opened.draft.document_hash}),
    }
    return render(request, "scoring_templates/draft.html", context, status=status)
