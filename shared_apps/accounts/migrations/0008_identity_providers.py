import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import shared_apps.rows

KEY = models.UUIDField(default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_language_not_chosen")]

    operations = [
        migrations.AddField(
            model_name="usersession",
            name="way",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
        migrations.CreateModel(
            name="IdentityProvider",
            fields=[
                ("id", KEY.clone()),
                ("name", models.CharField(max_length=60)),
                ("issuer", models.TextField()),
                ("client_id", models.TextField()),
                ("client_secret", models.TextField(blank=True, db_default="", default="")),
                (
                    "named_by",
                    models.CharField(
                        choices=[("email", "Surel yang sudah diperiksa penyedia"), ("number", "NIP")], max_length=10
                    ),
                ),
                ("claim", models.CharField(max_length=60)),
                ("is_on", models.BooleanField(default=False)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name",), name="accounts_identityprovider_name_once")],
            },
        ),
        migrations.CreateModel(
            name="LinkedIdentity",
            fields=[
                ("id", KEY.clone()),
                ("subject", models.TextField()),
                ("linked_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.identityprovider",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "subject"), name="accounts_linkedidentity_subject_once"
                    ),
                    models.UniqueConstraint(fields=("user", "provider"), name="accounts_linkedidentity_user_once"),
                ],
            },
        ),
    ]
