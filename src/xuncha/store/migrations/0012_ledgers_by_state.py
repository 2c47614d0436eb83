"""Ledgers of one state are read in the order of their numbers, findings by their fields; boards find what is put up.

Who reads what is found for findings and complaints apart.  Indexes are made anew, about 20 s for each million rows, and
nobody writes meanwhile.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0011_shown_in_lists")]

    operations = [
        migrations.RemoveIndex("subjectrow", "subject_by_state"),
        migrations.AddIndex(
            "subjectrow", models.Index(fields=["kind", "state", "n", "id"], name="subject_by_state")
        ),
        migrations.RemoveIndex("subjectrow", "subject_by_reader"),
        migrations.AddIndex(
            "subjectrow",
            GinIndex(fields=["readers"], condition=models.Q(kind="finding"), name="finding_by_reader"),
        ),
        migrations.AddIndex(
            "subjectrow",
            GinIndex(fields=["readers"], condition=models.Q(kind="complaint"), name="complaint_by_reader"),
        ),
        migrations.AddIndex(
            "subjectrow",
            GinIndex(
                fields=["readers"],
                condition=~models.Q(kind__in=["finding", "complaint"]),
                name="subject_by_reader",
            ),
        ),
        migrations.RunSQL(
            "CREATE INDEX subject_by_fields ON subject USING gin ((facts->'fields')) WHERE kind = 'finding'",
            "DROP INDEX subject_by_fields",
        ),
        migrations.RunSQL(
            "CREATE INDEX subject_disposed_of ON subject (kind, version)"
            " WHERE facts ?| ARRAY['disposition.proposed', 'disposition.decided']",
            "DROP INDEX subject_disposed_of",
        ),
        migrations.RunSQL(
            "CREATE INDEX subject_put_up ON subject (kind, version) WHERE facts ? 'approval.requested'",
            "DROP INDEX subject_put_up",
        ),
    ]
