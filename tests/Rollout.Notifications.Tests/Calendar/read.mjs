// Reads an iCalendar object from standard input and prints what ical.js or node-ical (the argument) understood: the same lines as read.py.
import fs from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const text = fs.readFileSync(0, 'utf8');
const utc = date => date.toISOString().slice(0, 16) + 'Z';
const lines = [];

if (process.argv[2] === 'ical.js') {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents('vtimezone');
  zones.forEach(zone => ICAL.TimezoneService.register(new ICAL.Timezone(zone)));
  lines.push(calendar.getFirstPropertyValue('method'));
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component);
    lines.push([event.uid, event.sequence, component.getFirstPropertyValue('status'), utc(event.startDate.toJSDate()), utc(event.endDate.toJSDate()),
      event.summary, event.location, event.description]);
  }
} else {
  const objects = Object.values(nodeIcal.sync.parseICS(text));
  lines.push(objects.find(o => o.type === 'VCALENDAR').method);
  for (const event of objects.filter(o => o.type === 'VEVENT')) {
    lines.push([event.uid, Number(event.sequence), event.status, utc(event.start), utc(event.end), event.summary, event.location, event.description]);
  }
}

for (const line of lines) console.log(Array.isArray(line) ? line.map(cell => String(cell ?? '').replaceAll('\n', '⏎')).join('|') : line);
