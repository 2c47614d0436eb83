"""Files that go with reports, sealed, in pieces, until they are taken in with the envelope that names them.

A new table; pieces are sealed, so PostgreSQL need not try to make them smaller.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0028_slip_passwords")]

    operations = [
        migrations.CreateModel(
            name="PortalFile",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "id", "n", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField()),
                ("n", models.IntegerField()),
                ("day", models.DateField()),
                ("sealed", models.BinaryField()),
            ],
            options={"db_table": "portal_file"},
        ),
        migrations.RunSQL(
            "ALTER TABLE portal_file ALTER COLUMN sealed SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
