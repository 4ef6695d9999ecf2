"""The region's addresses about its isolation."""

from typing import Any

from tests.access.doors import SEE_ALL, Address, opens
from tests.government import Government


def report(here: Government) -> dict[str, Any]:
    """A signed report of this region."""
    return {"report_id": here.ids["report"]}


ASSURANCE = {
    "assurance": Address(get=opens(SEE_ALL)),
    "assurance_report": Address(get=opens(SEE_ALL), at=report),
    "assurance_download": Address(get=opens(SEE_ALL), at=report),
    "assurance_signature": Address(get=opens(SEE_ALL), at=report),
    "assurance_paper": Address(get=opens(SEE_ALL), at=report),
    "api_isolation": Address(get=opens(SEE_ALL)),
    "api_isolation_report": Address(get=opens(SEE_ALL), at=report),
}
