#!/usr/bin/env python3
"""Judge the boundaries of subscriptions by Python's own time zones.

Reads a file of JSON lines, each a subscription's calendar with the boundaries that somebody found after an instant:

    {"zone": "America/Toronto", "weekdays": [1, 2, 3, 4, 5], "times": [450], "keepsOffWeekends": true,
     "quiet": [{"from": 1260, "until": 420, "days": []}], "holidays": ["2025-12-25"],
     "after": 1735689600000, "boundaries": [1735821000000]}

`monthDay` (1 to 31) stands in the place of `weekdays` (1 is Monday). Times are minutes of the day, instants milliseconds
since 1970. The boundaries are found anew as docs/digests.md puts it, rule by rule and without any thought of speed.
Prints one verdict a line, `index<TAB>same` or `index<TAB>expected …`.
"""

from __future__ import annotations

import calendar
import json
import sys
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
# So far before and behind the days asked for, boundaries may still move among them.
MARGIN_DAYS = 60


@lru_cache(maxsize=None)
def reached(zone: str, day: date, minute: int) -> datetime:
    """The first instant at which the clock of the zone shows that time or, where it skips it, a later one."""
    wanted = datetime(day.year, day.month, day.day) + minute * MINUTE
    instant = wanted.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    if shown(zone, instant) == wanted:
        return instant
    instant = wanted.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)
    while shown(zone, instant) < wanted:
        instant += MINUTE
    return instant


def shown(zone: str, instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


class Calendar:
    def __init__(self, line: dict):
        self.line = line
        self.zone = line["zone"]
        self.holidays = {date.fromisoformat(text) for text in line["holidays"]}

    def is_wanted(self, day: date) -> bool:
        if "monthDay" in self.line:
            return day.day == min(self.line["monthDay"], calendar.monthrange(day.year, day.month)[1])
        return day.isoweekday() in self.line["weekdays"]

    def is_off(self, day: date) -> bool:
        return day in self.holidays or (self.line["keepsOffWeekends"] and day.isoweekday() > 5)

    def next_working_day(self, day: date) -> date:
        day += DAY
        while day.isoweekday() > 5 or day in self.holidays:
            day += DAY
        return day

    def quiet_end(self, instant: datetime):
        """Day, minute and instant of the latest end of the quiet hours around an instant; None outside."""
        around = shown(self.zone, instant).date()
        ends = []
        for hours in self.line["quiet"]:
            for ahead in range(-3, 3):
                begin = around + ahead * DAY
                if hours["days"] and begin.isoweekday() not in hours["days"]:
                    continue
                end = begin if hours["until"] > hours["from"] else begin + DAY
                end_instant = reached(self.zone, end, hours["until"])
                if reached(self.zone, begin, hours["from"]) <= instant < end_instant:
                    ends.append((end_instant, end, hours["until"]))
        return max(ends) if ends else None

    def out_of_quiet(self, instant: datetime):
        last = None
        while end := self.quiet_end(instant):
            last, instant = end, end[0]
        return last

    def moved(self, day: date, minute: int) -> datetime:
        times_quiet = 0
        while True:
            if self.is_off(day):
                day = self.next_working_day(day)
                minute = 0 if times_quiet > 1 else minute
            instant = reached(self.zone, day, minute)
            end = self.out_of_quiet(instant)
            if end is None:
                return instant
            times_quiet += 1
            instant, day, minute = end
            if not self.is_off(day):
                return instant

    def boundaries(self, after: datetime, until: datetime) -> list[datetime]:
        first, last = after.date() - MARGIN_DAYS * DAY, until.date() + MARGIN_DAYS * DAY
        days = [first + number * DAY for number in range((last - first).days)]
        moved = [self.moved(day, minute) for day in days if self.is_wanted(day) for minute in sorted(self.line["times"])]
        kept: list[datetime] = []
        for instant in reversed(moved):
            if not kept or instant < kept[-1]:
                kept.append(instant)
        return [instant for instant in reversed(kept) if after < instant <= until]


def instant_of(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)


def verdict(line: dict) -> str:
    found = [instant_of(milliseconds) for milliseconds in line["boundaries"]]
    expected = Calendar(line).boundaries(instant_of(line["after"]), found[-1])
    if found == expected:
        return "same"
    wrong = sorted(set(found) ^ set(expected))
    return "expected " + ", ".join(f"{'' if one in expected else 'not '}{one.isoformat()}" for one in wrong)


def main() -> int:
    for index, line in enumerate(Path(sys.argv[1]).read_text("utf-8").splitlines()):
        print(f"{index}\t{verdict(json.loads(line))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
