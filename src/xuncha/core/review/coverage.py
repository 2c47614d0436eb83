"""Which clauses a test run has exercised: the run's record, and its tally against the table of clauses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xuncha.core.scheme.clause import Clause

EFFECTS = ("enforced", "tracked", "recorded", "produced", "shown")
"""What this product does about a clause, in the order in which it is reported."""


@dataclass(frozen=True, slots=True)
class CoverageRecord:
    """What a full passing run left behind: the tests by clause, and the digest of the scheme file they ran on."""

    scheme: str
    digest: str
    tests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def as_text(self) -> str:
        """The record as a file: sorted, a clause a line, so that a diff shows what a change covers or loses."""
        told = {
            "scheme": self.scheme,
            "digest": self.digest,
            "clauses": {k: list(v) for k, v in sorted(self.tests.items())},
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def of(cls, text: str) -> CoverageRecord:
        """The record written in `text`; raises ValueError for anything else."""
        told = json.loads(text)
        try:
            tests = {str(clause): tuple(map(str, found)) for clause, found in told["clauses"].items()}
            return cls(str(told["scheme"]), str(told["digest"]), tests)
        except (KeyError, TypeError, AttributeError):
            raise ValueError("not a record of coverage") from None


@dataclass(frozen=True, slots=True)
class EffectTally:
    """How many clauses of one effect a passing test exercises, of how many."""

    effect: str
    covered: int
    of: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The coverage of a regulation: by effect, the clauses no test carries, and the tests of clauses that are gone."""

    effects: tuple[EffectTally, ...]
    missing: tuple[Clause, ...]
    unknown: tuple[str, ...]
    is_stale: bool

    @property
    def covered(self) -> int:
        return sum(one.covered for one in self.effects)

    @property
    def of(self) -> int:
        return sum(one.of for one in self.effects)


def tally(clauses: Iterable[Clause], record: CoverageRecord | None, digest: str) -> Tally:
    """Hold a record against the clauses with an effect; it is stale when the scheme file is no longer that of the run."""
    wanted = [clause for clause in clauses if clause.has_effect]
    tests = record.tests if record else {}
    covered = {clause.id for clause in wanted if tests.get(clause.id)}
    present = {clause.effect for clause in wanted}
    effects = tuple(
        EffectTally(
            effect,
            sum(clause.id in covered for clause in wanted if clause.effect == effect),
            sum(clause.effect == effect for clause in wanted),
        )
        for effect in (*EFFECTS, *sorted(present - set(EFFECTS)))
        if effect in present
    )
    return Tally(
        effects,
        tuple(clause for clause in wanted if clause.id not in covered),
        tuple(sorted(tests.keys() - {clause.id for clause in wanted})),
        record is not None and record.digest != digest,
    )
