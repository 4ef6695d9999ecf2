"""A structure draft may be limited to one agency; the drafts of before are not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_region_settings"),
    ]

    operations = [
        migrations.AddField(
            model_name="structuredraft",
            name="agency_id",
            field=models.UUIDField(null=True),
        ),
    ]
