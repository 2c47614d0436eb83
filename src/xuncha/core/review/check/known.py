"""What a regulation may name: its own lists, roles and fields, and the words that are the same for every regulation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from xuncha.core.catalogue import CATALOGUE, KINDS, ActType
from xuncha.core.scheme.rules import Form, Role, Scheme

SCOPES = ("self", "parent", "inspection", "campaign", "unit", "body", "all")
"""Where a condition may look, from the subject of the act outwards."""

DUTY_SCOPES = ("inspection", "campaign", "unit", "body", "owner")
"""Where an act may discharge a duty when it does not stand on the duty's own stream."""

REPLACES = ("self", "inspection", "campaign", "unit", "body")
"""Where a duty opened again takes the place of the one still owed there."""

CLOCK_ACTS = frozenset({"period.begun", "due.moved", "silence.counted", "duty.reported"})
"""Acts of the clock: no role does them."""

FOUNDING_ACTS = frozenset({"scheme.adopted", "calendar.adopted"})
"""Acts of the machine's own command, before anyone has a post."""

BY_CODE = ("kind", "method", "register", "route")
"""Names under which a rule asks what a thing was opened as, when its act has no such field."""

SUBJECT_WORDS = frozenset(
    {"id", "kind", "code", "state", "title", "campaign", "inspection", "unit", "body", "parent", "number", "n", "cycle",
     "opened_on", "closed_on", "version", "readers"}
)  # fmt: skip
"""What every thing has, whatever its acts have said."""

PAPERS = (
    "plan", "authorisation", "notice", "announcement", "complaint_sheet", "talk_record", "minutes", "ledger_sheet",
    "list_sheet", "return_form", "report", "feedback", "referral_letter", "advice_letter", "order",
    "undertaking_letter", "circular", "bulletin", "press_text", "public_notice", "extract", "survey_form", "poster",
    "archive_index",
)  # fmt: skip
"""The papers that can be printed."""

VIEWS = (
    "desk", "scheme_page", "clause_table", "org_chart", "roster", "calendar", "round_board", "phase_line",
    "inspection_page", "unit_page", "duty_tree", "coverage", "check_list", "complaint_register", "check_ledger",
    "rectification_ledger", "rules_list", "finding_page", "clue_list", "disposition_board", "referral_list",
    "returns_board", "undertaking_board", "accountability_view", "figures", "trend", "publicity_board",
    "practice_library", "archive_checklist", "warning_view", "public_page", "problem_board", "activity_view",
    "team_proposal",
)  # fmt: skip
"""The pages on which a clause may be seen to be kept."""

ALSO_LISTS = {"phases": "phases", "routes": "routes"}
"""Lists whose values are rules of their own."""


