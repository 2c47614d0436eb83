"""What a file is follows from its content; what is not taken is refused with the way out."""

from __future__ import annotations

import pytest

from tests.attachments.made import HARMLESS, REFUSED, UNCLEAN, docx, drawing, pdf, photograph, xlsx
from xuncha.attachments.kinds import ARCHIVE, MACROS, TOO_MANY_PIXELS, TOO_PACKED, Look, Unfit, recognised

GOOD = {
    "pdf": pdf(), "jpeg": photograph(), "png": drawing(), "docx": docx(), "xlsx": xlsx(),
    "mp3": b"ID3\x04" + bytes(900), "mp4": b"\0\0\0\x18ftypisom" + bytes(900), "amr": b"#!AMR\n" + bytes(900),
}  # fmt: skip


@pytest.mark.parametrize("kind", GOOD)
def test_a_file_is_what_its_content_says_however_it_passes(kind: str) -> None:
    assert recognised(GOOD[kind]) == kind
    for n in (1, 500, 4096):
        look = Look()
        passed = b"".join(look.saw(GOOD[kind][at : at + n]) for at in range(0, len(GOOD[kind]), n))
        assert look.kind() == kind, n
        assert passed + look.held() == GOOD[kind]
        assert kind not in ("docx", "xlsx") or passed == b""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_is_read_as_people_here_write_it(encoding: str) -> None:
    words = ("窗口说必须到指定的店买。\r\n" * 400).encode(encoding)
    assert recognised(words) == "txt"
    look = Look()
    for at in range(len(words)):  # also where a sign is cut in two
        look.saw(words[at : at + 1])
    assert look.kind() == "txt"
    with pytest.raises(Unfit):
        recognised(words + b"\xff\xff")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_taken_is_refused_with_a_way_out(name: str) -> None:
    with pytest.raises(Unfit) as unfit:
        recognised(REFUSED[name])
    assert unfit.value.text.zh
    assert unfit.value.text.en


@pytest.mark.parametrize(
    ("name", "text"),
    [("an archive in an archive", ARCHIVE), ("a bomb as a document", TOO_PACKED), ("parts lying over each other", TOO_PACKED),
     ("macros", MACROS), ("a pixel flood", TOO_MANY_PIXELS), ("too many parts", TOO_PACKED)],
)  # fmt: skip
def test_each_is_refused_for_what_it_is(name: str, text: object) -> None:
    with pytest.raises(Unfit) as unfit:
        recognised(REFUSED[name])
    assert unfit.value.text == text


def test_the_others_are_taken_as_what_they_are() -> None:
    assert {name: recognised(data) for name, (_, data) in HARMLESS.items()} == {
        name: kind for name, (kind, _) in HARMLESS.items()
    }
    assert all(recognised(data) == kind for kind, data, _ in UNCLEAN.values())
