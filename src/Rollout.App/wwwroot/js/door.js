// Ticks names at the door at once, and tells the server when it can be reached: what was ticked without a connection is kept on this phone.
const form = document.getElementById("door");
const keptAt = Number(document.documentElement.dataset.kept); // when this is a copy from before the connection was lost
if (form) open();

// A page that was opened too early wakes up by itself, also a kept one.
function open() {
  const left = Number(form.dataset.opensIn ?? 0) - (keptAt ? Date.now() - keptAt : 0);
  if (left > 0) {
    if (left < 86_400_000) setTimeout(open, left);
    return;
  }
  if ("opensIn" in form.dataset) {
    document.getElementById("door-opens").hidden = true;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
    for (const sheet of document.querySelectorAll("[data-once-open]")) sheet.hidden = false;
  }
  keep();
}

function keep() {
  const kept = "door:" + form.dataset.sync;
  const lost = document.getElementById("door-lost"), sum = document.getElementById("door-sum");
  const rows = new Map([...form.querySelectorAll("[data-person]")].map(row => [row.dataset.person, row]));
  let sending = false, stay = false, again;

  const waiting = () => { try { return JSON.parse(localStorage.getItem(kept)) ?? []; } catch { return []; } };
  const keepWaiting = ticks => ticks.length > 0 ? localStorage.setItem(kept, JSON.stringify(ticks)) : localStorage.removeItem(kept);

  const show = (person, came) => {
    const row = rows.get(person);
    if (!row) return;
    row.dataset.came = came === true ? "1" : came === false ? "0" : "";
    const button = row.querySelector("button");
    button.setAttribute("aria-pressed", came === true ? "true" : "false");
    button.name = came === true ? "gone" : "came";
    count();
  };

  const count = () => {
    const here = [...rows.values()].filter(r => r.dataset.came === "1").length;
    sum.textContent = sum.dataset.words.replace("{0}", here).replace("{1}", rows.size);
  };

  const say = words => { lost.hidden = !words; lost.textContent = words ?? ""; };

  const note = (person, came) => {
    const ticks = waiting();
    if (!came && !sending && ticks.some(t => t.person === person && t.letIn)) {
      // Let in and out again before anyone was told.
      keepWaiting(ticks.filter(t => t.person !== person));
      return walkIns?.putBack(person);
    }
    show(person, came);
    keepWaiting([...ticks, { person, came, at: Date.now() }]);
    send();
  };

  const letIn = person => {
    keepWaiting([...waiting(), { person, came: true, letIn: true, at: Date.now() }]);
    walkIns.bringIn(person);
    send();
  };

  // The connection is back: what was kept gives way to what is, unless someone is typing.
  const beCurrent = () => { if (!document.activeElement?.matches("input[type=search]")) location.replace(location.pathname); };

  async function send() {
    clearTimeout(again);
    const ticks = waiting();
    if (sending || (ticks.length === 0 && !keptAt)) return;
    sending = true;
    try {
      const body = new FormData();
      body.set("ticks", JSON.stringify(ticks.map(t => ({ person: t.person, came: t.came, letIn: t.letIn, ago: Date.now() - t.at }))));
      body.set("__RequestVerificationToken", form.querySelector("[name=__RequestVerificationToken]").value);
      const answer = await fetch(form.dataset.sync, { method: "POST", body, redirect: "manual" });
      if (answer.ok) {
        // What was ticked while this was on its way waits for the next time.
        keepWaiting(waiting().slice(ticks.length));
        const later = new Map(waiting().map(t => [t.person, t.came]));
        const { people, refused } = await answer.json();
        for (const p of people) show(p.person, later.get(p.person) ?? p.came);
        for (const r of refused) walkIns?.putBack(r.person);
        say(refused.map(r => `${nameOf(r.person)}: ${r.because}`).join(" "));
        stay ||= refused.length > 0; // until it is read
        document.getElementById("door-kept").hidden = true;
        if (!stay && (keptAt || ticks.some(t => t.letIn))) beCurrent();
        else dispatchEvent(new Event("door-told"));
      } else {
        // Signed out meanwhile, or the page is too old: nothing is lost, signing in again brings it over.
        if (keptAt && answer.status < 500) beCurrent();
        say(answer.status >= 500 ? lost.dataset.words.replace("{0}", ticks.length) : lost.dataset.again);
      }
    } catch {
      if (waiting().length > 0) say(lost.dataset.words.replace("{0}", waiting().length));
    } finally {
      sending = false;
      if (waiting().length > 0 || (keptAt && !stay)) again = setTimeout(send, 5000);
    }
  }

  // What others tick at this door shows at once; what was ticked here and is not told yet stays. Someone new on the list is a new page.
  const hear = () => {
    const live = new EventSource(form.dataset.live);
    live.onmessage = told => {
      if (sending || waiting().length > 0) return; // the answer says it
      const people = JSON.parse(told.data);
      for (const p of people) show(p.person, p.came);
      if (people.some(p => !rows.has(p.person)) && !stay) beCurrent();
    };
  };

  // A thumb that taps twice means it once.
  let pressed, pressedAt = -Infinity;
  const isEcho = e => {
    const echo = e.submitter === pressed && e.timeStamp - pressedAt < 400;
    [pressed, pressedAt] = [e.submitter, e.timeStamp];
    return echo;
  };

  form.addEventListener("submit", e => {
    e.preventDefault();
    if (isEcho(e)) return;
    if (e.submitter.name === "in") letIn(e.submitter.value);
    else note(e.submitter.value, e.submitter.name === "came");
  });
  addEventListener("online", send);
  const walkIns = keptAt ? findWalkIns(rows, show, count) : null;
  const nameOf = person => document.querySelector(`[data-person="${CSS.escape(person)}"] b`)?.textContent;
  for (const tick of waiting()) tick.letIn ? walkIns?.bringIn(tick.person) : show(tick.person, tick.came);
  send();
  if (!keptAt && "EventSource" in globalThis) hear();

  const find = document.getElementById("door-find"), name = document.getElementById("door-name");
  find.hidden = rows.size < 8;
  name.addEventListener("input", async () => {
    const part = plain(name.value);
    rows.forEach(row => { row.hidden = !plain(row.querySelector("b").textContent).includes(part); });
    if (part.length < 2 || [...rows.values()].some(row => !row.hidden)) return;
    // The page holds names only: by number or mobile the server finds people, where it can be reached.
    const found = await fetch(form.dataset.find + encodeURIComponent(name.value)).then(answer => answer.ok ? answer.json() : [], () => []);
    if (plain(name.value) === part) for (const person of found) if (rows.has(person)) rows.get(person).hidden = false;
  });
  name.addEventListener("keydown", e => { if (e.key === "Enter") e.preventDefault(); });

  scan(note, person => rows.get(person)?.querySelector("b").textContent);
}

