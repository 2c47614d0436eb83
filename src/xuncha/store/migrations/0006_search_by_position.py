"""Hits are put in order before any text is read.

The words and the entries of the index are moved out of the row, so that going through ten thousand hits reads a few
hundred pages; and a number is found without reading every subject. Each row is rewritten once: about a second for every 20,000 subjects, under a lock on this table only.
"""

from django.db import migrations, models

MOVE_OUT = """
    ALTER TABLE search SET (toast_tuple_target = 128);
    UPDATE search SET position = subject.version FROM subject WHERE subject.id = search.subject;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0005_ledgers"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchrow",
            name="position",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunSQL(MOVE_OUT, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="subjectrow",
            index=models.Index(
                condition=models.Q(("number", ""), _negated=True),
                fields=["number"],
                name="subject_by_number_text",
            ),
        ),
    ]
