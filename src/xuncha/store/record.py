"""The record: every act exactly once.  Headers and payloads only grow; salts and keys can be destroyed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class ActHeader(models.Model):
    """An act's header: no personal data, never changed.  Its position comes from a sequence, gaps allowed."""

    position = models.BigIntegerField(primary_key=True)
    id = models.UUIDField(unique=True)
    type = models.TextField()
    value = models.TextField()
    subject = models.UUIDField()
    kind = models.TextField()
    campaign = models.UUIDField(null=True)
    inspection = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    body = models.UUIDField(null=True)
    parent = models.UUIDField(null=True)
    by_party = models.UUIDField(null=True)
    by_kind = models.TextField()
    by_seat = models.TextField()
    by_person = models.UUIDField(null=True)
    entered_by = models.UUIDField(null=True)
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    scheme = models.TextField()
    calendar = models.TextField()
    refs = ArrayField(models.UUIDField())
    command = models.UUIDField()
    commitment = models.BinaryField()

    class Meta:
        db_table = "act"
        indexes = [
            models.Index(fields=["subject", "position"], name="act_by_subject"),
            models.Index(fields=["inspection", "type"], name="act_by_inspection"),
            models.Index(fields=["campaign", "type"], name="act_by_campaign"),
            models.Index(fields=["body", "type"], name="act_by_body"),
            models.Index(fields=["unit", "type"], name="act_by_unit"),
            models.Index(fields=["command"], name="act_by_command"),
            GinIndex(fields=["refs"], name="act_by_refs"),
        ]


class Payload(models.Model):
    """An act's canonical bytes as written, personal fields sealed within them."""

    position = models.BigIntegerField(primary_key=True)
    body = models.BinaryField()

    class Meta:
        db_table = "payload"


class Salt(models.Model):
    """What keeps a commitment from being guessed; destroyed with the subject's key."""

    position = models.BigIntegerField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    salt = models.BinaryField()

    class Meta:
        db_table = "salt"


class SubjectKey(models.Model):
    """The key of a subject's personal fields, sealed with the office's master key."""

    subject = models.UUIDField(primary_key=True)
    sealed = models.BinaryField()

    class Meta:
        db_table = "subject_key"


class Command(models.Model):
    """One sending of a form, by its retry key: asked again, it gives the acts it made the first time."""

    key = models.UUIDField(primary_key=True)
    entered_by = models.UUIDField(null=True)
    digest = models.BinaryField()
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    subject = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        db_table = "command"


class Counter(models.Model):
    """The last number given in a series; its row is locked last, so that numbers have no gap."""

    key = models.TextField(primary_key=True)
    last = models.IntegerField()

    class Meta:
        db_table = "counter"


class AccessRecord(models.Model):
    """Who was refused what, and who opened or exported what; without typed text.

    `rules` are those that refused; of an export, how many rows went out and up to where in the record.  `shown` are the
    protected matters that stood on a page or in a table, where it was more than the one that was opened.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    person = models.UUIDField(null=True)
    party = models.UUIDField(null=True)
    seat = models.TextField(default="")
    what = models.TextField()
    subject = models.UUIDField(null=True, db_index=True)
    kind = models.TextField(default="")
    rules = ArrayField(models.TextField(), default=list)
    shown = ArrayField(models.UUIDField(), default=list, db_default=[])

    class Meta:
        db_table = "access_record"
