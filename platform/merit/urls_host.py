"""Every address of the host's console."""

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
    "shared_apps.scoring_templates",
    "tenants.partnerships",
    "tenants.regions",
    "tenants.lifecycle",
    "tenants.support",
    "tenants.backups",
    "tenants.departure",
    "tenants.probes",
    "tenants.exchange",
)
handler500 = "merit.overload.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(f"{room}.urls")) for room in _ROOMS),
    path("bahasa/", require_POST(set_language), name="set_language"),
    path("api/v1/schema/", SpectacularAPIView.as_view(urlconf="merit.urls_host"), name="api_schema"),
    path("api/<path:rest>", problems.api_not_found),
]
