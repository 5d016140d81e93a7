"""Where a desk itself is, beside the regions it covers. Empty until somebody says it: nothing is guessed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0007_qualifications")]

    operations = [
        migrations.AddField(
            model_name="desk",
            name="own_region",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="institutions.region",
            ),
        ),
    ]
