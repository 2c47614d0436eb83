# On a full table these three take about 15 s for each million rows and let nobody write meanwhile; nothing is rewritten.

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0004_imported_row"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="subjectrow",
            index=models.Index(fields=["kind", "n", "id"], name="subject_by_number"),
        ),
        migrations.AddIndex(
            model_name="subjectrow",
            index=models.Index(fields=["kind", "state"], name="subject_by_state"),
        ),
        migrations.AddIndex(
            model_name="subjectrow",
            index=django.contrib.postgres.indexes.GinIndex(fields=["readers"], name="subject_by_reader"),
        ),
    ]
