"""How many of the posts of a government are filled: pure counting."""

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_SEATS, HIGHEST_CLASS, TITLE_LENGTH = 10_000, 17, 200  # of one post


@dataclass(frozen=True)
class Post:
    """A position as it stands on a day."""

    position_id: uuid.UUID
    unit_id: uuid.UUID
    title: str
    position_type: str
    level: str
    job_class: int | None
    headcount: int
    is_head: bool


@dataclass(frozen=True)
class Held:
    """How many people sit alike: by the post their assignment names, else by unit and title."""

    position_id: uuid.UUID | None
    unit_id: uuid.UUID
    title: str
    people: int


@dataclass(frozen=True)
class Filled:
    """A post with how many hold it."""

    post: Post
    people: int

    @property
    def vacant(self) -> int:
        """How many are missing."""
        return max(self.post.headcount - self.people, 0)

    @property
    def over(self) -> int:
        """How many there are above the headcount."""
        return max(self.people - self.post.headcount, 0)


def filled(posts: Sequence[Post], held: Iterable[Held]) -> list[Filled]:
    """Every post with its people. Who names a post that does not stand any more is looked for by unit and title."""
    by_id = {post.position_id: post for post in posts}
    by_name = {key_of(post.unit_id, post.title): post.position_id for post in posts}
    people: Counter[uuid.UUID] = Counter()
    for each in held:
        found = each.position_id if each.position_id in by_id else by_name.get(key_of(each.unit_id, each.title))
        if found is not None:
            people[found] += each.people
    return [Filled(post, people[post.position_id]) for post in posts]


def key_of(unit_id: uuid.UUID, title: str) -> tuple[uuid.UUID, str]:
    """By what an assignment without a post finds one: capitals and spaces do not count."""
    return unit_id, " ".join(title.casefold().split())


def without_post(
    posts: Iterable[Post], held: Iterable[Held], types: Mapping[tuple[uuid.UUID, str], str]
) -> list[Post]:
    """Posts for people who have none: one for each unit and title, as many seats as people. Ids are the caller's."""
    known = {key_of(post.unit_id, post.title) for post in posts}
    ids = {post.position_id for post in posts}
    wanted: dict[tuple[uuid.UUID, str], list[Held]] = {}
    for each in held:
        key = key_of(each.unit_id, each.title)
        if key not in known and each.position_id not in ids:
            wanted.setdefault(key, []).append(each)
    return [
        Post(uuid.UUID(int=0), key[0], alike[0].title, types[key], "", None, sum(each.people for each in alike), False)
        for key, alike in sorted(wanted.items(), key=lambda item: (str(item[0][0]), item[0][1]))
    ]
