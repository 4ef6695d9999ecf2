"""An axis as cards draw it: number, level, cuts, parts, what changed, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.wording import code_text, name_of, waiting_text
from shared_apps.ui.formats import decimal
from tenant_apps.workspace import words
from tenant_apps.workspace.queries.own import Scored
from tenant_apps.workspace.rules import changes, outlook, shape, weighing
from tenant_apps.workspace.rules.values import Values


@dataclass(frozen=True)
class Part:
    """A bar: what an input brings of the most it can bring."""

    name: str
    points: Decimal | None
    of: Decimal


@dataclass(frozen=True)
class Moved:
    """A line of what changed, in points."""

    points: Decimal
    text: str


@dataclass(frozen=True)
class Need:
    """What is missing, why it holds something up, and what each answer would give."""

    title: str
    text: str
    more: str = ""


@dataclass(frozen=True)
class AxisCard:
    """Everything a card says of one axis."""

    key: str
    title: str
    value: Decimal | None
    level: str
    cuts: Sequence[tuple[Decimal, str]]
    levels: Sequence[str]
    parts: Sequence[Part]
    distance: str = ""
    change: Decimal | None = None
    change_text: str = ""
    moved: Sequence[Moved] = field(default_factory=tuple)
    moved_note: str = ""
    need: Need | None = None
    hidden: bool = False


def axis_cards(scored: Scored) -> list[AxisCard]:
    """The axes of a scheme in the order of its results."""
    return [_card(scored, axis) for axis in shape.axes(scored.values.scheme)]


def _card(scored: Scored, axis: shape.Axis) -> AxisCard:
    values, scheme = scored.values, scored.values.scheme
    number = values.number(axis.key)
    change = changes.axis_change(axis, values, scored.before)
    return AxisCard(
        key=axis.key,
        title=name_of(scheme, axis.key),
        value=number,
        level=words.level_title(scheme, axis, axis.level(number)),
        cuts=[(cut.value, cut.comparator) for cut in axis.cuts],
        levels=words.shortened([words.level_title(scheme, axis, code) for code in axis.codes]),
        parts=[
            Part(with_answer(values, share.key), share.brought, share.of)
            for share in weighing.shares(values, axis.key)
        ],
        distance=_distance(values, axis, number),
        change=change.points,
        change_text=_change_text(scored, change),
        moved=[Moved(each.points, _moved_text(scored, each)) for each in change.changes],
        moved_note=_rule_note(scored),
        need=need_of(values, axis),
        hidden=axis.key in values.hidden,
    )


def with_answer(values: Values, key: str) -> str:
    """An input with the code behind it: 'Predikat kinerja: Baik'."""
    scheme, behind = values.scheme, shape.measure_behind(values.scheme, key)
    title = name_of(scheme, behind or key)
    code = values.code(behind) if behind else None
    return f"{title}: {code_text(scheme, behind, code)}" if behind and code else title


def _distance(values: Values, axis: shape.Axis, number: Decimal | None) -> str:
    step = axis.next_step(number)
    if number is None:
        return ""
    if step is None:
        return _("Sudah di tingkat tertinggi.")
    cut, missing = step
    return _("%(points)s poin lagi menuju tingkat %(level)s.") % {
        "points": decimal(missing, axis.decimals),
        "level": words.inside(words.level_title(values.scheme, axis, cut.code)),
    }


def _change_text(scored: Scored, change: changes.AxisChange) -> str:
    if scored.before_period is None or change.points is None:
        return ""
    period = scored.before_period.title
    if not change.points:
        return _("Sama dengan %(period)s") % {"period": period}
    form = _("Naik %(points)s dari %(period)s") if change.points > 0 else _("Turun %(points)s dari %(period)s")
    return form % {"points": decimal(abs(change.points), 2), "period": period}


def _moved_text(scored: Scored, change: changes.Change) -> str:
    values, before = scored.values, scored.before
    title = name_of(values.scheme, shape.measure_behind(values.scheme, change.key) or change.key)
    if change.is_weight_only:
        return _("%(name)s: bobot %(before)s menjadi %(now)s") % {
            "name": title,
            "before": decimal(change.weight_before),
            "now": decimal(change.weight_now),
        }
    behind = shape.measure_behind(values.scheme, change.key)
    then = before.code(behind) if before and behind else None
    now = values.code(behind) if behind else None
    if behind and then and now and then != now:
        return _("%(name)s: %(before)s menjadi %(now)s") % {
            "name": title,
            "before": code_text(before.scheme if before else values.scheme, behind, then),
            "now": code_text(values.scheme, behind, now),
        }
    return _("%(name)s: %(before)s menjadi %(now)s") % {
        "name": title,
        "before": decimal(change.before, 2),
        "now": decimal(change.now, 2),
    }


def _rule_note(scored: Scored) -> str:
    before = scored.before
    if before is None or before.scheme == scored.values.scheme:
        return ""
    return _("Aturan penilaian berubah sejak periode sebelumnya; sebagian selisih dapat berasal dari aturan.")


def need_of(values: Values, axis: shape.Axis) -> Need | None:
    """Why an axis has no number: only what stands under it, and what each answer would give."""
    if values.number(axis.key) is not None:
        return None
    if axis.key in values.hidden:
        return Need(
            _("Tidak ditampilkan."),
            _("Jawaban seseorang, atau data yang memerlukan wewenang khusus, dapat ditebak dari angkanya."),
        )
    reasons = [
        reason for reason in values.reasons if axis.key in shape.waiting_on(values.scheme, reason.partition(":")[0])
    ]
    shown = [reason for reason in reasons if not reason.endswith(":too_few")] or reasons
    title = name_of(values.scheme, axis.key)
    if not shown:
        return Need(_("Belum dapat dihitung."), _("%(axis)s belum mempunyai nilai.") % {"axis": title})
    return Need(
        title=" ".join(waiting_text(values.scheme, reason) for reason in shown),
        text=_("Tidak ada nilai yang ditebak dan yang kosong tidak dihitung nol, jadi %(axis)s dan kotak menunggu.")
        % {"axis": words.inside(title)},
        more=_outcomes(values, axis),
    )


def _outcomes(values: Values, axis: shape.Axis) -> str:
    found = outlook.outcomes_of_missing(axis, values)
    if not found:
        return ""
    each = [
        _("%(answer)s: %(value)s (%(level)s)")
        % {
            "answer": code_text(values.scheme, outcome.measure, outcome.code),
            "value": decimal(outcome.value, axis.decimals),
            "level": words.inside(words.level_title(values.scheme, axis, outcome.level)),
        }
        for outcome in found
    ]
    return _("Nilainya menurut isian nanti: %(outcomes)s.") % {"outcomes": "; ".join(each)}
