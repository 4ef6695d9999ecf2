"""A night of the probe on the two regions of the tests."""

import json

from django_tenants.utils import schema_context

from shared_apps import signatures
from shared_apps.assurance.models import Canary, Report
from shared_apps.assurance.services import PURPOSE
from tenants.probes.rules import Way
from tests.tenants.probes.nights import blind, crossings, night_of, verdicts

APART = {"north": "apart", "public": "apart", "south": "apart"}


def test_two_sound_regions_and_the_host_are_apart(regions: None) -> None:
    night = night_of()
    assert (crossings(night), blind(night)) == (set(), {})
    assert verdicts(night) == APART
    for row in night.searches.exclude(region="public"):
        assert set(row.tried) == set(Way)
        assert {way: counts["own"] > 0 for way, counts in row.tried.items()} == dict.fromkeys(Way, True)


def test_the_region_gets_a_report_that_verifies_and_is_about_itself(regions: None) -> None:
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
