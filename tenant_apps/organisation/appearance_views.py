"""The page on which a government says what it is called and how it looks."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.documents.rules import LARGEST_FILE
from shared_apps.errors import DomainError
from tenant_apps.organisation import queries
from tenant_apps.organisation.forms import AppearanceForm
from tenant_apps.organisation.services.appearance import change_appearance
from tenant_apps.organisation.settings import services
from tenant_apps.organisation.settings.forms import CrestForm, RevisionForm
from tenant_apps.organisation.settings.views import segments

_CREST_IDS = "crest_%s"  # two forms on one page


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.MANAGE_ORGANISATION)
def appearance(request: HttpRequest) -> HttpResponse:
    """Names, initials and colour, and the crest; beside them what only the host changes."""
    government = queries.government()
    known = {name: getattr(government, name) for name in AppearanceForm.base_fields}
    form = AppearanceForm(request.POST or None, initial=known)
    if form.is_valid():
        try:
            change_appearance(**form.cleaned_data, actor=_user(request))
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Nama dan warna sudah disimpan; semua halaman memakainya."))
            return redirect("organisation_appearance")
    return _page(request, form=form)


@require_POST
@requires(Action.MANAGE_ORGANISATION)
def crest(request: HttpRequest) -> HttpResponse:
    """Upload the crest."""
    form = CrestForm(request.POST, request.FILES, auto_id=_CREST_IDS)
    if form.is_valid():
        content = form.cleaned_data["file"].read(LARGEST_FILE + 1)
        try:
            services.change_crest(content=content, revision=form.cleaned_data["revision"], actor=_user(request))
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Lambang sudah disimpan; periksa di halaman masuk dan surat."))
            return redirect("organisation_appearance")
    return _page(request, crest_form=form)


@require_POST
@requires(Action.MANAGE_ORGANISATION)
def crest_removal(request: HttpRequest) -> HttpResponse:
    """Show the initials again."""
    form = RevisionForm(request.POST)
    if form.is_valid():
        try:
            services.remove_crest(**form.cleaned_data, actor=_user(request))
        except DomainError as refused:
            messages.error(request, str(refused.message))
        else:
            messages.success(request, _("Lambang sudah dihapus; huruf lambang tampil kembali."))
    return redirect("organisation_appearance")


def _page(
    request: HttpRequest, *, form: AppearanceForm | None = None, crest_form: CrestForm | None = None
) -> HttpResponse:
    """Both forms; the one that was sent keeps what was typed and says what is wrong."""
    government = queries.government()
    known = {name: getattr(government, name) for name in AppearanceForm.base_fields}
    context = {
        "form": form or AppearanceForm(initial=known),
        "crest_form": crest_form or CrestForm(initial={"revision": government.revision}, auto_id=_CREST_IDS),
        "facts": government,
        "revision": [{"name": "revision", "value": government.revision}],
        "segments": segments("organisation_appearance"),
    }
    return render(request, "organisation/appearance.html", context, status=422 if request.method == "POST" else 200)


def _user(request: HttpRequest) -> User:
    user = request.user
    assert isinstance(user, User)  # noqa: S101  the decorator lets nobody else in
    return user
