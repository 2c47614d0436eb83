"""Each matter says which approvals it waits for, and an index finds those that wait for one.

Only matters that were ever put up for approval are written, found by the index that is then made anew; of a hundred
thousand of them that takes some seconds.
"""

from django.db import migrations

FILL = """
UPDATE subject SET facts = facts || jsonb_build_object('approval.awaited', waits.awaited)
FROM (
    SELECT asked.id, jsonb_object_agg(asked.what, asked.role) AS awaited
    FROM (
        SELECT DISTINCT ON (s.id, e->>'for_act') s.id, s.facts, e->>'for_act' AS what, coalesce(e->>'to', '') AS role,
            (e->'_'->>'position')::bigint AS place
        FROM subject s, jsonb_array_elements(s.facts->'approval.requested') e
        WHERE s.facts ? 'approval.requested'
        ORDER BY s.id, e->>'for_act', (e->'_'->>'position')::bigint DESC
    ) asked
    WHERE asked.what <> 'disposition' AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(
            coalesce(asked.facts->'approval.given', '[]') || coalesce(asked.facts->'approval.refused', '[]')
        ) answer
        WHERE answer->>'for_act' = asked.what AND (answer->'_'->>'position')::bigint > asked.place
    )
    GROUP BY asked.id
) waits WHERE waits.id = subject.id
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0013_locked_subjects")]

    operations = [
        migrations.RunSQL(FILL, "UPDATE subject SET facts = facts - 'approval.awaited'"),
        migrations.RunSQL(
            "DROP INDEX subject_put_up",
            "CREATE INDEX subject_put_up ON subject (kind, version) WHERE facts ? 'approval.requested'",
        ),
        migrations.RunSQL(
            "CREATE INDEX subject_put_up ON subject (kind, version) WHERE facts ? 'approval.awaited'",
            "DROP INDEX subject_put_up",
        ),
    ]
