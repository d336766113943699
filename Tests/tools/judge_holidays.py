#!/usr/bin/env python3
"""Judge deploy/holidays by a list that others keep.

Each file is compared, for the years it covers, with what the package `holidays` knows of its region, plus what the
file's head says it adds to it and less what it leaves out. Prints each disagreement and a one-line summary; exits 1
if there was any.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import holidays
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "holidays"


def quebec(years: range) -> set[datetime.date]:
    """Public holidays, and Easter Monday, which that list counts as optional. A holiday on a Sunday is kept where it
    stands too (24 June) or only moves (1 July); days in lieu of Saturdays are the employer's."""
    public = holidays.country_holidays("CA", subdiv="QC", years=years, observed=False)
    optional = holidays.country_holidays("CA", subdiv="QC", years=years, observed=False, categories=("optional",))
    dates = set(public) | {date for date, name in optional.items() if "Easter Monday" in name}
    for year in years:
        canada, national = datetime.date(year, 7, 1), datetime.date(year, 6, 24)
        if canada.weekday() == 6:
            dates = dates - {canada} | {datetime.date(year, 7, 2)}
        if national.weekday() == 6:
            dates.add(datetime.date(year, 6, 25))
    return dates


def wallonie(years: range) -> set[datetime.date]:
    """The legal holidays but for those that always are Sundays."""
    dates = holidays.country_holidays("BE", years=years, observed=False, language="en_US")
    return {date for date, name in dates.items() if name not in ("Easter Sunday", "Pentecost")}


def disagreements(path: Path, expected_of):
    entries = yaml.safe_load(path.read_text("utf-8"))["holidays"]
    dates = [entry["date"] for entry in entries]
    if dates != sorted(set(dates)):
        yield f"{path.name}: the dates are not in order, each once"
    years = range(min(dates).year, max(dates).year + 1)
    expected = expected_of(years)
    for date in sorted(expected - set(dates)):
        yield f"{path.name}: {date} is missing"
    for date in sorted(set(dates) - expected):
        yield f"{path.name}: {date} is no holiday"
    for entry in entries:
        if not {"fr", "en"} <= set(entry["name"]):
            yield f"{path.name}: {entry['date']} has no name in French and English"


def main() -> int:
    judges = {"quebec.yaml": quebec, "wallonie.yaml": wallonie}
    found = [problem for name, judge in judges.items() for problem in disagreements(FOLDER / name, judge)]
    for problem in found:
        print(problem)
    print(f"{len(judges)} files of holidays; {len(found)} disagreements")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
