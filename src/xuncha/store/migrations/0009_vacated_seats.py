"""A seat says when it was vacated, and who stands in says for which acts.

What stands in the record already is put into the new columns, so that replay finds no difference.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

FILL = """
    UPDATE seat SET ended_on = seat.until FROM act
        WHERE act."position" = seat.version AND act.id <> seat.id
        AND act.type IN ('seat.vacated', 'body.stood_down', 'post.handed_over');
    UPDATE seat SET
            since = coalesce((told.fields ->> 'from_on')::date, seat.since),
            acts = ARRAY(SELECT jsonb_array_elements_text(coalesce(told.fields -> 'acts', '[]')))
        FROM (SELECT act.id, convert_from(payload.body, 'UTF8')::jsonb -> 'fields' AS fields
            FROM act JOIN payload USING ("position") WHERE act.type = 'post.deputised') AS told
        WHERE told.id = seat.id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0008_seat_part"),
    ]

    operations = [
        migrations.AddField("seatrow", "ended_on", models.DateField(null=True)),
        migrations.AddField(
            "seatrow",
            "acts",
            django.contrib.postgres.fields.ArrayField(models.TextField(), default=list),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
