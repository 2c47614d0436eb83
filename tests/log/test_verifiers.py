"""The two verifiers that share no code with the log: both say the same of the same files, and of forged ones."""

from __future__ import annotations

import ast
import base64
import io
import random
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.log import verify_page
from tests.log.example import KEYS_ALONE, LOG, POLICY, Example, later_proof
from tests.log.published_vectors import GO_KEY
from xuncha.core.log.note import Key, Kind, Note, Signature
from xuncha.core.log.policy import read_policy
from xuncha.core.log.proof_file import read_proof
from xuncha.core.unreadable import UnreadableError
from xuncha.vault.log_keys import Signer, check
from xuncha.verifier import xuncha_verify

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FILE = Path(xuncha_verify.__file__)
GOOD = Example().proof()
ONE_IS_ENOUGH = POLICY.replace("quorum two", "quorum one").replace(
    "group two 2 ", "group one 1 archive\ngroup two 1 "
)
ONE_IS_ENOUGH = ONE_IS_ENOUGH.replace("congress archive\n", "congress\n")
STRONG = Signer("county.example/strong", Kind.COSIGNED_ML_DSA_44, bytes(32))
NO_POINT = Key(LOG.name, Kind.ED25519, b"\xff" * 32)
Said = tuple[int, list[str]]


def with_signature(note: Note, n: int, data: bytes) -> Note:
    """The same note with other bytes in one signature."""
    signatures = list(note.signatures)
    signatures[n] = replace(signatures[n], data=data)
    return Note(note.text, tuple(signatures))


def cases() -> dict[str, tuple[str, str, int]]:
    """A proof, a policy, and what the exit code must be."""
    text, note = GOOD.written, GOOD.note
    stranger = Signer(LOG.name, Kind.ED25519, bytes(32))
    other = POLICY.replace(LOG.key.text, stranger.key.text)
    one = with_signature(note, 1, bytes(8) + note.signatures[1].data[8:])
    event = GOOD.extra.replace(b"2015-10-08", b"2015-10-07")
    strange = GOOD.extra[:32] + '{"type":"\u202e\x1b[31m<b>x</b>\u3000"}'.encode()
    return {
        "included": (text, POLICY, 0),
        "keys alone ask for all": (text, KEYS_ALONE, 0),
        "two of three": (Example(seen=(("archive", 3), ("congress", 1))).proof(1).written, POLICY, 0),
        "beyond the largest half of the log": (later_proof().written, POLICY, 0),
        "one is enough": (Example(seen=(("archive", 3),)).proof().written, ONE_IS_ENOUGH, 0),
        "a kind that only the log checks": (replace(GOOD, note=note.with_signatures(STRONG.sign(note.text, 1))).written,
                                            POLICY.replace("group", f"witness strong {STRONG.key.text}\ngroup"), 0),
        "no event": (replace(GOOD, extra=GOOD.extra[:32]).written, POLICY, 2),
        "nobody is asked for": (text, f"log {LOG.key.text}\nquorum none\n", 0),
        "a stranger signed, too": (replace(GOOD, note=note.with_signatures(stranger.sign(note.text))).written, POLICY, 0),
        "one of three": (Example(seen=(("archive", 3),)).proof().written, POLICY, 3),
        "keys alone and one is missing": (Example(seen=(("archive", 3),)).proof().written, KEYS_ALONE, 3),
        "another event": (replace(GOOD, extra=event).written, POLICY, 1),
        "an event that plays with the screen": (replace(GOOD, extra=strange).written, POLICY, 1),
        "another place": (replace(GOOD, index=GOOD.index ^ 1).written, POLICY, 1),
        "a place beyond": (replace(GOOD, index=2**62).written, POLICY, 1),
        "no path": (replace(GOOD, path=()).written, POLICY, 1),
        "a path too long": (replace(GOOD, path=(*GOOD.path, GOOD.path[0])).written, POLICY, 1),
        "another moment": (replace(GOOD, note=one).written, POLICY, 1),
        "a signature cut short": (replace(GOOD, note=with_signature(note, 2, b"x")).written, POLICY, 1),
        "a signature of nothing": (replace(GOOD, note=with_signature(note, 0, bytes(64))).written, POLICY, 1),
        "another root": (text.replace(note.text.split("\n")[2], base64.b64encode(bytes(32)).decode()), POLICY, 1),
        "another size": (text.replace("\n64\n", "\n65\n"), POLICY, 1),
        "a log that one does not know": (text, other, 1),
        "a key that is no point": (text, f"log {NO_POINT.text}\nquorum none\n", 1),
        "no signature": (text[: text.index("—")], POLICY, 2),
        "not a proof": ("nonsense\n", POLICY, 2),
        "base64 spelled otherwise": (text.replace("index", "index ", 1), POLICY, 2),
        "too many steps": (replace(GOOD, path=(bytes(32),) * 64).written, POLICY, 2),
        "no quorum": (text, f"log {LOG.key.text}\n\n# quorum none\nlog {GO_KEY}\n", 2),
        "not a policy": (text, "trust everybody\n", 2),
        "a broken key": (text, POLICY.replace("+A", "+B", 1), 2),
        "a member twice": (text, POLICY.replace("archive\nq", "congress\nq"), 2),
        "an unknown quorum": (text, POLICY.replace("quorum two", "quorum three"), 2),
        "as large as a file may not be": (text + "x" * 70_000, POLICY, 2),
    }  # fmt: skip


