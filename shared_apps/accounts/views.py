"""Own pages of this room: accept an invitation, my account, who is appointed."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shared_apps.accounts import invitations, linked_identities, queries, services, sessions
from shared_apps.accounts.access import requires, requires_sign_in
from shared_apps.accounts.adapter import remember_language
from shared_apps.accounts.forms import AcceptForm, InviteForm, PasswordForm
from shared_apps.accounts.models import Appointment, Invitation, User
from shared_apps.accounts.rules import Action
from shared_apps.errors import ConflictError, DomainError


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Open the account of an invitation and walk in."""
    invitation, today = queries.invitation_of(token), timezone.localdate()
    form = AcceptForm(request.POST or None)
    try:
        invitations.refuse_closed(invitation, day=today)
        if form.is_valid():
            user = services.accept_invitation(token=token, password=form.cleaned_data["password"], day=today)
            get_adapter(request).login(request, user)
            messages.success(request, _("Akun Anda sudah dibuka."))
            return redirect("/")
    except ConflictError as closed:
        return render(request, "accounts/invitation_closed.html", {"problem": closed}, status=410)
    except DomainError as refused:
        _explain(form, refused)
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/accept.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_safe
@requires_sign_in
def my_account(request: HttpRequest) -> HttpResponse:
    """The own account: language, password, authenticator, tokens."""
    return _my_account(request, PasswordForm())


@sensitive_post_parameters("old", "new")
@require_POST
@requires_sign_in
@rate_limit(action="change_password")  # type: ignore[untyped-decorator]  # allauth ships no types
def change_password(request: HttpRequest) -> HttpResponse:
    """Set a new password and stay signed in here; other sessions end."""
    form = PasswordForm(request.POST)
    user = _user(request)
    if form.is_valid():
        try:
            services.change_password(user=user, old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        except DomainError as refused:
            _explain(form, refused)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Kata sandi sudah diganti. Sesi di perangkat lain dan token sudah diakhiri."))
            return redirect("my_account")
    return _my_account(request, form, status=422)


@require_POST
@requires_sign_in
def change_language(request: HttpRequest) -> HttpResponse:
    """Read in another language, here and wherever this account signs in."""
    language = request.POST.get("language", "")
    services.change_language(user=_user(request), language=language)
    response = redirect("my_account")
    remember_language(response, language)
    return response


@require_POST
@requires_sign_in
def revoke_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """End one of the own tokens."""
    services.revoke_token(user=_user(request), token_id=token_id, now=timezone.now())
    messages.success(request, _("Token sudah dicabut."))
    return redirect("my_account")


@never_cache
@require_safe
@requires(Action.APPOINT)
def appointed(request: HttpRequest) -> HttpResponse:
    """Who holds a role here, open invitations, and the form that sends one."""
    return _appointed(request, InviteForm(agencies=queries.agencies(timezone.localdate())))


@require_POST
@requires(Action.APPOINT)
def invite(request: HttpRequest) -> HttpResponse:
    """Give somebody a role: at once where they have an account, else by an invitation."""
    today = timezone.localdate()
    form = InviteForm(request.POST, agencies=queries.agencies(today))
    if form.is_valid():
        try:
            made = services.give_role(**form.wish(), day=today, actor=_user(request))
        except DomainError as refused:
            _explain(form, refused)
        else:
            messages.success(request, _said(made))
            return redirect("appointed_people")
    return _appointed(request, form, status=422)


@require_POST
@requires(Action.APPOINT)
def cancel_invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take an open invitation back."""
    gone = services.cancel_invitation(invitation_id=invitation_id, day=timezone.localdate(), actor=_user(request))
    messages.success(request, _("Undangan ke %(email)s dibatalkan.") % {"email": gone.email})
    return redirect("appointed_people")


@require_POST
@requires(Action.APPOINT)
def end_appointment(request: HttpRequest, appointment_id: UUID) -> HttpResponse:
    """Take a role back from today on."""
    try:
        ended = services.end_appointment(appointment_id=appointment_id, day=timezone.localdate(), actor=_user(request))
    except ConflictError as refused:
        messages.error(request, str(refused.message))
    else:
        said = {"name": ended.user.name, "role": ended.role_name}
        messages.success(request, _("%(name)s tidak lagi memegang peran %(role)s.") % said)
    return redirect("appointed_people")


@require_POST
@requires(Action.APPOINT)
def deactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Close somebody's account."""
    day, now = timezone.localdate(), timezone.now()
    try:
        closed = services.deactivate(user_id=user_id, day=day, at=now, actor=_user(request))
    except ConflictError as refused:
        messages.error(request, str(refused.message))
    else:
        said = {"name": closed.name}
        messages.success(request, _("Akun %(name)s ditutup; sesi dan tokennya sudah diakhiri.") % said)
    return redirect("appointed_people")


@require_POST
@requires(Action.APPOINT)
def reactivate(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Open it again."""
    opened = services.reactivate(user_id=user_id, day=timezone.localdate(), actor=_user(request))
    messages.success(request, _("Akun %(name)s dibuka kembali.") % {"name": opened.name})
    return redirect("appointed_people")


def _my_account(request: HttpRequest, form: PasswordForm, status: int = 200) -> HttpResponse:
    account = queries.my_account(_user(request), timezone.localdate(), timezone.now())
    here = sessions.digest(request.session.session_key or "")
    this = next((each.pk for each in account.sessions if bytes(each.key_sha256) == here), None)
    identities = linked_identities.linked(_user(request))
    context = {"account": account, "form": form, "this_session": this, "identities": identities}
    return render(request, "accounts/my_account.html", context, status=status)


def _appointed(request: HttpRequest, form: InviteForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    people = queries.appointed_people(_user(request), today, request.GET.get("cari", "")[:100])
    context = {"people": people, "form": form, "today": today}
    return render(request, "accounts/appointed.html", context, status=status)


def _said(made: Appointment | Invitation) -> str:
    """What became of a name and address in the form."""
    if isinstance(made, Invitation):
        return _("Undangan sudah dikirim ke %(email)s.") % {"email": made.email}
    said = {"name": made.user.name, "role": made.role_name}
    return _("%(name)s sudah mempunyai akun dan kini memegang peran %(role)s.") % said


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the decorators let nobody else in
    return request.user


def _explain(form: Form, refused: DomainError) -> None:
    """Put what a service refused beside the fields it names."""
    known = {name: texts for name, texts in refused.fields.items() if name in form.fields}
    if "ends_on" in refused.fields and "last_day" in form.fields:  # as the person sees it
        known["last_day"] = refused.fields["ends_on"]
    for name, texts in known.items():
        for text in texts:
            form.add_error(name, str(text))
    if not known:
        form.add_error(None, str(refused.message))
