"""Workspace: what a person sees first."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Workspace: what a person sees first."""

    name = "tenant_apps.workspace"
    label = "workspace"
