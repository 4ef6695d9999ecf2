"""What an auditor reads instead of names of tables."""

from django.utils.translation import gettext_lazy as _

TABLES = {
    "accounts_user": _("Akun pengguna"),
    "accounts_appointment": _("Peran"),
    "accounts_invitation": _("Undangan"),
    "accounts_apitoken": _("Token API"),
    "accounts_usersession": _("Sesi masuk"),
    "accounts_activationletter": _("Surat aktivasi"),
    "accounts_identityprovider": _("Penyedia identitas"),
    "accounts_linkedidentity": _("Identitas yang terhubung"),
    "account_emailaddress": _("Alamat surel"),
    "mfa_authenticator": _("Autentikator"),
    "files_storedfile": _("Berkas"),
    "organisation_government": _("Data pemerintah daerah"),
    "organisation_dayoff": _("Libur daerah"),
    "organisation_structureversion": _("Versi struktur"),
    "organisation_unit": _("Unit organisasi"),
    "organisation_structuresheet": _("Lembar struktur"),
    "people_employee": _("Pegawai"),
    "people_employeenumber": _("NIP"),
    "people_employeenik": _("NIK"),
    "people_employeegrade": _("Golongan"),
    "people_assignment": _("Penempatan"),
    "people_actinghead": _("Pelaksana tugas"),
    "people_namedassessor": _("Penilai yang ditetapkan"),
    "people_employeeeducation": _("Pendidikan"),
    "people_sheetimport": _("Impor pegawai"),
    "people_columnchoice": _("Pilihan kolom impor"),
    "people_position": _("Formasi"),
    "scoring_period": _("Periode"),
    "scoring_scheme": _("Skema penilaian"),
    "scoring_observation": _("Hasil penilaian yang dimasukkan"),
    "scoring_run": _("Perhitungan"),
    "audit_entry": _("Jejak permintaan"),
    "audit_change": _("Jejak perubahan data"),
    "privacy_datacopy": _("Salinan data pribadi"),
    "privacy_correction": _("Permintaan koreksi"),
    "privacy_breach": _("Kegagalan pelindungan data"),
    "privacy_breachnotice": _("Pemberitahuan kegagalan"),
    "assurance_canary": _("Nilai uji isolasi"),
    "assurance_report": _("Laporan isolasi"),
    "regions_region": _("Daerah mitra"),
    "regions_domain": _("Alamat daerah"),
    "partnerships_amendment": _("Perubahan perjanjian"),
    "partnerships_agreement": _("Perjanjian"),
    "scoring_templates_draftreview": _("Penelaahan draf templat"),
    "scoring_templates_reviewrequest": _("Permintaan telaah templat"),
    "scoring_templates_templatedraft": _("Rancangan templat"),
    "scoring_templates_templateversion": _("Versi templat"),
}


def table(name: str) -> str:
    """A table in words; one without words by its name."""
    return str(TABLES.get(name, name))
