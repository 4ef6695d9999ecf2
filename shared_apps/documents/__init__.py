"""Documents as PDF: a template of ours, data that stays data, the same bytes for the same input."""

from shared_apps.documents.pages import pdf

__all__ = ["pdf"]
