from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0008_passwords_handed_out")]
    operations = [
        migrations.AddField(
            model_name="desk",
            name="reached_by",
            field=models.CharField(default="account", max_length=16),
        ),
    ]