def told(tmp_path: Path, proof: str | bytes, policy: str | bytes) -> Said:
    """What the file of Python says, run as anybody runs it."""
    places = (tmp_path / "a.tlog-proof", tmp_path / "keys.policy")
    for place, data in zip(places, (proof, policy), strict=True):
        place.write_bytes(data if isinstance(data, bytes) else data.encode())
    done = subprocess.run(
        [sys.executable, "-I", str(FILE), *map(str, places)], capture_output=True, check=False
    )
    assert done.stderr == b""
    return done.returncode, done.stdout.decode().splitlines()


@cache
def said(proof: str | bytes, policy: str) -> Said:
    """The same without a new process; the tests of the page ask again."""
    with tempfile.TemporaryDirectory() as made, redirect_stdout(io.StringIO()) as out:
        places = (Path(made) / "a.tlog-proof", Path(made) / "keys.policy")
        for place, data in zip(places, (proof, policy), strict=True):
            place.write_bytes(data if isinstance(data, bytes) else data.encode())
        code = xuncha_verify.main([*map(str, places)])
    return code, out.getvalue().splitlines()


# ---------------------------------------------------------------------------------------------- Python


def test_an_included_event_is_said_in_both_languages(tmp_path: Path) -> None:
    code, lines = told(tmp_path, GOOD.written, POLICY)
    assert code == 0
    assert lines[:5] == [
        "已收录。",
        "Included.",
        "最迟时间 At latest: 2015-10-08 18:00:09 北京时间 (UTC+8)",
        "见证人 Seen by: discipline 2015-10-08 18:00:05; congress 2015-10-08 18:00:09; archive 2015-10-08 18:01:01",
        f"日志 Log: county.example/log，第 {GOOD.index} 条，共 64 条 (leaf {GOOD.index} of 64)",
    ]
    assert "  type: complaint.received" in lines
    assert "  occurred_on: 2015-10-08" in lines


@pytest.mark.parametrize("name", cases())
def test_the_file_of_python_judges_as_the_log_does(name: str) -> None:
    proof, policy, code = cases()[name]
    found, lines = said(proof, policy)
    assert found == code, lines
    assert not any(mark in "".join(lines) for mark in "\u202e\x1b")
    if policy != KEYS_ALONE:  # a file with keys alone is a convenience of the verifiers
        assert by_the_log(proof, policy) == code


def by_the_log(proof: str, policy: str) -> int:
    """The exit code by the log's own code."""
    try:
        rule = read_policy(policy.encode())
        is_included, verdict = read_proof(proof.encode()).judge(rule, check)
    except UnreadableError as error:
        return 1 if "forged" in error.text.en else 2
    if not verdict.is_signed or not is_included:
        return 1
    return 0 if verdict.is_enough else 3


def test_no_byte_of_a_proof_can_be_changed_without_being_seen() -> None:
    data = GOOD.written.encode()
    chance = random.Random(20151008)
    for at in sorted(chance.sample(range(len(data)), 60)):
        changed = data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]
        code, lines = said(changed, POLICY)
        is_ignored = (
            code == 0 and lines[0] == "已收录。"
        )  # the name or id of a witness: one signature counts no more
        assert code in (1, 2) or (is_ignored and changed.count(b"\n") == data.count(b"\n")), (at, lines)
        if is_ignored:
            assert lines[3].count(";") == 1
            assert lines[5:] == told_lines()


def told_lines() -> list[str]:
    return ["事件 Event:", *xuncha_verify.event_lines(GOOD.event)]


def test_hostile_files_are_only_unreadable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(7)
    deep = b"[" * 100_000
    for hostile in (
        b"",
        b"\x00" * 100,
        b"\xff\xfe",
        deep,
        b"\n" * 60_000,
        GOOD.written.encode()[:700],
        chance.randbytes(60_000),
    ):
        assert said(hostile, POLICY)[0] == 2
        place = tmp_path / "hostile"
        place.write_bytes(hostile)
        (tmp_path / "good").write_text(GOOD.written, encoding="utf-8")
        assert xuncha_verify.main([str(tmp_path / "good"), str(place)]) == 2
        capsys.readouterr()
    for nested in (b"[" * 20_000, b'{"a":' * 9_000, b"\xff" * 40, b"null", b"17"):
        code, lines = said(replace(GOOD, extra=bytes(32) + nested).written, POLICY)
        assert code == 1, lines
        assert xuncha_verify.event_lines(nested)
    assert xuncha_verify.main([str(tmp_path / "nowhere"), str(tmp_path)]) == 2
    assert "打不开这个文件" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "code"), [([], 2), (["one"], 2), (["a", "b", "c"], 2), (["--help"], 0)])
