"""What search reads of names, written with the names; a word that nobody bears any more goes."""

import uuid
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Exists, OuterRef
from django.db.models.expressions import Func

from shared_apps.rows import new_id
from tenant_apps.people.many import array
from tenant_apps.people.models import NameWord, SearchName
from tenant_apps.people.rules.plan import Facts
from tenant_apps.people.rules.spelling import words_of
from tenant_apps.people.services.copying import copy_values

_ROWS_PER_STATEMENT = 2000


def write(new: Mapping[uuid.UUID, Facts], changed: Mapping[uuid.UUID, Facts]) -> None:
    """The words of new people's names, and of the names that changed."""
    found = {owner: words_of(facts.name) for owner, facts in new.items()}
    copy_values(
        SearchName,
        ("id", "employee_id", "words"),
        ((new_id(), owner, array(words)) for owner, words in found.items()),
    )
    renamed, gone = [], set[str]()
    for row in SearchName.objects.filter(employee_id__in=list(changed)):
        words = words_of(changed[row.employee_id].name)
        if words != row.words:
            gone.update(row.words)
            row.words = words
            renamed.append(row)
    SearchName.objects.bulk_update(renamed, ["words"], batch_size=_ROWS_PER_STATEMENT)
    _learn(word for words in (*found.values(), *(row.words for row in renamed)) for word in words)
    _forget(gone)


def remove(employee_ids: Collection[uuid.UUID]) -> None:
    """The words of people who are about to be removed."""
    rows = SearchName.objects.filter(employee_id__in=employee_ids)
    gone = {word for words in rows.values_list("words", flat=True) for word in words}
    rows.delete()
    _forget(gone)


def _learn(words: Iterable[str]) -> None:
    NameWord.objects.bulk_create(
        (NameWord(word=word) for word in sorted(set(words))), batch_size=_ROWS_PER_STATEMENT, ignore_conflicts=True
    )


def _forget(words: Iterable[str]) -> None:
    only = Func(OuterRef("word"), template="ARRAY[%(expressions)s]")
    borne = SearchName.objects.filter(words__contains=only)
    NameWord.objects.filter(~Exists(borne), word__in=set(words)).delete()
