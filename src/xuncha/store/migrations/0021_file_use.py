"""What rests on each file, so that one can go with the last matter that needs it.

A new table, and a column whose value for the files that are there is a constant: no row is rewritten.  What rests on those files
is not known, as it is sealed, so they stay.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0020_notices")]

    operations = [
        migrations.CreateModel(
            name="FileUse",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "digest", "needed_by", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("needed_by", models.UUIDField(db_index=True)),
            ],
            options={"db_table": "file_use"},
        ),
        migrations.AddField("storedfile", "counted", models.BooleanField(default=False, db_default=False)),
        migrations.AlterField("storedfile", "counted", models.BooleanField(default=True, db_default=True)),
    ]
