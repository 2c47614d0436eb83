"""Complaints that may be about the same matter are looked up by bands made of their words.

The bands stand beside the words, and in the row itself (`PLAIN`), as those of every hit are read. They are made of the
entries of the search that are there: about half a minute for 100,000 complaints.
"""

from typing import Any

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from xuncha.core.protection.alike import bands_of

LOT = 2_000


def make_bands(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    with editor.connection.cursor() as cursor:
        rows = _next(cursor, None)
        while rows:
            made = [(key, list(bands)) for key, grams in rows if (bands := bands_of(grams))]
            cursor.executemany(
                "UPDATE search SET bands = %s WHERE subject = %s", [(bands, key) for key, bands in made]
            )
            rows = _next(cursor, rows[-1][0])


def _next(cursor: Any, after: Any) -> list[Any]:
    cursor.execute(
        "SELECT search.subject, grams FROM search JOIN subject ON subject.id = search.subject AND kind = 'complaint'"
        " WHERE %(after)s::uuid IS NULL OR search.subject > %(after)s ORDER BY search.subject LIMIT %(lot)s",
        {"after": after, "lot": LOT},
    )
    found: list[Any] = cursor.fetchall()
    return found


class Migration(migrations.Migration):
    dependencies = [("store", "0026_decided_by_paper")]

    operations = [
        migrations.AddField(
            model_name="searchrow",
            name="bands",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), null=True, size=None
            ),
        ),
        migrations.RunSQL("ALTER TABLE search ALTER bands SET STORAGE PLAIN", migrations.RunSQL.noop),
        migrations.RunPython(make_bands, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="searchrow",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("bands__isnull", False)), fields=["bands"], name="search_by_band"
            ),
        ),
    ]
