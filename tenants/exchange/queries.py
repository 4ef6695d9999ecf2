"""Which regions run which version of a template, and which declined it: by what they told last, never a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django_tenants.utils import get_public_schema_name

from shared_apps.accounts.access import Viewer
from shared_apps.mailbox import queries as mailbox
from shared_apps.mailbox.models import Message
from shared_apps.scoring_templates import queries as templates
from shared_apps.scoring_templates.models import TemplateVersion
from shared_apps.scoring_templates.outline import outline
from tenants.regions.database.logins import role_of
from tenants.regions.models import Region

LONGEST_CODE = 20
LONGEST = 300  # letters of a reason that are shown; a region may have written anything


@dataclass(frozen=True)
class Use:
    """A region and the version of this template it adopted last."""

    region: Region
    version: str
    told_at: datetime
    period: str = ""  # its code; regions on older software do not tell it


@dataclass(frozen=True)
class Refusal:
    """A region that does not want this version, and why."""

    region: Region
    reason: str
    told_at: datetime


@dataclass(frozen=True)
class Usage:
    """A version among the regions."""

    version: TemplateVersion
    title: str
    running: Sequence[Use]
    others: Sequence[Use]
    declined: Sequence[Refusal]


def usage(viewer: Viewer, version_id: UUID, day: date) -> Usage:
    """Who runs this version, who another one of the same template, who declined it and has not taken it since."""
    opened = templates.version(viewer, version_id, day)
    version = opened.version
    regions = {role_of(row.schema_name): row for row in _regions()}
    uses = [
        Use(regions[told.sender], name, told.sent_at, str(told.content.get("period", ""))[:LONGEST_CODE])
        for told in _newest(_latest_period_first(mailbox.all_of("schemes_adopted")))
        if told.sender in regions
        for key, name in _named(told.content.get("templates"))
        if key == version.key
    ]
    running = [use for use in uses if use.version == version.version]
    since = {use.region.id: use.told_at for use in running}
    declined = [
        Refusal(regions[told.sender], str(told.content.get("reason", ""))[:LONGEST], told.sent_at)
        for told in _newest([told for told in mailbox.all_of("version_declined") if _is_of(told, version)])
        if told.sender in regions
    ]
    return Usage(
        version=version,
        title=outline(opened.template).title,
        running=_by_name(running),
        others=_by_name([use for use in uses if use.version != version.version]),
        declined=[each for each in declined if each.region.id not in since or each.told_at > since[each.region.id]],
    )


def _regions() -> list[Region]:
    return list(Region.objects.exclude(schema_name=get_public_schema_name()).order_by("name"))


def _newest(messages: Sequence[Message]) -> list[Message]:
    """One of every sender; they come newest first."""
    found: dict[str, Message] = {}
    for message in messages:
        found.setdefault(message.sender, message)
    return list(found.values())


def _latest_period_first(messages: Sequence[Message]) -> list[Message]:
    """What a region uses in its latest period counts, though it may have told of an older one since."""
    return sorted(messages, key=lambda told: _day(told.content.get("ends_on")), reverse=True)


def _day(told: object) -> date:
    """When the period ends; before all others where it is not told, or is no date."""
    try:
        return date.fromisoformat(str(told))
    except ValueError:
        return date.min


def _named(told: object) -> list[tuple[str, str]]:
    """Key and version; whatever else a region may have written is left out."""
    names = [name for name in told if isinstance(name, str)] if isinstance(told, list) else []
    return [(key, version) for key, _space, version in (name.partition(" ") for name in names) if version]


def _is_of(told: Message, version: TemplateVersion) -> bool:
    return bool(told.content.get("template") == str(version))


def _by_name(uses: Sequence[Use]) -> list[Use]:
    return sorted(uses, key=lambda use: use.region.name)
