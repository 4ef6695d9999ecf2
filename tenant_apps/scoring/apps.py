"""Scoring: adopted schemes, observations, runs and scores."""

from django.apps import AppConfig


class ScoringConfig(AppConfig):
    """Scoring: adopted schemes, observations, runs and scores."""

    name = "tenant_apps.scoring"
    label = "scoring"
