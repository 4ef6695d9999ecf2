"""Pages on which a template is written: its beginning, the workbench, and the parts that are taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, InvalidError, NotFoundError
from shared_apps.scoring_templates import queries as shelf
from shared_apps.scoring_templates.authoring import queries, services
from shared_apps.scoring_templates.authoring.forms.beginning import ADD, StartForm
from shared_apps.scoring_templates.authoring.forms.keys import RekeyForm, RemoveForm
from shared_apps.scoring_templates.authoring.forms.weights import WeightsForm
from shared_apps.scoring_templates.authoring.parts import KEYED, keyed_part, part_at
from shared_apps.scoring_templates.authoring.saving import link_to, operator, other_parts, saved
from shared_apps.scoring_templates.rules import dependents, pointers, rekeying

HEADS = {
    "ukuran": gettext_lazy("Tambah ukuran"),
    "komponen": gettext_lazy("Tambah komponen"),
    "tingkat": gettext_lazy("Tambah penilaian bertingkat"),
    "matriks": gettext_lazy("Tambah matriks"),
    "skala": gettext_lazy("Tambah skala"),
    "profil": gettext_lazy("Tambah profil"),
}
ADDS = {
    "ukuran": gettext_lazy("Ukuran"),
    "komponen": gettext_lazy("Komponen"),
    "tingkat": gettext_lazy("Penilaian bertingkat"),
    "matriks": gettext_lazy("Matriks"),
    "skala": gettext_lazy("Skala"),
    "profil": gettext_lazy("Profil"),
}


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def new_template(request: HttpRequest) -> HttpResponse:
    """Begin a template: from its name, or as the next version of a published one."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.start_draft(**form.cleaned_data, actor=operator(request), at=timezone.now())
        except (ConflictError, InvalidError) as refusal:
            form.refuse(refusal)
        else:
            return HttpResponseRedirect(reverse("template_workbench", args=[draft.id]))
    context = {"form": form, "shelf": shelf.shelf(request.user, timezone.localdate())}
    status = 422 if form.errors else 200
    return render(request, "scoring_templates/authoring/start.html", context, status=status)


@requires(Action.PUBLISH_TEMPLATES)
@require_POST
def next_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Begin the next version of a published template."""
    opened = shelf.version(request.user, version_id, timezone.localdate())
    try:
        draft = services.start_from_version(version=opened.version, actor=operator(request), at=timezone.now())
    except ConflictError as refusal:
        there = refusal.details.get("draft")
        ways = [{"url": reverse("template_draft", args=[there]), "text": _("Buka draf yang ada")}] if there else []
        return render(request, "problem.html", {"problem": refusal, "ways": ways, "status": 409}, status=409)
    return HttpResponseRedirect(reverse("template_workbench", args=[draft.id]))


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_workbench(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The whole calculation as a tree with its weights, everything that is wrong, and the way to every part."""
    bench = queries.workbench(request.user, draft_id, timezone.localdate())
    form = WeightsForm(request.POST or None, template=bench.template, seen=bench.seen)
    done = request.method == "POST" and saved(request, bench, form, reverse("template_workbench", args=[draft_id]))
    if done:
        return done
    problems = [
        {"text": each.text, "label": each.part.name, "url": link_to(bench, each.part)} for each in bench.problems
    ]
    context = {
        "bench": bench,
        "form": form,
        "problems": problems,
        "adds": list(ADDS.items()),
        "parts": other_parts(bench),
        "seen_field": [{"name": "seen", "value": bench.seen}],
    }
    status = 422 if form.errors else 200
    return render(request, "scoring_templates/authoring/workbench.html", context, status=status)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def add_to_template(request: HttpRequest, draft_id: UUID, what: str) -> HttpResponse:
    """Add a measure, a component, a rating, a matrix, a scale or a profile."""
    bench = queries.workbench(request.user, draft_id, timezone.localdate())
    if what not in ADD:
        raise NotFoundError("part_unknown", _("Bagian ini tidak ada di templat."))
    form = ADD[what](request.POST or None, template=bench.template, seen=bench.seen)
    if request.method == "POST" and form.is_valid():
        part = keyed_part(bench.template, form.section, form.key())
        done = saved(request, bench, form, link_to(bench, part) or reverse("template_workbench", args=[draft_id]))
        if done:
            return done
    context = {"bench": bench, "form": form, "heading": str(HEADS[what])}
    status = 422 if form.errors else 200
    return render(request, "scoring_templates/authoring/add.html", context, status=status)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def remove_from_template(request: HttpRequest, draft_id: UUID, section: str, key: str) -> HttpResponse:
    """Take a part away; first it is said what uses it."""
    bench = queries.workbench(request.user, draft_id, timezone.localdate())
    if section not in KEYED or key not in getattr(bench.template, section):
        raise NotFoundError("part_unknown", _("Bagian ini tidak ada di templat."))
    form = RemoveForm(request.POST or None, template=bench.template, seen=bench.seen, section=section, key=key)
    done = request.method == "POST" and saved(request, bench, form, reverse("template_workbench", args=[draft_id]))
    if done:
        return done
    uses = [
        {"part": part_at(bench.template, pointers.join(*use.path)), "goes": use.goes}
        for use in dependents.uses_of(bench.template, section, key)
    ]
    context = {"bench": bench, "form": form, "part": keyed_part(bench.template, section, key), "uses": uses}
    status = 422 if form.errors else 200
    return render(request, "scoring_templates/authoring/remove.html", context, status=status)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def rekey_in_template(request: HttpRequest, draft_id: UUID, section: str, key: str) -> HttpResponse:
    """Give a part another key; first it is said what follows, and what it means for regions that upgrade."""
    bench = queries.workbench(request.user, draft_id, timezone.localdate())
    if section not in rekeying.REKEYED or key not in getattr(bench.template, section):
        raise NotFoundError("part_unknown", _("Bagian ini tidak ada di templat."))
    published = queries.is_published(bench, section, key)
    form = RekeyForm(
        request.POST or None, template=bench.template, seen=bench.seen, place=(section, key), is_published=published
    )
    done = request.method == "POST" and saved(request, bench, form, reverse("template_workbench", args=[draft_id]))
    if done:
        return done
    part = keyed_part(bench.template, section, key)
    uses = [
        part_at(bench.template, pointers.join(*use.path)) for use in dependents.uses_of(bench.template, section, key)
    ]
    context = {
        "bench": bench,
        "form": form,
        "part": part,
        "back": link_to(bench, part),
        "uses": uses,
        "bound": rekeying.bound(bench.template, section, key),
        "is_published": published,
    }
    status = 422 if form.errors else 200
    return render(request, "scoring_templates/authoring/rekey.html", context, status=status)


@requires(Action.PUBLISH_TEMPLATES)
@require_POST
def discard_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    bench = queries.workbench(request.user, draft_id, timezone.localdate())
    services.delete_draft(
        draft=bench.draft, seen=request.POST.get("seen", ""), actor=operator(request), at=timezone.now()
    )
    messages.success(request, _("Draf dihapus."))
    return HttpResponseRedirect(reverse("templates"))
