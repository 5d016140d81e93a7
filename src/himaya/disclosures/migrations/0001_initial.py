from django.db import migrations

from himaya.disclosures.migrations.first_tables import (
    copies,
    legal_demand,
    requests,
)
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("cases", "0001_initial"), ("institutions", "0001_initial"), ("persons", "0001_initial")]

    operations = [
        CreateTogether([*legal_demand.TABLES, *requests.TABLES, *copies.TABLES]),
    ]
