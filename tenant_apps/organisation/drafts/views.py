"""Pages of drafts: the list, and each step; the chart and the review are pages of people, who sit in the units."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from shared_apps.accounts.access import requires_within
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError, NotFoundError
from tenant_apps.organisation.drafts import forms, queries, services
from tenant_apps.organisation.rules.chart import Node


@dataclass(frozen=True)
class Kind:
    """A step as a page: its form, its service, and its words; `title` may name the unit."""

    form: Callable[..., forms.StepForm]
    service: Callable[..., Any]
    title: Promise
    button: Promise


KINDS = {
    "tambah": Kind(forms.AddForm, services.add_unit, gettext_lazy("Tambah unit"), gettext_lazy("Tambahkan unit")),
    "nama": Kind(
        forms.RenameForm, services.rename_unit, gettext_lazy("Ubah nama %(name)s"), gettext_lazy("Ubah nama")
    ),
    "pindah": Kind(
        forms.MoveForm, services.move_unit, gettext_lazy("Pindahkan %(name)s ke…"), gettext_lazy("Pindahkan")
    ),
    "gabung": Kind(
        forms.MergeForm, services.merge_units, gettext_lazy("Gabungkan %(name)s ke…"), gettext_lazy("Gabungkan")
    ),
    "pecah": Kind(forms.SplitForm, services.split_unit, gettext_lazy("Pecah %(name)s"), gettext_lazy("Pecah unit")),
    "pegawai": Kind(
        forms.HandOverForm,
        services.hand_over_people,
        gettext_lazy("Ke mana pegawai %(name)s pindah"),
        gettext_lazy("Simpan"),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires_within(Action.MANAGE_ORGANISATION)
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts of whoever looks, and a new one."""
    agencies = queries.agencies(request.user)
    initial = {"effective_from": timezone.localdate()}
    form = forms.OpenForm(request.POST or None, agencies=agencies, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            draft = services.open_draft(**form.cleaned_data, actor=cast(User, request.user))
        except DomainError as error:
            form.refuse(error)
        else:
            return to_draft(draft.id)
    found = queries.drafts(request.user)
    limits = queries.names_of_limits(found)
    listed = [(draft, limits.get(draft.agency_id, "") if draft.agency_id else "") for draft in found]
    context = {"form": form, "agencies": agencies, "drafts": listed}
    return render(request, "organisation/drafts/list.html", context, status=422 if request.method == "POST" else 200)


def step(request: HttpRequest, page: queries.DraftPage, kind: str, wish: Kind | None) -> HttpResponse:
    """The page of a step about the unit named in `?unit=`, and what it does; for a viewer who may see the draft."""
    draft_id = page.draft.id
    node = node_of(request, page)
    if wish is None or (node is None and kind != "tambah"):
        raise NotFoundError("draft_step_unknown", _("Halaman itu tidak ada dalam draf ini."))
    initial: dict[str, Any] = {"revision": page.draft.revision}
    if node is not None:
        parent_id = str(node.unit_id if kind == "tambah" else node.parent_id)
        initial |= {"parent_id": parent_id}
        initial |= {"name": node.name, "abbreviation": node.abbreviation} if kind == "nama" else {}
        initial |= {"unit_type": node.unit_type, "echelon": node.echelon} if kind == "pecah" else {}
    form = wish.form(request.POST or None, chart=page.made.chart, node=node, inside=page.inside, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            wish.service(draft_id=draft_id, revision=form.cleaned_data["revision"], actor=request.user, **form.asked())
        except DomainError as error:
            form.refuse(error)
            form.renew(error.details.get("revision", page.draft.revision))
        else:
            return to_draft(draft_id, form.cleaned_data.get("into") or (node.unit_id if node else None))
    title = str(wish.title) % {"name": node.name if node else ""}
    back = draft_url(draft_id, node.unit_id if node else None)
    context = {"form": form, "title": title, "button": wish.button, "page": page, "back": back}
    return render(request, "organisation/drafts/step.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@requires_within(Action.MANAGE_ORGANISATION)
def undo(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The last step is taken back, or the one named."""
    return _act(request, draft_id, services.undo, forms.UndoForm)


@require_POST
@requires_within(Action.MANAGE_ORGANISATION)
def redo(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The step taken back last is done again."""
    return _act(request, draft_id, services.redo, forms.RevisionForm)


@require_POST
@requires_within(Action.MANAGE_ORGANISATION)
def rebase(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The draft is set on the structure of its day as it is now, or of another day."""
    return _act(request, draft_id, services.rebase_draft, forms.DayForm, "draft_review")


@require_POST
@requires_within(Action.MANAGE_ORGANISATION)
def discard(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """The draft is thrown away."""
    return _act(request, draft_id, services.discard_draft, forms.RevisionForm)


def to_draft(draft_id: uuid.UUID, unit_id: uuid.UUID | None = None) -> HttpResponseRedirect:
    """The chart of a draft, at a unit."""
    return HttpResponseRedirect(draft_url(draft_id, unit_id))


def draft_url(draft_id: uuid.UUID, unit_id: uuid.UUID | None = None) -> str:
    """The address of the chart of a draft, at a unit."""
    return reverse("draft", args=[draft_id]) + (f"?unit={unit_id}" if unit_id else "")


def _act(
    request: HttpRequest,
    draft_id: uuid.UUID,
    service: Callable[..., Any],
    form_class: type[forms.RevisionForm],
    back: str = "draft",
) -> HttpResponse:
    """Do what a button asks for, or say why not; then the page again."""
    form = form_class(request.POST)
    if form.is_valid():
        try:
            service(draft_id=draft_id, actor=request.user, **form.cleaned_data)
        except NotFoundError:
            raise
        except DomainError as error:
            messages.error(request, str(error.message))
    else:
        messages.error(request, _("Isian tidak lengkap; tidak ada yang diubah. Muat ulang halaman ini."))
    return HttpResponseRedirect(reverse(back, args=[draft_id]))


def node_of(request: HttpRequest, page: queries.DraftPage) -> Node | None:
    """The unit of `?unit=` in the draft, or in the structure it starts from."""
    try:
        unit_id = uuid.UUID(request.GET.get("unit") or request.POST.get("unit", ""))
    except ValueError:
        return None
    return page.made.chart.nodes.get(unit_id) or page.base.nodes.get(unit_id)
