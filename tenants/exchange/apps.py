"""Templates given to other installations and taken from them."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Templates given to other installations and taken from them."""

    name = "tenants.exchange"
    label = "exchange"