def test_without_two_files_it_says_what_it_needs(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert xuncha_verify.main(words) == code
    assert "xuncha-verify PROOF.tlog-proof POLICY" in capsys.readouterr().out


def test_a_terminal_without_chinese_letters_gets_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(GOOD.written, encoding="utf-8")
    (tmp_path / "b").write_text(POLICY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(FILE), str(tmp_path / "a"), str(tmp_path / "b")], capture_output=True, check=False,
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\nIncluded.\n" in done.stdout


def test_it_is_one_small_file_of_the_standard_library() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    parts = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = {
        alias.name for node in parts if isinstance(node, ast.Import) for alias in node.names
    } | {str(node.module) for node in parts if isinstance(node, ast.ImportFrom)}  # fmt: skip
    assert named <= sys.stdlib_module_names
    assert named.isdisjoint({"socket", "ssl", "urllib", "http", "subprocess", "os"})


def test_its_own_ed25519_agrees_with_the_library() -> None:
    chance = random.Random(25519)
    for n in range(12):
        signer = Signer("w", Kind.ED25519, chance.randbytes(32))
        text = f"message {n}\n"
        good = signer.sign(text).data
        assert xuncha_verify.is_signed(signer.key.public, good, text.encode())
        bad = bytearray(good)
        bad[chance.randrange(64)] ^= 1 << chance.randrange(8)
        assert not xuncha_verify.is_signed(signer.key.public, bytes(bad), text.encode())
    order = xuncha_verify.ORDER
    more = good[:32] + (int.from_bytes(good[32:], "little") + order).to_bytes(32, "little")
    assert not xuncha_verify.is_signed(
        signer.key.public, more, text.encode()
    )  # the same signature, spelled otherwise
    assert xuncha_verify.point_of((2**255 - 19).to_bytes(32, "little")) is None


def test_signatures_that_say_the_same_twice_are_one_witness() -> None:
    note = GOOD.note
    twice = Note(note.text, (*note.signatures[:2], note.signatures[1], Signature("x", b"1234", b"5678")))
    assert said(replace(GOOD, note=twice).written, POLICY)[0] == 3


# ---------------------------------------------------------------------------------------------- the page


def test_the_page_runs_its_own_script_and_nothing_else() -> None:
    text = verify_page.PLACE.read_text(encoding="utf-8")
    assert text == verify_page.page(), f"write it anew: python -m {verify_page.__name__}"
    assert "default-src 'none'; script-src 'sha256-" in text
    assert "unsafe" not in text
    assert not any(
        word in text
        for word in ("http://", "https://", "fetch(", "XMLHttpRequest", "import(", "src=", "href=")
    )


ASK = """
async (cases) => {
  const told = [], found = document.getElementById("found");
  for (const [proof, policy] of cases) {
    document.getElementById("proof").value = proof;
    document.getElementById("policy").value = policy;
    delete found.dataset.code;
    document.querySelector("button").click();
    while (!found.dataset.code) await new Promise((done) => setTimeout(done, 1));
    told.push([Number(found.dataset.code), Array.from(found.querySelectorAll("p"), (one) => one.textContent)]);
  }
  return told;
}
"""
WITHOUT_ED25519 = """
const whole = crypto.subtle.importKey.bind(crypto.subtle);
crypto.subtle.importKey = (form, data, how, ...rest) =>
  how.name === "Ed25519" ? Promise.reject(new DOMException("none", "NotSupportedError")) : whole(form, data, how, ...rest);
"""


@pytest.mark.browser
@pytest.mark.parametrize("own_code", [False, True], ids=["browser's Ed25519", "own Ed25519"])
def test_the_page_says_what_the_file_of_python_says(chromium: Browser, own_code: bool) -> None:
    context = chromium.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    if own_code:
        page.add_init_script(WITHOUT_ED25519)
    page.goto(verify_page.PLACE.as_uri())
    told_by_page = page.evaluate(ASK, [[proof, policy] for proof, policy, _ in cases().values()])
    for (name, (proof, policy, code)), (found, lines) in zip(cases().items(), told_by_page, strict=True):
        expected = said(proof, policy)[1]
        assert found == code, (name, lines)
        if code == 2:  # there the file is named by its place, here by the field
            assert lines[0].split("：", 1)[1] == expected[0].split("：", 1)[1], name
        else:
            assert lines == expected, name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert errors == []
    context.close()


@pytest.mark.browser
def test_files_can_be_chosen_and_everybody_can_use_the_page(chromium: Browser, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    (tmp_path / "a.tlog-proof").write_text(GOOD.written, encoding="utf-8")
    (tmp_path / "keys").write_text(POLICY, encoding="utf-8")
    context = chromium.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    page.goto(verify_page.PLACE.as_uri())
    page.set_input_files("#proof-file", tmp_path / "a.tlog-proof")
    page.set_input_files("#policy-file", tmp_path / "keys")
    page.wait_for_function("document.getElementById('policy').value !== ''")
    page.click("button")
    page.wait_for_selector("#found[data-code='0']")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    context.close()
