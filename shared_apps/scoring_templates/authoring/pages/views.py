"""Pages for what is drawn or laid out; a change is kept at once and the page shown again."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, Text
from shared_apps.scoring_templates.authoring import services
from shared_apps.scoring_templates.authoring.pages import queries
from shared_apps.scoring_templates.views import operator

_SECTIONS = {"template_rubric": "nodes", "template_rating": "ratings", "template_matrix": "matrices"}


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_rubric(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """The points of a rubric, or the corners of a curve."""
    return _part(request, draft_id, queries.RUBRIC, key)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_rating(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """The cuts of a rating."""
    return _part(request, draft_id, queries.RATING, key)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_matrix(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """The cells of a matrix."""
    return _part(request, draft_id, queries.MATRIX, key)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_recommendations(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What follows from each code, as text."""
    return _part(request, draft_id, queries.RECOMMENDATIONS, "")


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_gates(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What closes beside a score."""
    return _part(request, draft_id, queries.GATES, "")


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_policy(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What regions may change, and how far."""
    return _part(request, draft_id, queries.POLICY, "")


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_results(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Which keys decide, in which order, and what is checked over a unit."""
    return _part(request, draft_id, queries.RESULTS, "")


def _part(request: HttpRequest, draft_id: UUID, place: queries.Place, key: str) -> HttpResponse:
    today = timezone.localdate()
    if request.method == "GET":
        return _shown(request, queries.on_page(request.user, draft_id, place, key, today))
    posted = {name: str(text) for name, text in request.POST.items()}
    found = queries.on_page(request.user, draft_id, place, key, today, posted=posted)
    try:
        services.edit_draft(
            draft=found.bench.draft,
            seen=posted.get("seen", ""),
            edits=found.page.edits(found.maker),
            actor=operator(request),
            at=timezone.now(),
        )
    except (ConflictError, InvalidError) as refusal:
        errors = _texts(refusal.fields)
        again = queries.on_page(request.user, draft_id, place, key, today, posted=posted, errors=errors)
        return _shown(request, again, refusal=refusal, errors=errors, seen=posted.get("seen", ""))
    messages.success(request, _("Perubahan disimpan."))
    return HttpResponseRedirect(request.path)


def _texts(fields: Mapping[str, Sequence[Text]]) -> dict[str, Sequence[str]]:
    return {path: [str(text) for text in texts] for path, texts in fields.items()}


def _shown(
    request: HttpRequest,
    found: queries.OnPage,
    *,
    refusal: ConflictError | InvalidError | None = None,
    errors: Mapping[str, Sequence[str]] | None = None,
    seen: str = "",
) -> HttpResponse:
    """The page; refused, it says why, keeps what was typed, and still names the text it was drawn from."""
    cells = {"/" + each.name.partition("/")[2]: each for t in found.page.tables for r in t.rows for each in r.cells}
    told = [(each.path, each.text) for each in found.problems]
    told = [(path, text) for path, texts in (errors or {}).items() for text in texts] or told
    problems: list[dict[str, str]] = []
    for path, text in told:
        cell = cells.get(path)
        problems.append({"url": f"#{cell.html_id}", "label": cell.label, "text": text} if cell else {"text": text})
    if refusal is not None and not problems:
        problems = [{"text": str(refusal.message)}]
    context = {
        "bench": found.bench,
        "page": found.page,
        "problems": problems,
        "refusal": refusal,
        "seen": seen or found.bench.seen,
        "rekey": _rekey(request),
    }
    return render(request, "scoring_templates/part.html", context, status=200 if refusal is None else 422)


def _rekey(request: HttpRequest) -> str:
    """The way to another key of the part that is drawn here; whole sections have none."""
    match = request.resolver_match
    section = _SECTIONS.get(match.url_name or "") if match else None
    if match is None or section is None:
        return ""
    return reverse("rekey_in_template", args=[match.kwargs["draft_id"], section, match.kwargs["key"]])
