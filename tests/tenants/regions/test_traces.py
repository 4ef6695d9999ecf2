"""Cache entries and waiting messages of a schema in a real Valkey, as in production."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.cache import caches
from django_tenants.utils import schema_context

from merit.local import valkey
from tenants.regions import traces


@pytest.fixture
def broker(settings: Any, real_logins: None) -> Iterator[None]:
    """Cache and broker in one server of their own, as on a laptop and in production."""
    folder = Path(tempfile.mkdtemp(prefix="merit-valkey-"))
    socket = folder / "v.sock"
    with (folder / "log").open("wb") as log:
        process = valkey.start(folder=folder, socket=socket, log=log)
        url, before = f"redis+socket://{socket}?virtual_host=0", current_app.conf.broker_url
        try:
            valkey.wait(socket, process)
            settings.CACHES = {
                "default": {
                    "BACKEND": "django.core.cache.backends.redis.RedisCache",
                    "LOCATION": f"unix://{socket}?db=0",
                    "KEY_FUNCTION": "django_tenants.cache.make_key",
                }
            }
            current_app.conf.update(broker_url=url, broker_read_url=url, broker_write_url=url)
            current_app.pool.force_close_all()
            yield
        finally:
            current_app.conf.update(broker_url=before, broker_read_url=before, broker_write_url=before)
            current_app.pool.force_close_all()
            process.terminate()
            process.wait(timeout=20)
            shutil.rmtree(folder)


def test_only_what_is_of_the_schema_is_taken_out(broker: None) -> None:
    for name in ("north", "northern", "south"):
        with schema_context(name if name != "northern" else "public"):
            caches["default"].set(f"page-of-{name}", name)
        with current_app.connection_for_write() as open_broker:
            for queue in traces.QUEUES:
                current_app.send_task("a.task", args=[name, "job"], queue=queue, connection=open_broker)
    assert (len(traces.cache_keys("north")), traces.queued("north")) == (1, 2)

    traces.destroy_cache("north")
    traces.destroy_queued("north")

    assert (traces.cache_keys("north"), traces.queued("north")) == ([], 0)
    assert (len(traces.cache_keys("south")), traces.queued("south"), traces.queued("northern")) == (1, 2, 2)


def test_what_a_worker_holds_is_found_and_not_taken_from_it(broker: None) -> None:
    with current_app.connection_for_write() as open_broker:
        current_app.send_task("a.task", args=["north", "job"], queue="region", connection=open_broker)
        held = open_broker.SimpleQueue("region").get(timeout=5)
        assert traces.queued("north") == 1
        traces.destroy_queued("north")
        assert traces.queued("north") == 1
        held.ack()
    assert traces.queued("north") == 0
