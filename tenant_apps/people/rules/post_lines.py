"""Rows of a sheet of posts as plain values: how they stand beside each other and beside the posts that are there."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tenant_apps.organisation.rules.findings import Finding, in_order
from tenant_apps.people.rules.vacancies import Post, key_of


@dataclass(frozen=True)
class PostLine:
    """One row; None where a cell could not be read, or, for level, class and head, where there is no such column."""

    row: int
    unit_id: uuid.UUID | None
    title: str
    position_type: str
    headcount: int | None
    level: str | None = None
    job_class: int | None = None
    is_head: bool | None = None
    has_class: bool = False  # whether the sheet has the column: an empty cell then says that there is no class


@dataclass(frozen=True)
class PostPlan:
    """The posts a sheet makes and changes; the others, and those that are not in it, stay as they are."""

    new: Sequence[Post] = ()
    changed: Sequence[tuple[Post, Post]] = ()  # as it stands, as it will
    same: int = 0


def planned(lines: Sequence[PostLine], present: Sequence[Post]) -> PostPlan:
    """What good rows do: a post is known by its unit and title, capitals and spaces apart. Ids of new ones are 0."""
    known = {key_of(post.unit_id, post.title): post for post in present}
    new, changed, same = [], [], 0
    for line in lines:
        if line.unit_id is None:
            continue
        before = known.get(key_of(line.unit_id, line.title))
        after = _post(line, before)
        if before is None:
            new.append(after)
        elif before != after:
            changed.append((before, after))
        else:
            same += 1
    return PostPlan(new, changed, same)


def check(lines: Sequence[PostLine], present: Iterable[Post]) -> list[Finding]:
    """A post twice, a second head of a unit, a head of whom there are several."""
    known = {key_of(post.unit_id, post.title): post for post in present}
    first: dict[tuple[uuid.UUID, str], int] = {}
    listed: dict[tuple[uuid.UUID, str], Post] = {}
    found = []
    for line in lines:
        if line.unit_id is None or not line.title:
            continue
        key = key_of(line.unit_id, line.title)
        if key in first:
            found.append(Finding(line.row, "jabatan", "duplicate_post", {"first": str(first[key])}))
            continue
        first[key] = line.row
        listed[key] = post = _post(line, known.get(key))
        if post.is_head and line.headcount is not None and line.headcount != 1:
            found.append(Finding(line.row, "formasi", "head_alone"))
    found += _second_heads(listed, known, first)
    return in_order(found)


def _second_heads(
    listed: Mapping[tuple[uuid.UUID, str], Post],
    known: Mapping[tuple[uuid.UUID, str], Post],
    rows: Mapping[tuple[uuid.UUID, str], int],
) -> Iterable[Finding]:
    heads: dict[uuid.UUID, str] = {
        key[0]: post.title for key, post in known.items() if post.is_head and key not in listed
    }
    for key, post in listed.items():
        if not post.is_head:
            continue
        if post.unit_id in heads:
            yield Finding(rows[key], "kepala_unit", "second_head_post", {"title": heads[post.unit_id]})
        heads.setdefault(post.unit_id, post.title)


def _post(line: PostLine, before: Post | None) -> Post:
    """The post a row asks for; what the sheet has no column for stays as it is."""
    start = before or Post(uuid.UUID(int=0), line.unit_id or uuid.UUID(int=0), line.title, "", "", None, 0, False)
    return replace(
        start,
        title=line.title,
        position_type=line.position_type,
        headcount=line.headcount or 0,
        level=start.level if line.level is None else line.level,
        job_class=line.job_class if line.has_class else start.job_class,
        is_head=start.is_head if line.is_head is None else line.is_head,
    )
