"""The invented regulation through real pages: the same tests, each act a form that somebody opens, answers and sends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.regulations.every_word import test_limits as limits
from tests.regulations.every_word import test_requests as requests
from tests.regulations.every_word import test_reviews as reviews
from tests.regulations.every_word.town import accepted
from xuncha.core.facts.book import ask
from xuncha.core.facts.rows import Duty
from xuncha.store.replay import replay
from xuncha.web import addresses


@pytest.mark.parametrize(
    "story",
    [
        requests.test_each_that_helps_owes_its_part_to_the_lead,
        requests.test_no_answer_before_every_part_is_there_and_by_the_lead_alone,
        requests.test_silence_counts_as_taking_it_on_and_the_answer_is_owed_from_that_day,
        requests.test_after_an_objection_it_goes_to_another_who_owes_it_and_the_former_does_not,
        requests.test_force_is_the_directors_with_a_reason_and_is_the_last_word,
        limits.test_a_receipt_that_comes_later_is_what_it_starts_from,
        reviews.test_the_office_hands_it_to_the_next_level_which_decides_within_thirty_days,
        reviews.test_after_the_re_review_the_matter_is_final,
    ],
    ids=lambda story: story.__name__,
)
def test_it_goes_the_same_way(story: Callable[[], None], on_pages: None) -> None:
    story()


def duty_of(city: object, rule: str, state: str) -> Duty:
    [found] = city.play.find(ask("duty", rule=rule, state=state))  # type: ignore[attr-defined]
    return found


def test_a_silence_is_read_on_the_matter_and_at_its_date_and_nobody_is_said_to_have_acted(
    on_pages: None,
) -> None:
    city = accepted().at("2026-09-22").assign("water", "housing")
    waiting = addresses.of_duty(duty_of(city, "take_on", "open").id)
    matter = addresses.of_subject("complaint", city.keys["request"])
    with city.desk("water/head") as lead:
        assert "视为已办“接办”，由系统时钟记录，不记为任何人办过" in lead.reads(waiting)
        assert "系统时钟" not in lead.reads(matter)
    city.at("2026-09-28")
    for reader in ("office/clerk", "water/head"):
        with city.desk(reader) as who:
            told = who.reads(matter)
            assert "系统时钟" in told
            assert "期满视为已办：接办" in told
            assert reader == "water/head" or "陆闻笙" not in told  # who leads there did nothing
            assert "期满没有办，视为已办" in who.reads(waiting)
    with city.desk("office/clerk") as clerk:
        assert "期满视为已办：接办" in clerk.prints(matter)


def test_nobody_is_offered_to_count_a_silence(on_pages: None) -> None:
    city = accepted().at("2026-09-22").assign()
    for reader in ("office/clerk", "office/director", "water/head"):
        with city.desk(reader) as who:
            matter = addresses.of_subject("complaint", city.keys["request"])
            assert "silence.counted" not in who.html(matter)
            assert who.status(f"{matter}/do/silence.counted") in (403, 404)


def test_what_is_final_is_shown_as_such_and_offers_nothing_more(on_pages: None) -> None:
    city = reviews.rereviewed()
    matter = addresses.of_subject("complaint", city.keys["request"])
    with city.desk("office/clerk") as clerk:
        assert "终结" in clerk.reads(matter)
    city.do("office/clerk", "complaint.finalised", {"text": "已经复核"}, subject="request")
    with city.desk("office/clerk") as clerk:
        assert "已终结" in clerk.reads(matter)
        assert "matter.rehandled" not in clerk.html(matter)
        assert "已终结" in clerk.lists("complaints")


def test_what_went_over_to_whoever_handles_it_now_is_said_in_the_course_of_the_matter(on_pages: None) -> None:
    city = reviews.answered().at("2026-11-11").ask_review().hand_up("water")
    matter = addresses.of_subject("complaint", city.keys["request"])
    with city.desk("office/clerk") as clerk:
        said = "“落实答复中应允的事”由柳塘办理站转给市水务局接着办"
        assert said in clerk.reads(matter)
        assert said in clerk.prints(matter)


def test_whom_it_was_given_to_and_who_helps_stand_on_the_page_and_who_has_no_part_reads_nothing(
    on_pages: None,
) -> None:
    city = accepted().at("2026-09-22").assign("water", "housing")
    matter = addresses.of_subject("complaint", city.keys["request"])
    for reader in ("office/clerk", "water/head", "housing/head"):
        with city.desk(reader) as who:
            told = who.reads(matter)
            assert ("市水务局" in told, "市住建局" in told) == (True, True)
    for reader in ("station/head", "town/principal", "law/head"):
        with city.desk(reader) as who:
            assert who.status(matter) == 404


def test_the_form_of_an_extension_opens_though_a_second_one_would_be_refused(on_pages: None) -> None:
    city = limits.taken().at("2026-10-12")
    matter = addresses.of_subject("complaint", city.keys["request"])
    with city.desk("office/director") as who:
        told = who.reads(f"{matter}/do/duty.extended")
        assert "已告知" in told
        assert "延期只能一次" not in told  # which duty is not typed yet


def test_the_record_of_every_word_replays_to_the_same_rows(on_pages: None) -> None:
    city = (
        accepted()
        .at("2026-09-22")
        .assign("water", "station")
        .at("2026-09-23")
        .object()
        .object("station")
        .assign("housing")
    )
    city.find("town/principal").plan()
    city.at("2026-09-28").refer().at("2026-10-12")
    assert {city.duty("receive_referral", "by_silence").state, city.duty("take_on", "by_silence").state} == {
        "by_silence"
    }
    with city.play.there():
        assert replay().differences == []
