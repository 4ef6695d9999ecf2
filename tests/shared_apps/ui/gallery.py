"""Every component with invented content, as the pages use them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

PAGES = Path(__file__).with_name("pages")
AT = datetime(2026, 11, 22, 0, 42, tzinfo=UTC)
GOVERNMENT = {
    "name": "Pemerintah Kota Cemara",
    "short_name": "Kota Cemara",
    "crest_initials": "KC",
    "accent": "",
    "personnel_agency": "BKPSDM",
}
NAVIGATION = [
    {"url": "/akun/", "icon": "house", "label": "Beranda"},
    {"url": "/organisasi/", "icon": "network", "label": "Struktur organisasi", "short": "Struktur"},
    {"url": "/pegawai/", "icon": "users-round", "label": "Pegawai", "count": 1843},
    {"url": "/periode/", "icon": "calendar-days", "label": "Periode"},
    {"url": "/skema/", "icon": "sliders-horizontal", "label": "Skema penilaian"},
]
COUNTS = {4: 214, 7: 486, 9: 132, 2: 907, 5: 1843, 8: 521, 1: 118, 3: 352, 6: 337}
FIRST = {4: ("Rotasi jabatan", 1), 7: ("Dipertahankan", 5), 9: ("Dipromosikan", 4), 5: ("Penempatan yang sesuai", 2)}


class UnitForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="Nama unit", help_text="Seperti di peraturan.")
    parent = forms.ChoiceField(label="Induk", choices=[("1", "Sekretariat Daerah"), ("2", "BKPSDM")])
    from_day = forms.DateField(label="Berlaku sejak", widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label="Alasan", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(
        label="Jenis", choices=[("a", "Perangkat daerah"), ("b", "Bagian")], widget=forms.RadioSelect
    )
    file = forms.FileField(label="Berkas", required=False)
    agree = forms.BooleanField(label="Saya sudah memeriksa", help_text="Tidak dapat diurungkan.")


class SignInForm(forms.Form):
    """The sign-in fields."""

    login = forms.CharField(
        label="NIP atau surel",
        help_text="18 angka, boleh dengan spasi. NIP lama juga dikenali.",
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Kata sandi", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


def node(key: str, name: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A unit of the org chart."""
    return {"id": key, "url": f"?unit={key}", "name": name, "children": children, "info": "8/9 terisi", **more}


ROOT = node(
    "bkpsdm", "Kepala BKPSDM",
    node("sek", "Sekretariat", node("umum", "Subbag Umum", head="Yuni Astuti"),
         node("keu", "Subbag Keuangan", head="Rudi Hartono"), head="Bambang Irawan"),
    node("mutasi", "Bidang Mutasi & Promosi", node("tim", "Tim Mutasi", head="Ratna Andini"),
         node("pangkat", "Tim Kepangkatan", head="Asep Mulyana", state="moved", chip="Dipindah", tone="warn"),
         head="Hendra Setiawan", selected=True),
    node("kinerja", "Bidang Kinerja & Talenta", node("talenta", "Tim Talenta", state="new", chip="Baru", tone="ok"),
         head="Maya Puspita"),
    head="Dra. Siti Aminah, M.Si.",
)  # fmt: skip


def lineage() -> list[dict[str, Any]]:
    """Two steps of a calculation, one of them waiting for evidence."""
    return [
        {
            "title": "Umpan balik 360: Baik", "sub": "1 dari 4 penilai belum ada", "value": "80,00", "open": True,
            "table": {
                "columns": ["Penilai", "Nilai", "Bobot asal", "Dipakai"],
                "rows": [
                    {"name": "Atasan", "cells": ["84,00", "30", "42,86%"]},
                    {"name": "Rekan kerja", "note": "7 formulir", "cells": ["78,00", "35", "50,00%"]},
                    {"name": "Penerima manfaat", "note": "belum ada", "cells": ["–", "30", "tidak ikut"], "off": True},
                ],
                "total": {"name": "Yang ada", "cells": ["", "65", "100%"]},
            },
            "sentences": ["5.690 ÷ 70 = 81,2857…, dibulatkan 81,29."],
            "source": {"lines": ["Diisi Yuni Astuti, 21 Okt 2026, 09.12 WIB"],
                       "links": [{"url": "/berkas/1/", "label": "Bukti: SK tim (PDF)"}]},
            "clause": "Kepka BKN 411/2025",
        },
        {
            "title": "Kesesuaian bidang ilmu", "value": "perlu verifikasi",
            "need": {"title": "Belum ada bukti.", "text": "Ijazah belum dicocokkan.", "more": "Bila sesuai, 80,25.",
                     "url": "/unggah/", "action": "Unggah ijazah"},
        },
    ]  # fmt: skip


def employee(name: str) -> dict[str, Any]:
    """What the employee's page shows."""
    return {
        "person": {"name": name, "sub": "Analis SDM Aparatur Ahli Muda · BKPSDM"},
        "value": Decimal("71.00"), "delta": Decimal("2.00"), "closes": date(2027, 1, 5),
        "cuts": [(Decimal(46), ">"), (Decimal(72), ">")], "levels": ["Di bawah", "Sesuai", "Di atas"],
        "parts": [
            {"name": "Predikat kinerja: Baik", "points": Decimal("48.00"), "of": Decimal(60)},
            {"name": "Penugasan tim kerja", "points": Decimal("11.25"), "of": Decimal(15)},
            {"name": "Umpan balik 360: Baik", "points": Decimal("8.00"), "of": Decimal(10)},
        ],
        "score_changes": [
            {"points": Decimal("3.75"), "text": "Menjadi ketua tim penataan arsip"},
            {"points": Decimal("-3.75"), "text": "Penghargaan 2021 sudah lewat lima tahun"},
        ],
        "lineage": lineage(),
        "facts": [("Dihitung", "22 November 2026, 07.42 WIB"), ("Templat", "Talenta ASN 2025.1")],
        "changes": [{"kind": "Bobot", "tone": "br", "text": "Penghargaan 15 menjadi 20."}],
    }  # fmt: skip


