"""Without the master key that sealed it nothing is begun: a new key made beside it would lose what comes after, too."""

import secrets
import shutil
from pathlib import Path

import pytest
from django.test import override_settings

from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from xuncha.server.readiness import refuse_lost_key
from xuncha.server.trouble import Trouble
from xuncha.store.payloads import master_key
from xuncha.vault.seal import KEY_BYTES

pytestmark = pytest.mark.fresh_database


def test_the_key_that_sealed_is_asked_for_and_no_other_is_made(office: Office, tmp_path: Path) -> None:
    refuse_lost_key()
    here = master_key().place
    there = tmp_path / "secrets" / "master.key"
    there.parent.mkdir()
    with override_settings(DATA=tmp_path):
        with pytest.raises(Trouble, match="is gone, and without it nothing"):
            refuse_lost_key()
        assert not there.exists()
        shutil.copy(here, there)
        refuse_lost_key()


def test_another_key_is_not_taken_for_it(office: Office, tmp_path: Path) -> None:
    there = tmp_path / "secrets" / "master.key"
    there.parent.mkdir()
    there.write_bytes(secrets.token_bytes(KEY_BYTES))
    with override_settings(DATA=tmp_path), pytest.raises(Trouble, match="is not the key of this office"):
        refuse_lost_key()


@pytest.mark.usefixtures("database")
def test_where_nothing_is_sealed_yet_no_key_is_needed(tmp_path: Path) -> None:
    with override_settings(DATA=tmp_path):
        refuse_lost_key()
