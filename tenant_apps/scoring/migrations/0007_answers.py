from django.db import migrations, models


class Migration(migrations.Migration):
    """Of how many answers a value is made: unknown for every value that is there."""

    dependencies = [
        ("scoring", "0005_proposals"),
    ]

    operations = [
        migrations.AddField(
            model_name="observation",
            name="answers",
            field=models.PositiveIntegerField(
                help_text="How many people's answers it is made of; NULL: unknown.", null=True
            ),
        ),
    ]
