"""Names and sentences in the language of the reader; titles come from the scheme, sentences from the catalogue."""

from decimal import Decimal

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.wording import code_text
from shared_apps.ui.formats import decimal
from tenant_apps.workspace.rules.greeting import PartOfDay
from tenant_apps.workspace.rules.shape import Axis, Cut


def level_title(scheme: Template, axis: Axis, code: str | None) -> str:
    """What a level of an axis is called."""
    return code_text(scheme, axis.rating, code)


def inside(text: str) -> str:
    """A name inside a sentence begins small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def shortened(names: list[str]) -> list[str]:
    """Names on a narrow scale without the words they all end with: 'di bawah', 'sesuai', 'di atas'."""
    parts = [name.split() for name in names]
    while len(names) > 1 and len({part[-1] for part in parts}) == 1 and min(len(part) for part in parts) > 1:
        parts = [part[:-1] for part in parts]
    return [" ".join(part) for part in parts]


def greeting(part: PartOfDay, name: str) -> str:
    """Selamat pagi, Ratna Andini."""
    words = {
        PartOfDay.MORNING: _("Selamat pagi, %(name)s"),
        PartOfDay.NOON: _("Selamat siang, %(name)s"),
        PartOfDay.AFTERNOON: _("Selamat sore, %(name)s"),
        PartOfDay.EVENING: _("Selamat malam, %(name)s"),
    }
    return words[part] % {"name": name}


def span(cuts: tuple[Cut, ...], reached: int) -> str:
    """The limits of a level: 'di atas 46 sampai 72', 'mulai 70 sampai di bawah 90'."""
    parts = []
    if reached:
        low = cuts[reached - 1]
        parts.append(
            (_("mulai %(cut)s") if low.comparator == ">=" else _("di atas %(cut)s")) % {"cut": decimal(low.value)}
        )
    if reached < len(cuts):
        high = cuts[reached]
        until = _("sampai di bawah %(cut)s") if high.comparator == ">=" else _("sampai %(cut)s")
        parts.append(until % {"cut": decimal(high.value)})
    return " ".join(parts)


def span_of(axis: Axis, number: Decimal) -> str:
    """The limits of the level a number stands in."""
    return span(axis.cuts, sum(cut.reached_by(number) for cut in axis.cuts))


def on_the_cut(scheme: Template, axis: Axis, number: Decimal) -> str:
    """What happens exactly on the next cut, which is where people ask."""
    step = axis.next_step(number)
    if step is None:
        return ""
    cut = step[0]
    own = cut.code if cut.comparator == ">=" else axis.codes[axis.codes.index(cut.code) - 1]
    return _("Tepat %(cut)s termasuk %(level)s.") % {
        "cut": decimal(cut.value, axis.decimals),
        "level": inside(level_title(scheme, axis, own)),
    }


def joined(names: list[str]) -> str:
    """A, B, dan C."""
    if len(names) < 2:
        return "".join(names)
    if len(names) == 2:
        return _("%(first)s dan %(last)s") % {"first": names[0], "last": names[1]}
    return _("%(first)s, dan %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
