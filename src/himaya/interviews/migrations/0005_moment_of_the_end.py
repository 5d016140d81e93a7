"""The moment at which an interview ended, beside its day (ADR 54)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0004_by_who_led")]

    operations = [
        migrations.AddField(model_name="interview", name="closed_at", field=models.DateTimeField(null=True)),
    ]
