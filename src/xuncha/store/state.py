"""The state tables: what the acts fold into.  `xuncha replay --check` rebuilds and compares every one of them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class SubjectRow(models.Model):
    """A round, complaint, finding, paper ... as it now stands (`core.rows.Subject`)."""

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    code = models.TextField()
    state = models.TextField()
    title = models.TextField()
    campaign = models.UUIDField(null=True)
    inspection = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    body = models.UUIDField(null=True)
    parent = models.UUIDField(null=True)
    number = models.TextField()
    n = models.IntegerField()
    cycle = models.IntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    readers = ArrayField(models.UUIDField())
    barred = ArrayField(models.UUIDField())
    facts = models.JSONField()
    version = models.BigIntegerField()

    class Meta:
        db_table = "subject"
        indexes = [
            models.Index(fields=["kind", "code", "state"], name="subject_by_kind"),
            models.Index(fields=["campaign", "kind", "n", "id"], name="subject_by_campaign"),
            models.Index(fields=["campaign", "kind", "version"], name="subject_newest_of_round"),
            models.Index(fields=["inspection", "kind", "n", "id"], name="subject_by_inspection"),
            models.Index(fields=["unit", "kind", "n", "id"], name="subject_by_unit"),
            models.Index(fields=["body", "kind"], name="subject_by_body"),
            models.Index(fields=["parent", "kind"], name="subject_by_parent"),
            models.Index(fields=["kind", "version"], name="subject_by_version"),
            models.Index(fields=["kind", "n", "id"], name="subject_by_number"),
            models.Index(fields=["kind", "state", "n", "id"], name="subject_by_state"),
            # Who reads what, apart for the two kinds of which there are very many: each list asks for one kind.
            GinIndex(fields=["readers"], condition=Q(kind="finding"), name="finding_by_reader"),
            GinIndex(fields=["readers"], condition=Q(kind="complaint"), name="complaint_by_reader"),
            GinIndex(
                fields=["readers"], condition=~Q(kind__in=["finding", "complaint"]), name="subject_by_reader"
            ),
            models.Index(fields=["number"], condition=~Q(number=""), name="subject_by_number_text"),
        ]


class SeatRow(models.Model):
    """A person in a post (`core.rows.Seat`)."""

    id = models.UUIDField(primary_key=True)
    party = models.UUIDField()
    party_kind = models.TextField()
    function = models.TextField()
    seat = models.TextField()
    person = models.UUIDField()
    home_unit = models.UUIDField(null=True)
    leadership = models.BooleanField()
    since = models.DateField()
    until = models.DateField(null=True)
    acting_for = models.UUIDField(null=True)
    version = models.BigIntegerField()
    part = models.TextField(db_default="")
    ended_on = models.DateField(null=True)
    acts = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "seat"
        indexes = [
            models.Index(fields=["party", "seat"], name="seat_by_party"),
            models.Index(fields=["person"], name="seat_by_person"),
            models.Index(fields=["party_kind"], name="seat_by_kind"),
        ]


class AuthorityRow(models.Model):
    """A body's authority over a unit in a round (`core.rows.Authority`)."""

    id = models.UUIDField(primary_key=True)
    body = models.UUIDField()
    campaign = models.UUIDField()
    unit = models.UUIDField()
    matter = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    version = models.BigIntegerField()

    class Meta:
        db_table = "authority"
        indexes = [models.Index(fields=["body", "unit"], name="authority_by_body")]


class TieRow(models.Model):
    """What a person declared about a unit (`core.rows.Tie`)."""

    id = models.UUIDField(primary_key=True)
    person = models.UUIDField()
    unit = models.UUIDField()
    ground = models.TextField()
    declared_on = models.DateField()
    version = models.BigIntegerField()

    class Meta:
        db_table = "tie"
        indexes = [models.Index(fields=["person", "unit"], name="tie_by_person")]


class BarRow(models.Model):
    """A person kept off a unit (`core.rows.Bar`)."""

    id = models.UUIDField(primary_key=True)
    person = models.UUIDField()
    unit = models.UUIDField()
    ground = models.TextField()
    since = models.DateField()
    decided = models.BooleanField()
    kept_off = models.BooleanField()
    version = models.BigIntegerField()

    class Meta:
        db_table = "bar"
        constraints = [models.UniqueConstraint(fields=["person", "unit"], name="bar_once")]


