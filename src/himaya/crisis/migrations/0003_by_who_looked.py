"""The hard hours of one account are found without walking all rows of all people (ADR 54)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("crisis", "0002_never_edited_and_secured"),
        ("institutions", "0007_qualifications"),
        ("persons", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="crisisround",
            index=models.Index(fields=["looked_by", "at"], name="crisis_round_by_who_looked"),
        ),
    ]
