"""The search that needs no page: database, cache, files, jobs, sessions and tasks, under one region's login."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files as resources
from typing import Any
from uuid import UUID

from celery.exceptions import Reject
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django_tenants.utils import get_public_schema_name

from shared_apps.assurance import queries as assurance
from shared_apps.assurance import services, tasks
from shared_apps.errors import NotFoundError
from shared_apps.files import queries as files
from shared_apps.files.places import path_of
from tenants.probes.rules import Tally, Way, owners_in
from tenants.regions.database.logins import role_of

_MOST_KEYS = 20_000


@dataclass(frozen=True)
class Ids:
    """What one region's canary is called, for those who ask for it by name."""

    region: str
    job: UUID
    file: UUID
    session: str


@dataclass
class Log:
    """What was tried in one region, and whose canaries stood there."""

    region: str
    tried: dict[str, Tally] = field(default_factory=dict)
    found: list[dict[str, str]] = field(default_factory=list)
    blind: list[str] = field(default_factory=list)

    def add(self, way: Way, tally: Tally) -> None:
        """Count."""
        self.tried[way] = self.tried.get(way, Tally()) + tally

    def saw(self, way: Way, where: str, content: bytes | str) -> int:
        """Look for canaries in something that came back; the number of times the own one stood there (0 or 1)."""
        text = content.encode("utf-8", "replace") if isinstance(content, str) else content
        owners = owners_in(settings.SECRET_KEY, text)
        for owner in sorted(owners.keys() - {self.region}):
            self.found.append({"owner": owner, "way": str(way), "where": where})
        return int(self.region in owners)


def search(log: Log, own: Ids | None, others: Sequence[Ids]) -> None:
    """Everything but the pages; entered as the region, or at the host without an own canary."""
    _arrival(log)
    _database(log, [each.region for each in others], own)
    _cache(log, [each.region for each in others])
    _files(log, own, others)
    _sessions(log, own, others)
    _tasks(log, own, others)


def _arrival(log: Log) -> None:
    """Twice, each in a transaction of its own: a pooler that mixes sessions would bring another login or path."""
    public = get_public_schema_name()
    asked = (role_of(log.region), [log.region] if log.region == public else [log.region, public])
    for _turn in range(2):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_user::text, current_schemas(false)::text[]")
            if cursor.fetchone() != asked:
                log.blind.append("arrival")


def _database(log: Log, others: Sequence[str], own: Ids | None) -> None:
    statement = resources(__package__).joinpath("attempts.sql").read_text()
    for targets in (others, [own.region] if own else []):
        if not targets:
            continue
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('merit.probe_targets', %s, true), set_config('merit.probe_prefix', %s, true)",
                [",".join(targets), f"{settings.DATABASE_ROLE_PREFIX}_r_"],
            )
            cursor.execute(statement)
            cursor.execute("SELECT current_setting('merit.probe_told'), current_setting('merit.probe_counts')")
            told, counts = cursor.fetchone()
        tried, refused, other = map(int, counts.split(","))
        seen = log.saw(Way.DATABASE, "SELECT", told)
        if targets is others:
            log.add(Way.DATABASE, Tally(tried, refused, other, seen))
            if other:
                log.blind.append(f"database: {other}")
        else:
            log.add(Way.DATABASE, Tally(own=seen))


def _cache(log: Log, others: Sequence[str]) -> None:
    """By the raw key of each other, as it lies in the store; and whatever lies under the region's own name."""
    own = cache.get(services.CACHE_KEY)
    log.add(Way.CACHE, Tally(own=log.saw(Way.CACHE, services.CACHE_KEY, str(own))))
    keys = [f"{name}:{cache.version}:{services.CACHE_KEY}" for name in others]
    there = cache.get_many(keys)
    for key, value in there.items():
        log.saw(Way.CACHE, key, str(value))
    log.add(Way.CACHE, Tally(tried=len(keys), refused=len(keys) - len(there)))
    for key, value in _own_entries():
        log.add(Way.CACHE, Tally(tried=1))
        log.saw(Way.CACHE, key.decode("utf-8", "replace"), value)


def _own_entries() -> Iterator[tuple[bytes, bytes]]:
    """The raw entries under the region's name, where the store can list them."""
    store: Any = getattr(cache, "_cache", None)
    if not hasattr(store, "get_client"):
        return
    client = store.get_client()
    pattern = f"{connection.schema_name}:*"  # type: ignore[attr-defined]  # django-tenants' wrapper
    for number, key in enumerate(client.scan_iter(match=pattern, count=1000)):
        if number >= _MOST_KEYS:
            return
        if client.type(key) == b"string":
            yield key, client.get(key) or b""


def _files(log: Log, own: Ids | None, others: Sequence[Ids]) -> None:
    """By the path a file of each other would have here: sealed as it lies, that it is there says whose it is."""
    if own is not None:
        log.add(Way.FILES, Tally(own=log.saw(Way.FILES, "own", _content(own.file))))
    for each in others:
        path = path_of(each.file)
        is_there = path.exists()
        log.add(Way.FILES, Tally(tried=1, refused=int(not is_there)))
        if is_there:
            log.found.append({"owner": each.region, "way": str(Way.FILES), "where": path.name})


def _content(file_id: UUID) -> bytes:
    """The own one as its readers get it; nothing where it does not open."""
    try:
        return files.content_of(file_id)[1]
    except NotFoundError:
        return b""


def _sessions(log: Log, own: Ids | None, others: Sequence[Ids]) -> None:
    if own is not None:
        log.add(Way.SESSIONS, Tally(own=log.saw(Way.SESSIONS, "own", assurance.session_text(own.session))))
    for each in others:
        text = assurance.session_text(each.session)
        log.add(Way.SESSIONS, Tally(tried=1, refused=int(not text)))
        log.saw(Way.SESSIONS, "session", text)


def _tasks(log: Log, own: Ids | None, others: Sequence[Ids]) -> None:
    """A task of this region that is sent foreign ids, and tasks that name no region."""
    region = log.region
    if region != get_public_schema_name():
        seen = tasks.look(region, [str(own.job)], []) if own else []
        log.add(Way.JOBS, Tally(own=max((log.saw(Way.JOBS, "own", text) for text in seen), default=0)))
        texts = _looked(region, others)
        log.add(Way.JOBS, Tally(tried=2 * len(others), refused=2 * len(others) - len(texts)))
        for text in texts:
            log.saw(Way.JOBS, "task", text)
    for nobody in ("", get_public_schema_name(), "tidak_ada"):
        try:
            texts = _looked(nobody, others)
        except Reject:
            log.add(Way.JOBS, Tally(tried=1, refused=1))
        else:
            log.add(Way.JOBS, Tally(tried=1))
            for text in texts:
                log.saw(Way.JOBS, f"task of {nobody!r}", text)


def _looked(region: str, ids: Sequence[Ids]) -> list[str]:
    texts: list[str] = tasks.look(region, [str(each.job) for each in ids], [str(each.file) for each in ids])
    return texts
