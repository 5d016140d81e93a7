"""How many people an export leaves out, because nothing says that they agree to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("disclosures", "0003_exports")]
    operations = [migrations.AddField("dataexport", "left_out", models.PositiveIntegerField(default=0))]
