"""What the pages of an author share: saving a form, and the way to a part."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shared_apps.accounts.models import User
from shared_apps.errors import ConflictError, InvalidError
from shared_apps.scoring_templates.authoring import services
from shared_apps.scoring_templates.authoring.forms.parts import PartForm
from shared_apps.scoring_templates.authoring.parts import WHOLE, Part, keyed_part
from shared_apps.scoring_templates.authoring.queries import Workbench


def operator(request: HttpRequest) -> User:
    """Who is signed in: the decorators let nobody else through."""
    return cast(User, request.user)


def saved(request: HttpRequest, bench: Workbench, form: PartForm, then: str) -> HttpResponse | None:
    """Make the form's changes and go on; None when the form has to be shown again with what stands in the way."""
    if not form.is_valid():
        return None
    try:
        services.edit_draft(
            draft=bench.draft,
            seen=form.cleaned_data["seen"],
            edits=form.edits(),
            actor=operator(request),
            at=timezone.now(),
        )
    except (ConflictError, InvalidError) as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Tersimpan."))
    return HttpResponseRedirect(then)


def other_parts(bench: Workbench) -> list[dict[str, Any]]:
    """What is not drawn in the tree and has a page: whole sections, scales, profiles."""
    found = [(Part(section, "", str(name), page), "") for section, (page, name) in WHOLE.items()]
    for section, what in (("scales", _("skala")), ("profiles", _("profil"))):
        found += [(keyed_part(bench.template, section, key), what) for key in getattr(bench.template, section)]
    shown = [
        {
            "name": part.name,
            "sub": what,
            "url": link_to(bench, part),
            "problems": len(bench.problems_of(part.section, part.key)),
        }
        for part, what in found
        if part.section != "distribution"
    ]
    return [each for each in shown if each["url"]]


def link_to(bench: Workbench, part: Part) -> str:
    """The page of a part; nothing where it has none."""
    arguments = [bench.draft.id, *([part.key] if part.key else [])]
    try:
        return reverse(part.page, args=arguments) if part.page else ""
    except NoReverseMatch:
        return ""
