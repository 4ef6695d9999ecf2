"""A region that is leaving and whose pack is ready, for tables of every page."""

from datetime import UTC, date, datetime
from hashlib import sha256

from django.conf import settings

from shared_apps.leaving import services
from shared_apps.leaving.models import Notice
from shared_apps.leaving.rules import Stage
from shared_apps.rows import new_id
from shared_apps.schema import open_schema
from tests.cast import OPERATOR


def told(stage: Stage = Stage.PACKED, *, word: str = "paket", content: bytes = b"isi paket") -> Notice:
    """What the host writes; the pack lies in the region's folder."""
    name = f"{word}.zip"
    folder = settings.FILES_FOLDER / open_schema() / "exit"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    packed = {
        "pack_name": name,
        "pack_bytes": len(content),
        "pack_sha256": sha256(content).hexdigest(),
        "packed_at": datetime(2026, 11, 24, 3, 0, tzinfo=UTC),
    }
    return services.tell(
        departure_id=new_id(),
        stage=stage,
        actor=OPERATOR,
        at=datetime(2026, 11, 23, 3, 0, tzinfo=UTC),
        facts={
            "agreement_number": f"PKS/{word}/2026",
            "host_name": "Provinsi Jawa Barat",
            "ends_on": date(2026, 11, 23),
            "reason": f"{word} tidak diperpanjang",
            **(packed if stage in {Stage.PACKED, Stage.HANDED_OVER} else {}),
        },
    )
