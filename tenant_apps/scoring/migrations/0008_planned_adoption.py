"""A version decided on for the next period, and why an earlier scheme is used again."""

import django.db.models.deletion
from django.db import migrations, models

import shared_apps.rows


class Migration(migrations.Migration):
    dependencies = [
        ("scoring", "0007_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlannedAdoption",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("template_key", models.TextField()),
                ("template_version", models.TextField()),
                ("overrides", models.JSONField(help_text="The region's changes, as for an adoption.")),
                ("planned_at", models.DateTimeField()),
                ("planned_by_name", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Menunggu periode berikutnya"),
                            ("carried_out", "Dipakai"),
                            ("failed", "Tidak dapat dipakai"),
                            ("cancelled", "Dibatalkan"),
                            ("replaced", "Diganti keputusan lain"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("settled_by_name", models.TextField(blank=True, default="")),
                ("refusal", models.TextField(blank=True, default="")),
                (
                    "after",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.period",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scoring.period",
                    ),
                ),
            ],
            options={
                "ordering": ["-planned_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")),
                        fields=("template_key",),
                        name="scoring_planned_adoption_one_waits",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="scheme",
            name="reason",
            field=models.TextField(
                blank=True, db_default="", default="", help_text="Why an earlier scheme is used again."
            ),
        ),
    ]
