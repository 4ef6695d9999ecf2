"""Every address of a region's own subdomain."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView

from merit import problems

_ROOMS = (
    "shared_apps.accounts",
    "shared_apps.jobs",
    "shared_apps.files",
    "shared_apps.signatures",
    "shared_apps.audit",
    "shared_apps.support",
    "shared_apps.assurance",
    "shared_apps.leaving",
    "tenant_apps.organisation",
    "tenant_apps.people",
    "tenant_apps.scoring",
    "tenant_apps.talent",
    "tenant_apps.privacy",
    "tenant_apps.workspace",
)
handler500 = "merit.overload.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"{room}.urls")) for room in _ROOMS),
    path("bahasa/", require_POST(set_language), name="set_language"),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("api/<path:rest>", problems.api_not_found),
]
