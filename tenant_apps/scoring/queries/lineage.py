"""What stands behind the scores of a person: who entered what the run used, and what nobody may see.

Every reader of a person's values goes through here: the stored arrays also hold what is private (SCORING §7).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from shared_apps.scoring_templates.rules import order, privacy
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.explain import Explanation, StoredRow, explain, hidden_in
from tenant_apps.scoring.models import Observation, Run, Scheme, Score
from tenant_apps.scoring.rules.origins import Standing, standing
from tenant_apps.scoring.schemes import document_of


@dataclass(frozen=True)
class Origin:
    """What the source room says of a measure today, and whether that is what the run used."""

    standing: Standing
    observation: Observation | None


@dataclass(frozen=True)
class SchemeLineage:
    """One scheme's row of a person with everything it takes to explain it, as far as it may be seen."""

    run: Run
    row: Scheme
    scheme: Template
    score: Score
    origins: Mapping[str, Origin]
    too_few: frozenset[str]

    @cached_property
    def stored(self) -> StoredRow:
        """The row as the run stored it; it also holds what is hidden."""
        score = self.score
        return StoredRow(score.profile, score.input_numbers, score.input_codes, score.numbers, score.codes)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Every key that nobody may see."""
        return hidden_in(self.scheme, self.stored, too_few_answers=self.too_few) if self.too_few else frozenset()

    def told(self, key: str) -> Explanation:
        """How this key's value came about. Raises LineageError where scheme and row do not belong together."""
        return explain(self.scheme, self.stored, key, too_few_answers=self.too_few)


def lineages_of(scores: Sequence[Score]) -> dict[UUID, SchemeLineage]:
    """By run: the rows of one person. The caller has checked that the viewer may see the person.

    Each score comes with its run and the run's scheme.
    """
    rows = {score.run_id: score for score in (*scores, *_givers(scores))}
    entered = _entered(rows.values())
    found: dict[UUID, SchemeLineage] = {}
    for score in rows.values():
        _lineage(score, rows, entered, found)
    return {score.run_id: found[score.run_id] for score in scores}


def _lineage(
    score: Score,
    rows: Mapping[UUID, Score],
    entered: Mapping[tuple[UUID, str], Observation],
    found: dict[UUID, SchemeLineage],
) -> SchemeLineage:
    """The row's lineage; first those of the schemes whose results it reads, as what they hide is hidden here too."""
    if score.run_id in found:
        return found[score.run_id]
    run, scheme = score.run, document_of(score.run.scheme)
    stored = StoredRow(score.profile, score.input_numbers, score.input_codes, score.numbers, score.codes)
    given = stored.inputs_by_key(scheme)
    origins: dict[str, Origin] = {}
    answers: dict[str, int | None] = {}
    fed: set[str] = set()
    for key, measure in scheme.measures.items():
        if measure.source.startswith(order.SCHEME_SOURCE):
            giver = _giver(rows, run, measure.source.removeprefix(order.SCHEME_SOURCE))
            if giver is not None and key in _lineage(giver, rows, entered, found).hidden:
                fed.add(key)
            continue
        known = entered.get((run.period_id, key))
        value = None if known is None else known.code if known.number is None else known.number
        how = standing(scheme, key, given[key], value)
        if how is not None:
            origins[key] = Origin(how, known)
        answers[key] = known.answers if known is not None and how is Standing.USED else None
    too_few = privacy.too_few(scheme, given, answers) | fed
    found[score.run_id] = SchemeLineage(run, run.scheme, scheme, score, origins, too_few)
    return found[score.run_id]


def _giver(rows: Mapping[UUID, Score], run: Run, template_key: str) -> Score | None:
    return next(
        (
            each
            for each in rows.values()
            if each.run.period_id == run.period_id and each.run.scheme.template_key == template_key
        ),
        None,
    )


def _givers(scores: Sequence[Score]) -> list[Score]:
    """The person's rows in schemes whose results these read, where they are not among them."""
    found: list[Score] = []
    waiting = list(scores)
    while waiting:
        score = waiting.pop()
        rows = {each.run_id: each for each in (*scores, *found)}
        wanted = [
            key
            for key in order.required_schemes(document_of(score.run.scheme))
            if _giver(rows, score.run, key) is None
        ]
        if wanted:
            more = list(
                Score.objects.filter(
                    employee_id=score.employee_id,
                    subject_id=score.subject_id,
                    run__period=score.run.period_id,
                    run__is_current=True,
                    run__scheme__template_key__in=wanted,
                ).select_related("run__scheme")
            )
            found += more
            waiting += more
    return found


def _entered(scores: Iterable[Score]) -> dict[tuple[UUID, str], Observation]:
    """What stands in the source room today, by period and measure."""
    people = {score.employee_id for score in scores}
    periods = {score.run.period_id for score in scores}
    rows = Observation.objects.filter(period__in=periods, employee_id__in=people)
    return {(row.period_id, row.measure): row for row in rows}
