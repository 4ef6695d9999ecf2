"""What the shell of every page shows: the government, the way around, who is signed in."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from merit import navigation
from shared_apps.leaving import queries as leaving
from shared_apps.support import banner
from tenants.regions import home
from tenants.regions.middleware import is_host, region_of
from tenants.regions.models import Region


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every rendered page; error pages before a region is known get nothing."""
    if not hasattr(request, "tenant"):
        return {}
    day, given = timezone.localdate(), banner.grant_of(request)
    if is_host(request):
        government: Any = navigation.host_government(region_of(request))
        entries = navigation.of_host(request.user, day)
    else:
        government = home.government_of(request)
        entries = navigation.of_region(request.user, day)
        if given:
            entries = navigation.within(entries, given.rooms)
    return {
        "government": government,
        "crest_url": "" if given or is_host(request) else home.crest_url(government),
        "navigation": entries,
        "read_only": region_of(request) if region_of(request).state == Region.State.READ_ONLY else given,
        "leaving": None if is_host(request) or given else leaving.banner(request.user, day),
        "support": None if is_host(request) else banner.of_request(request, day, timezone.now()),
        "shell": {
            "product": _("Konsol tuan rumah") if is_host(request) else "Merit Bersama",
            "account_url": reverse("my_account"),
            **_search(entries),
        },
    }


def _search(entries: list[navigation.Entry]) -> dict[str, str]:
    """The box above every page, for those who may look at others: it leads to the list of people."""
    try:
        people = reverse("employees")
    except NoReverseMatch:  # the host has no people
        return {}
    found = any(entry.url == people for entry in entries)
    return {"search_url": people, "search_label": _("Cari nama, NIP, jabatan, atau unit")} if found else {}
