"""Judges an iCalendar object read from standard input with the icalendar library; prints its events as JSON."""
import json
import sys

import icalendar

raw = sys.stdin.buffer.read()
calendar = icalendar.Calendar.from_ical(raw)
tables = {str(zone["TZID"]): zone.to_tz() for zone in calendar.walk("VTIMEZONE")}


def by_table(value):
    """The moment by the offsets that the file carries, whatever this machine knows of the zone."""
    table = tables.get(value.params.get("TZID"))
    return (value.dt if table is None else value.dt.replace(tzinfo=table)).isoformat()


events = []
for event in calendar.walk("VEVENT"):
    events.append({
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "summary": str(event["SUMMARY"]),
        "organizer": str(event.get("ORGANIZER", "")),
        "zone": event["DTSTART"].params.get("TZID"),
        "starts": event.decoded("DTSTART").isoformat(),
        "tableStarts": by_table(event["DTSTART"]),
        "ends": event.decoded("DTEND").isoformat() if "DTEND" in event else None,
        "location": str(event.get("LOCATION", "")),
        "description": str(event.get("DESCRIPTION", "")),
    })
json.dump({
    "method": str(calendar["METHOD"]),
    "errors": [str(error) for component in calendar.walk() for error in component.errors],
    "longestLine": max(len(line) for line in raw.split(b"\r\n")),
    "bareBreaks": sum(line.count(b"\r") + line.count(b"\n") for line in raw.split(b"\r\n")),
    "events": events,
}, sys.stdout)
