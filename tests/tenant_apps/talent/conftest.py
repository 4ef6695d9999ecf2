"""The scored city of the scoring tests."""

from tests.tenant_apps.scoring.conftest import city, period, published, scored

__all__ = ["city", "period", "published", "scored"]
