"""Since when an interview calls for an act now: the moment and how many answers, and no word of which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0005_moment_of_the_end")]

    operations = [
        migrations.AddField(model_name="draft", name="acts_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="draft", name="acts", field=models.PositiveSmallIntegerField(default=0)),
    ]
