"""Addresses of versions for programs: who may look, try, adopt, plan, decline and go back."""

from collections.abc import Mapping
from typing import Any

from tests.access.doors import ADMINISTRATOR, Address, Sample, opens
from tests.government import Government
from tests.tenant_apps.scoring.cast import CUTS, NEWER


def _period(here: Government) -> dict[str, Any]:
    return {"code": here.period}


def _next_period(here: Government) -> dict[str, Any]:
    return {"code": here.next_period}


def _newer(here: Government) -> dict[str, Any]:
    return {"code": here.period, "template_key": "talent_national", "version": NEWER}


def _sends(**fields: str) -> Sample:
    return lambda _here: fields


def _talent(version: str = "2025.1") -> Sample:
    values = {f"overrides[{place}]{name}": str(cut[name]) for place, cut in enumerate(CUTS) for name in cut}
    return _sends(template="talent_national", version=version, **values)


VERSIONS: Mapping[str, Address] = {
    "api_template_versions": Address(get=opens(ADMINISTRATOR)),
    "api_decline_version": Address(
        post=opens(ADMINISTRATOR, 204),
        at=lambda _here: {"template_key": "talent_national", "version": NEWER},
        body=_sends(reason="Menunggu Perwal"),
    ),
    "api_schemes": Address(get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR, 201), at=_next_period, body=_talent()),
    "api_scheme_preview": Address(post=opens(ADMINISTRATOR), at=_period, body=_talent()),
    "api_simulation": Address(post=opens(ADMINISTRATOR), at=_period, body=_talent()),
    "api_carry_schemes": Address(post=opens(ADMINISTRATOR), at=_next_period),
    "api_plan_adoption": Address(post=opens(ADMINISTRATOR, 201), at=_next_period, body=_talent()),
    "api_upgrade": Address(get=opens(ADMINISTRATOR), post=opens(ADMINISTRATOR), at=_newer, body=_sends(when="now")),
    "api_plans": Address(get=opens(ADMINISTRATOR)),
    "api_cancel_plan": Address(post=opens(ADMINISTRATOR), at=lambda here: {"plan_id": here.ids["plan"]}),
    "api_revert_scheme": Address(
        get=opens(ADMINISTRATOR),
        post=opens(ADMINISTRATOR),
        at=lambda here: {"scheme_id": here.ids["changed_scheme"]},
        body=_sends(reason="Perwal dicabut"),
    ),
}
