"""The NIK of people, sealed."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import shared_apps.rows


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_positions"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployeeNik",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.CharField(max_length=120)),
                ("blind_index", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "employee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.employee"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=models.Deferrable["DEFERRED"], fields=("blind_index",), name="people_nik_once"
                    )
                ],
            },
        ),
    ]