class DutyRow(models.Model):
    """Who owes whom what by when (`core.rows.Duty`).  Lateness is computed when read."""

    id = models.UUIDField(primary_key=True)
    rule = models.TextField()
    scheme = models.TextField()
    owner = models.UUIDField(null=True)
    owner_seat = models.TextField()
    co_owners = ArrayField(models.TextField())
    owed_to = models.UUIDField(null=True)
    stream = models.UUIDField()
    kind = models.TextField()
    campaign = models.UUIDField(null=True)
    inspection = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    body = models.UUIDField(null=True)
    item = models.TextField()
    awaits = ArrayField(models.TextField())
    where = models.JSONField()
    scope = models.TextField()
    state = models.TextField()
    opened_by = models.BigIntegerField()
    opened_on = models.DateField()
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    undated = models.TextField()
    before = models.TextField()
    due = models.JSONField()
    urged = models.IntegerField()
    closed_by = models.BigIntegerField(null=True)
    closed_on = models.DateField(null=True)
    readers = ArrayField(models.UUIDField())
    barred = ArrayField(models.UUIDField())
    version = models.BigIntegerField()
    reported_to = ArrayField(models.TextField(), default=list)

    class Meta:
        db_table = "duty"
        indexes = [
            models.Index(fields=["stream", "state"], name="duty_by_stream"),
            models.Index(fields=["rule", "opened_by"], name="duty_by_rule"),
            models.Index(
                fields=["owner", "due_at", "id"], condition=Q(state="open"), name="duty_open_by_owner"
            ),
            models.Index(
                fields=["owed_to", "due_at", "id"], condition=Q(state="open"), name="duty_open_owed_to"
            ),
            models.Index(
                fields=["campaign", "due_at", "id"], condition=Q(state="open"), name="duty_open_by_round"
            ),
            models.Index(fields=["due_at", "id"], condition=Q(state="open"), name="duty_open_by_due"),
            models.Index(
                fields=["opened_on", "id"], condition=Q(state="open", due_at=None), name="duty_open_undated"
            ),
            GinIndex(fields=["readers"], condition=Q(state="open"), name="duty_open_by_reader"),
            models.Index(fields=["inspection"], condition=Q(state="open"), name="duty_open_by_inspection"),
            models.Index(
                fields=["owner", "closed_by"], condition=~Q(state="open"), name="duty_closed_by_owner"
            ),
            GinIndex(fields=["co_owners"], condition=Q(state="open"), name="duty_open_by_co_owner"),
            GinIndex(fields=["reported_to"], condition=Q(state="open"), name="duty_open_reported_to"),
        ]


class AdoptedScheme(models.Model):
    """A regulation as adopted: the bytes every act under it was decided by."""

    version = models.TextField(primary_key=True)
    scheme = models.TextField()
    source = models.TextField()
    base = models.TextField()
    adopted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "adopted_scheme"


class Jurisdiction(models.Model):
    """The office this schema belongs to: its name, and whether it is for practice only."""

    one = models.BooleanField(primary_key=True, default=True)
    zh = models.TextField()
    en = models.TextField()
    is_practice = models.BooleanField(default=False)
    scheme = models.TextField(default="")

    class Meta:
        db_table = "jurisdiction"
        constraints = [models.CheckConstraint(condition=Q(one=True), name="jurisdiction_is_one")]


class Draft(models.Model):
    """What a person has typed and not sent: private to the post, outside the record."""

    id = models.BigAutoField(primary_key=True)
    person = models.UUIDField()
    seat = models.UUIDField()
    place = models.TextField()
    typed = models.JSONField()
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "draft"
        constraints = [models.UniqueConstraint(fields=["person", "seat", "place"], name="draft_once")]


class StoredFile(models.Model):
    """A file, once by its hash; its bytes lie in the folder of files under `id`, sealed with this key."""

    id = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    kind = models.TextField()
    size = models.BigIntegerField()
    sealed_key = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)
    """When somebody kept it last."""
    counted = models.BooleanField(default=True, db_default=True)
    """Whether everything that rests on it is noted in `file_use`; of older files it is not, and they stay."""

    class Meta:
        db_table = "stored_file"


class Upload(models.Model):
    """A file somebody sent whose act is not done yet: theirs alone, outside the record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField()
    digest = models.CharField(max_length=64)
    name = models.TextField()
    kind = models.TextField()
    size = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    made_from = models.UUIDField(null=True)
    """The matter whose report it is a cleaned copy of: it goes with the key of that matter."""

    class Meta:
        db_table = "upload"
