"""Accounts: who may sign in to one government's installation."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts: who may sign in to one government's installation."""

    name = "shared_apps.accounts"
    label = "accounts"
