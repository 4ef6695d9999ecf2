"""Who rates somebody by name, education, and how a chair was come by, by which decree and since when it is known."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import shared_apps.rows


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="EmployeeEducation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("level", models.CharField(max_length=10)),
                ("field", models.CharField(blank=True, max_length=120)),
                ("institution", models.CharField(blank=True, max_length=160)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "employee",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="educations",
                        to="people.employee",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NamedAssessor",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=shared_apps.rows.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("starts_on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "employee",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="named_assessors",
                        to="people.employee",
                    ),
                ),
                (
                    "assessor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.employee",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="assignment",
            name="decree",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="assignment",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("transfer_in", "Mutasi masuk"),
                    ("study_assignment", "Tugas belajar"),
                    ("transfer_out", "Mutasi keluar"),
                    ("unpaid_leave", "Cuti di luar tanggungan negara"),
                    ("retired", "Pensiun"),
                ],
                db_default="",
                default="",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="recorded_at",
            field=models.DateTimeField(null=True),
        ),
        # the default comes afterwards: since when the rows of before are known nobody can say
        migrations.AlterField(
            model_name="assignment",
            name="recorded_at",
            field=models.DateTimeField(default=django.utils.timezone.now, null=True),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", ""),
                    models.Q(("kind__in", ("transfer_in", "study_assignment")), ("unit_id__isnull", False)),
                    models.Q(("kind__in", ("transfer_out", "unpaid_leave", "retired")), ("unit_id__isnull", True)),
                    _connector="OR",
                ),
                name="people_assignment_kind_fits",
            ),
        ),
        migrations.AddConstraint(
            model_name="employeeeducation",
            constraint=models.UniqueConstraint(fields=("employee", "starts_on"), name="people_education_one_per_day"),
        ),
        migrations.AddIndex(
            model_name="namedassessor",
            index=models.Index(
                condition=models.Q(("assessor__isnull", False)), fields=["assessor"], name="people_assessor_assessor"
            ),
        ),
        migrations.AddConstraint(
            model_name="namedassessor",
            constraint=models.UniqueConstraint(fields=("employee", "starts_on"), name="people_assessor_one_per_day"),
        ),
        migrations.AddConstraint(
            model_name="namedassessor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assessor__isnull", True), ("reason", "")),
                    models.Q(("assessor__isnull", False), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="people_assessor_whole_or_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="namedassessor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assessor__isnull", True),
                    models.Q(("assessor", models.F("employee")), _negated=True),
                    _connector="OR",
                ),
                name="people_assessor_not_oneself",
            ),
        ),
    ]
