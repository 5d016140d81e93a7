"""When the worker of an estimate was last known to get on: one that does is not taken for gone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("estimates", "0001_runs")]

    operations = [migrations.AddField("run", "beat_at", models.DateTimeField(null=True))]
