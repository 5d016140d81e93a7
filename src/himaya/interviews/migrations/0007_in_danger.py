"""How many answers of a form say that there is danger from others: a number, and no word of which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interviews", "0006_act_now")]

    operations = [
        migrations.AddField(model_name="draft", name="dangers", field=models.PositiveSmallIntegerField(default=0)),
    ]
