"""One person's lineage from top to bottom, for the printer and on paper: nothing folded, nothing left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.documents import pdf
from shared_apps.errors import NotFoundError
from shared_apps.schema import open_schema
from shared_apps.scoring_templates.arithmetic import Block, Row
from shared_apps.scoring_templates.telling import Teller
from shared_apps.scoring_templates.wording import name_of, title_text
from shared_apps.ui.formats import day as written_day
from shared_apps.ui.formats import moment
from tenant_apps.scoring.queries.lineage import SchemeLineage
from tenant_apps.workspace.pages import account as account_page
from tenant_apps.workspace.pages.origins import lines_of
from tenant_apps.workspace.queries.own import Account

_DEEPEST = 4


@dataclass(frozen=True)
class Step:
    """One key of a scheme: how deep it stands, and its calculation unless it was told above."""

    level: int
    block: Block
    told_above: bool = False


@dataclass(frozen=True)
class SchemePaper:
    """One scheme: by which rules, when, the fingerprints, every step, and how to check it."""

    title: str
    facts: Sequence[tuple[str, str]]
    hashes: Sequence[tuple[str, str]]
    gates: Sequence[tuple[str, str]]
    steps: Sequence[Step]
    command: str


def context(account: Account, *, is_own: bool) -> dict[str, Any]:
    """What paper.html draws. Raises NotFoundError where nothing was computed of the person."""
    if account.period is None or not account.lineages:
        raise NotFoundError("score_unknown", _("Belum ada nilai yang dapat dicetak."))
    return {
        **account_page.frame(account, is_own=is_own, detail=True),
        "heading": _("Rincian nilai %(name)s") % {"name": account.employee.full_name},
        "period": account.period,
        "facts": [
            (_("Nama"), account.employee.full_name),
            (_("Jabatan"), account.position),
            (_("Unit"), account.unit),
            (_("Masa penilaian"), account.period.title),
            (_("Status"), account_page.status_text(account.period)),
        ],
        "schemes": [_scheme(lineage) for lineage in account.lineages],
    }


def on_paper(account: Account) -> bytes:
    """The same as a PDF; the same rows give the same bytes."""
    shown = context(account, is_own=True)
    newest = max(each.run.finished_at or each.run.started_at for each in account.lineages)
    data = {
        "title": shown["heading"],
        "date": newest,
        "foot": f"{account.employee.full_name} · {shown['period'].title}",
        "facts": [[label, value] for label, value in shown["facts"] if value],
        "schemes": [_written(each) for each in shown["schemes"]],
        "promise": _(
            "Setiap angka dibulatkan sekali, dan angka yang tercetak itulah yang dipakai. Semuanya dapat dihitung"
            " ulang dengan kalkulator."
        ),
        "above": _("Dijelaskan di atas."),
        "check": _("Memeriksa"),
        "check_text": _(
            "Pengelola menghitung ulang nilai ini dari masukan yang tersimpan dengan perintah berikut; jawabannya"
            " harus menyebut 0 perbedaan:"
        ),
    }
    return pdf("workspace/lineage.typ", data)


def _scheme(lineage: SchemeLineage) -> SchemePaper:
    run, row, scheme = lineage.run, lineage.row, lineage.scheme
    profile = lineage.score.profile or ""
    facts = [
        (_("Kode templat"), f"{scheme.key} {scheme.version}"),
        (_("Dasar hukum"), "; ".join(_basis(each.title, each.clause) for each in scheme.legal_basis)),
        (
            _("Profil jabatan"),
            title_text(scheme.profiles[profile].title, profile) if profile in scheme.profiles else profile,
        ),
        (_("Keadaan per"), written_day(run.as_of, "long")),
        (_("Dihitung"), moment(run.finished_at, "long")),
        (_("Pembulatan"), _("%(places)s desimal, setengah ke atas") % {"places": scheme.rounding.decimals}),
    ]
    hashes = [
        (_("Nomor perhitungan"), str(run.id)),
        (_("Sidik templat"), row.content_hash),
        (_("Sidik aturan"), row.scheme_hash),
        (_("Sidik perhitungan"), row.calculation_hash),
        (_("Sidik masukan"), run.inputs_hash),
        (_("Sidik hasil"), run.results_hash),
    ]
    states = lineage.gates
    return SchemePaper(
        title=f"{title_text(scheme.title, scheme.key)} {scheme.version}",
        facts=[(label, value) for label, value in facts if value],
        hashes=[(label, value) for label, value in hashes if value],
        gates=[(name_of(scheme, key), gate_text(state)) for key, state in sorted(states.items())],
        steps=list(_steps(lineage)),
        command=f"merit replay --region {open_schema()} --run {run.id} --person {lineage.score.employee_id}",
    )


def gate_text(state: str) -> str:
    """What a gate says of somebody."""
    return {
        "closed": _("tertutup"),
        "open": _("terbuka"),
        "unverified": _("perlu verifikasi"),
        "hidden": _("tidak ditampilkan"),
    }[state]


def _basis(title: str, clause: str | None) -> str:
    return ", ".join(part for part in (title, clause) if part)


def _steps(lineage: SchemeLineage) -> Iterator[Step]:
    """Every key once, the results in their order and beneath each what it is made of."""
    teller = Teller(lineage.scheme, lines_of(lineage), lambda _measure: ())
    told: set[str] = set()

    def walked(block: Block, level: int) -> Iterator[Step]:
        yield Step(min(level, _DEEPEST), replace(block, children=()), told_above=block.key in told)
        if block.key not in told:
            told.add(block.key)
            for child in block.children:
                yield from walked(child, level + 1)

    for key in lineage.scheme.results:
        yield from walked(teller.block(lineage.told(key)), 0)


def _written(scheme: SchemePaper) -> dict[str, Any]:
    return {
        "title": scheme.title,
        "facts": [list(pair) for pair in [*scheme.facts, *scheme.gates]],
        "hashes": [list(pair) for pair in scheme.hashes],
        "steps": [_step(each) for each in scheme.steps],
        "command": scheme.command,
    }


def _step(step: Step) -> dict[str, Any]:
    block = step.block
    told: dict[str, Any] = {
        "level": step.level,
        "title": block.title,
        "sub": block.sub,
        "value": block.value,
        "above": step.told_above,
    }
    if step.told_above:
        return told
    told |= {
        "need": block.need,
        "sentences": list(block.sentences),
        "source": " · ".join(block.source),
        "clause": block.clause,
    }
    if block.table is not None:
        width = len(block.table.columns)
        rows = [*block.table.rows, *([block.table.total] if block.table.total else [])]
        told["table"] = {
            "columns": list(block.table.columns),
            "rows": [{"off": row.off, "cells": _cells(row, width)} for row in rows],
        }
    return told


def _cells(row: Row, width: int) -> list[str]:
    name = f"{row.name} ({row.note})" if row.note else row.name
    cells = [name, *row.cells]
    return [*cells, *([""] * (width - len(cells)))][:width]
