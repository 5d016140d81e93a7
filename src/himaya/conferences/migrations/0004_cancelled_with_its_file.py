"""A conference that was called on a file which was closed is cancelled for that reason, which nobody chooses."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conferences", "0003_second_wall")]

    operations = [
        migrations.RemoveConstraint(model_name="conference", name="a_cancelled_conference_says_why"),
        migrations.AddConstraint(
            model_name="conference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "cancel_reason__in",
                            ("person_wishes", "danger_first", "too_few", "postponed", "error", "file_closed"),
                        ),
                        ("state", "cancelled"),
                    ),
                    models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancel_reason", "")),
                    _connector="OR",
                ),
                name="a_cancelled_conference_says_why",
            ),
        ),
    ]
