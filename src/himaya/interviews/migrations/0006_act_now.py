"""Since when an interview calls for an act now: the moment alone, and no word of why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0005_moment_of_the_end")]

    operations = [
        migrations.AddField(model_name="draft", name="acts_at", field=models.DateTimeField(null=True)),
    ]
