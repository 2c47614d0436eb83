"""A report as it is sealed: who can open which part of it, and that its length tells nothing."""

from __future__ import annotations

import io
import json
import tracemalloc
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from xuncha.core.protection.addressing import Reader, Whom
from xuncha.vault.attachment import Attachment, SealingFile
from xuncha.vault.carried import Bytes, Came, Opened, PublicName, nothing, opened_file, write_file
from xuncha.vault.envelope import Context, Envelope, Group, open_layer
from xuncha.vault.mailbox import open_mailbox, read_by_office
from xuncha.vault.profile import INTERNATIONAL, Unreadable
from xuncha.vault.receipt import keys_of
from xuncha.vault.report import (
    ANONYMOUS,
    CONFIDENTIAL,
    OPEN,
    Addition,
    Report,
    SealsTo,
    Sent,
    as_told,
    desk_told,
    enclosed_files,
    files_of,
    from_told,
    open_body,
    open_name,
    open_sent,
    seal_addition,
    seal_report,
)

MACHINE, INTAKE, FIRST, SECOND, ABOVE = (INTERNATIONAL.new_keys() for _ in range(5))
TO = SealsTo(
    MACHINE.public,
    Group("intake", (INTAKE.public,)),
    (Group("identity.1", (FIRST.public,)), Group("identity.2", (SECOND.public,))),
    b"salt of a jurisdiction",
    Group("above", (ABOVE.public,)),
)
UNIT, TODAY = uuid4(), date(2026, 9, 29)
SAID = Report(str(UNIT), "柳塘镇", "补贴没有到户", ANONYMOUS)
NAMED = replace(SAID, mode=OPEN, name="甲某", contact="村口")


def opened(sealed: bytes, place: UUID) -> Sent:
    sent = open_sent(sealed, place, MACHINE.private)
    assert isinstance(sent, Sent)
    return sent


def test_the_machine_learns_unit_and_mode_and_the_intake_office_alone_the_words() -> None:
    place = uuid4()
    _, sealed = seal_report(SAID, place, TO, TODAY)
    sent = opened(sealed, place)
    assert (sent.unit, sent.mode, sent.identity) == (UNIT, ANONYMOUS, b"")
    assert open_body(sent.body, sent.case, INTAKE.private) == ("柳塘镇", "补贴没有到户")
    for other in (MACHINE, FIRST, SECOND):
        with pytest.raises(Unreadable):
            open_body(sent.body, sent.case, other.private)


def test_what_is_about_the_intake_opens_above_and_not_there() -> None:
    place = uuid4()
    about = replace(NAMED, unit="", unit_name="巡查办", about="intake", reader="above")
    code, sealed = seal_report(about, place, TO, TODAY)
    sent = opened(sealed, place)
    assert (sent.unit, sent.about, sent.reader) == (None, Whom.INTAKE, Reader.ABOVE)
    assert open_body(sent.body, sent.case, ABOVE.private) == ("巡查办", "补贴没有到户")
    assert open_name(sent.identity, sent.case, ABOVE.private) == ("甲某", "村口")
    for other in (INTAKE, MACHINE):
        with pytest.raises(Unreadable):
            open_body(sent.body, sent.case, other.private)
    mailbox = open_mailbox(keys_of(code, TO.salt), sent.mailbox, TODAY)
    assert desk_told(sent.desk, mailbox.private, sent.case) == "above"
    added = open_sent(seal_addition(sent.case, "还有", place, TO, reader="above"), place, MACHINE.private)
    assert isinstance(added, Addition)
    assert added.reader == Reader.ABOVE
    assert read_by_office(added.words, ABOVE.private, sent.case, added.n) == "还有"


def carried(reports: list[tuple[date, Sent | Addition]], sealed: Bytes = nothing) -> bytes:
    """The file in which these are carried."""
    out = io.BytesIO()
    write_file(out, reports, "澜汀市", TODAY, sealed)
    return out.getvalue()


def arrived(file: bytes, private: bytes) -> list[Opened]:
    """What opens of it there."""
    return list(opened_file(io.BytesIO(file), private))


def test_nothing_is_sealed_to_a_desk_without_a_key() -> None:
    without = replace(TO, above=None)
    with pytest.raises(ValueError, match="no key of above"):
        seal_report(replace(SAID, reader="above"), uuid4(), without, TODAY)


