"""Writes down every answer that showed data of people, under the region's own login, support included."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from shared_apps.accounts.addresses import at_host
from shared_apps.accounts.models import User
from tenant_apps.people import queries as people
from tenant_apps.privacy.rules.looking import BY_NAME, BY_UNIT, OF_LOG, OF_MANY, OF_ONE
from tenant_apps.privacy.services import looking

_LIVE = "langsung"  # the part of a leader's page that asks again; its unit stands in the address bar


class LookMiddleware:
    """Outside support, so that a supporter's look is written although their login only reads.

    An answer whose look cannot be written is not given: the fault goes on up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then write down what was shown; refusals and redirects showed nothing."""
        response = self.get_response(request)
        name = request.resolver_match.url_name if request.resolver_match else None
        if getattr(request, "is_program", False):  # the probe searches for canaries and shows nobody anything
            return response
        shown = response.status_code == 200 and request.method in {"GET", "POST"} and isinstance(request.user, User)
        if shown and name and not at_host():
            _note(request, name)
        return response


def _note(request: HttpRequest, name: str) -> None:
    at, day, viewer = timezone.now(), timezone.localdate(), request.user
    assert isinstance(viewer, User)  # noqa: S101  the caller has looked
    if name in OF_ONE and request.resolver_match:
        employee_id = request.resolver_match.kwargs["employee_id"]
        looking.note_person(viewer=viewer, employee_id=employee_id, kind=OF_ONE[name], day=day, at=at)
    elif name in OF_MANY:
        seen = people.reach(viewer, day)
        looking.note_list(viewer=viewer, seen=seen, only=_unit(request, name), kind=OF_MANY[name], day=day, at=at)
        if name in BY_NAME and seen.answered_ids:
            looking.note_people(viewer=viewer, employee_ids=seen.answered_ids, kind=OF_MANY[name], day=day, at=at)
    elif name in OF_LOG:
        looking.note_log(viewer=viewer, employee_id=_key(request, "pegawai"), kind=OF_LOG[name], day=day, at=at)


def _unit(request: HttpRequest, name: str) -> tuple[UUID, ...]:
    """The unit a page was asked for; the view has answered, so the viewer may see it."""
    if name not in BY_UNIT or request.headers.get("HX-Target") == _LIVE:
        return ()
    unit = _key(request, "unit")
    return (unit,) if unit else ()


def _key(request: HttpRequest, name: str) -> UUID | None:
    """A key from the address; None where there is none."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
