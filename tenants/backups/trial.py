"""Somebody signs in to a restored copy and writes, through the real pages under its real login; nothing of it stays.

A region that only reads proves little: one was once restored whose first write failed on a missing function.
"""

import io
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import reverse, set_urlconf
from django.utils import timezone, translation
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _
from django_tenants.utils import tenant_context

from shared_apps.accounts import services as accounts
from shared_apps.accounts.models import Invitation, User
from shared_apps.accounts.rules import Role
from shared_apps.audit.models import Change
from shared_apps.errors import ConflictError
from tenants.regions.models import Region
from tenants.regions.provisioning import Provisioner

_ENTRANCE = "tenants.regions.middleware.RegionMiddleware"
_HERE = "tenants.backups.trial.BesideMiddleware"
_COPY = "merit.restored"


class BesideMiddleware(MiddlewareMixin):
    """Stands where the region is found by its address: a copy has none, and was entered already."""

    def process_request(self, request: HttpRequest) -> None:
        """The copy takes the place of the region."""
        request.tenant = request.META[_COPY]  # type: ignore[attr-defined]  # as RegionMiddleware does
        timezone.activate(request.tenant.time_zone)  # type: ignore[attr-defined]


@contextmanager
def visiting(region: Region, beside: str) -> Iterator["Visitor"]:
    """Inside one transaction of the copy's own login, which is rolled back whatever happened in it."""
    copy = Region(schema_name=beside, state=Region.State.ACTIVE, version=region.version)
    for name in ("name", "code", "time_zone", "accent", "personnel_agency", "primary_domain"):
        setattr(copy, name, getattr(region, name))
    with tenant_context(copy), timezone.override(copy.time_zone), translation.override("id"), transaction.atomic():
        try:
            yield Visitor(copy, timezone.localdate())
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        finally:
            transaction.set_rollback(True)
            set_urlconf(None)


class Visitor:
    """A browser with an account of its own, for as long as the transaction lasts."""

    def __init__(self, region: Region, day: date) -> None:
        self._region, self._cookies = region, SimpleCookie()
        self._password = secrets.token_urlsafe(24)
        self.email = f"uji-{secrets.token_hex(6)}@pemulihan.invalid"
        self._user = User.objects.create(email=self.email, name="Uji pemulihan")
        self._user.set_password(self._password)
        self._user.save()
        EmailAddress.objects.create(user=self._user, email=self.email, verified=True, primary=True)
        accounts.appoint(user=self._user, role=Role.PERSONNEL_ADMIN, day=day, actor=Provisioner())
        self._handler = BaseHandler()
        stack = [_HERE if name == _ENTRANCE else name for name in settings.MIDDLEWARE]
        with override_settings(MIDDLEWARE=stack):
            self._handler.load_middleware()

    def sign_in(self) -> None:
        """Type address and password where people do. Raises ConflictError where that does not let them in."""
        path = reverse("account_login", urlconf=settings.ROOT_URLCONF)
        self._ask("GET", path)
        answer = self._ask("POST", path, login=self.email, password=self._password)
        account = self._ask("GET", reverse("my_account", urlconf=settings.ROOT_URLCONF))
        if answer.status_code != 302 or account.status_code != 200 or self.email not in account.content.decode():
            raise ConflictError(
                "trial_sign_in",
                _("Masuk ke salinan gagal (jawaban %(first)s, lalu %(second)s).")
                % {"first": answer.status_code, "second": account.status_code},
            )

    def write(self) -> None:
        """Invite somebody, and see the row and what the audit's trigger wrote of it."""
        invited = f"uji-{secrets.token_hex(6)}@pemulihan.invalid"
        path = reverse("invite_to_role", urlconf=settings.ROOT_URLCONF)
        answer = self._ask("POST", path, name="Uji tulis", email=invited, role=Role.AUDITOR)
        row = Invitation.objects.filter(email=invited).first()
        seen = row is not None and Change.objects.filter(table_name="accounts_invitation", row_id=str(row.id)).exists()
        if answer.status_code != 302 or not seen:
            raise ConflictError(
                "trial_write", _("Menulis ke salinan gagal (jawaban %(status)s).") % {"status": answer.status_code}
            )

    def _ask(self, method: str, path: str, **fields: str) -> HttpResponse:
        if fields and settings.CSRF_COOKIE_NAME in self._cookies:
            fields["csrfmiddlewaretoken"] = self._cookies[settings.CSRF_COOKIE_NAME].value
        response = self._handler.get_response(WSGIRequest(self._environ(method, path, urlencode(fields).encode())))
        for name, morsel in response.cookies.items():
            self._cookies[name] = morsel.value
        assert isinstance(response, HttpResponse)  # noqa: S101  these pages are no streams
        return response

    def _environ(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        scheme, domain = "https" if settings.HTTPS else "http", str(self._region.primary_domain)
        return {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": domain,
            "SERVER_PORT": "443" if settings.HTTPS else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": domain,
            "HTTP_REFERER": f"{scheme}://{domain}{path}",
            "HTTP_X_FORWARDED_PROTO": scheme,
            "HTTP_X_FORWARDED_FOR": "127.0.0.1",
            "HTTP_COOKIE": "; ".join(f"{name}={morsel.value}" for name, morsel in self._cookies.items()),
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": scheme,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            _COPY: self._region,
        }