def test_what_is_carried_opens_with_the_key_of_the_intake_elsewhere_alone() -> None:
    place = uuid4()
    sent = opened(seal_report(replace(NAMED, about="intake", reader="above"), place, TO, TODAY)[1], place)
    added = open_sent(seal_addition(sent.case, "还有", place, TO, reader="above"), place, MACHINE.private)
    file = carried([(TODAY, sent), (TODAY, added)])
    assert "补贴没有到户" not in file.decode()
    first, second = arrived(file, ABOVE.private)
    assert (first.words, first.who, second.words) == ("补贴没有到户", "甲某 村口", "还有")
    for key in (INTAKE.private, MACHINE.private):
        with pytest.raises(Unreadable):
            arrived(file, key)
    wish = {"kind": "retaliation", "ways": ["pay", "transfer"]}
    asked = open_sent(seal_addition(sent.case, "", place, TO, wish, reader="above"), place, MACHINE.private)
    lines = carried([(TODAY, sent), (TODAY, added), (TODAY, asked)]).splitlines()
    lines[1] = json.dumps(json.loads(lines[1]) | {"body": "{}"}).encode()
    lines[2] = json.dumps(json.loads(lines[2]) | {"n": "1e999"}).encode()
    one, two, three = arrived(b"\n".join(lines), ABOVE.private)
    assert [one.is_open, two.is_open, three.is_open] == [False, False, True], "item by item"
    assert (three.wish, three.words) == ("retaliation ways=pay,transfer", "")
    lines[1] = b"no line of ours"
    assert [one.is_open for one in arrived(b"\n".join(lines), ABOVE.private)] == [False, False, True]
    for broken in (b"", b"{}", b"no file of ours", b'{"v":1}', b'{"v":1}\n{}\n{"end":1}', b"[" * 90_000):
        with pytest.raises(Unreadable):
            arrived(broken, ABOVE.private)
    for cut in (file.rpartition(b'{"end"')[0], b"".join(file.splitlines(keepends=True)[:2]), file[:-3]):
        with pytest.raises(Unreadable):
            arrived(cut, ABOVE.private)
    name = PublicName("区委巡查办", ABOVE.public)
    assert PublicName.read(name.as_bytes()) == name
    with pytest.raises(Unreadable):
        PublicName.read(b'{"v":1}')


def test_a_confidential_name_needs_both_groups_one_after_the_other() -> None:
    place = uuid4()
    _, sealed = seal_report(replace(NAMED, mode=CONFIDENTIAL), place, TO, TODAY)
    sent = opened(sealed, place)
    context = Context(sent.case, "identity")
    for key in (SECOND, INTAKE, MACHINE):
        with pytest.raises(Unreadable):
            open_layer(sent.identity, key.private, context)
    inner = open_layer(sent.identity, FIRST.private, context)
    assert Envelope.read(inner).to == "identity.2"
    assert open_name(inner, sent.case, SECOND.private) == ("甲某", "村口")


def test_who_reports_under_the_own_name_is_known_to_the_intake_office() -> None:
    place = uuid4()
    _, sealed = seal_report(NAMED, place, TO, TODAY)
    sent = opened(sealed, place)
    assert open_name(sent.identity, sent.case, INTAKE.private) == ("甲某", "村口")


def test_the_length_of_what_lies_in_the_inbox_tells_neither_mode_nor_words() -> None:
    said = (SAID, NAMED, replace(NAMED, mode=CONFIDENTIAL), replace(SAID, happened="长" * 4_000))
    said = (*said, replace(SAID, about="team"), replace(SAID, unit="", about="intake", reader="above"))
    assert len({len(seal_report(one, uuid4(), TO, TODAY)[1]) for one in said}) == 1


def test_an_envelope_opens_at_its_place_alone() -> None:
    place = uuid4()
    _, sealed = seal_report(SAID, place, TO, TODAY)
    with pytest.raises(Unreadable):
        open_sent(sealed, uuid4(), MACHINE.private)
    with pytest.raises(Unreadable):
        open_sent(sealed[:-1], place, MACHINE.private)


def test_what_is_added_later_opens_for_the_intake_office_under_its_number() -> None:
    case, place = uuid4(), uuid4()
    found = open_sent(seal_addition(case, "还有一家", place, TO), place, MACHINE.private)
    assert isinstance(found, Addition)
    assert found.case == case
    assert read_by_office(found.words, INTAKE.private, case, found.n) == "还有一家"
    with pytest.raises(Unreadable):
        read_by_office(found.words, INTAKE.private, case, found.n + 1)


def test_the_code_opens_the_mailbox_that_came_along() -> None:
    place = uuid4()
    code, sealed = seal_report(SAID, place, TO, TODAY)
    sent = opened(sealed, place)
    kept = from_told(as_told(sent.mailbox), sent.case)
    assert open_mailbox(keys_of(code, TO.salt), kept, TODAY).case == sent.case


def file_sealed(data: bytes) -> tuple[Attachment, bytes]:
    pieces: list[bytes] = []
    sealing = SealingFile(lambda key, n, piece: pieces.append(piece))
    sealing.write(data)
    return sealing.finish("txt", "经过.txt", TODAY), b"".join(pieces)


