"""A night of the probe on the two regions of the tests."""

import json

from django.utils import timezone
from django_tenants.utils import schema_context

from shared_apps import signatures
from shared_apps.assurance.models import Canary, Report
from shared_apps.assurance.services import PURPOSE
from tenants.probes import concluding, services
from tenants.probes.models import Night, Search
from tenants.probes.rules import Way

APART = {"north": "apart", "public": "apart", "south": "apart"}


def night_of(*only: str) -> Night:
    """A whole night, at once."""
    night = services.begin(at=timezone.now(), only=only)
    for row in night.searches.filter(state=Search.State.PLANNED):
        services.plant(search_id=row.id, at=timezone.now())
    for row in night.searches.filter(state=Search.State.PLANTED).order_by("region"):
        services.search(search_id=row.id, at=timezone.now())
    concluding.conclude(night=night, at=timezone.now())
    return night


def verdicts(night: Night) -> dict[str, str]:
    """What it says of each."""
    return {row.region: row.verdict for row in night.searches.all()}


def test_two_sound_regions_and_the_host_are_apart(in_process: None) -> None:
    night = night_of()
    told = [(row.region, row.state, row.found, row.blind) for row in night.searches.order_by("region")]
    assert told == [(name, "done", [], []) for name in APART]
    assert verdicts(night) == APART
    for row in night.searches.exclude(region="public"):
        assert set(row.tried) == set(Way)
        assert {way: counts["own"] > 0 for way, counts in row.tried.items()} == dict.fromkeys(Way, True)


def test_the_region_gets_a_report_that_verifies_and_is_about_itself(in_process: None) -> None:
    night_of()
    for name, other in (("north", "south"), ("south", "north")):
        with schema_context(name):
            report, canary = Report.objects.get(), Canary.objects.get()
        signature = signatures.Signature(report.key_id, report.signature)
        key = report.public_key.encode()
        assert signatures.verify(report.content.encode(), signature, purpose=PURPOSE, public_key=key)
        facts = json.loads(report.content)
        assert (facts["region"]["schema"], facts["verdict"]) == (name, "apart")
        assert facts["searched_in"]["governments"] == 2  # the other region, and the host
        assert canary.value not in report.content
        assert f"kanari.{other}" not in report.content
