"""How the log stands, in plain words for whoever audits it: how long it is, who has signed and seen it, what is wrong, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.log.checkpoint import read_checkpoint
from xuncha.core.log.note import Note
from xuncha.core.log.policy import Policy
from xuncha.core.words import Text
from xuncha.server.folder import DataFolder
from xuncha.server.inner_log import hold_against_all
from xuncha.server.log_folder import LogFolder
from xuncha.server.signer import answers, signer_folder
from xuncha.server.trouble import Trouble
from xuncha.store.append import run
from xuncha.vault.log_keys import check

MINUTES, HOURS = timedelta(minutes=5), timedelta(hours=2)
"""The inner head is signed every minute and a batch comes every hour: so late something is said of it."""


@dataclass(frozen=True)
class Line:
    """One thing that is told: what it is about, and what is so."""

    about: Text
    told: Text


@dataclass(frozen=True)
class Wrong:
    """Something that is wrong, and the way out."""

    what: Text
    way_out: Text


@dataclass(frozen=True)
class State:
    """The state of a log."""

    lines: list[Line]
    wrong: list[Wrong]


def state(folder: DataFolder, now: datetime) -> State:
    """What there is to know of the log now; nothing is changed."""
    log = LogFolder.of(folder)
    [[acts, entries, grown_at, hour, batches]] = run([(_FIGURES, [])])[0]
    lines = [
        Line(
            Text("记录", "Record"),
            Text(f"{acts:,} 条，已入日志 {entries:,} 条", f"{acts:,} acts, {entries:,} in the log"),
        )
    ]
    if not log.exists():
        return State(lines, [_NO_LOG])
    inner, public = log.checkpoint("inner"), log.checkpoint("public")
    lines += [
        Line(
            Text("内部日志最近一次签名", "Inner log, last signed"),
            _signed(inner, log.inner_policy(), grown_at),
        ),
        Line(Text("公开日志最近一次签名", "Public log, last signed"), _signed(public, log.policy(), None)),
        Line(Text("最近一批公开", "Last public batch"), _batch(hour, batches)),
    ]
    return State(lines, [*_wrong(folder, log, now, acts - entries, grown_at, hour), *_unseen(log)])


_FIGURES = (
    'SELECT (SELECT count(*) FROM act), (SELECT coalesce(max("index") + 1, 0) FROM log_entry),'
    " (SELECT max(at) FROM log_growth), (SELECT max(hour) FROM log_batch), (SELECT count(*) FROM log_batch)"
)


def _signed(note: Note | None, policy: Policy, at: datetime | None) -> Text:
    if note is None:
        return Text("还没有签过名", "not yet")
    found = policy.judge(note, check)
    seen = [
        (one.witness, _moment(datetime.fromtimestamp(one.at, UTC)) if one.at else "") for one in found.seen
    ]
    by = "，".join(f"{name} {when}".strip() for name, when in seen)
    size, when = read_checkpoint(note.text).head.size, f"，{_moment(at)}" if at else ""
    return Text(
        f"到第 {size:,} 条{when}；见证人：{by or '没有'}",
        f"up to {size:,}{when.replace('，', ', ')}; seen by: {by.replace('，', ', ') or 'nobody'}",
    )


def _batch(hour: datetime | None, batches: int) -> Text:
    if hour is None:
        return Text("还没有", "none yet")
    return Text(
        f"{_moment(hour)} 这个整点的，一共 {batches:,} 批", f"that of {_moment(hour)}, {batches:,} in all"
    )


def _wrong(
    folder: DataFolder,
    log: LogFolder,
    now: datetime,
    waiting: int,
    grown_at: datetime | None,
    hour: datetime | None,
) -> list[Wrong]:
    """What keeps the log from going on."""
    found = []
    if not answers(signer_folder(folder)):
        found.append(_NO_SIGNER)
    try:
        hold_against_all(folder)
    except Trouble as trouble:
        found.append(Wrong(Text(f"记录和签过名的对不上：{trouble}", str(trouble)), _KEEP_AND_LOOK))
    if waiting and (grown_at is None or now - grown_at > MINUTES):
        found.append(
            Wrong(Text(f"{waiting:,} 条记录还没有进日志", f"{waiting:,} acts wait to be logged"), _WORKER)
        )
    if hour is None or now - hour > HOURS:
        found.append(Wrong(Text("这两个小时没有公开过", "nothing was published for two hours"), _WORKER))
    return found


def _unseen(log: LogFolder) -> list[Wrong]:
    """Checkpoints that too few have seen."""
    found = []
    for side, policy in (("inner", log.inner_policy()), ("public", log.policy())):
        note, name = (
            log.checkpoint(side),
            {"inner": Text("内部日志", "the inner log"), "public": Text("公开日志", "the public log")}[side],
        )
        if not policy.witnesses:
            found.append(Wrong(Text(f"{name.zh}没有见证人", f"nobody witnesses {name.en}"), _NAME_ONE))
        elif note is not None and not policy.judge(note, check).is_enough:
            away = "、".join(set(policy.witnesses) - {one.witness for one in policy.judge(note, check).seen})
            found.append(
                Wrong(
                    Text(
                        f"{name.zh}最近一次签名，见证的不够：{away} 没有回答",
                        f"too few have seen the last head of {name.en}: {away} did not answer",
                    ),
                    _START_THEM,
                )
            )
    return found


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


_NO_LOG = Wrong(
    Text("这个单位还没有建公开日志", "this office keeps no log yet"),
    Text("办：xuncha log init 日志的网址", "make it: xuncha log init NAME"),
)
_NO_SIGNER = Wrong(
    Text("签名程序没有回答", "the signer does not answer"),
    Text(
        "启动它：xuncha signer（xuncha serve 也会启动它）",
        "start it: xuncha signer (xuncha serve does so, too)",
    ),
)
_KEEP_AND_LOOK = Text(
    "什么都不要改，先 xuncha log verify 看第一处不对的在哪里；见 docs/backups.md",
    "change nothing; xuncha log verify says where it is first wrong; see docs/backups.md",
)
_WORKER = Text(
    "后台程序没有在办：看 xuncha serve 或者 xuncha worker 是否在运行，窗口里写了什么",
    "the worker is not at it: see whether xuncha serve or xuncha worker runs, and what it prints",
)
_NAME_ONE = Text(
    "没有见证人，记录和签名一起退回去就没有人知道。请别的单位运行 xuncha witness，公钥和网址写进 log/policy（内部的 log/inner.policy）",
    "without a witness nobody knows when record and signer are led back together. Have another body run xuncha witness, and write its key "
    "and address into log/policy (for the inner log into log/inner.policy)",
)
_START_THEM = Text(
    "请他们启动；补上以后，下一次签名就有了", "have them started; the next head will carry their signatures"
)