def test_the_machine_learns_where_files_are_kept_and_their_reader_alone_what_opens_them() -> None:
    (one, _), (two, _) = file_sealed(b"one"), file_sealed(b"two")
    place = uuid4()
    sent = opened(seal_report(replace(SAID, files=(one, two)), place, TO, TODAY)[1], place)
    assert sent.files == (one.kept, two.kept)
    assert files_of(sent.body, sent.case, INTAKE.private) == (one, two)
    clear = open_layer(
        seal_report(replace(SAID, files=(one, two)), place, TO, TODAY)[1],
        MACHINE.private,
        Context(place, "sent"),
    )
    for secret in (one.as_told()["key"], one.digest, "经过"):
        assert secret.encode() not in clear
    for other in (MACHINE, FIRST, ABOVE):
        with pytest.raises(Unreadable):
            files_of(sent.body, sent.case, other.private)
    added = open_sent(seal_addition(sent.case, "还有", place, TO, files=(two,)), place, MACHINE.private)
    assert isinstance(added, Addition)
    assert added.files == (two.kept,)
    assert enclosed_files(added.enclosed, sent.case, added.n, INTAKE.private) == (two,)
    for case, n, key in (
        (uuid4(), added.n, INTAKE),
        (sent.case, added.n + 1, INTAKE),
        (sent.case, added.n, MACHINE),
    ):
        with pytest.raises(Unreadable):
            enclosed_files(added.enclosed, case, n, key.private)


def test_with_files_what_is_sealed_has_the_same_lengths() -> None:
    files = tuple(file_sealed(b"one")[0] for _ in range(20))
    place = uuid4()
    without, few = (seal_report(replace(SAID, files=some), place, TO, TODAY)[1] for some in ((), files[:3]))
    assert len(without) == len(few)
    bare, full = (seal_addition(place, "还有", place, TO, files=some) for some in ((), files))
    assert len(bare) == len(full)


def test_files_are_carried_with_what_they_go_with() -> None:
    (one, sealed), (two, more) = file_sealed(b"one"), file_sealed(b"two")
    place, kept = uuid4(), {one.id: sealed, two.id: more}
    about = replace(NAMED, about="intake", reader="above", files=(one,))
    sent = opened(seal_report(about, place, TO, TODAY)[1], place)
    added = open_sent(
        seal_addition(sent.case, "还有", place, TO, reader="above", files=(two,)), place, MACHINE.private
    )
    assert files_in([(TODAY, sent), (TODAY, added)], kept.get) == [[(1, one, b"one")], [(1, two, b"two")]]
    wrong = files_in([(TODAY, sent), (TODAY, added)], {two.id: sealed}.get)
    assert wrong == [[(1, one, None)], [(1, two, None)]], "missing, and exchanged"
    first, second = arrived(carried([(TODAY, sent), (TODAY, added)], kept.get), ABOVE.private)
    assert second.words == "还有", "what is not asked for is passed over"
    assert first.words == "补贴没有到户"


def files_in(reports: list[tuple[date, Sent | Addition]], sealed: Bytes) -> list[list[Came]]:
    """The files that arrive with each of them."""
    return [list(one.files) for one in opened_file(io.BytesIO(carried(reports, sealed)), ABOVE.private)]


def test_a_file_that_a_report_names_many_times_is_carried_once() -> None:
    one, sealed = file_sealed(b"one")
    place = uuid4()
    about = replace(NAMED, about="intake", reader="above", files=(one,) * 9)
    sent = opened(seal_report(about, place, TO, TODAY)[1], place)
    assert carried([(TODAY, sent)], {one.id: sealed}.get).count(b'{"file"') == 2, (
        "its line before, and one piece"
    )


LARGE, SMALL = 20 * 1024 * 1024, 8 * 1024 * 1024


def test_however_many_files_are_carried_one_is_in_memory_at_a_time(tmp_path: Path) -> None:
    reports, kept = list[tuple[date, Sent | Addition]](), dict[UUID, Path]()
    for n in range(3):
        one, sealed = file_sealed(bytes([n]) * LARGE)
        kept[one.id], place = tmp_path / str(n), uuid4()
        kept[one.id].write_bytes(sealed)
        about = replace(NAMED, about="intake", reader="above", files=(one,))
        reports.append((TODAY, opened(seal_report(about, place, TO, TODAY)[1], place)))
    del sealed
    tracemalloc.start()
    try:
        with (tmp_path / "carried").open("wb") as out:
            write_file(out, reports, "澜汀市", TODAY, lambda key: kept[key].read_bytes())
        assert tracemalloc.get_traced_memory()[1] < LARGE + SMALL, "written"
        tracemalloc.reset_peak()
        with (tmp_path / "carried").open("rb") as file:
            sizes = [len(came.data or b"") for one in opened_file(file, ABOVE.private) for came in one.files]
        assert sizes == [LARGE] * 3
        assert tracemalloc.get_traced_memory()[1] < 3 * LARGE + SMALL, "read"
    finally:
        tracemalloc.stop()
