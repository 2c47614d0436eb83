"""Which bodies were told that a duty is late, and an index by which their desks find it.

No duty has been reported yet, so the column is written at once; the index takes about 1 s for each million open duties.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0018_undated_by_age")]

    operations = [
        migrations.AddField(
            "dutyrow",
            "reported_to",
            django.contrib.postgres.fields.ArrayField(models.TextField(), default=list),
        ),
        migrations.AddIndex(
            "dutyrow",
            django.contrib.postgres.indexes.GinIndex(
                fields=["reported_to"], condition=models.Q(state="open"), name="duty_open_reported_to"
            ),
        ),
    ]
