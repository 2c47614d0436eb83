"""The environment comes from locks that name versions and hashes, and nothing else."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_what_and_never_where_from(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|--index|--extra-index|--find-links|--trusted-host|file:", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_in_a_lock_is_pinned_by_hash(lock: str) -> None:
    packages = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text())[1:]
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_running_xuncha_needs_at_most_thirty_two_packages() -> None:
    names = re.findall(
        r"^([a-z0-9.-]+)(?:\[.*\])?==(?!.*win32)", (ROOT / "requirements.lock").read_text(), re.M
    )
    assert len(names) <= 32


def test_the_development_lock_holds_what_the_other_holds() -> None:
    pinned = [set(re.findall(r"^[a-z0-9.-]+==\S+", (ROOT / lock).read_text(), re.M)) for lock in LOCKS]
    assert pinned[0] <= pinned[1]
