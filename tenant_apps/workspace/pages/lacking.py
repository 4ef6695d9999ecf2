"""What somebody lacks for the next predicate and the next box, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.rules import kinds
from shared_apps.scoring_templates.rules.explanation import Value
from shared_apps.scoring_templates.rules.lacking import Change, Goal
from shared_apps.scoring_templates.wording import code_text, name_of, title_text
from shared_apps.ui.formats import decimal
from tenant_apps.workspace import words
from tenant_apps.workspace.pages import boxes
from tenant_apps.workspace.queries.own import Account
from tenant_apps.workspace.rules import outlook, shape
from tenant_apps.workspace.rules.outlook import Outlook, Reach, Step
from tenant_apps.workspace.rules.values import Values

_MOST_SHOWN = 8


@dataclass(frozen=True)
class Way:
    """Changes that are enough, and what they lead to."""

    text: str
    result: str
    gain: Decimal | None
    step: Step


@dataclass(frozen=True)
class Lack:
    """A better result, and what leads there; `note` says how it is meant, `gates` what no number opens."""

    key: str
    title: str
    text: str
    reach: Reach
    ways: Sequence[Way]
    note: str
    gates: Sequence[str]
    target: str

    @property
    def nearest(self) -> str:
        """The first of the ways, or why there is none."""
        return self.ways[0].text if self.ways else self.note


def lacks(account: Account) -> list[Lack]:
    """For the predicate and for each axis of the box: the next better result, where there is one."""
    found = [_next_predicate(account.predicate.values)] if account.predicate else []
    if account.talent:
        values = account.talent.values
        found += [_next_box(values, each) for each in boxes.next_boxes(values)]
    return [each for each in found if each is not None]


def _next_predicate(values: Values) -> Lack | None:
    verdict = shape.predicate(values.scheme)
    code = values.code(verdict.key) if verdict else None
    codes = kinds.codes_of(values.scheme, verdict.key) or () if verdict else ()
    if verdict is None or code not in codes or code == codes[-1]:
        return None
    better = codes[codes.index(code) + 1 :]
    found = outlook.outlook(values, Goal(verdict.key, frozenset(better)))
    title = _("Yang kurang untuk predikat %(predicate)s") % {
        "predicate": code_text(values.scheme, verdict.key, better[0])
    }
    return _lack(values, verdict.key, title, "", found, better[0])


def _next_box(values: Values, each: boxes.NextBox) -> Lack | None:
    codes = each.axis.codes
    level = values.code(each.axis.rating)
    better = codes[codes.index(level) + 1 :] if level in codes else ()
    found = outlook.outlook(values, Goal(each.axis.rating, frozenset(better)), each.axis.key)
    title = _("Yang kurang untuk kotak %(number)s") % {"number": each.number}
    return _lack(values, each.axis.key, title, each.text, found, f"box_{each.number}")


def _lack(values: Values, key: str, title: str, text: str, found: Outlook | None, target: str) -> Lack | None:
    if found is None:
        return None
    return Lack(
        key=key,
        title=title,
        text=text,
        reach=found.reach,
        ways=[_way(values, key, step) for step in found.steps[:_MOST_SHOWN]],
        note=_note(found.reach),
        gates=_gates(values),
        target=target,
    )


def _note(reach: Reach) -> str:
    notes = {
        Reach.ALONE: _("Salah satu ini cukup. Simulasi dari aturan yang berlaku, bukan janji."),
        Reach.TWO: _(
            "Tidak ada satu masukan saja yang cukup; dua ini bersama cukup."
            " Simulasi dari aturan yang berlaku, bukan janji."
        ),
        Reach.MORE: _("Tidak ada satu atau dua perubahan saja yang cukup; beberapa masukan perlu naik bersama."),
        Reach.NEVER: _("Tidak dapat dicapai dengan masukan mana pun menurut aturan yang berlaku."),
        Reach.HIDDEN: _(
            "Tidak ditampilkan: jawaban seseorang, atau data yang memerlukan wewenang khusus, dapat ditebak darinya."
        ),
    }
    return notes[reach]


def _gates(values: Values) -> list[str]:
    """Gates stand beside the result: no number opens them."""
    texts = {
        "closed": _("%(gate)s: tertutup, apa pun nilainya."),
        "unverified": _("%(gate)s: perlu verifikasi, apa pun nilainya."),
    }
    return [
        texts[state] % {"gate": title_text(values.scheme.gates[key].title, key)}
        for key, state in sorted(values.gates.items())
        if state in texts
    ]


def _way(values: Values, key: str, step: Step) -> Way:
    number = values.number(key)
    if number is None or step.number is None:
        result = code_text(values.scheme, key, step.code)
        return Way(_changes(values, step.changes), result, None, step)
    places = kinds.decimals_of(values.scheme, key)
    result = _("%(before)s menjadi %(after)s") % {
        "before": decimal(number, places),
        "after": decimal(step.number, places),
    }
    return Way(_changes(values, step.changes), result, step.number - number, step)


def _changes(values: Values, changes: Sequence[Change]) -> str:
    return words.joined([_change(values, each) for each in changes])


def _change(values: Values, change: Change) -> str:
    name = name_of(values.scheme, change.measure)
    after = _written(values, change.measure, change.to)
    if change.now is None:
        return _("%(name)s diisi %(after)s") % {"name": name, "after": after}
    if isinstance(change.to, str):
        return _("%(name)s menjadi %(code)s") % {"name": name, "code": after}
    before = _written(values, change.measure, change.now)
    return _("%(name)s dari %(before)s menjadi %(after)s") % {"name": name, "before": before, "after": after}


def _written(values: Values, measure: str, value: Value) -> str:
    if isinstance(value, Decimal):
        return decimal(value, kinds.decimals_of(values.scheme, measure))
    return code_text(values.scheme, measure, value)
