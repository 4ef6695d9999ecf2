"""An untidy sheet: uploaded, asked about row by row, compared with the structure, made a draft."""

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError
from tenant_apps.organisation.files import services, uploads, wording
from tenant_apps.organisation.files.forms import DraftForm, RowForm, ScopeForm, SheetForm
from tenant_apps.organisation.files.rules.accepting import CELL_OF
from tenant_apps.organisation.files.rules.deciding import Decided
from tenant_apps.organisation.files.rules.standing import MARK
from tenant_apps.organisation.files.uploads import SheetPage
from tenant_apps.organisation.messages import finding

_ROWS = 10  # on one page: each has a list of types
_MOST_PARENTS = 200  # offered in the list; any other is still found by its code or name
_HOLD_NOTHING = frozenset({"subdistrict", "subsection", "school", "health_centre", "inspector_area"})  # as a rule
_MOST_NAMED = 40  # units in one list of the difference; the draft shows them all


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_ORGANISATION)
def sheets(request: HttpRequest) -> HttpResponse:
    """Upload a sheet, or go on with one."""
    form = SheetForm(request.POST or None, request.FILES or None, initial={"effective_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = services.upload(
                name=file.name,
                content=file.read(),
                effective_from=form.cleaned_data["effective_from"],
                actor=_user(request),
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return redirect("structure_sheet", made.id)
    context = {"form": form, "sheets": uploads.own_sheets(request.user), "steps": _steps()}
    status = 422 if request.method == "POST" else 200
    return render(request, "organisation/sheets.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_ORGANISATION)
def sheet(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """The rows with a question, or all of them; answers are remembered page by page."""
    page = uploads.page_of(uploads.own_sheet(request.user, sheet_id))
    shows_all = request.GET.get("baris") == "semua"
    parents = _parents(page)
    if request.method == "POST" and "cakupan" in request.POST:
        return _scoped(request, sheet_id)
    if request.method != "POST":
        rows = page.decisions.rows if shows_all else page.asked
        listed = Paginator(rows, _ROWS).get_page(request.GET.get("page"))
        forms = [RowForm(None, row=row, parents=parents) for row in listed.object_list]
        return render(request, "organisation/sheet.html", _context(page, listed, forms, shows_all))
    sent = [
        row for row in page.decisions.rows if f"r{row.found.row}-taken" in request.POST
    ]  # whatever is asked by now
    forms = [RowForm(request.POST, row=row, parents=parents) for row in sent]
    checked = [form.is_valid() for form in forms]  # each, so that all that is wrong is told at once
    if all(checked):
        answers = {row.found.row: form.answer() for row, form in zip(sent, forms, strict=True)}
        return _remembered(request, page, answers, shows_all)
    listed = Paginator(sent, len(sent)).get_page(1)
    return render(request, "organisation/sheet.html", _context(page, listed, forms, shows_all), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_ORGANISATION)
def difference(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponse:
    """What the sheet would change, and the draft it becomes."""
    found = uploads.own_sheet(request.user, sheet_id)
    page = uploads.page_of(found)
    if not page.is_ready:
        return redirect("structure_sheet", sheet_id)
    title = _("Dari %(file)s") % {"file": found.file_name}
    form = DraftForm(request.POST or None, initial={"title": title[:120]})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                draft_id = services.accept(
                    sheet_id=sheet_id,
                    title=form.cleaned_data["title"],
                    actor=_user(request),
                )
            except DomainError as error:
                form.refuse(error)
            else:
                messages.success(request, _("Draf dibuat. Tinjau, lalu terbitkan bila sudah benar."))
                return redirect("draft", draft_id)
    made = uploads.difference_of(page)
    context = {"page": page, "made": made, "form": form, "steps": _steps(), "kinds": _kinds(made)}
    return render(request, "organisation/sheet_difference.html", context, status=status)


@require_POST
@requires(Action.MANAGE_ORGANISATION)
def discard(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponseRedirect:
    """Throw a sheet away."""
    services.discard(sheet_id=sheet_id, actor=_user(request))
    messages.success(request, _("Lembar dihapus. Struktur dan draf tidak berubah."))
    return HttpResponseRedirect(reverse("structure_sheets"))


def _user(request: HttpRequest) -> User:
    """The signed-in user of a guarded page."""
    return cast(User, request.user)


def _scoped(request: HttpRequest, sheet_id: uuid.UUID) -> HttpResponseRedirect:
    form = ScopeForm(request.POST)
    if form.is_valid():
        services.answer(sheet_id=sheet_id, answers={}, scope=form.cleaned_data["cakupan"], actor=_user(request))
        messages.success(request, _("Pilihan disimpan. Struktur yang berlaku belum berubah."))
    return HttpResponseRedirect(reverse("structure_sheet", args=[sheet_id]))


def _remembered(
    request: HttpRequest, page: SheetPage, answers: dict[int, dict[str, str]], shows_all: bool
) -> HttpResponseRedirect:
    services.answer(sheet_id=page.sheet.id, answers=answers, actor=_user(request))
    left = uploads.page_of(uploads.own_sheet(request.user, page.sheet.id))
    if not left.asked and not shows_all:
        return HttpResponseRedirect(reverse("structure_sheet_difference", args=[page.sheet.id]))
    messages.success(request, _("Jawaban disimpan."))
    number = request.GET.get("page", "1")
    query = f"?baris=semua&page={int(number) + 1 if number.isdecimal() else 1}" if shows_all else ""
    return HttpResponseRedirect(reverse("structure_sheet", args=[page.sheet.id]) + query)


def _context(page: SheetPage, listed: Page[Decided], forms: Sequence[RowForm], shows_all: bool) -> dict[str, Any]:
    wrong: dict[int, list[str]] = {}
    by_row = page.decisions.by_row
    for each in page.findings:
        if each.row in by_row and CELL_OF.get(each.key) in by_row[each.row].open:
            continue  # told by the question itself
        wrong.setdefault(each.row, []).append(" ".join(finding(each.code, each.params)))
    here = reverse("structure_sheet", args=[page.sheet.id])
    return {
        "page": page,
        "listed": listed,
        "rows": [_row(row, form, wrong) for row, form in zip(listed.object_list, forms, strict=True)],
        "problems": [
            {"text": text, "url": f"#{form[name].id_for_label}", "label": form[name].label}
            for form in forms
            for name, texts in form.errors.items()
            for text in texts
        ],
        "parents": _offered(page),
        "scope_form": ScopeForm(initial={"cakupan": page.scope}),
        "steps": _steps(),
        "filters": [
            {"label": _("Perlu dilihat"), "count": len(page.asked), "url": here, "current": not shows_all},
            {
                "label": _("Semua baris"),
                "count": len(page.decisions.rows),
                "url": f"{here}?baris=semua",
                "current": shows_all,
            },
        ],
    }


def _row(row: Decided, form: RowForm, wrong: dict[int, list[str]]) -> dict[str, Any]:
    guesses = [(cell, row.cells[cell]) for cell in row.asked]
    reasons = [
        {"cell": wording.CELLS[cell], "text": wording.reason(guess.reason, guess.params), "is_open": cell in row.open}
        for cell, guess in guesses
    ]
    return {"decided": row, "form": form, "reasons": reasons, "wrong": wrong.get(row.found.row, [])}


def _parents(page: SheetPage) -> dict[str, str]:
    """The row of everything that may be a parent, with how it is told to people."""
    made = page.decisions
    found = {} if made.root_row else {"0": f"{made.root_code} · {made.root_name}"}
    found |= {f"{MARK}{node.code}": f"{node.code} · {node.name}" for node in made.staying}
    return found | {str(row.found.row): f"{row.code} · {row.value('name')}" for row in made.taken}


def _offered(page: SheetPage) -> list[str]:
    """The parents in the list one chooses from: those first that usually hold others."""
    kinds = {str(row.found.row): row.value("unit_type") for row in page.decisions.taken}
    kinds |= {f"{MARK}{node.code}": node.unit_type for node in page.decisions.staying}
    told = [(kinds.get(row) in _HOLD_NOTHING, text) for row, text in _parents(page).items()]
    return [text for _last, text in sorted(told, key=lambda each: each[0])][:_MOST_PARENTS]


def _kinds(made: uploads.SheetDifference) -> list[dict[str, Any]]:
    """The units by what happens to them, each with the name it had."""
    changes = made.difference
    listed = [
        (_("Baru"), "ok", changes.added),
        (_("Pindah"), "warn", changes.moved),
        (_("Ganti nama"), "br", changes.renamed),
        (_("Perubahan lain"), "", changes.changed),
        (_("Berakhir"), "bad", changes.removed),
    ]
    told = []
    for label, tone, nodes in listed:
        units = []
        for node in nodes[:_MOST_NAMED]:
            old, new = made.before.nodes.get(node.unit_id), made.after.nodes.get(node.unit_id)
            above = made.after.nodes.get(new.parent_id) if new and new.parent_id else None
            was = old.name if old and new and old.name != new.name else ""
            units.append({"node": node, "was": was, "above": above.name if above else ""})
        told.append({"label": label, "tone": tone, "count": len(nodes), "units": units})
    return told


def _steps() -> list[str]:
    return [_("Unggah berkas"), _("Jawab"), _("Tinjau perbedaan"), _("Draf")]
