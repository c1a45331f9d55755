"""Reads an iCalendar object from standard input with python3-icalendar and prints what it understood, a line an entry."""
import sys
from icalendar import Calendar

calendar = Calendar.from_ical(sys.stdin.buffer.read())
print(calendar["METHOD"], len(calendar.walk("VTIMEZONE")))
for event in calendar.walk("VEVENT"):
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if "DTEND" in event else start + event["DURATION"].dt
    print("|".join([event["UID"], str(event["SEQUENCE"]), event["STATUS"], event["DTSTART"].params["TZID"], f"{start:%Y-%m-%dT%H:%M}", f"{end:%H:%M}", event["SUMMARY"].to_ical().decode()]))
