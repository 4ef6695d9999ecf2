"""A job as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template

from shared_apps.jobs import words
from shared_apps.jobs.models import Job, State
from shared_apps.ui.formats import NONE, whole

register = template.Library()

MOST_ROWS = 100
_MARKS = {State.DONE: "done", State.RUNNING: "active", State.FAILED: "failed", State.QUEUED: "todo"}


@dataclass(frozen=True)
class ShownStep:
    """A line of the list of steps."""

    label: str
    state: str
    info: str


@dataclass(frozen=True)
class ShownJob:
    """Everything the page says about a job, in words."""

    title: str
    steps: Sequence[ShownStep]
    failure: str
    stopped_step: str
    bad_rows: Sequence[Mapping[str, Any]]
    bad_rows_all: int
    bad_rows_file: str
    counts: Sequence[tuple[str, str]]
    next_url: str
    next_label: str


def shown_steps(job: Job) -> list[ShownStep]:
    """The steps of a job with how long they took."""
    return [
        ShownStep(words.step_name(step.name), _MARKS[State(step.state)], words.seconds_text(step.seconds))
        for step in job.steps.all()
    ]


@register.simple_tag
def job_shown(job: Job) -> ShownJob:
    """The job in words: steps, what happened, rows to repair, the result's figures and the next step."""
    error, result = job.error or {}, job.result or {}
    rows = error.get("errors") or error.get("rows") or []
    rows = rows if isinstance(rows, list) else []
    stopped = next((step.name for step in job.steps.all() if step.state == State.FAILED), "")
    counts = result.get("counts") or {}
    return ShownJob(
        title=words.job_name(job.kind, job.arguments),
        steps=shown_steps(job),
        failure=words.failure(error),
        stopped_step=words.step_name(stopped) if stopped else "",
        bad_rows=[row for row in rows[:MOST_ROWS] if isinstance(row, Mapping)],
        bad_rows_all=int(error.get("error_count", len(rows))),
        bad_rows_file=str(error.get("error_file", "")),
        counts=[(words.count_name(name), _figure(value)) for name, value in counts.items()],
        next_url=str(result.get("url", "")),
        next_label=words.told(str(result.get("label", ""))),
    )


def _figure(value: object) -> str:
    return whole(value) if isinstance(value, int) and not isinstance(value, bool) else words.told(str(value))


@register.simple_tag
def steps_shown(job: Job | None) -> list[ShownStep]:
    """The steps alone, for lists of jobs."""
    return shown_steps(job) if job else []


@register.simple_tag
def step_label(name: str) -> str:
    """A step in words; nothing where no step is left."""
    return words.step_name(name) if name else ""


@register.simple_tag
def step_seconds(seconds: float | None) -> str:
    """How long something took; a dash while it is not over."""
    return words.seconds_text(seconds) or NONE


@register.simple_tag
def job_failure(job: Job) -> str:
    """What happened, in a sentence."""
    return words.failure(job.error)
