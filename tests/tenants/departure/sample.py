"""A region that is gone, for tables of every page."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from shared_apps.rows import new_id
from tenants.departure import certificates
from tenants.departure.models import Departure

if TYPE_CHECKING:
    from tests.government import Government

AT = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


def of_host(made: "Government") -> None:
    """Its departure with the certificate."""
    departure = Departure.objects.create(
        region_id=new_id(),
        schema_name="lama",
        region_name=made.text("kota-lama"),
        region_code="33.99",
        agreement_number=made.text("pks-lama"),
        state=Departure.State.HANDED_OVER,
        ends_on=date(2026, 4, 1),
        reason=made.text("tidak diperpanjang"),
        begun_at=AT,
        begun_by_name="Dadan Koswara",
        read_only_at=AT,
        packed_at=AT,
        pack={"name": "paket.zip", "sha256": "a" * 64, "fingerprint": "b" * 64, "bytes": 9, "tables": 1, "rows": 8},
        handed_over_at=AT,
        erase_on=date(2026, 5, 1),
        asked_by_name="Dadan Koswara",
        asked_at=AT,
        confirmed_by_name="Euis Komala",
        confirmed_at=AT,
        destroyed={"found": {"tables": {"people_employee": 8}, "roles": ["merit_r_lama"], "files": 1, "bytes": 9}},
    )
    made.ids["departure"] = certificates.issue(departure, found_afterwards=[], at=AT).id
    made.ids["gone_region"] = departure.region_id
