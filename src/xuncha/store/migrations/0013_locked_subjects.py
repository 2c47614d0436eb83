"""A function that locks several subjects in one statement; it changes no table, so it is safe on full ones."""

from django.db import migrations

LOCKED_SUBJECTS = """
CREATE FUNCTION locked_subjects(keys uuid[], alone boolean[]) RETURNS SETOF subject LANGUAGE plpgsql AS $$
BEGIN
    FOR place IN 1 .. cardinality(keys) LOOP
        IF alone[place] THEN
            RETURN QUERY SELECT * FROM subject WHERE id = keys[place] FOR NO KEY UPDATE;
        ELSE
            RETURN QUERY SELECT * FROM subject WHERE id = keys[place] FOR SHARE;
        END IF;
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0012_ledgers_by_state")]

    operations = [
        migrations.RunSQL(LOCKED_SUBJECTS, "DROP FUNCTION locked_subjects(uuid[], boolean[])"),
    ]
