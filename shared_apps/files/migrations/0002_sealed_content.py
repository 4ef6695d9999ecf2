from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]

    operations = [
        migrations.AddField("storedfile", "is_sealed", models.BooleanField(db_default=False)),
    ]
