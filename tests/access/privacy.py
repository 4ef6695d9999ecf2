"""Addresses about personal data: everybody's own, and those of whoever answers for the law."""

from collections.abc import Mapping

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.access.doors import SIGNED_IN, Address, P, Sample, opens


def one(key: str, made: str) -> Sample:
    """The path of something the builder made."""
    return lambda here: {key: here.ids[made]}


PERSONS = frozenset({P.EMPLOYEE, P.HEAD})
OFFICERS = frozenset({P.ADMINISTRATOR, P.OFFICER})  # who answers for the law
WATCHERS = frozenset({P.AUDITOR, P.OFFICER})  # of who looks at whose data
BREACH = {
    "title": "Laptop hilang",
    "discovered_at": "2026-11-01T08:00",
    "happened": "Hilang di perjalanan",
    "data_hit": "Nama dan NIP",
    "people": "12",
    "consequences": "Disalahgunakan",
    "measures": "Kata sandi diganti",
    "contact": "BKPSDM",
}
PRIVACY: Mapping[str, Address] = {
    "privacy": Address(get=opens(SIGNED_IN)),
    "api_privacy_register": Address(get=opens(SIGNED_IN)),
    "own_looks": Address(get=opens(PERSONS)),
    "own_copies": Address(get=opens(SIGNED_IN), post=opens(SIGNED_IN, 302)),
    "api_own_copies": Address(get=opens(SIGNED_IN), post=opens(SIGNED_IN, 202)),
    "copy_download": Address(get=opens({P.EMPLOYEE}), at=one("copy_id", "copy")),
    "api_copy_file": Address(get=opens({P.EMPLOYEE}), at=one("copy_id", "copy")),
    "api_own_looks": Address(get=opens(PERSONS)),
    "access_log": Address(get=opens(WATCHERS)),
    "access_log_export": Address(get=opens(WATCHERS)),
    "api_access_log": Address(get=opens(WATCHERS)),
    "impact_assessment": Address(get=opens(OFFICERS)),
    "impact_assessment_pdf": Address(get=opens(OFFICERS)),
    "own_corrections": Address(
        get=opens(PERSONS),
        post=opens(PERSONS, 302),
        body=lambda _here: {
            "field": "email",
            "wrong": "Alamat lama",
            "wanted": "baru@example.id",
            "evidence": SimpleUploadedFile("bukti.pdf", b"%PDF-1.7"),
        },
    ),
    "correction_withdraw": Address(post=opens({P.EMPLOYEE}, 302), at=one("correction_id", "correction")),
    "corrections": Address(get=opens(OFFICERS)),
    "correction": Address(
        get=opens(OFFICERS),
        post=opens(OFFICERS, 302),
        at=one("correction_id", "correction"),
        body=lambda _here: {"keputusan": "tolak", "tolak-answer": "Sudah sesuai akta"},
    ),
    "correction_evidence": Address(get=opens(OFFICERS | {P.EMPLOYEE}), at=one("correction_id", "correction")),
    "correction_done": Address(post=opens(OFFICERS, 302), at=one("correction_id", "accepted_correction")),
    "breaches": Address(get=opens(OFFICERS)),
    "breach_new": Address(get=opens(OFFICERS), post=opens(OFFICERS, 302), body=lambda _here: BREACH),
    "breach": Address(get=opens(OFFICERS), at=one("breach_id", "breach")),
    "breach_change": Address(
        get=opens(OFFICERS),
        post=opens(OFFICERS, 302),
        at=one("breach_id", "breach"),
        body=lambda _here: BREACH,
    ),
    "breach_told": Address(
        post=opens(OFFICERS, 302),
        at=one("breach_id", "breach"),
        body=lambda _here: {
            "to": "public",
            "recipient": "Warga",
            "told_at": "2026-11-02T09:00",
            "how": "Pengumuman",
        },
    ),
    "breach_close": Address(
        post=opens(OFFICERS, 302), at=one("breach_id", "breach"), body=lambda _here: {"lesson": "Disandikan"}
    ),
    "breach_letter": Address(
        get=opens(OFFICERS), at=lambda here: {"breach_id": here.ids["breach"], "to": "authority"}
    ),
    "api_own_corrections": Address(
        get=opens(PERSONS),
        post=opens(PERSONS, 201),
        body=lambda _here: {"field": "email", "wrong": "Alamat lama", "wanted": "baru@example.id"},
    ),
    "api_withdraw_correction": Address(post=opens({P.EMPLOYEE}), at=one("correction_id", "correction")),
    "api_corrections": Address(get=opens(OFFICERS)),
    "api_correction": Address(get=opens(OFFICERS), at=one("correction_id", "correction")),
    "api_accept_correction": Address(
        post=opens(OFFICERS),
        at=one("correction_id", "correction"),
        body=lambda _here: {"value": "Sari Baru", "answer": "Sesuai akta"},
    ),
    "api_refuse_correction": Address(
        post=opens(OFFICERS),
        at=one("correction_id", "correction"),
        body=lambda _here: {"answer": "Sudah sesuai akta"},
    ),
    "api_correction_done": Address(post=opens(OFFICERS), at=one("correction_id", "accepted_correction")),
    "api_correction_evidence": Address(get=opens(OFFICERS | {P.EMPLOYEE}), at=one("correction_id", "correction")),
    "api_breaches": Address(get=opens(OFFICERS), post=opens(OFFICERS, 201), body=lambda _here: BREACH),
    "api_breach": Address(
        get=opens(OFFICERS), post=opens(OFFICERS), at=one("breach_id", "breach"), body=lambda _here: BREACH
    ),
    "api_breach_notices": Address(
        post=opens(OFFICERS),
        at=one("breach_id", "breach"),
        body=lambda _here: {
            "to": "public",
            "recipient": "Warga",
            "told_at": "2026-11-02T09:00",
            "how": "Pengumuman",
        },
    ),
    "api_breach_close": Address(
        post=opens(OFFICERS), at=one("breach_id", "breach"), body=lambda _here: {"lesson": "Disandikan"}
    ),
    "api_breach_letter": Address(
        get=opens(OFFICERS), at=lambda here: {"breach_id": here.ids["breach"], "to": "authority"}
    ),
}
