"""The hour at which an interview goes on, where one was agreed beside its day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0002_never_edited_and_secured")]

    operations = [
        migrations.AddField(model_name="interview", name="next_at", field=models.DateTimeField(null=True)),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_at__isnull", True), ("next_on__isnull", False), _connector="OR"),
                name="the_hour_of_an_interview_has_its_day",
            ),
        ),
    ]
