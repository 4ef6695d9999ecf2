"""The words for what is proposed for a row and why."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shared_apps.ui.formats import day as day_text

CELLS: dict[str, Promise] = {
    "taken": _("Masuk struktur"),
    "name": _("Nama"),
    "abbreviation": _("Singkatan"),
    "unit_type": _("Jenis"),
    "parent": _("Induk"),
}

REASONS: dict[str, Promise] = {
    "body_council": _("DPRD adalah lembaga perwakilan, bukan perangkat daerah; yang masuk struktur sekretariatnya."),
    "body_vertical": _("Instansi pusat atau vertikal; pegawainya bukan pegawai pemerintah daerah ini."),
    "body_company": _("Badan usaha milik daerah, bukan perangkat daerah."),
    "body_society": _("Lembaga masyarakat atau lembaga nonstruktural, bukan perangkat daerah."),
    "body_village": _("Desa bukan bagian dari perangkat daerah."),
    "body_office_holder": _("Jabatan, bukan unit."),
    "body_other": _("Berkas sendiri menyebutnya bukan perangkat daerah."),
    "twin": _("Unit yang sama sudah ada di baris %(first)s."),
    "twin_today": _("Unit ini sudah ada dalam struktur sekarang dan tetap di sana; tidak ditambahkan lagi."),
    "expired": _("Menurut berkas unit ini sudah berakhir %(day)s, sebelum struktur ini berlaku."),
    "expired_unread": _("Tanggal berakhirnya di berkas tidak terbaca. Masukkan hanya bila unit ini masih ada."),
    "name_cut": _("Nama tampak terpotong; lengkapnya mungkin “%(whole)s”."),
    "name_maybe_cut": _("Nama tampak terpotong. Tulis lengkapnya, atau biarkan jika memang demikian."),
    "kind_differs": _("Kolom jenis menyebut yang lain daripada nama unit ini."),
    "kind_office": _("“Kantor” bukan jenis perangkat daerah sejak PP 18/2016; biasanya menjadi badan."),
    "kind_unknown": _("Jenisnya tidak terbaca dari nama maupun kolomnya. Pilih jenisnya."),
    "abbreviation_shared": _("Singkatan %(abbreviation)s sudah dipakai %(other)s di baris %(first)s."),
    "parent_ambiguous": _("Ada beberapa unit dengan nama induk ini; yang pertama diusulkan."),
    "parent_by_code": _("Menurut awal kodenya."),
    "parent_named": _("Namanya menyebut induk ini."),
    "parent_today": _("Berada di sana dalam struktur sekarang."),
    "parent_top": _("Perangkat daerah langsung di bawah pemerintah daerah."),
    "parent_usual": _("Lazimnya demikian untuk jenis ini."),
    "parent_only": _("Satu-satunya kecamatan di berkas."),
    "parent_topic": _("Menurut urusannya."),
    "parent_order": _("Berada di bawahnya dalam urutan berkas."),
    "parent_district": _("Berkas tidak menunjukkan kecamatannya. Pilih kecamatannya."),
    "parent_no_secretariat": _("Sekretariat Daerah tidak ada di berkas; sementara langsung di bawah pemerintah."),
    "parent_left_out": _("Induk yang dipilih tidak masuk struktur. Pilih induk lain."),
    "parent_unknown": _("Induknya tidak terbaca dari berkas. Pilih induknya."),
}

UNANSWERED = _("Masih ada baris yang harus dijawab. Draf belum dibuat; jawab dahulu barisnya.")


def reason(code: str, params: Mapping[str, str]) -> str:
    """Why a cell is proposed as it is."""
    told = {**params, "day": day_text(date.fromisoformat(params["day"]))} if "day" in params else params
    return str(REASONS[code]) % told
