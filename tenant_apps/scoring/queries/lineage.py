"""What stands behind the scores of a person: who entered what the run used, and what nobody may see.

Every reader of a person's values goes through here: the stored arrays also hold what is private (SCORING §7).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from uuid import UUID

from shared_apps.scoring_templates.rules import order, privacy
from shared_apps.scoring_templates.rules.document import Template
from shared_apps.scoring_templates.rules.explain import Explanation, StoredRow, explain, hidden_in
from tenant_apps.scoring.models import Observation, Run, Scheme, Score, SupersededObservation
from tenant_apps.scoring.queries.restricted import among
from tenant_apps.scoring.rules.origins import Entry, Standing, Value, entry_used, standing
from tenant_apps.scoring.schemes import document_of

_ENDED = "superseded_at"
GATE_HIDDEN = "hidden"


@dataclass(frozen=True)
class Origin:
    """Who entered what the run used, what the source room says today, and how the two stand to each other.

    `used` is None where nothing was used, or where the entry was overwritten before such entries were kept.
    """

    standing: Standing
    used: Entry | None
    today: Entry | None


@dataclass(frozen=True)
class SchemeLineage:
    """One scheme's row of a person with everything it takes to explain it, as far as it may be seen."""

    run: Run
    row: Scheme
    scheme: Template
    score: Score
    origins: Mapping[str, Origin]
    too_few: frozenset[str]
    restricted: frozenset[str] = frozenset()

    @cached_property
    def stored(self) -> StoredRow:
        """The row as the run stored it; it also holds what is hidden."""
        score = self.score
        return StoredRow(score.profile, score.input_numbers, score.input_codes, score.numbers, score.codes)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Every key that nobody may see, or not this reader."""
        if not self.too_few and not self.restricted:
            return frozenset()
        return hidden_in(self.scheme, self.stored, too_few_answers=self.too_few, restricted=self.restricted)

    @property
    def gates(self) -> dict[str, str]:
        """The state of each gate; `hidden` where it would tell what is hidden."""
        states = dict(zip(self.row.gate_keys, self.score.gates, strict=True))
        for key in states:
            if any(each.key in self.hidden for each in self.scheme.gates[key].closes_when):
                states[key] = GATE_HIDDEN
        return states

    def told(self, key: str) -> Explanation:
        """How this key's value came about. Raises LineageError where scheme and row do not belong together."""
        return explain(self.scheme, self.stored, key, too_few_answers=self.too_few, restricted=self.restricted)


def lineages_of(scores: Sequence[Score], *, restricted: tuple[str, ...]) -> dict[UUID, SchemeLineage]:
    """By run: the rows of one person. The caller has checked that the viewer may see the person.

    `restricted`: how the keys begin that the reader may not read (`restricted_for`). Each score comes with its run
    and the run's scheme.
    """
    rows = {score.run_id: score for score in (*scores, *_givers(scores))}
    entered = _entered(rows.values())
    found: dict[UUID, SchemeLineage] = {}
    for score in rows.values():
        _lineage(score, rows, entered, found, restricted)
    return {score.run_id: found[score.run_id] for score in scores}


def _lineage(
    score: Score,
    rows: Mapping[UUID, Score],
    entered: Mapping[tuple[UUID, str], Sequence[Entry]],
    found: dict[UUID, SchemeLineage],
    restricted: tuple[str, ...],
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
            if giver is not None and key in _lineage(giver, rows, entered, found, restricted).hidden:
                fed.add(key)
            continue
        entries = entered.get((run.period_id, key), ())
        today = next((each for each in entries if each.superseded_at is None), None)
        how = standing(scheme, key, given[key], today.value if today else None)
        if how is not None:
            origins[key] = Origin(how, _used(scheme, key, given[key], entries, run), today)
        answers[key] = today.answers if today is not None and how is Standing.USED else None
    too_few = privacy.too_few(scheme, given, answers) | fed
    kept = among(scheme.measures, restricted)
    found[score.run_id] = SchemeLineage(run, run.scheme, scheme, score, origins, too_few, kept)
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


def _used(scheme: Template, key: str, used: Value, entries: Sequence[Entry], run: Run) -> Entry | None:
    def gives(value: Value) -> bool:
        return standing(scheme, key, used, value) is Standing.USED

    return None if used is None else entry_used(entries, started_at=run.started_at, gives=gives)


def _entered(scores: Iterable[Score]) -> dict[tuple[UUID, str], list[Entry]]:
    """What stands in the source room today and what stood there earlier, by period and measure."""
    people = {score.employee_id for score in scores}
    periods = {score.run.period_id for score in scores}
    found: dict[tuple[UUID, str], list[Entry]] = defaultdict(list)
    for model in (Observation, SupersededObservation):
        names = [each.name for each in fields(Entry) if model is SupersededObservation or each.name != _ENDED]
        for period, measure, *facts in model.objects.filter(period__in=periods, employee_id__in=people).values_list(
            "period_id", "measure", *names
        ):
            found[period, measure].append(Entry(*facts))
    return found
