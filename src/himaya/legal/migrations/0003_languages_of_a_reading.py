"""In which languages a text of law was read: our words in another language are no surer for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("legal", "0002_readings_of_the_law"),
    ]

    operations = [
        migrations.AddField(
            model_name="legalreading",
            name="languages",
            field=models.CharField(blank=True, db_default="", default="", max_length=8),
        ),
        migrations.AddConstraint(
            model_name="legalreading",
            constraint=models.CheckConstraint(
                condition=models.Q(("languages__in", ("", "fr", "ar", "fr ar"))), name="legal_reading_languages_known"
            ),
        ),
    ]
