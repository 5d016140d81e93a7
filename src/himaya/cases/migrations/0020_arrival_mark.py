"""A case that began with a child's referral is found again from it, by a keyed hash."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_known_as")]
    operations = [
        migrations.AddField("arrival", "mark", models.CharField(max_length=64, blank=True, default="")),
        migrations.AddConstraint(
            "arrival",
            models.UniqueConstraint(fields=["mark"], condition=~Q(mark=""), name="a_child_arrives_once_from_a_file"),
        ),
    ]
