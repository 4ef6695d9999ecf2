"""Scoring templates: documents, checks, published versions and their compiler."""

from django.apps import AppConfig


class ScoringTemplatesConfig(AppConfig):
    """Scoring templates: documents, checks, published versions and their compiler."""

    name = "shared_apps.scoring_templates"
    label = "scoring_templates"
