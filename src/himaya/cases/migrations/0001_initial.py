from django.db import migrations

from himaya.cases.migrations.first_tables import (
    case,
    closures,
    compartments,
    consents,
    exclusion,
    handovers,
    links,
    notices,
    retention,
)
from himaya.kernel.together import CreateTogether


class Migration(migrations.Migration):
    initial = True

    dependencies = [("institutions", "0001_initial"), ("instruments", "0001_initial"), ("persons", "0001_initial")]

    operations = [
        CreateTogether(
            [
                *case.TABLES,
                *exclusion.TABLES,
                *retention.TABLES,
                *consents.TABLES,
                *compartments.TABLES,
                *closures.TABLES,
                *handovers.TABLES,
                *notices.TABLES,
                *links.TABLES,
            ]
        ),
    ]
