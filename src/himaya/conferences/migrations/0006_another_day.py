"""Another day can be chosen for what was called: everything that was written for it stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conferences", "0005_sayings_of_ones_part")]
    operations = [migrations.AddField("conference", "moved_at", models.DateTimeField(null=True))]