@dataclass(frozen=True)
class Known:
    """The names that stand in a regulation with the product's safeguards under it."""

    scheme: Scheme

    # ------------------------------------------------------------------------------------ lists and values

    def has_list(self, name: str) -> bool:
        """Whether the regulation has such a list; phases and routes are lists in themselves."""
        return name in self.scheme.lists or bool(name in ALSO_LISTS and self.values(name))

    def values(self, name: str) -> frozenset[str]:
        """The values of a list."""
        found = self.scheme.lists.get(name)
        values = set(found.values) if found else set()
        if name == "phases":
            values |= set(self.scheme.phases)
        if name == "routes":
            values |= set(self.scheme.routes)
        return frozenset(values)

    @cached_property
    def body_kinds(self) -> frozenset[str]:
        """The kinds of parties a role may stand in."""
        return self.values("body_kinds") | {"unit", "founder", "clock", "mailbox"}

    @cached_property
    def seats(self) -> frozenset[str]:
        """The seats of bodies and units."""
        return self.values("seats") | {role.seat for role in self.scheme.roles.values() if role.seat}

    @cached_property
    def functions(self) -> frozenset[str]:
        """The functions by which receivers are told apart."""
        return frozenset(role.function for role in self.scheme.roles.values() if role.function)

    # ------------------------------------------------------------------------------------ acts and fields

    def code_lists(self, kinds: Iterable[str]) -> frozenset[str]:
        """The lists that say what things of these kinds are opened as (`notice`, `talk`, `round`)."""
        wanted = set(KINDS if "*" in (named := tuple(kinds)) else named)
        fields = (
            act.field(act.deciding)
            for act in CATALOGUE.values()
            if act.opens and act.deciding and wanted & set(act.on)
        )
        return frozenset(field.of for field in fields if field and field.type == "code")

    def deciding_lists(self, act: ActType) -> frozenset[str]:
        """The lists of the value after the colon in `act:value`; empty where any word may stand there."""
        field = act.field(act.deciding) if act.deciding else None
        if field is not None:
            return frozenset({field.of} if field.type == "code" else ())
        return self.code_lists(act.on)

    def field_names(self, act: ActType, value: str = "") -> Mapping[str, str]:
        """The fields of an act with the list each is chosen from (or nothing), those of its forms included."""
        key = (act.code, value)
        if key not in self._fields:
            self._fields[key] = self._field_names(act, value)
        return self._fields[key]

    @cached_property
    def _fields(self) -> dict[tuple[str, str], dict[str, str]]:
        return {}

    def _field_names(self, act: ActType, value: str) -> dict[str, str]:
        names = {field.name: field.of if field.type == "code" else "" for field in act.fields}
        for form in self._forms.get(act.code, ()):
            if not value or form.value in ("", value):
                names |= {field.name: names.get(field.name) or field.list for field in form.fields.values()}
        return names

    @cached_property
    def _forms(self) -> Mapping[str, list[Form]]:
        found: dict[str, list[Form]] = {}
        for form in self.scheme.forms:
            found.setdefault(form.act, []).append(form)
        return found

    def facts_of(self, act: ActType) -> Mapping[str, str]:
        """What the thing an act is done on may hold: the fields of every act on things of its kind."""
        if act.on not in self._facts:
            self._facts[act.on] = self._facts_of(act)
        return self._facts[act.on]

    @cached_property
    def _facts(self) -> dict[tuple[str, ...], dict[str, str]]:
        return {}

    def _facts_of(self, act: ActType) -> dict[str, str]:
        kinds = set(KINDS if act.on == ("*",) else act.on)
        names: dict[str, str] = {}
        for other in CATALOGUE.values():
            if other.on == ("*",) or kinds & set(other.on):
                for name, found in self.field_names(other).items():
                    names[name] = names.get(name) or found
        return names

    @cached_property
    def every_field(self) -> frozenset[str]:
        """Every field of every act and form."""
        return frozenset(name for act in CATALOGUE.values() for name in self.field_names(act))

    # ------------------------------------------------------------------------------------ who may do what

    @cached_property
    def silent(self) -> frozenset[str]:
        """The acts that the clock counts as done where nobody answers."""
        return frozenset(
            duty.silence.partition(":")[0] for duty in self.scheme.duties.values() if duty.silence
        )

    def roles_that_may(self, act: str, value: str = "") -> Iterator[Role]:
        """The roles that may do an act, or this kind of it; with no value, any kind of it."""
        for role in self._doers.get(act, ()):
            if not value or act in role.may or f"{act}:{value}" in role.may:
                yield role

    @cached_property
    def _doers(self) -> Mapping[str, list[Role]]:
        """The roles that may do an act, or some kind of it."""
        found: dict[str, list[Role]] = {}
        for role in self.scheme.roles.values():
            for code in dict.fromkeys(may.partition(":")[0] for may in role.may):
                found.setdefault(code, []).append(role)
        return found

    def roles_in(self, body: str, function: str = "", seat: str = "") -> Iterator[Role]:
        """The roles that somebody of such a body has, or the holder of one seat in it."""
        for role in self.scheme.roles.values():
            fits_function = not function or role.function in ("", function)
            if role.body == body and fits_function and (not seat or role.seat in ("", seat)):
                yield role
