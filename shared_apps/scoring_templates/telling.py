"""How one number came about, as blocks: a table one can recompute, sentences, who entered it, the clause."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from shared_apps.scoring_templates.arithmetic import (
    Block,
    Calculation,
    Row,
    division,
    division_tail,
    limits,
    line,
    signed_product,
    written,
)
from shared_apps.scoring_templates.rules import decimals
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.explanation import (
    Adjusted,
    Cell,
    Choice,
    Combined,
    Explanation,
    Input,
    Level,
    Limits,
    Line,
    Measured,
    Rated,
    State,
    Table,
    Weighted,
)
from shared_apps.scoring_templates.wording import code_text, name_of, waiting_text
from shared_apps.ui.formats import decimal, percent

Sources = Callable[[str], Sequence[str]]
Beneath = Callable[[str], Sequence[Block]]


@dataclass(frozen=True)
class Teller:
    """Turns an explanation into blocks; `sources` says who entered a measure, `beneath` what stands under it when
    it is the result of another scheme.
    """

    scheme: Template
    sources: Sources
    beneath: Beneath

    def block(self, told: Explanation) -> Block:
        """A step and all beneath it; a table read straight from a measure is told in one block with it."""
        title = name_of(self.scheme, told.key)
        measure = told.inputs[0].explanation if isinstance(told.step, Table) else None
        if isinstance(told.step, Measured):
            measure = told
        if measure is not None and measure.kind == "measure":
            return self._from_measure(told, measure, title)
        return Block(
            key=told.key,
            title=title,
            value=self.value(told),
            table=self.table(told),
            sentences=self.sentences(told),
            need=self.need(told),
            clause=told.clause or "",
            children=[self.block(each.explanation) for each in in_order(told.inputs) if not told.closed],
        )

    def _from_measure(self, told: Explanation, measure: Explanation, title: str) -> Block:
        answer = self.value(measure)
        is_code = isinstance(measure.value, str)
        name = name_of(self.scheme, measure.key)
        return Block(
            key=told.key,
            title=f"{name}: {answer}" if is_code or told is not measure else name,
            sub="" if name == title else title,
            value=self.value(told) if told is not measure or not is_code else "",
            table=self.table(told),
            sentences=self.sentences(told),
            need=self.need(measure),
            source=[*self._given(measure), *self.sources(measure.key)],
            clause=told.clause or measure.clause or "",
            children=self.beneath(measure.key),
        )

    def _given(self, measure: Explanation) -> list[str]:
        """Where rounding changed what was entered, both are shown."""
        given = measure.step.given if isinstance(measure.step, Measured) else None
        if isinstance(given, Decimal) and isinstance(measure.value, Decimal) and given != measure.value:
            return [
                _("Tercatat %(given)s, dipakai %(used)s.") % {"given": decimal(given), "used": decimal(measure.value)}
            ]
        return []

    def value(self, told: Explanation) -> str:
        """The value as it is printed."""
        if told.hidden:
            return _("tidak ditampilkan")
        if told.state is State.REFUSED:
            return _("perlu verifikasi")
        if told.state is State.ABSENT or told.value is None:
            return _("tidak ada")
        if isinstance(told.value, Decimal):
            return written(told.value)
        return code_text(self.scheme, told.key, told.value)

    def need(self, told: Explanation) -> str:
        """Why a step has no value, where the reason is its own."""
        return waiting_text(self.scheme, f"{told.key}:{told.reason}") if told.reason else ""

    def table(self, told: Explanation) -> Calculation | None:
        """The table of a step, where one is needed to repeat it."""
        step = told.step
        if isinstance(step, Weighted):
            return self._weighted(told, step)
        if isinstance(step, Combined):
            rows = [self._row(each, [self.value(each.explanation)]) for each in told.inputs]
            return Calculation([_("Masukan"), _("Poin")], rows)
        if isinstance(step, Adjusted):
            rows = [self._row(each, [self.value(each.explanation), signed_product(each)]) for each in told.inputs]
            return Calculation([_("Masukan"), _("Nilai"), _("Dihitung")], rows)
        if isinstance(step, Table):
            measure = told.inputs[0].explanation.key
            rows = [
                Row(self._choice(measure, each), [decimal(each.points)], off=not each.chosen) for each in step.rows
            ]
            return Calculation([name_of(self.scheme, measure), _("Poin")], rows)
        if isinstance(step, Rated):
            rows = [
                Row(code_text(self.scheme, told.key, each.code), [_begins(each)], off=not each.chosen)
                for each in reversed(step.levels)
            ]
            return Calculation([_("Tingkat"), _("Batas bawah")], rows)
        return None

    def _choice(self, measure: str, each: Choice) -> str:
        if each.code is not None:
            return code_text(self.scheme, measure, each.code)
        low = decimal(each.low)
        if each.high is None:
            return _("mulai %(low)s") % {"low": low}
        return _("mulai %(low)s sampai di bawah %(high)s") % {"low": low, "high": decimal(each.high)}

    def _weighted(self, told: Explanation, step: Weighted) -> Calculation:
        anew = step.division is not None and step.present != step.total
        columns = [_("Masukan"), _("Poin"), _("Bobot asal") if anew else _("Bobot")]
        columns += [_("Dipakai")] if anew else []
        counted = step.division is not None
        columns += [_("Poin × bobot")] if counted else []
        rows = []
        for each in in_order(told.inputs):
            cells = [self.value(each.explanation), decimal(each.weight)]
            if anew:
                cells.append(
                    percent(decimals.round_half_up(each.share * 100, 2), 2)
                    if each.share is not None
                    else _("tidak ikut")
                )
            if counted:
                cells.append(decimal(each.product))
            rows.append(self._row(each, cells))
        total = None
        if step.division is not None:
            cells = ["", decimal(step.present), *([percent(100)] if anew else []), decimal(step.division.numerator)]
            total = Row(_("Yang ada") if anew else _("Jumlah"), cells)
        return Calculation(columns, rows, total)

    def _row(self, each: Input, cells: list[str]) -> Row:
        note = "" if each.used or each.explanation.state is State.REFUSED else _("belum ada")
        return Row(name_of(self.scheme, each.explanation.key), cells, note=note, off=not each.used)

    def sentences(self, told: Explanation) -> list[str]:
        """The calculation in words, with the digits of the division before it is rounded."""
        step, found = told.step, []
        if told.closed:
            text = _(
                "Rinciannya tidak ditampilkan: jawaban seseorang, atau data yang memerlukan wewenang khusus, dapat"
                " ditebak darinya."
            )
            return [text]
        if isinstance(step, Weighted) and step.division is not None:
            found.append(division(step.division))
            if step.present != step.total:
                found.append(self._renormalised(step))
        elif isinstance(step, Combined) and step.division is not None:
            terms = [written(each.product) for each in told.inputs if each.product is not None]
            found.append(f"({' + '.join(terms)}) {division_tail(step.division)}")
        elif isinstance(step, Combined) and told.state is State.VALUE:
            found.append(
                _("Yang dipakai: nilai terendah.") if step.how == "min" else _("Yang dipakai: nilai tertinggi.")
            )
        elif isinstance(step, Line):
            found += line(step)
        elif isinstance(step, Limits):
            found.append(limits(step.floor, step.cap))
        elif isinstance(step, Adjusted) and step.before is not None:
            found += [
                _("Jumlah sebelum batas: %(sum)s.") % {"sum": decimal(step.before)},
                limits(step.floor, step.cap),
            ]
        elif isinstance(step, Cell):
            pairs = [
                (name_of(self.scheme, each.explanation.key), self.value(each.explanation)) for each in told.inputs
            ]
            found.append(" × ".join(f"{name}: {value}" for name, value in pairs) + f" → {self.value(told)}.")
        if told.counted_as_zero:
            found.append(_("Tidak ada data; menurut aturan dihitung 0."))
        return [each for each in found if each]

    def _renormalised(self, step: Weighted) -> str:
        if step.minimum is None:
            return _("Bobot yang ada %(present)s dari %(total)s. Yang kosong tidak dihitung nol.") % {
                "present": decimal(step.present),
                "total": decimal(step.total),
            }
        return _(
            "Bobot yang ada %(present)s, paling sedikit %(minimum)s, jadi nilai sah. Yang kosong tidak dihitung nol."
        ) % {
            "present": decimal(step.present),
            "minimum": decimal(step.minimum),
        }


def _begins(level: Level) -> str:
    if level.cut is None:
        return "–"
    text = _("mulai %(cut)s") if level.comparator == ">=" else _("di atas %(cut)s")
    return text % {"cut": decimal(level.cut)}


def in_order(inputs: Sequence[Input]) -> list[Input]:
    """The heaviest first, as on the account; without weights as the document has them."""
    return sorted(inputs, key=lambda each: -(each.weight or 0))
