"""What every page of a region says about support: to a supporter, and to the region's administration."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from shared_apps.accounts.access import may
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.support import queries, words
from shared_apps.support.models import Grant
from shared_apps.support.queries import Notice


@dataclass(frozen=True)
class Banner:
    """Either the supporter's own grant, or what goes on."""

    own: Grant | None = None
    rooms: tuple[str, ...] = ()
    notice: Notice | None = None
    may_see: bool = False


def of_request(request: HttpRequest, day: date, at: datetime) -> Banner | None:
    """None where there is nothing to say; nobody without a role is asked about in the database."""
    own = grant_of(request)
    if own is not None:
        return Banner(own=own, rooms=tuple(words.rooms(own.rooms)))
    if not isinstance(request.user, User):
        return None
    notice = queries.notice(request.user, day, at)
    return Banner(notice=notice, may_see=may(request.user, Action.SEE_AUDIT, day)) if notice else None


def grant_of(request: HttpRequest) -> Grant | None:
    """The grant under which a request runs; None for everybody who signed in."""
    found: Grant | None = getattr(request, "support", None)
    return found
