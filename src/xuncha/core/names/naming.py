"""Names what a regulation speaks of in its own words: roles, values, acts, fields, lists of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from xuncha.core.catalogue import CATALOGUE, KINDS
from xuncha.core.facts.values import listed
from xuncha.core.names.case_words import THINGS
from xuncha.core.names.labels import KIND_NAMES, STATES, label
from xuncha.core.names.nouns import act_noun, kind_words, worded
from xuncha.core.parties.addressees import addressee_words, is_sent
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text

PARTIES = {
    "unit": Text("单位", "the unit"),
    "addressee": Text("收件的一方", "the addressee"),
    "actor": Text("办理这件事的人", "whoever did it"),
    "person": Text("本人", "the person concerned"),
    "covering": Text("负责这个单位的机构", "the body covering the unit"),
    "lead": Text("主办的一方", "whoever leads on it"),
    "helpers": Text("协办的各方", "whoever helps with it"),
    "self": Text("本件", "the same thing"),
    "parent": Text("所属事项", "the thing it belongs to"),
    "inspection": Text("本单位的{work}", "this unit's {work}"),
    "campaign": Text("这一{round}", "this {round}"),
    "body": Text("本机构", "this body"),
    "all": Text("全部", "all"),
}
"""Parties and scopes that no list names."""


YES_OR_NO = {
    "True": Text("是", "yes"), "yes": Text("是", "yes"), "False": Text("否", "no"), "no": Text("否", "no"),
}  # fmt: skip


FIRST, AGAIN = Text("第一次办理", "handled for the first time"), Text("再次办理", "handled again")
"""The turn of a thing: as it was begun, or after it was reopened or handled again."""


def joined(texts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Several texts as one."""
    found = tuple(texts)
    return Text(zh.join(text.zh for text in found), en.join(text.en for text in found))


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of one regulation."""

    scheme: Scheme

    def role(self, code: str) -> Text:
        """A role, or a kind of body."""
        found = self.scheme.roles.get(code)
        return found.text if found else self.party(code) or self.value("body_kinds", code)

    def party(self, code: str) -> Text | None:
        """A party or a scope that no list names."""
        return worded(self.scheme, PARTIES[code]) if code in PARTIES else None

    def value(self, name: str, code: str) -> Text:
        """A value of a list; a word that is in none stands as it is."""
        found = self.scheme.value(name, code)
        if found is None and name == "routes" and code in self.scheme.routes:
            return self.scheme.routes[code].text
        if found is None and name == "phases" and code in self.scheme.phases:
            return self.scheme.phases[code].text
        return found.text if found else Text(code, code)

    def values(self, name: str, codes: Any) -> Text:
        """Several values of a list."""
        return joined(self.value(name, str(code)) for code in listed(codes))

    def roles(self, codes: Any) -> Text:
        """Several roles."""
        return joined(self.role(str(code)) for code in listed(codes))

    def act(self, word: str) -> Text:
        """`签收（巡查通知书）`: an act, with its kind where one is named (`document.received:notice`)."""
        code, _, value = word.partition(":")
        known = CATALOGUE.get(code)
        if known is None:
            return Text(word, word)
        if not value:
            return act_noun(self.scheme, code)
        own = act_noun(self.scheme, code)
        if value in CATALOGUE:  # what is approved, or what a silence counts as
            meant = act_noun(self.scheme, value)
            return Text(f"{own.zh}（{meant.zh}）", f"{own.en.lower()} ({meant.en.lower()})")
        field = known.field(known.deciding) if known.deciding else None
        # An approval's kind is what is approved, a free word that is mostly the name of a paper.
        name = (field.of or "documents") if field else THINGS.get(known.thing, "")
        kind = self.value(name, value)
        return Text(f"{own.zh}（{kind.zh}）", f"{own.en.lower()} ({kind.en.lower()})")

    def acts(self, words: Any, zh: str = "、", en: str = ", ") -> Text:
        """Several acts."""
        return joined((self.act(str(word)) for word in listed(words)), zh, en)

    def field(self, path: str, acts: Iterable[str] = ()) -> Text:
        """A field as the forms of these acts call it, else as the office does."""
        head = path.rpartition(".")[2]
        for form in self.scheme.forms:
            if form.act in acts and head in form.fields:
                return form.fields[head].text
        known = label(head)
        return known if known.zh != head else self._named_elsewhere(head)

    def _named_elsewhere(self, name: str) -> Text:
        """A field that only another act's form has: a fact of the thing that the rule reaches for."""
        forms = (form.fields[name].text for form in self.scheme.forms if name in form.fields)
        return next(forms, Text(name, name))

    def fields(self, paths: Any, acts: Iterable[str] = ()) -> Text:
        """Several fields."""
        return joined(self.field(str(path), acts) for path in listed(paths))

    def states(self, codes: Any) -> Text:
        """Several states."""
        known = (STATES.get(str(code), Text(str(code), str(code))) for code in listed(codes))
        return joined(worded(self.scheme, one) for one in known)

    def things(self, codes: Any) -> Text:
        """Kinds of things, each perhaps with its own kind (`check:talk`)."""
        return joined(self._thing(str(code)) for code in listed(codes))

    def _thing(self, word: str) -> Text:
        kind, _, code = word.partition(":")
        name = kind_words(self.scheme, kind) if kind in KIND_NAMES else label(kind)
        if not code:
            return name
        opened_as = (one for one in _opening_lists({kind}) if self.scheme.value(one, code))
        return self.value(next(opened_as, ""), code)

    def matching(self, table: Any, acts: Iterable[str]) -> Text:
        """`{ kind = ["notice"] }` in words; nothing for an empty table."""
        parts = []
        for name, wanted in dict(table).items():
            scale = str(table.get("scale", "")) if name == "value" else ""
            values = joined(self._match(str(name), str(one), tuple(acts), scale) for one in listed(wanted))
            parts.append(values)
        return joined(parts, "，", "; ")

    def _match(self, name: str, value: str, acts: tuple[str, ...], scale: str) -> Text:
        if name in ("actor", "body"):
            return self.role(value)
        if name == "to" and any(is_sent(CATALOGUE[code]) for code in acts if code in CATALOGUE):
            to = addressee_words(self.scheme, value)
            return Text(f"送{to.zh}", f"to the {to.en.lower()}")
        if name == "state":
            return self.states(value)
        if name == "cycle":
            return AGAIN if value == "second" else FIRST
        if name == "has":
            field = self.field(value, acts)
            return Text(f"附{field.zh}", f"with {field.en.lower()}")
        lists = [scale, *_lists_for(self.scheme, name, acts)]
        found = next(
            (one for one in lists if self.scheme.value(one, value) or value in _own(self.scheme, one)), ""
        )
        if found:
            return self.value(found, value)
        what = self.field(name, acts)
        shown = YES_OR_NO.get(value, Text(value, value))
        return Text(f"{what.zh}：{shown.zh}", f"{what.en.lower()}: {shown.en}")


