"""The certificate of an erasure: what was destroyed, when, by whom; signed, without a person of the region in it."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from shared_apps import signatures
from shared_apps.documents import pdf
from tenants.departure import archive, rules
from tenants.departure.models import Departure
from tenants.regions import queries as regions

TEMPLATE = "departure/certificate.typ"
KEPT = (
    "perjanjian kerja sama dan berita acara berakhirnya, termasuk sertifikat ini",
    "jejak audit tuan rumah tentang perjanjian, penyiapan, alamat dan pemusnahan daerah ini, yang hanya ditambah",
)
"""What the host keeps about its own acts, as law and audit want it; no row of the region's, nobody's data."""


def issue(departure: Departure, *, found_afterwards: Sequence[str], at: datetime) -> Departure:
    """Write and sign it; from here the departure is over."""
    content = archive.as_json(_facts(departure, found_afterwards, at))
    signature = signatures.sign(content, purpose=rules.CERTIFICATE)
    departure.certificate = content.decode()
    departure.signature = signatures.signature_file(signature, purpose=rules.CERTIFICATE).decode()
    departure.state, departure.erased_at = departure.State.ERASED, at
    departure.save(update_fields=["certificate", "signature", "state", "erased_at"])
    return departure


def as_pdf(departure: Departure) -> bytes:
    """The same on paper: made of the signed words alone, so the same bytes whenever it is asked for."""
    said = json.loads(departure.certificate)
    key_id = json.loads(departure.signature)["key_id"]
    digest = sha256(departure.certificate.encode()).hexdigest()
    return pdf(TEMPLATE, {**said, "title": "Sertifikat pemusnahan data", "key_id": key_id, "digest": digest})


def signed_pdf(departure: Departure) -> bytes:
    """The signature that belongs to the paper form."""
    signature = signatures.sign(as_pdf(departure), purpose=rules.CERTIFICATE)
    return signatures.signature_file(signature, purpose=rules.CERTIFICATE)


def _facts(departure: Departure, found_afterwards: Sequence[str], at: datetime) -> dict[str, object]:
    host = regions.host()
    found = departure.destroyed.get("found", {})
    return {
        "format": "merit-erasure-certificate/1",
        "date": at.isoformat(),
        "number": f"{departure.agreement_number} · {departure.id}",
        "letterhead": {
            "name": f"Pemerintah {host.name}",
            "agency": host.personnel_agency,
            "initials": "".join(word[0] for word in host.name.split()[-2:]).upper(),
        },
        "author": host.name,
        "region": {
            "name": departure.region_name,
            "code": departure.region_code,
            "schema": departure.schema_name,
            "agreement_number": departure.agreement_number,
        },
        "pack": {
            **{name: departure.pack.get(name, "") for name in ("name", "sha256", "fingerprint")},
            "handed_over_at": departure.handed_over_at.isoformat() if departure.handed_over_at else None,
        },
        "order": departure.order,
        "asked": {"by": departure.asked_by_name, "at": departure.asked_at.isoformat() if departure.asked_at else None},
        "confirmed": {
            "by": departure.confirmed_by_name,
            "at": departure.confirmed_at.isoformat() if departure.confirmed_at else None,
        },
        "destroyed": {
            "tables": found.get("tables", {}),
            "logins": found.get("roles", []),
            "files": found.get("files", 0),
            "bytes": found.get("bytes", 0),
            "cache_keys": found.get("cache_keys", 0),
            "messages": found.get("messages", 0),
            "backups": departure.destroyed.get("backups", []),
            "backup_key": departure.destroyed.get("key", ""),
            "host_rows": departure.destroyed.get("host_rows", {}),
        },
        "found_afterwards": list(found_afterwards),
        "kept_by_the_host": list(KEPT),
    }
