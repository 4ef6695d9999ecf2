"""Pages of single parts of a template: measures, components, scales, profiles, and what it says of itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shared_apps.accounts.access import requires
from shared_apps.accounts.rules import Action
from shared_apps.errors import NotFoundError
from shared_apps.scoring_templates.authoring import queries
from shared_apps.scoring_templates.authoring.forms.general import GeneralForm, ProfileForm
from shared_apps.scoring_templates.authoring.forms.inputs import InputsForm, has_inputs
from shared_apps.scoring_templates.authoring.forms.lists import GroupsForm, LegalForm, RowsForm, ScaleForm
from shared_apps.scoring_templates.authoring.forms.measures import MeasureForm
from shared_apps.scoring_templates.authoring.forms.nodes import KINDS, NodeForm
from shared_apps.scoring_templates.authoring.forms.parts import PartForm
from shared_apps.scoring_templates.authoring.parts import GENERAL, keyed_part
from shared_apps.scoring_templates.authoring.queries import Workbench
from shared_apps.scoring_templates.authoring.saving import link_to, saved
from shared_apps.scoring_templates.names import in_language
from shared_apps.scoring_templates.rules.nodes import Curve, Node, Rubric, WeightedMean
from shared_apps.scoring_templates.rules.sums import weight_sums

_FOLDER = "scoring_templates/authoring/"


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_measure(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """A measure: type, scale, range, decimals, direction, absence, source, window, names."""
    bench = _opened(request, draft_id, "measures", key)
    form = MeasureForm(request.POST or None, template=bench.template, seen=bench.seen, key=key)
    return _answer(request, bench, {"form": form}, "part.html", section="measures", key=key)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_profile(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """The name of a profile."""
    bench = _opened(request, draft_id, "profiles", key)
    form = ProfileForm(request.POST or None, template=bench.template, seen=bench.seen, key=key)
    return _answer(request, bench, {"form": form}, "part.html", section="profiles", key=key)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_scale(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """The levels of a scale, worst to best, with their names."""
    bench = _opened(request, draft_id, "scales", key)
    rows = ScaleForm(request.POST or None, template=bench.template, seen=bench.seen, key=key)
    return _answer(request, bench, {"rows": rows}, "part.html", section="scales", key=key)


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_general(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Names, number, validity, rounding, and the legal basis."""
    bench = queries.workbench(request.user, draft_id, timezone.localdate())
    found: dict[str, PartForm] = {
        "form": GeneralForm(_sent(request, "form"), template=bench.template, seen=bench.seen),
        "rows": LegalForm(_sent(request, "rows"), template=bench.template, seen=bench.seen),
    }
    return _answer(request, bench, found, "general.html", section=GENERAL, key="")


@requires(Action.PUBLISH_TEMPLATES)
@require_http_methods(["GET", "POST"])
def template_node(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """A component: its name and rules, its inputs with weights that show their sum, its groups, its profiles."""
    bench = _opened(request, draft_id, "nodes", key)
    node = bench.template.nodes[key]
    profile = request.GET.get("profil", "")
    profile = profile if profile in bench.template.profiles and hasattr(node, "variants") else ""
    about: dict[str, Any] = {"template": bench.template, "seen": bench.seen, "key": key}
    found: dict[str, PartForm] = {"form": NodeForm(_sent(request, "form"), **about)}
    if has_inputs(node):
        found["inputs"] = InputsForm(_sent(request, "inputs"), **about, profile=profile)
    if isinstance(node, WeightedMean):
        found["rows"] = GroupsForm(_sent(request, "rows"), **about)
    more = {
        "kind": dict(KINDS)[node.kind],
        "node": node,
        **_sum_of(node, profile),
        "profile": profile,
        "segments": _segments(bench, profile) if has_inputs(node) and hasattr(node, "variants") else (),
        "rubric": link_to(bench, keyed_part(bench.template, "nodes", key, is_about_points=True))
        if isinstance(node, Rubric | Curve)
        else "",
    }
    return _answer(request, bench, found, "node.html", section="nodes", key=key, more=more)


def _sum_of(node: Node, profile: str) -> dict[str, Any]:
    """What the weights on the page come to: the profile's, or everybody's where it has none of its own."""
    if not isinstance(node, WeightedMean):
        return {}
    sums = {each.profile: each for each in weight_sums(node)}
    own = sums.get(profile) if profile else None
    bare = node.model_copy(update={"variants": {}})
    return {"sums": list(sums.values()), "shown_sum": own or sums.get(None) or weight_sums(bare)[0]}


def _segments(bench: Workbench, profile: str) -> list[dict[str, Any]]:
    if not bench.template.profiles:
        return []
    named = [("", _("Umum")), *((key, in_language(each.title, key)) for key, each in bench.template.profiles.items())]
    return [{"label": name, "url": f"?profil={key}", "current": key == profile} for key, name in named]


def _sent(request: HttpRequest, which: str) -> Mapping[str, Any] | None:
    """What was sent to this one of the forms of a page."""
    return request.POST if request.method == "POST" and request.POST.get("which", "form") == which else None


def _opened(request: HttpRequest, draft_id: UUID, section: str, key: str) -> Workbench:
    bench = queries.workbench(request.user, draft_id, timezone.localdate())
    if key not in getattr(bench.template, section):
        raise NotFoundError("part_unknown", _("Bagian ini tidak ada di templat."))
    return bench


def _answer(
    request: HttpRequest,
    bench: Workbench,
    found: Mapping[str, PartForm],
    page: str,
    *,
    section: str,
    key: str,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Save the one form that was sent, or show them all."""
    for form in found.values():
        done = saved(request, bench, form, request.get_full_path()) if form.is_bound else None
        if done:
            return done
    part = keyed_part(bench.template, section, key) if key else None
    context = {
        "bench": bench,
        "part": part,
        "problems": [{"text": each.text} for each in bench.problems_of(section, key)],
        "is_rows": isinstance(found.get("rows"), RowsForm),
        **found,
        **(more or {}),
    }
    refused = any(form.errors for form in found.values())
    return render(request, _FOLDER + page, context, status=422 if refused else 200)