// As the server folds names (TextNormalizer.Fold).
function plain(text) { return text.replace(/´/g, "'").normalize("NFKD").replace(/[\p{M}'’‘ʼ`]/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim(); }

// Without a connection the phone knows who waits for a place, and nobody else: they are found by name, and let in once the server says so.
function findWalkIns(rows, show, count) {
  const form = document.getElementById("walk-in-find"), who = document.getElementById("who"), found = document.getElementById("door-waiting");
  const none = found.querySelector("p"), list = document.getElementById("door-list"), others = found.querySelector("ul");
  const dress = (row, name, here) => {
    const button = row.querySelector("button"), { letIn, letInName } = button.dataset;
    Object.assign(button, here ? { textContent: button.dataset.here, ariaLabel: button.dataset.hereName } : { textContent: letIn, ariaLabel: letInName });
    button.name = name;
  };
  const look = () => {
    const part = plain(who.value.trim());
    let any = false;
    found.hidden = part.length < 2;
    for (const row of others.children) any = !(row.hidden = part.length < 2 || !plain(row.querySelector("b").textContent).includes(part)) || any;
    none.textContent = any || found.hidden ? "" : none.dataset.words.replace("{0}", who.value.trim());
  };
  for (const { dataset, textContent, ariaLabel } of others.querySelectorAll("button")) Object.assign(dataset, { letIn: textContent, letInName: ariaLabel });
  who.value = new URLSearchParams(location.search).get("who") ?? "";
  form.addEventListener("submit", e => { e.preventDefault(); look(); });
  look();
  return {
    bringIn(person) {
      const row = others.querySelector(`[data-person="${CSS.escape(person)}"]`);
      if (!row) return;
      list.append(row);
      row.hidden = false;
      rows.set(person, row);
      dress(row, "gone", true);
      show(person, true);
    },
    putBack(person) {
      const row = rows.get(person);
      if (row?.parentElement !== list) return;
      row.dataset.came = "";
      rows.delete(person);
      others.append(row);
      dress(row, "in", false);
      row.querySelector("button").removeAttribute("aria-pressed");
      look();
      count();
    },
  };
}

// Reads the QR of a ticket with the camera, where the browser can; elsewhere the phone's own camera opens the ticket's page, and the page says so.
async function scan(note, nameOf) {
  if (!document.getElementById("scan") || !navigator.mediaDevices || !(await globalThis.BarcodeDetector?.getSupportedFormats())?.includes("qr_code")) return;
  const video = document.getElementById("scan-video"), said = document.getElementById("scan-said"), start = document.getElementById("scan-start");
  const how = document.getElementById("scan-how");
  how.textContent = how.dataset.words;
  start.hidden = false;
  start.addEventListener("click", async () => {
    try {
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      said.textContent = said.dataset.denied;
      return;
    }
    video.hidden = false;
    start.hidden = true;
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    let last = "";
    setInterval(async () => {
      const [code] = await detector.detect(video).catch(() => []);
      if (!code || code.rawValue === last) return;
      last = code.rawValue;
      const person = new URLSearchParams(new URL(last, location.href).hash.slice(1)).get("p");
      const name = person && nameOf(person);
      said.textContent = name ? said.dataset.here.replace("{0}", name) : said.dataset.unknown;
      if (name) note(person, true);
    }, 300);
  });
}
