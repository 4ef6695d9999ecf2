"""Roles of one agency, of the committee, of data protection and of restricted fields; who ended a role early.

Only widens: the old code goes on with the rows it knows. Both tables are small, so their checks take a moment.
"""

from django.db import migrations, models

_BOUNDED = ["agency_admin"]
_ROLES = [
    "host_operator",
    "personnel_admin",
    "regional_head",
    "auditor",
    "agency_admin",
    "committee_member",
    "data_protection_officer",
    "discipline_reader",
    "health_reader",
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_fewer_indexes")]

    operations = [
        migrations.AlterField("appointment", "role", models.CharField(max_length=30)),
        migrations.AlterField("invitation", "role", models.CharField(blank=True, max_length=30)),
        migrations.AddField("appointment", "unit_id", models.UUIDField(blank=True, null=True)),
        migrations.AddField("appointment", "ended_by_name", models.TextField(blank=True, db_default="", default="")),
        migrations.AddField("invitation", "unit_id", models.UUIDField(blank=True, null=True)),
        migrations.AddField("invitation", "role_starts_on", models.DateField(blank=True, null=True)),
        migrations.AddField("invitation", "role_ends_on", models.DateField(blank=True, null=True)),
        migrations.RemoveConstraint("appointment", "accounts_appointment_role"),
        migrations.AddConstraint(
            "appointment",
            models.CheckConstraint(condition=models.Q(role__in=_ROLES), name="accounts_appointment_role"),
        ),
        migrations.AddConstraint(
            "appointment",
            models.CheckConstraint(
                condition=models.Q(role__in=_BOUNDED, unit_id__isnull=False)
                | ~models.Q(role__in=_BOUNDED) & models.Q(unit_id=None),
                name="accounts_appointment_unit",
            ),
        ),
    ]
