"""What each action is called on the pages of permissions, and why a role has what it has."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.rules import Action, Role

ACTION_NAMES: Mapping[Action, Promise] = {
    Action.MANAGE_ORGANISATION: _("Mengubah struktur organisasi"),
    Action.IMPORT_PEOPLE: _("Mengimpor dan mengubah data pegawai"),
    Action.INVITE_PEOPLE: _("Mengundang pegawai membuka akun"),
    Action.APPOINT: _("Memberi dan mengakhiri peran, menutup akun"),
    Action.MANAGE_SCORING: _("Mengatur periode, skema, dan perhitungan nilai"),
    Action.ENTER_RESULTS: _("Mengisi dan mengunggah hasil penilaian"),
    Action.SEE_EVERYONE: _("Melihat pegawai dan nilainya"),
    Action.SEE_AUDIT: _("Membaca jejak audit"),
    Action.SEE_ISOLATION: _("Membaca laporan isolasi"),
    Action.SEE_PERMISSIONS: _("Melihat wewenang siapa pun"),
    Action.SEE_ACCESS_LOG: _("Melihat siapa membuka data siapa"),
    Action.SEE_NIK: _("Membaca NIK seutuhnya dan mencari dengannya"),
    Action.SEE_DISCIPLINE: _("Membaca data disiplin"),
    Action.SEE_HEALTH: _("Membaca data kesehatan"),
    Action.HANDLE_DATA_REQUESTS: _("Menangani permintaan tentang data pribadi"),
    Action.HANDLE_BREACHES: _("Menangani kegagalan pelindungan data"),
    Action.ASSESS_PRIVACY: _("Menilai dampak pelindungan data"),
    Action.MANAGE_AGREEMENTS: _("Mengelola perjanjian kerja sama"),
    Action.PROVISION: _("Menyiapkan dan merawat daerah"),
    Action.PUBLISH_TEMPLATES: _("Menyusun dan menerbitkan templat"),
    Action.ASK_SUPPORT: _("Meminta izin melihat daerah untuk dukungan"),
    Action.DECIDE_SUPPORT: _("Mengizinkan dukungan penyelenggara"),
}

ROLE_REASONS: Mapping[Role, Promise] = {  # of those given in a region
    Role.PERSONNEL_ADMIN: _("Mengelola kepegawaian seluruh daerah: struktur, pegawai, akun, dan penilaian."),
    Role.REGIONAL_HEAD: _("Pejabat pembina kepegawaian; melihat semua pegawai, tidak mengubah apa pun."),
    Role.AUDITOR: _("Memeriksa: membaca data dan jejaknya, tidak mengubah apa pun."),
    Role.AGENCY_ADMIN: _("Mengelola kepegawaian satu perangkat daerah dan semua di bawahnya."),
    Role.COMMITTEE_MEMBER: _("Menimbang talenta dalam komite; melihat pegawai dan nilainya."),
    Role.DATA_PROTECTION_OFFICER: _("Mengawasi pelindungan data pribadi (UU 27/2022) tanpa membaca daftar pegawai."),
    Role.DISCIPLINE_READER: _("Diizinkan khusus membaca data disiplin; tidak termasuk dalam peran lain."),
    Role.HEALTH_READER: _("Diizinkan khusus membaca data kesehatan; tidak termasuk dalam peran lain."),
}
