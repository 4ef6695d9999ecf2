from django.db import migrations, models

import shared_apps.rows


class Migration(migrations.Migration):
    dependencies = [("regions", "0002_region_version")]

    operations = [
        migrations.CreateModel(
            name="ProofReport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "region",
                    models.TextField(blank=True, default="", help_text="The schema proved; empty: all of them."),
                ),
                ("promises", models.PositiveIntegerField()),
                ("logins", models.PositiveIntegerField()),
                ("tables", models.PositiveIntegerField()),
                ("milliseconds", models.PositiveIntegerField()),
                (
                    "broken",
                    models.JSONField(default=list, help_text="Every broken promise and its object; empty: all hold."),
                ),
            ],
            options={"indexes": [models.Index(fields=["region", "at"], name="regions_proof_by_region")]},
        ),
    ]
