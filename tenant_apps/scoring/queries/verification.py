"""Who lacks which evidence, and the sheet in which it can be brought."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db import connection
from django.utils.translation import gettext as _

from shared_apps.accounts import access
from shared_apps.accounts.rules import Action
from shared_apps.reference import queries as reference
from shared_apps.reference.facts import ResultColumn
from shared_apps.scoring_templates import wording
from shared_apps.sheets import writer
from shared_apps.sheets.rules import Sheet
from tenant_apps.organisation.access import bounds
from tenant_apps.people import queries as people
from tenant_apps.scoring.models import Observation, Period, Run, Scheme, Score
from tenant_apps.scoring.queries.periods import current_runs, period_with_code
from tenant_apps.scoring.queries.restricted import among, restricted_for
from tenant_apps.scoring.rules.observed import MeasureRule, answers_column, answers_rule, observed_measures, read_cell
from tenant_apps.scoring.schemes import document_of

PER_PAGE = 50
MOST_SHOWN = 4
NEEDS_VERIFICATION = "needs_verification"


@dataclass(frozen=True)
class WithoutEvidence:
    """A person and everything that is wanting."""

    employee_id: UUID
    name: str
    reasons: Sequence[str]

    @property
    def summary(self) -> str:
        """The first few, and how many more."""
        more = len(self.reasons) - MOST_SHOWN
        shown = " · ".join(self.reasons[:MOST_SHOWN])
        return _("%(shown)s, dan %(more)s lagi") % {"shown": shown, "more": more} if more > 0 else shown


@dataclass(frozen=True)
class Unverified:
    """People without evidence, and how many lack each thing."""

    period: Period
    reasons: Sequence[tuple[str, str, int]]
    reason: str
    people: "Page[WithoutEvidence]"


def people_without_evidence(viewer: Any, code: str, day: date, *, reason: str = "", page: str = "1") -> Unverified:
    """Everybody whose status is `needs_verification` in any scheme of a period; or those who lack one thing."""
    access.check(viewer, Action.MANAGE_SCORING, day)
    period = period_with_code(viewer, code)
    runs = {run.id: run for run in current_runs(period).values()}
    found = Score.objects.filter(run_id__in=list(runs), status=NEEDS_VERIFICATION)
    if reason:
        found = found.filter(reasons__contains=[reason])
    ids = found.order_by("employee__name", "employee_id").values_list("employee_id", flat=True).distinct()
    pages: Paginator[Any] = Paginator(ids.values_list("employee_id", "employee__name"), PER_PAGE)
    here = pages.get_page(page)
    shown = [employee_id for employee_id, _name in here.object_list]
    names = people.names_of(shown)
    texts: dict[UUID, dict[str, str]] = {}
    for score in Score.objects.filter(run_id__in=list(runs), employee_id__in=shown, status=NEEDS_VERIFICATION):
        scheme = document_of(runs[score.run_id].scheme)
        texts.setdefault(score.employee_id, {}).update(
            {each: wording.reason_text(scheme, each) for each in score.reasons}
        )
    rows = [WithoutEvidence(each, names.get(each, ""), sorted(texts.get(each, {}).values())) for each in shown]
    return Unverified(period, _counted(runs), reason, Page(rows, here.number, pages))


def _counted(runs: dict[UUID, Run]) -> list[tuple[str, str, int]]:
    """Each reason in words with the number of people, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT run_id, reason, count(DISTINCT employee_id)
            FROM scoring_score, unnest(reasons) AS reason
            WHERE run_id = ANY(%s::uuid[]) AND status = %s GROUP BY 1, 2
            """,
            [list(runs), NEEDS_VERIFICATION],
        )
        rows = cursor.fetchall()
    counts: Counter[tuple[str, str]] = Counter()
    for run_id, reason, number in rows:
        counts[reason, wording.reason_text(document_of(runs[run_id].scheme), reason)] += number
    return [(reason, text, number) for (reason, text), number in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]


def sample_sheet(viewer: Any, code: str, day: date) -> tuple[str, bytes]:
    """Everybody in office on the reference date with what is known of them; and one row per column that explains it.

    An empty cell removes a value: the sheet brought back as it is changes nothing. The columns that need a permission
    of their own are left out for whoever lacks it, so that they stay as they are.
    """
    inside = bounds(viewer, Action.ENTER_RESULTS, day)
    period = period_with_code(viewer, code)
    documents = [
        document_of(scheme)
        for scheme in Scheme.objects.filter(period=period, replaced_at=None).order_by("template_key")
    ]
    columns = {column.measure: column for column in reference.result_columns()}
    closed = restricted_for(viewer, None, day)
    titles, explained = ["nip", "nama"], []
    written: list[tuple[str, MeasureRule, ResultColumn | None]] = []
    for document in documents:
        for key, rule in observed_measures(document).items():
            known = columns.get(key)
            header = known.header if known else key
            if header in titles or among([key], closed):
                continue
            titles.append(header)
            written.append((key, rule, known))
            choices = ", ".join(
                known.labels.get(each, each) if known else wording.code_text(document, key, each)
                for each in rule.codes
            )
            if rule.private:
                counted = answers_rule(rule)
                titles.append(counted.key)
                written.append((counted.key, counted, None))
                explained.append([counted.key, wording.name_of(document, key), f"≥ {rule.fewest_answers}"])
            explained.append([header, wording.name_of(document, key), choices or _range(rule.minimum, rule.maximum)])
    stored = _stored(period)
    enterable = people.people_in_units(inside.unit_ids, day)
    rows = [
        [
            person.number,
            person.name,
            *(_cell(stored.get((person.id, key)), rule, known) for key, rule, known in written),
        ]
        for person in people.employees_of(viewer, day, people.Filters(), on=period.ends_on)
        if inside.everything or person.id in enterable
    ]
    content = writer.write_xlsx(
        [Sheet("Hasil", titles, rows), Sheet("Petunjuk", ["Kolom", "Ukuran", "Isian"], explained)]
    )
    return f"hasil-{period.code}.xlsx", content


def _stored(period: Period) -> dict[tuple[UUID, str], tuple[Decimal | None, str | None]]:
    rows = Observation.objects.filter(period=period).values_list("employee_id", "measure", "number", "code", "answers")
    found: dict[tuple[UUID, str], tuple[Decimal | None, str | None]] = {}
    for employee_id, measure, number, code, answers in rows.iterator(2000):
        found[employee_id, measure] = (number, code)
        if answers is not None:
            found[employee_id, answers_column(measure)] = (Decimal(answers), None)
    return found


def _cell(value: tuple[Decimal | None, str | None] | None, rule: MeasureRule, column: ResultColumn | None) -> str:
    """The value as the importer reads it back: in words where these mean the same code, else the code itself."""
    number, code = value or (None, None)
    if number is not None:
        return wording.field_text(f"{number.normalize():f}")
    if code is None or column is None or code not in column.labels:
        return code or ""
    label = column.labels[code]
    return label if read_cell(label, rule, code_of=column.code_of).code == code else code


def _range(minimum: Any, maximum: Any) -> str:
    low, high = (wording.field_text(str(end)) if end is not None else "" for end in (minimum, maximum))
    return f"{low}–{high}" if high else f"≥ {low}"