def _own(scheme: Scheme, name: str) -> Iterable[str]:
    return scheme.routes if name == "routes" else scheme.phases if name == "phases" else ()


def _lists_for(scheme: Scheme, name: str, acts: tuple[str, ...]) -> list[str]:
    """The lists that could name a value: those of the acts' own field, then of what their things are opened as."""
    lists: list[str] = []
    for code in acts:
        act = CATALOGUE.get(code)
        field = act.field(name) if act else None
        lists += [field.of] if field and field.of else []
        lists += [
            f.list
            for form in scheme.forms
            if form.act == code
            for f in form.fields.values()
            if f.name == name and f.list
        ]
        kinds = set(KINDS if act.on == ("*",) else act.on) if act else set()
        lists += [*_opening_lists(kinds), *_begun_with(scheme, name, kinds)]
    held = (form.fields[name].list for form in scheme.forms if name in form.fields)
    return [*lists, *filter(None, held)]


def _begun_with(scheme: Scheme, name: str, kinds: set[str]) -> Iterable[str]:
    """The lists of this field of the acts that begin things of these kinds, where it stands from then on."""
    for act in CATALOGUE.values():
        if not act.opens or not kinds & set(act.on):
            continue
        field = act.field(name)
        if field and field.of:
            yield field.of
        forms = (form.fields.get(name) for form in scheme.forms if form.act == act.code)
        yield from (one.list for one in forms if one and one.list)


def _opening_lists(kinds: set[str]) -> Iterable[str]:
    """The lists that say what things of these kinds are opened as."""
    for act in CATALOGUE.values():
        field = act.field(act.deciding) if act.opens and act.deciding and kinds & set(act.on) else None
        if field and field.of:
            yield field.of
