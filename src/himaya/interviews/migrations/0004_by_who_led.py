"""The hard hours of one account are found without walking all rows of all people (ADR 54)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0015_lines_of_a_plan_ended"),
        ("interviews", "0003_hour_of_the_next_time"),
        ("persons", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="moment",
            index=models.Index(fields=["written_by", "at"], name="moment_by_who_wrote"),
        ),
        migrations.AddIndex(
            model_name="sitting",
            index=models.Index(fields=["led_by", "ended_at"], name="sitting_by_who_led"),
        ),
    ]
