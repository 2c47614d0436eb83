"""Checks the signs of a view: what is said of a matter, what should have followed, and who judges it."""

from __future__ import annotations

from xuncha.core.dates.periods import Period, Unit
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import Known
from xuncha.core.review.check.roles_and_lists import reads
from xuncha.core.review.check.words_of_acts import acts_named, check_acts, check_matching
from xuncha.core.scheme.rules import Sign, View
from xuncha.core.words import Text

PAGE = "warning_view"
"""The page on which signs stand."""

UNLIKE = ("register", "by", "of", "field")


def check_signs(found: Findings, known: Known, view: View) -> None:
    """Signs stand on the page for them, and each is one that can be noticed, judged and read in both languages."""
    if view.signs and view.page != PAGE:
        wrong = Text(f"页面“{view.page}”不显示 signs", f"the page {view.page!r} shows no signs")
        found.say("view", view, wrong, Text(f"写在 {PAGE} 下面", f"Write them under {PAGE}"), "signs")
    for sign in view.signs.values():
        _check_sign(found, known, view, sign)


def _check_sign(found: Findings, known: Known, view: View, sign: Sign) -> None:
    def say(wrong: Text, right: Text) -> None:
        said = Text(f"迹象“{sign.id}”{wrong.zh}", f"the sign {sign.id!r} {wrong.en}")
        found.say("view", view, said, right, sign.id)

    if not sign.text.zh or not sign.text.en:
        say(Text("没有写 zh 或者 en", "has no zh or en"), Text("用两种语言写", "Say it in both languages"))
    if bool(sign.after) == bool(sign.owed):
        wrong = Text("应有 after 或者 owed，只写一个", "has neither or both of after and owed")
        say(wrong, Text("写从哪一项起，或者哪些待办", "Name the act it begins with, or the duties that wait"))
    if not sign.judged_by:
        wrong = Text("没有写由哪一项来判断", "has no judged_by")
        say(wrong, Text("写判断用的那一项（judged_by）", "Name the act by which somebody judges it"))
    words = [word for word in (sign.after, *sign.done_by, *sign.judged_by) if word]
    check_acts(found, known, "view", view, words, sign.id)
    check_matching(found, known, "view", view, acts_named([sign.after]), sign.of, sign.id)
    check_matching(found, known, "view", view, acts_named(sign.done_by), sign.where, sign.id)
    for rule in sign.owed:
        if rule not in known.scheme.duties:
            found.unknown("view", view, Text("待办规则", "duty"), rule, known.scheme.duties, sign.id)
    _check_time(found, known, view, sign)
    _check_unlike(found, known, view, sign)


def _check_time(found: Findings, known: Known, view: View, sign: Sign) -> None:
    """A length of time in days, or a setting that is one."""
    name, written = sign.within.partition("setting:")[2], sign.within
    if name and name not in known.scheme.settings:
        found.unknown("view", view, Text("设定项", "setting"), name, known.scheme.settings, sign.id)
        return
    if name:
        written = known.scheme.settings[name].default
    if written and not (reads(Period, written) and Period.parse(written).unit is not Unit.HOURS):
        wrong = Text(f"看不懂“{sign.within}”", f"within {sign.within!r} cannot be read")
        found.say("view", view, wrong, Text("应写成 P1M、P10WD 等", "Write P1M, P10WD ..."), sign.id)


def _check_unlike(found: Findings, known: Known, view: View, sign: Sign) -> None:
    """A register, a field of its entries, one of the matter that holds the same, and the field that is compared."""
    if not sign.unlike:
        return
    wanted = Text("应写成 { register, by, of, field }", "This should be { register, by, of, field }")
    if sorted(sign.unlike) != sorted(UNLIKE) or not sign.after:
        found.say("view", view, Text("unlike 不完整", "unlike is not complete"), wanted, sign.id)
        return
    if sign.unlike["register"] not in known.values("registers"):
        word, registers = sign.unlike["register"], known.values("registers")
        found.unknown("view", view, Text("登记簿", "register"), word, registers, sign.id)
    for key in ("by", "of", "field"):
        if sign.unlike[key] not in known.every_field:
            found.unknown("view", view, Text("栏目", "field"), sign.unlike[key], known.every_field, sign.id)
