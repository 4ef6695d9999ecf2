"""The region's addresses about its isolation."""

from typing import Any

from tests.access.doors import Address, P, opens
from tests.government import Government

SEE_ISOLATION = frozenset({P.REGIONAL_HEAD, P.ADMINISTRATOR, P.AUDITOR, P.OFFICER})


def report(here: Government) -> dict[str, Any]:
    """A signed report of this region."""
    return {"report_id": here.ids["report"]}


ASSURANCE = {
    "assurance": Address(get=opens(SEE_ISOLATION)),
    "assurance_report": Address(get=opens(SEE_ISOLATION), at=report),
    "assurance_download": Address(get=opens(SEE_ISOLATION), at=report),
    "assurance_signature": Address(get=opens(SEE_ISOLATION), at=report),
    "assurance_paper": Address(get=opens(SEE_ISOLATION), at=report),
    "api_isolation": Address(get=opens(SEE_ISOLATION)),
    "api_isolation_report": Address(get=opens(SEE_ISOLATION), at=report),
}
