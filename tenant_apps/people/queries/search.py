"""Finding people as one types: by name though it has a slip, by any number they ever had, by position, by unit."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from tenant_apps.organisation import queries as organisation
from tenant_apps.people.access import reach
from tenant_apps.people.models import TITLE_WORDS, Assignment, EmployeeNumber, NameWord, SearchName
from tenant_apps.people.queries.lists import PersonRow, rows_by_assignment, rows_of
from tenant_apps.people.queries.roster import visible_assignments
from tenant_apps.people.rules import spelling

MOST = 10
MOST_WORDS = 6
_MOST_LOOKED_AT = 3000  # of a name that thousands bear
_MOST_OF_A_TITLE = 300


@dataclass(frozen=True)
class Suggestions:
    """The people a text may mean, the nearest first; `alike`: none fits as typed, these are but a slip away."""

    people: Sequence[PersonRow]
    alike: bool = False


def suggestions(viewer: Any, today: date, text: str) -> Suggestions:
    """At most ten of the people a viewer may see; none for less than two letters or digits."""
    words = spelling.words_of(text)[:MOST_WORDS]
    if sum(map(len, words)) < spelling.LEAST_LETTERS:
        return Suggestions(())
    visible, digits = visible_assignments(viewer, today), "".join(words)
    if digits.isascii() and digits.isdigit():
        return Suggestions(_by_number(visible, digits, today))
    found = _by_name(visible, words, today)
    if len(found) < MOST:
        named = {person.id for person in found}
        placed = _by_place(visible, words, today, sees_all=reach(viewer, today).everything)
        found += [person for person in _rows(placed, today) if person.id not in named]
    if found:
        return Suggestions(found[:MOST])
    return Suggestions(_by_likeness(visible, words, today), alike=True)


def _by_number(visible: "QuerySet[Assignment]", digits: str, day: date) -> list[PersonRow]:
    # a range instead of LIKE: the index of the numbers serves it under every collation
    numbers = EmployeeNumber.objects.filter(number__gte=digits, number__lt=f"{digits}a").order_by("number")
    return _seen_of(visible, numbers.values_list("employee_id", flat=True), day)


def _by_name(visible: "QuerySet[Assignment]", words: Sequence[str], day: date) -> list[PersonRow]:
    """Those whose name begins with the first word come first, each part in the order of names."""
    begins = Q(words__0__startswith=words[0])
    nearest_first = _named(_beginning(words)).alias(begins=begins).order_by("-begins", "employee__name", "employee_id")
    return _seen_of(visible, nearest_first.values_list("employee_id", flat=True), day)


def _by_likeness(visible: "QuerySet[Assignment]", words: Sequence[str], day: date) -> list[PersonRow]:
    named = _named([_alike(word) for word in words]).order_by("employee__name", "employee_id")
    return _seen_of(visible, named.values_list("employee_id", flat=True), day)


def _alike(typed: str) -> list[str]:
    """The words of names that begin as typed but for one slip."""
    parts = spelling.untouched(typed)
    if parts is None:
        return _beginning([typed])[0]
    beginning, later = parts
    near = _vocabulary(Q(word__startswith=beginning) | Q(word__contains=later))
    return [word for word in near if spelling.begins_alike(typed, word)]


def _beginning(typed: Sequence[str]) -> list[list[str]]:
    """The words of names that begin as each of these; read at once, since each statement is a way to the server."""
    which = Q(pk__in=())
    for word in typed:
        which |= Q(word__startswith=word)
    known = _vocabulary(which)
    return [[each for each in known if each.startswith(word)] for word in typed]


def _vocabulary(which: Q) -> list[str]:
    return list(NameWord.objects.filter(which).values_list("word", flat=True))


def _by_place(
    visible: "QuerySet[Assignment]", words: Sequence[str], day: date, *, sees_all: bool
) -> Iterable[uuid.UUID]:
    """People of a position or a unit; heads first, since a unit's name mostly means who heads it."""
    units = [unit_id for unit_id, name in organisation.units_called(words[0], day) if _has_beginnings(words, name)]
    asked = SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")
    if units:
        there = visible.filter(unit_id__in=units).order_by("-is_head", "employee__name", "employee_id")
        yield from there.values_list("id", flat=True)[:MOST]
    # thousands may have one title: of all people some are taken by the index, and only they are looked at
    titled = visible.alias(title_words=TITLE_WORDS).filter(title_words=asked)
    if sees_all:
        some = Assignment.objects.alias(title_words=TITLE_WORDS).filter(title_words=asked)
        titled = titled.filter(employee_id__in=list(some.values_list("employee_id", flat=True)[:_MOST_OF_A_TITLE]))
    yield from titled.order_by("employee__name", "employee_id").values_list("id", flat=True)[:MOST]


def _named(vocabulary: Sequence[Sequence[str]]) -> "QuerySet[SearchName]":
    """Who has a word of each of these in their name."""
    if not vocabulary or not all(vocabulary):
        return SearchName.objects.none()
    held = SearchName.objects.all()
    for words in vocabulary:
        held = held.filter(words__overlap=words)
    return held


def _seen_of(visible: "QuerySet[Assignment]", people: "QuerySet[Any, uuid.UUID]", day: date) -> list[PersonRow]:
    """Of people in the order of their fitness those that may be seen, at most ten.

    A few are read first: whoever sees everybody has their ten among them, and the thousands who bear a name
    stay where they are.
    """
    first = list(people[: 2 * MOST])
    seen = _in_order(first, visible, day)
    if len(seen) < MOST and len(first) == 2 * MOST:
        later = list(people[2 * MOST : _MOST_LOOKED_AT])
        held = set(visible.filter(employee_id__in=later).values_list("employee_id", flat=True))
        seen += _in_order([each for each in later if each in held][:MOST], visible, day)
    return list(dict.fromkeys(seen))[:MOST]


def _in_order(employee_ids: Sequence[uuid.UUID], visible: "QuerySet[Assignment]", day: date) -> list[PersonRow]:
    found = rows_of(visible.filter(employee_id__in=employee_ids), day) if employee_ids else ()
    by_id = {person.id: person for person in found}
    return [by_id[each] for each in employee_ids if each in by_id]


def _has_beginnings(words: Iterable[str], text: str) -> bool:
    found = spelling.words_of(text)
    return all(any(word.startswith(each) for word in found) for each in words)


def ids_meant(text: str) -> "QuerySet[Any, Any]":
    """The keys of everybody a text means, by beginnings of their names or of any number they had.

    For queries that have checked their viewer and may name anybody; none for a text without letters or digits.
    """
    words = spelling.words_of(text)[:MOST_WORDS]
    digits = "".join(words)
    if digits.isascii() and digits.isdigit():
        numbers = EmployeeNumber.objects.filter(number__gte=digits, number__lt=f"{digits}a")
        return numbers.values_list("employee_id", flat=True)
    return _named(_beginning(words)).values_list("employee_id", flat=True)


def _rows(assignment_ids: Iterable[uuid.UUID], day: date) -> list[PersonRow]:
    """In the order in which they were found."""
    ids = list(dict.fromkeys(assignment_ids))
    held = rows_by_assignment(Assignment.objects.filter(id__in=ids), day) if ids else {}
    return [held[each] for each in ids]
