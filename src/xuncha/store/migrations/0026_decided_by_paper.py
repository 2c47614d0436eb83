"""The matters that one paper decided are found by its number, complaints by their channel."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("store", "0025_sealed_cells")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX subject_by_paper ON subject ((facts->'disposition.decided'->>'number'))"
            " WHERE facts ? 'disposition.decided'",
            "DROP INDEX subject_by_paper",
        ),
        migrations.RunSQL(
            "CREATE INDEX complaint_by_channel ON subject USING gin ((facts->'channel')) WHERE kind = 'complaint'",
            "DROP INDEX complaint_by_channel",
        ),
    ]
