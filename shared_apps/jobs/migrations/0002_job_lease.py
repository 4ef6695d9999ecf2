from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="lease",
            field=models.PositiveIntegerField(default=60, help_text="Seconds a silent worker keeps it."),
        ),
    ]