def leader(name: str) -> dict[str, Any]:
    """What the leader's page shows."""
    limit = {"limit": Decimal(70), "limit_text": "paling banyak 70%", "strong": True}
    return {
        "total": 4910,
        "boxes": {
            number: {"count": count, "meaning": f"Makna kotak {number}", "first": FIRST.get(number, ("", 0))[0],
                     "more": FIRST.get(number, ("", 0))[1]}
            for number, count in COUNTS.items()
        },
        "performance_words": ["Di atas ekspektasi", "Sesuai ekspektasi", "Di bawah ekspektasi"],
        "potential_words": ["Rendah", "Menengah", "Tinggi"],
        "box": {"number": 9, "count": 132, "meaning": "Kinerja di atas ekspektasi, potensi tinggi",
                "recommendations": "Dipromosikan, dipertahankan"},
        "people": [{"name": name, "sub": "Kepala Bidang Anggaran · BKAD", "value": "94,10", "url": "/pegawai/1/"},
                   {"name": "Agus Hermawan", "sub": "Camat Cibening", "value": "93,60", "url": "/pegawai/2/"}],
        "kpis": [
            {"label": "Rata-rata skor", "value": "81,3", "chip": "1,8", "tone": "ok", "icon": "arrow-up",
             "sub": "dari 79,5 triwulan lalu"},
            {"label": "SKP terisi", "value": "94%", "sub": "293 pegawai belum"},
            {"label": "Umpan balik bulan ini", "value": "2.318", "sub": "1,4 per pegawai"},
            {"label": "Perlu keputusan Anda", "value": "4", "chip": "Suksesi", "tone": "warn",
             "sub": "Jabatan kosong > 3 bulan", "url": "/suksesi/"},
        ],
        "predicates": [
            {"label": "Sangat Kurang", "percent": Decimal(1), "count": 49},
            {"label": "Kurang (Misconduct)", "percent": Decimal(4), "count": 196},
            {"label": "Butuh Perbaikan", "percent": Decimal(13), "count": 638},
            {"label": "Baik", "percent": Decimal(68), "count": 3339, **limit},
            {"label": "Sangat Baik", "percent": Decimal(14), "count": 688},
        ],
        "units": [{"id": 1, "name": "Dinas Kesehatan", "score": Decimal("86.2"), "delta": 1, "written": "+2,1"},
                  {"id": 2, "name": name, "score": Decimal("73.8"), "delta": -1, "written": "−2,7"}],
        "page": Paginator(range(4910), 50).page(2),
    }  # fmt: skip


def administrator(name: str) -> dict[str, Any]:
    """What the administrator's pages show."""
    return {
        "form": UnitForm({"name": "", "parent": "1", "note": name}),
        "root": {**ROOT, "head": name},
        "import_steps": ["Unggah", "Cocokkan kolom", "Periksa", "Terapkan"],
        "running": SimpleNamespace(id=1, state="running", done=3975, total=6412, note="baris", error=""),
        "failed": SimpleNamespace(id=2, state="failed", done=2, total=7, note="", error=f"Menunggu kunci: {name}"),
        "job_steps": [{"label": "Skema", "state": "done", "info": "4 dtk"}, {"label": "Impor", "state": "active"},
                      {"label": "Bukti", "state": "failed"}, {"label": "Aktif", "state": "todo"}],
        "filters": [{"label": "Semua", "count": 18, "url": "?", "current": True},
                    {"label": "Terhenti", "count": 1, "url": "?terhenti"}],
        "sign_in": SignInForm(),
    }  # fmt: skip


def context(name: str = "Rina Wulandari") -> dict[str, Any]:
    """Everything; a name that somebody else typed appears in all of it."""
    return {
        "government": GOVERNMENT,
        "navigation": NAVIGATION,
        "shell": {"product": "Merit Bersama", "search_url": "/pegawai/", "search_label": "Cari pegawai"},
        "user": SimpleNamespace(
            is_authenticated=True, name=name, email="rina@cemara.example.id", shown_email="rina@cemara.example.id"
        ),
        "messages": [Message(messages.SUCCESS, f"Tersimpan: {name}")],
        "at": AT,
        "segments": [{"label": "Bulan", "url": "?b"}, {"label": "Triwulan IV", "url": "?t", "current": True}],
        **employee(name),
        **leader(name),
        **administrator(name),
    }


def page(title: str, name: str = "Rina Wulandari", **more: Any) -> str:
    """One example page, whole."""
    request = RequestFactory().get(f"/{title}/", headers={"host": "cemara.example.id"})
    template = engines["django"].from_string(PAGES.joinpath(f"{title}.html").read_text())
    return str(template.render({**context(name), **more}, request))


def draw(source: str, **values: Any) -> str:
    """A snippet of a template with values."""
    return str(engines["django"].from_string(source).render(values))
