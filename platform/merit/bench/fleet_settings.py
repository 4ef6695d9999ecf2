"""The benchmarks' settings with the organisation at a later version, whose migrations lie in a folder on the path."""

from merit.bench.settings import *  # noqa: F403

MIGRATION_MODULES = {"organisation": "later_migrations"}
