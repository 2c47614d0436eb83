"""A regulation of the office's own has its clauses on its pages, and a forecast, from what lay beside its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from tests.regulations.every_word.town import FILE, SCHEMES, founded
from tests.web.through_pages import words_of
from xuncha.store.kept import CLAUSES, keep


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    text = FILE.read_text(encoding="utf-8")
    table = (SCHEMES / "clauses" / "every-word.tsv").read_text(encoding="utf-8")
    case = (SCHEMES / "cases" / FILE.name).read_text(encoding="utf-8")
    with override_settings(DATA=tmp_path):
        return keep(text, table, case)


def test_its_clauses_are_read_and_its_rounds_are_reckoned(on_pages: None, kept: Path, tmp_path: Path) -> None:
    city = founded()
    with override_settings(DATA=tmp_path), city.desk("office/clerk") as clerk:
        assert "提前三个工作日告知单位" in clerk.reads("/scheme/ew-3-1")
        assert "第四条" in clerk.reads("/scheme/coverage")
        assert "三十日内答复" in clerk.reads("/scheme/articles/4")
        assert "这部办法没有案例" not in clerk.reads("/scheme/forecast")


def test_a_first_day_its_case_cannot_be_played_from_is_said_with_the_reason(
    on_pages: None, kept: Path, tmp_path: Path
) -> None:
    city = founded()
    with override_settings(DATA=tmp_path), city.desk("office/clerk") as clerk:
        answer = clerk.client.get("/scheme/forecast?start=2026-12-01")
        assert answer.status_code == 422
        said = words_of(answer.content.decode())
        assert "排不出来" in said
        assert "第 16 步" in said
        assert "每月到期" not in said


def test_without_them_pages_say_so_and_nothing_fails(on_pages: None, tmp_path: Path) -> None:
    city = founded()
    with override_settings(DATA=tmp_path), city.desk("office/clerk") as clerk:
        assert clerk.status("/scheme") == 200
        assert clerk.status("/scheme/ew-3-1") == 404
        assert "这部办法没有案例" in clerk.reads("/scheme/forecast")


def test_what_is_kept_twice_is_the_same_and_what_is_empty_is_left_out(kept: Path, tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    with override_settings(DATA=tmp_path):
        assert keep(text, "", "") == kept
    assert (kept / CLAUSES).is_file()
