from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0003_ways_in"),
        # An override that was signed moves there first.
        ("legal", "0001_initial"),
    ]

    operations = [
        migrations.DeleteModel(name="LegalSetup"),
    ]
