"""Pages on which the host tries a draft or a published version."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.scoring_templates.trying import queries, sheet
from shared_apps.scoring_templates.trying.forms import TryForm
from shared_apps.scoring_templates.trying.page import page_of
from shared_apps.scoring_templates.wording import title_text


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def try_template(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft on example people, or on the measures of a sheet."""
    form = TryForm(request.POST or None, request.FILES or None)
    found = queries.of_draft(request.user, draft_id, form.wish(), timezone.localdate())
    return _answer(request, form, found, back=reverse("template_draft", args=[draft_id]))


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def try_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A published version, tried in the same way."""
    form = TryForm(request.POST or None, request.FILES or None)
    found = queries.of_version(request.user, version_id, form.wish(), timezone.localdate())
    return _answer(request, form, found, back=reverse("template_version", args=[version_id]))


def _answer(request: HttpRequest, form: TryForm, found: queries.Tried, *, back: str) -> HttpResponse:
    if found.scheme is not None and found.outcomes and "download" in request.POST:
        content = sheet.written(found.scheme, found.people, found.outcomes, delimiter=";")
        return _file(content, f"coba-{found.template.key}.csv")
    if found.scheme is not None and "sample" in request.POST:
        return _file(sheet.measures_only(found.scheme, found.people).encode("utf-8-sig"), "ukuran.csv")
    title = title_text(found.template.title, found.template.key)
    number = request.POST.get("page", "")
    shown = page_of(
        found,
        title,
        number=int(number) if number.isdecimal() and len(number) < 5 else 1,
        opened=request.POST.get("open", ""),
    )
    context = {"form": form, "tried": found, "page": shown, "title": title, "back": back}
    context["problems"] = _problems(found)
    refused = bool(form.errors or found.refusal)
    return render(request, "scoring_templates/try.html", context, status=422 if refused and form.is_bound else 200)


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition})


def _problems(found: queries.Tried) -> list[dict[str, str]]:
    """What stands in the way: a field by its name, a wrong cell by row and column, the rest by its place."""
    if found.refusal and not found.problems:
        return [{"text": found.refusal}]
    fields = {
        each.setting.path: {"url": f"#{each.html_id}", "label": f"{group.title}, {each.label}"}
        for group in found.required
        for each in group.fields
    }
    return [{"text": _in_words(each, fields), **fields.get(each["path"], {})} for each in found.problems]


def _in_words(problem: Mapping[str, str], fields: Mapping[str, Mapping[str, str]]) -> str:
    path, text = problem["path"], problem["text"]
    if path in fields:
        return text.replace(path, fields[path]["label"])
    row, slash, column = path.partition("/")
    if row.isdecimal() and slash:
        return _("Baris %(row)s, kolom %(column)s: %(text)s") % {"row": row, "column": column, "text": text}
    return text if path in text else f"{path}: {text}"
