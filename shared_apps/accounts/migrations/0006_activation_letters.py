from django.db import migrations, models

import shared_apps.rows


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_sessions_seen")]

    operations = [
        migrations.CreateModel(
            name="ActivationLetter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("employee_id", models.UUIDField()),
                ("name", models.TextField()),
                ("printed_by_name", models.TextField()),
                ("printed_on", models.DateField()),
                ("expires_on", models.DateField()),
                ("code_hmac", models.BinaryField(max_length=32)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None), ("used_at", None)),
                        fields=("employee_id",),
                        name="accounts_activationletter_open_once",
                    )
                ],
            },
        ),
    ]
