"""What the shell of every page shows: the government, the way around, who is signed in."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from merit import navigation
from tenant_apps.organisation import queries as organisation
from tenants.regions.middleware import is_host, region_of


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every rendered page; error pages before a region is known get nothing."""
    if not hasattr(request, "tenant"):
        return {}
    day = timezone.localdate()
    if is_host(request):
        government: Any = navigation.host_government(region_of(request))
        entries = navigation.of_host(request.user, day)
    else:
        government = organisation.government()
        entries = navigation.of_region(request.user, day)
    return {
        "government": government,
        "navigation": entries,
        "shell": {
            "product": _("Konsol tuan rumah") if is_host(request) else "Merit Bersama",
            "account_url": reverse("my_account"),
        },
    }
