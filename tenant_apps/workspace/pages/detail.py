"""The page on which every number of a person can be recomputed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.arithmetic import Block
from shared_apps.scoring_templates.rules import order
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.explanation import Cell, Explanation, Input
from shared_apps.scoring_templates.telling import Teller
from shared_apps.scoring_templates.wording import name_of, title_text
from shared_apps.ui.formats import day as written_day
from shared_apps.ui.formats import decimal, moment
from tenant_apps.workspace import words
from tenant_apps.workspace.pages import account as account_page
from tenant_apps.workspace.pages import axes, boxes, lacking
from tenant_apps.workspace.pages.origins import lines_of
from tenant_apps.workspace.queries.own import Account, Scored
from tenant_apps.workspace.rules import shape


@dataclass(frozen=True)
class AxisDetail:
    """An axis with its own calculation and the steps under it."""

    card: axes.AxisCard
    block: Block
    level_sentence: str
    clause: str
    steps: Sequence[Block] = field(default_factory=tuple)


def context(account: Account, *, is_own: bool) -> dict[str, Any]:
    """What detail.html draws."""
    talent, rated = account.talent, account.predicate
    predicate = _predicate_block(rated) if rated else None
    details = _axis_details(talent, predicate) if talent else []
    return {
        "is_own": is_own,
        "employee": account.employee,
        "place": " · ".join(part for part in (account.position, account.unit) if part),
        "period": account.period,
        "status": account_page.status_text(account.period) if account.period else "",
        "heading": _heading([detail.card.value for detail in details], account, is_own=is_own),
        "axes": details,
        "predicate": predicate,
        "predicate_inside": any(_contains(detail.steps, "predicate") for detail in details),
        "box": boxes.box_card(talent.values) if talent else None,
        "lacks": lacking.lacks(account),
        **account_page.frame(account, is_own=is_own, detail=True),
        "trail": [_trail(scored) for scored in (talent, rated) if scored],
    }


def _heading(numbers: Sequence[Decimal | None], account: Account, *, is_own: bool) -> str:
    known = [decimal(number, 2) for number in numbers if number is not None]
    if not known:
        return _("Cara nilai dihitung")
    text = _("Cara nilai %(numbers)s dihitung") % {"numbers": words.joined(known)}
    return text if is_own else f"{text}: {account.employee.full_name}"


def _axis_details(scored: Scored, predicate: Block | None) -> list[AxisDetail]:
    scheme = scored.values.scheme
    teller = Teller(scheme, lines_of(scored.lineage), _from_other_scheme(scheme, predicate))
    cards = {card.key: card for card in axes.axis_cards(scored)}
    found = []
    for axis in shape.axes(scheme):
        told = scored.lineage.told(axis.key)
        block = teller.block(told)
        found.append(
            AxisDetail(
                card=cards[axis.key],
                block=block,
                level_sentence=_level_sentence(scored, axis),
                clause=_clause(scored, axis, told),
                steps=block.children,
            )
        )
    return found


def _contains(blocks: Sequence[Block], key: str) -> bool:
    return any(block.key == key or _contains(block.children, key) for block in blocks)


def _from_other_scheme(scheme: Template, predicate: Block | None) -> Callable[[str], Sequence[Block]]:
    """The result of another scheme is explained by that scheme, in the same place."""

    def beneath(measure: str) -> Sequence[Block]:
        entry = scheme.measures.get(measure)
        if predicate is None or entry is None or not entry.source.startswith(order.SCHEME_SOURCE):
            return ()
        return [predicate] if predicate.key == measure else ()

    return beneath


def _level_sentence(scored: Scored, axis: shape.Axis) -> str:
    values = scored.values
    number = values.number(axis.key)
    if number is None:
        return ""
    limits = words.span_of(axis, number)
    sentence = _("%(limits)s berarti %(level)s.") % {
        "limits": limits[:1].upper() + limits[1:],
        "level": words.inside(words.level_title(values.scheme, axis, axis.level(number))),
    }
    return f"{sentence} {words.on_the_cut(values.scheme, axis, number)}".strip()


def _clause(scored: Scored, axis: shape.Axis, told: Explanation) -> str:
    """What the axis rests on, what the cuts rest on, and the version of the template."""
    scheme = scored.values.scheme
    basis = told.clause or (scheme.legal_basis[0].title if scheme.legal_basis else "")
    overrides = scored.result.row.customisation.get("overrides", [])
    reasons = {
        str(each["reason"])
        for each in overrides
        if each.get("reason") and str(each["path"]).startswith(f"/ratings/{axis.rating}/cuts/")
    }
    parts = [basis, *(_("batas: %(reason)s") % {"reason": reason} for reason in sorted(reasons))]
    parts.append(
        _("templat %(title)s %(version)s") % {"title": title_text(scheme.title, scheme.key), "version": scheme.version}
    )
    return " · ".join(part for part in parts if part)


def _predicate_block(scored: Scored) -> Block | None:
    """The predicate from its two ratings: a table of codes, no number."""
    scheme, verdict = scored.values.scheme, shape.predicate(scored.values.scheme)
    if verdict is None:
        return None
    told = scored.lineage.told(verdict.key)
    teller = Teller(scheme, lines_of(scored.lineage), lambda _measure: ())
    basis = scheme.legal_basis[0] if scheme.legal_basis else None
    clause = ", ".join(part for part in (basis.title, basis.clause) if part) if basis else ""
    return Block(
        key=verdict.key,
        title=f"{name_of(scheme, verdict.key)}: {teller.value(told)}",
        value="",
        sentences=[_predicate_sentence(scheme, told, teller, verdict)],
        clause=told.clause or clause,
        children=[teller.block(each.explanation) for each in _as_named(told, verdict)],
    )


def _as_named(told: Explanation, verdict: shape.Verdict) -> list[Input]:
    """The two ratings in the order in which they are always named: the work first, then the behaviour."""
    order_of = {key: place for place, key in enumerate(verdict.axes.values())}
    return sorted(told.inputs, key=lambda each: order_of[each.explanation.key])


def _predicate_sentence(scheme: Template, told: Explanation, teller: Teller, verdict: shape.Verdict) -> str:
    if told.value is None or not isinstance(told.step, Cell):
        return _("Predikat diberikan setelah pejabat penilai mengisi kedua rating; tidak ada yang ditebak.")
    ratings = [
        f"{words.inside(name_of(scheme, each.explanation.key))} {words.inside(teller.value(each.explanation))}"
        for each in _as_named(told, verdict)
    ]
    text = words.joined(ratings)
    return _("%(ratings)s memberi predikat %(predicate)s. Pejabat penilai yang memutuskan; tidak ada rumus angka.") % {
        "ratings": text[:1].upper() + text[1:],
        "predicate": teller.value(told),
    }


def _trail(scored: Scored) -> dict[str, Any]:
    """By which rules, when, and the fingerprints that prove it."""
    run, row, scheme = scored.result.run, scored.result.row, scored.values.scheme
    facts = [
        (_("Dihitung"), moment(run.finished_at)),
        (_("Keadaan per"), written_day(run.as_of)),
        (_("Sidik aturan"), _short(row.scheme_hash)),
        (_("Sidik perhitungan"), _short(row.calculation_hash)),
        (_("Sidik hasil"), _short(run.results_hash)),
    ]
    return {
        "title": f"{title_text(scheme.title, scheme.key)} {scheme.version}",
        "facts": [(label, value) for label, value in facts if value],
    }


def _short(text: str) -> str:
    name, _colon, digits = text.rpartition(":")
    return f"{name}:{digits[:4]}…{digits[-4:]}" if digits and name else text[:12]
