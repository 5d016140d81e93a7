from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staff_care", "0002_secured")]

    operations = [
        migrations.AddField(model_name="deskcare", name="enough", field=models.BooleanField(default=False)),
    ]
