"""Keys of requests that must not be done twice."""

from django.db import migrations, models

import shared_apps.rows


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeyedRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("user_id", models.UUIDField()),
                ("key", models.TextField()),
                (
                    "fingerprint",
                    models.TextField(help_text="SHA-256 of what was asked; the request itself is not kept."),
                ),
                ("begun_at", models.DateTimeField()),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("answer", models.TextField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["begun_at"], name="programs_key_begun")],
                "constraints": [models.UniqueConstraint(fields=("user_id", "key"), name="programs_key_once")],
            },
        ),
    ]
