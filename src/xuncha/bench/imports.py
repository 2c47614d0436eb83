"""(f) A table of very many letters, brought in as the command does it, each row an act of its own."""

from __future__ import annotations

import csv
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psutil

from xuncha.bench.ground import Ground
from xuncha.bench.processes import MB
from xuncha.demo.yiwu.people import UNITS
from xuncha.server.database import child_environment
from xuncha.server.trouble import Trouble
from xuncha.store.append import run

WORD = "低保"
EACH_HAS_IT = 17
"""Every so manyth letter says the word that is searched for: about 12,000 of 200,000."""
FIRST_DAY = date(2026, 1, 5)
HEADINGS = ("编号", "标题", "内容", "单位", "来信日期")
MATTERS = (
    "路灯夜间不亮",
    "小区停水没有通知",
    "公交线路调整没有听取意见",
    "工地夜间施工噪声",
    "村级账目长期不公开",
    "窗口办事往返多次",
)


@dataclass(frozen=True, slots=True)
class Brought:
    """How long the letters took to be on record and then to be found, in seconds, and the most memory it took."""

    entered: float
    findable: float
    memory: float


def letters(place: Path, n: int) -> Path:
    """A table of `n` invented letters about the eight units."""
    with place.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for one in range(n):
            matter = f"{WORD}评议没有公示" if one % EACH_HAS_IT == 0 else MATTERS[one % len(MATTERS)]
            text = f"来信反映{matter}，已经有{one % 11 + 1}个月，涉及{one % 89 + 3}户，希望核实后答复。附近的情况写在第{one}封信里。"
            day = FIRST_DAY + timedelta(days=one % 300)
            rows.writerow((f"R{one}", matter, text, UNITS[one % len(UNITS)][1], day.isoformat()))
    return place


def brought_in(ground: Ground, table: Path) -> Brought:
    """`xuncha import complaints` on the table, in a process of its own, watched from outside."""
    command = [sys.executable, "-m", "xuncha", "import", "complaints", str(table), "--account", "office",
               "--round", "2026 年第三轮巡查", "--set", "channel=letter", "--set", "kind=report",
               "--bad", "leave-out", "--yes"]  # fmt: skip
    environment = child_environment(ground.folder)
    log = table.with_suffix(".log")
    before, began, entered, most = _last_act(), time.perf_counter(), 0.0, 0.0
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, _memory(watched))
            if not entered and _last_act() > before:
                entered = time.perf_counter() - began
            time.sleep(0.2)
    if process.returncode:
        raise Trouble(f"the import failed: {log.read_text(encoding='utf-8')[-400:]}")
    took = time.perf_counter() - began
    return Brought(entered or took, took - (entered or took), most)


def _last_act() -> int:
    """The last position on record: nobody else writes, so it moves when the import is committed."""
    return int(run([('SELECT coalesce(max("position"), 0) FROM act', [])])[0][0][0])


def _memory(process: psutil.Process) -> float:
    """Its own memory now, in megabytes."""
    try:
        return float(process.memory_info().rss) / MB
    except psutil.NoSuchProcess:
        return 0.0


def copies(n: int) -> int:
    """Copies of letters with their words, until there are `n`; for reading only. How many there are now."""
    held = int(run([("SELECT count(*) FROM search", [])])[0][0][0])
    wanted = max(0, n - held)
    names = [str(row[0]) for row in run([(_COLUMNS, [])])[0]]
    told = ", ".join(f'"{name}"' for name in names)
    made = ", ".join({"id": _TWIN, "version": "version + 50000000"}.get(name, f'"{name}"') for name in names)
    some = "SELECT subject FROM search ORDER BY position LIMIT %(n)s"
    copied = f"INSERT INTO subject ({told}) SELECT {made} FROM subject WHERE id IN ({some})"
    words = (
        "INSERT INTO search (subject, position, words, grams, bands)"
        " SELECT md5(subject::text || 'twin')::uuid, position + 50000000, words, grams, bands"
        " FROM search ORDER BY position LIMIT %(n)s"
    )
    run([(copied, {"n": wanted}), (words, {"n": wanted})])
    return held + wanted


_TWIN = "md5(id::text || 'twin')::uuid"
_COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    " AND table_name = 'subject' ORDER BY ordinal_position"
)
