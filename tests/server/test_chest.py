"""A chest says whether it is whole: every member as it was put in, and no other."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from xuncha.server.backup.chest import Packing, unpack
from xuncha.server.trouble import Trouble

PLACE = Path("/somewhere/backup")


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    packing = Packing(out)
    for name, data in members.items():
        packing.pack(name, data)
    packing.close({"of": "a test"})
    return out.getvalue()


def contents(data: bytes) -> dict[str, bytes]:
    found: dict[str, bytearray] = {}

    def take(name: str) -> object:
        return found.setdefault(name, bytearray()).extend

    assert unpack(io.BytesIO(data), PLACE, take)["of"] == "a test"  # type: ignore[arg-type]
    return {name: bytes(told) for name, told in found.items()}


def test_what_was_put_in_comes_out() -> None:
    assert contents(packed(one=b"1", two=bytes(3_000_000), three=b"")) == {
        "one": b"1",
        "two": bytes(3_000_000),
        "three": b"",
    }


def test_files_of_a_folder_are_put_in_by_their_names_and_halves_are_not(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(b"1")
    (tmp_path / "a" / ".half").write_bytes(b"2")
    out = io.BytesIO()
    packing = Packing(out)
    packing.pack_folder("files", tmp_path / "a")
    packing.close({"of": "a test"})
    assert contents(out.getvalue()) == {"files/b/c": b"1"}


@pytest.mark.parametrize("at", [513, 514, 2000, 3000])
def test_a_changed_bit_is_found(at: int) -> None:
    data = bytearray(packed(one=b"x" * 4_000))
    data[at] ^= 1
    with pytest.raises(Trouble, match="is not whole"):
        contents(bytes(data))


def test_a_chest_that_is_cut_short_is_found() -> None:
    data = packed(one=b"x" * 4_000, two=b"y")
    for end in (0, 100, 600, 5_000, 6_000):
        with pytest.raises(Trouble, match="is not whole: .*cut short"):
            contents(data[:end])


def test_members_that_were_taken_out_put_in_or_lead_elsewhere_are_found() -> None:
    whole = packed(one=b"1", two=b"2")
    with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
        members = [(info, tar.extractfile(info).read()) for info in tar]  # type: ignore[union-attr]

    def rebuilt(*kept: tuple[str, bytes]) -> bytes:
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as tar:
            for name, data in kept:
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        return out.getvalue()

    plain = [(info.name, data) for info, data in members]
    assert contents(rebuilt(*plain)) == {"one": b"1", "two": b"2"}, "the control"
    for harmed, said in (
        (plain[1:], "one is missing"), ([*plain[:2], ("three", b"3"), plain[2]], "three was put in"),
        ([("../one", b"1"), *plain[1:]], r"holds \.\./one"), ([("/one", b"1"), *plain[1:]], "holds /one"),
        ([("one", b"9"), *plain[1:]], "one was changed"), ([*plain, ("late", b"")], "holds late"),
        ([*plain[:2], (plain[2][0], plain[2][1] + b" ")], "list of contents was changed"),
    ):  # fmt: skip
        with pytest.raises(Trouble, match=said):
            contents(rebuilt(*harmed))
