"""What a schema leaves outside the database: files, cache entries, messages of the broker. Found, and destroyed."""

import json
import shutil
from base64 import b64decode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from celery import current_app
from django.conf import settings
from django.core.cache import BaseCache, caches
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.core.exceptions import ImproperlyConfigured

QUEUES = ("region", "owner")
_AT_ONCE = 500


class Files(NamedTuple):
    """How many files, and how large they are together."""

    number: int
    size: int


def files_of(schema_name: str) -> Files:
    """What lies in the schema's folder."""
    found = [path for path in _folder(schema_name).rglob("*") if path.is_file()]
    return Files(len(found), sum(path.stat().st_size for path in found))


def destroy_files(schema_name: str) -> None:
    """The folder and everything in it; again and again until it is gone."""
    if _folder(schema_name).exists():
        shutil.rmtree(_folder(schema_name))


def has_folder(schema_name: str) -> bool:
    """Whether there is a folder, be it empty."""
    return _folder(schema_name).exists()


def cache_keys(schema_name: str) -> list[str]:
    """Every entry of every cache whose key carries the schema."""
    return [key for alias in settings.CACHES for key in _keys(caches[alias], schema_name)]


def destroy_cache(schema_name: str) -> None:
    """Delete these entries, in the cache itself: the key function knows the open schema alone."""
    for alias in settings.CACHES:
        found, inner = _keys(caches[alias], schema_name), _inner(caches[alias])
        if isinstance(inner, dict):
            for key in found:
                inner.pop(key, None)
        else:
            for start in range(0, len(found), _AT_ONCE):
                inner.get_client(None, write=True).unlink(*found[start : start + _AT_ONCE])


def queued(schema_name: str) -> int:
    """Messages for the schema's tasks: waiting, or handed to a worker that has not answered yet."""
    with current_app.connection_for_read() as broker:
        return sum(1 for _place in _messages(broker.default_channel, schema_name, with_unanswered=True))


def destroy_queued(schema_name: str) -> None:
    """Take the waiting messages out; one that a worker holds is refused by it, since the region is not there."""
    with current_app.connection_for_write() as broker:
        channel: Any = broker.default_channel
        for place, message in list(_messages(channel, schema_name)):
            if client := getattr(channel, "client", None):
                client.lrem(place, 0, message)
            else:
                channel.queues[place].queue.remove(message)


def _folder(schema_name: str) -> Path:
    folder: Path = settings.FILES_FOLDER
    return folder / schema_name


def _keys(cache: BaseCache, schema_name: str) -> list[str]:
    """Keys begin with the schema (django_tenants.cache.make_key); schema names hold no sign of a pattern."""
    inner = _inner(cache)
    if isinstance(inner, dict):
        return [key for key in list(inner) if key.startswith(f"{schema_name}:")]
    return [key.decode() for key in inner.get_client(None).scan_iter(match=f"{schema_name}:*", count=1000)]


def _inner(cache: BaseCache) -> Any:
    """What holds the entries: a dictionary, or Django's client of Redis."""
    if isinstance(cache, LocMemCache | RedisCache):
        return getattr(cache, "_cache")  # noqa: B009  not in Django's stubs
    raise ImproperlyConfigured(f"Nobody knows how to find a region's entries in a {type(cache).__name__}.")


def _messages(channel: Any, schema_name: str, *, with_unanswered: bool = False) -> Iterator[tuple[str, Any]]:
    """Queue and message, as the transport keeps them."""
    client = getattr(channel, "client", None)
    for queue in QUEUES:
        places: Sequence[str] = [queue]
        if client:
            places = [channel._q_for_pri(queue, priority) for priority in channel.priority_steps]
        for place in places:
            held = client.lrange(place, 0, -1) if client else list(_waiting(channel, place))
            yield from ((place, message) for message in held if _region_of(message) == schema_name)
    if with_unanswered and client:
        for message in client.hvals(channel.unacked_key):
            if _region_of(json.loads(message)[0]) == schema_name:
                yield channel.unacked_key, message


def _waiting(channel: Any, queue: str) -> Sequence[Any]:
    """Of the transport in memory, which tests use."""
    return channel.queues[queue].queue if queue in channel.queues else ()


def _region_of(message: Any) -> str:
    """The first argument of every task names its schema."""
    content = message if isinstance(message, dict) else json.loads(message)
    arguments = json.loads(b64decode(content["body"]))[0]
    return str(arguments[0]) if arguments else ""
