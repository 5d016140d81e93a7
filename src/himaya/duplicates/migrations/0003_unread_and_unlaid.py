"""A search counts what it could not read, and what it did not lay before anybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duplicates", "0002_secured")]
    operations = [
        migrations.AddField("search", "unread", models.PositiveIntegerField(default=0)),
        migrations.AddField("search", "unlaid", models.PositiveIntegerField(default=0)),
    ]
