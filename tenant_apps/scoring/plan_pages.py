"""What is decided for the next period is called off; a new period takes the schemes of the last one over."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from shared_apps.accounts.access import requires
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError
from tenant_apps.scoring import services
from tenant_apps.scoring.queries.periods import period_with_code


@require_POST
@requires(Action.MANAGE_SCORING)
def cancel(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Call a plan off."""
    services.cancel_plan(plan_id=plan_id, actor=cast(User, request.user), at=timezone.now())
    messages.success(request, _("Rencana dibatalkan. Skema yang dipakai tetap berlaku."))
    return redirect("schemes")


@require_POST
@requires(Action.MANAGE_SCORING)
def carry(request: HttpRequest, code: str) -> HttpResponse:
    """Take over what the last period used."""
    period = period_with_code(request.user, code)
    try:
        carried = services.carry_schemes(period=period, actor=cast(User, request.user), at=timezone.now())
    except ConflictError as error:
        messages.error(request, str(error.message))
        return redirect("period", code=code)
    text = ngettext("%(count)s skema dibawa ke %(period)s.", "%(count)s skema dibawa ke %(period)s.", len(carried))
    messages.success(request, text % {"count": len(carried), "period": period.title})
    return redirect("period", code=code)
