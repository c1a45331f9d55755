"""Reads an iCalendar object from standard input with python3-icalendar and prints what it understood: the method, then a line an event."""
import sys
from datetime import timezone
from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
utc = lambda moment: f"{moment.astimezone(timezone.utc):%Y-%m-%dT%H:%MZ}"
print(calendar["METHOD"])
for event in calendar.walk("VEVENT"):
    cells = [event["UID"], str(event["SEQUENCE"]), event["STATUS"], utc(event["DTSTART"].dt), utc(event["DTEND"].dt), event["SUMMARY"], event.get("LOCATION", ""), event.get("DESCRIPTION", "")]
    print("|".join(cell.replace("\n", "⏎") for cell in cells))
