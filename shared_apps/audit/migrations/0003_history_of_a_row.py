"""What was done to one row is found without reading all changes."""

import django.db.models.fields.json
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_changes_and_seals"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["row_id"], name="audit_change_row"),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(
                django.db.models.fields.json.KeyTransform("employee_id", "before"),
                condition=models.Q(("operation", "D")),
                name="audit_change_removed_of",
            ),
        ),
    ]
