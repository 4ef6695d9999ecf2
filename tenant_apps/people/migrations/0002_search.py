"""People are found as one types: by the words of their names and of their positions."""

from collections.abc import Iterator
from typing import Any

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

import shared_apps.rows
from tenant_apps.people.rules.spelling import words_of

_ROWS_PER_STATEMENT = 2000


def fill(apps: Any, schema_editor: Any) -> None:
    names = apps.get_model("people", "Employee").objects.order_by("id").values_list("id", "name")
    search_name, name_word = apps.get_model("people", "SearchName"), apps.get_model("people", "NameWord")
    found: set[str] = set()

    def rows() -> Iterator[Any]:
        for employee_id, name in names.iterator(chunk_size=_ROWS_PER_STATEMENT):
            words = words_of(name)
            found.update(words)
            yield search_name(employee_id=employee_id, words=words)

    search_name.objects.bulk_create(rows(), batch_size=_ROWS_PER_STATEMENT)
    name_word.objects.bulk_create((name_word(word=word) for word in sorted(found)), batch_size=_ROWS_PER_STATEMENT)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchName",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "employee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_name",
                        to="people.employee",
                    ),
                ),
                ("words", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["words"], name="people_search_name_words")
                ],
            },
        ),
        migrations.CreateModel(
            name="NameWord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("word", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("word",), name="people_name_word_once")],
            },
        ),
        migrations.AddIndex(
            model_name="assignment",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    models.Func(
                        models.F("position_title"),
                        models.Value("/-_.:@&"),
                        models.Value("       "),
                        function="translate",
                        output_field=models.TextField(),
                    ),
                    config="simple",
                ),
                name="people_assignment_title_words",
            ),
        ),
        # run again by a retried migration it meets no row: the table is made in the same transaction
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
