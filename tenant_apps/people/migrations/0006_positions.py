"""Posts of units with their headcount, and which post a chair is."""

import django.utils.timezone
from django.db import migrations, models

import shared_apps.rows


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_imports"),
    ]

    operations = [
        migrations.AddField(
            model_name="assignment",
            name="position_id",
            field=models.UUIDField(null=True),
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("position_id", models.UUIDField()),
                ("starts_on", models.DateField()),
                ("unit_id", models.UUIDField(null=True)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("position_type", models.CharField(blank=True, max_length=20)),
                ("level", models.CharField(blank=True, max_length=20)),
                ("job_class", models.PositiveSmallIntegerField(null=True)),
                ("headcount", models.PositiveSmallIntegerField(default=0)),
                ("is_head", models.BooleanField(default=False)),
                ("decree", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "indexes": [models.Index(fields=["unit_id", "starts_on"], name="people_position_unit")],
                "constraints": [
                    models.UniqueConstraint(fields=("position_id", "starts_on"), name="people_position_one_per_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("headcount", 0), ("is_head", False), ("unit_id__isnull", True)),
                            models.Q(
                                ("headcount__gte", 1),
                                ("unit_id__isnull", False),
                                models.Q(("title", ""), _negated=True),
                                models.Q(("position_type", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="people_position_whole_or_abolished",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("job_class__isnull", True),
                            models.Q(("job_class__gte", 1), ("job_class__lte", 17)),
                            _connector="OR",
                        ),
                        name="people_position_job_class",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_head", False), ("headcount", 1), _connector="OR"),
                        name="people_position_one_head",
                    ),
                ],
            },
        ),
    ]
