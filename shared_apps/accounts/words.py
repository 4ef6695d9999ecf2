"""What each action is called on the pages of permissions."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.accounts.rules import Action

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
