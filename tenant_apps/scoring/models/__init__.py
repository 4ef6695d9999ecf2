"""Periods, schemes, results, runs and scores of one region, and what it decided about versions."""

from tenant_apps.scoring.models.decisions import DeclinedVersion, PlannedAdoption, Proposal
from tenant_apps.scoring.models.history import SupersededObservation
from tenant_apps.scoring.models.scores import Numeric, Observation, Period, Run, Scheme, Score

__all__ = [
    "DeclinedVersion",
    "Numeric",
    "Observation",
    "Period",
    "PlannedAdoption",
    "Proposal",
    "Run",
    "Scheme",
    "Score",
    "SupersededObservation",
]
