"""The page on which an administrator takes away the second factor of somebody who lost it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shared_apps.accounts import resetting
from shared_apps.accounts.access import requires
from shared_apps.accounts.forms_ways_in import ResetSecondFactorForm
from shared_apps.accounts.models import User
from shared_apps.accounts.rules import Action
from shared_apps.errors import DomainError, InvalidError


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.APPOINT)
def reset_second_factor(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """What it means, and the reason; then back to the accounts."""
    day, actor = timezone.localdate(), request.user
    assert isinstance(actor, User)  # noqa: S101  the decorator lets nobody else in
    form = ResetSecondFactorForm(request.POST or None)
    holder, has_any = resetting.resettable(actor, user_id, day)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        wish = {"reason": form.cleaned_data["reason"], "day": day, "at": timezone.now()}
        try:
            resetting.reset_second_factor(user_id=user_id, actor=actor, **wish)
        except DomainError as refused:
            form.refuse(refused)
            status = 422 if isinstance(refused, InvalidError) else 409
        else:
            messages.success(request, _said(holder))
            return redirect("appointed_people")
    context = {"form": form, "holder": holder, "has_any": has_any}
    return render(request, "accounts/reset_second_factor.html", context, status=status)


def _said(user: User) -> str:
    if user.shown_email:
        return _("Langkah kedua %(name)s diatur ulang; pemberitahuan dikirim ke surelnya.") % {"name": user.name}
    return _("Langkah kedua %(name)s diatur ulang. Akun ini tanpa surel: beri tahu orangnya langsung.") % {
        "name": user.name
    }
