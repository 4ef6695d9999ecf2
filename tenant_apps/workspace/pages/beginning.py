"""The first steps of a region in words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shared_apps.accounts.models import ROLE_NAMES
from shared_apps.accounts.rules import Role
from shared_apps.ui.formats import whole
from tenant_apps.workspace.rules.beginning import NEEDS, Beginning, Facts, Stage, Standing


@dataclass(frozen=True)
class Step:
    """One line of the page, and of the API."""

    stage: Stage
    standing: Standing
    title: str
    text: str
    url: str
    button: str
    next: bool = False


def context(found: Beginning) -> dict[str, object]:
    """What the template writes."""
    shown = steps(found)
    following = next((step for step in shown if step.next), None)
    if following is None:
        heading = _("Semua langkah awal selesai")
    else:
        heading = _("%(done)s dari %(all)s langkah selesai. Berikutnya: %(title)s") % {
            "done": whole(found.done),
            "all": whole(len(shown)),
            "title": following.title,
        }
    return {"steps": shown, "heading": heading, "is_done": following is None}


def steps(found: Beginning) -> list[Step]:
    """Every stage with its words and its way."""
    titles = {
        Stage.STRUCTURE: _("Struktur organisasi"),
        Stage.PEOPLE: _("Data pegawai"),
        Stage.ACCOUNTS: _("Akun pegawai"),
        Stage.ROLES: _("Pembagian peran"),
        Stage.SCHEMES: _("Periode dan skema penilaian"),
        Stage.RESULTS: _("Hasil kerja dan nilai"),
    }
    ways = {
        Stage.STRUCTURE: (reverse("structure_sheets"), _("Unggah struktur")),
        Stage.PEOPLE: (reverse("people_import"), _("Impor pegawai")),
        Stage.ACCOUNTS: (reverse("people_invite"), _("Undang pegawai")),
        Stage.ROLES: (reverse("appointed_people"), _("Beri peran")),
        Stage.SCHEMES: (reverse("schemes"), _("Pilih skema")),
        Stage.RESULTS: (_period(found.facts), _("Unggah hasil")),
    }
    return [
        Step(
            stage=stage,
            standing=standing,
            title=titles[stage],
            text=_waiting(titles[NEEDS[stage]]) if standing is Standing.WAITS else _TEXTS[stage](found.facts),
            url=ways[stage][0],
            button=ways[stage][1],
            next=stage is found.following,
        )
        for stage, standing in found.standings.items()
    ]


def _period(facts: Facts) -> str:
    return reverse("period", kwargs={"code": facts.period}) if facts.period else reverse("periods")


def _waiting(title: str) -> str:
    return _("Menunggu langkah “%(title)s”.") % {"title": title}


def _structure(facts: Facts) -> str:
    if facts.units < 2:
        return _("Unggah daftar unit apa adanya; jenis dan induknya diusulkan, lalu Anda memeriksa.")
    return ngettext("%(count)s unit berlaku hari ini.", "%(count)s unit berlaku hari ini.", facts.units) % {
        "count": whole(facts.units)
    }


def _people(facts: Facts) -> str:
    if not facts.people:
        return _("Unggah daftar pegawai dari SIASN atau lembar Anda sendiri; diperiksa dahulu, baru disimpan.")
    return ngettext("%(count)s pegawai menjabat hari ini.", "%(count)s pegawai menjabat hari ini.", facts.people) % {
        "count": whole(facts.people)
    }


def _accounts(facts: Facts) -> str:
    return _("%(reached)s dari %(people)s pegawai punya akun, undangan, atau surat aktivasi yang berlaku.") % {
        "reached": whole(facts.reached),
        "people": whole(facts.people),
    }


def _roles(facts: Facts) -> str:
    missing = [str(ROLE_NAMES[Role(role)]) for role in facts.roles_missing]
    if facts.administrators < 2:
        missing.insert(0, _("administrator kedua"))
    if not missing:
        return _("Ada lebih dari satu administrator, dan peran pengawas terisi.")
    return _("Belum ada: %(roles)s.") % {"roles": ", ".join(missing)}


def _schemes(facts: Facts) -> str:
    if not facts.schemes:
        return _("Buka periode, lalu pakai skema yang diterbitkan penyelenggara dengan penyesuaian Anda.")
    return ngettext(
        "%(count)s skema dipakai pada periode %(period)s.",
        "%(count)s skema dipakai pada periode %(period)s.",
        facts.schemes,
    ) % {"count": whole(facts.schemes), "period": facts.period}


def _results(facts: Facts) -> str:
    if not facts.runs:
        return _("Unggah hasil kerja; nilai setiap pegawai dihitung, dan setiap angka dapat dibuka.")
    return _("Nilai sudah dihitung. Setiap pegawai melihat nilainya sendiri.")


_TEXTS: dict[Stage, Callable[[Facts], str]] = {
    Stage.STRUCTURE: _structure,
    Stage.PEOPLE: _people,
    Stage.ACCOUNTS: _accounts,
    Stage.ROLES: _roles,
    Stage.SCHEMES: _schemes,
    Stage.RESULTS: _results,
}
