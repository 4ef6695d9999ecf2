"""Who looked, of everybody, is read by days; so far it was read by one person alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="personlook",
            index=models.Index(fields=["day"], name="privacy_person_look_day"),
        ),
    ]
