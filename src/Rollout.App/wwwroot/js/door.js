// Ticks names at the door at once, and tells the server when it can be reached: what was ticked without a connection is kept on this phone.
const form = document.getElementById("door");
if (form && !form.dataset.locked) keep();

function keep() {
  const kept = "door:" + form.dataset.sync;
  const lost = document.getElementById("door-lost"), sum = document.getElementById("door-sum");
  const rows = new Map([...form.querySelectorAll("[data-person]")].map(row => [row.dataset.person, row]));
  let sending = false, again;

  const waiting = () => { try { return JSON.parse(localStorage.getItem(kept)) ?? []; } catch { return []; } };
  const keepWaiting = ticks => ticks.length > 0 ? localStorage.setItem(kept, JSON.stringify(ticks)) : localStorage.removeItem(kept);

  const show = (person, came) => {
    const row = rows.get(person);
    if (!row) return;
    row.dataset.came = came === true ? "1" : came === false ? "0" : "";
    const button = row.querySelector("button");
    button.setAttribute("aria-pressed", came === true ? "true" : "false");
    button.name = came === true ? "gone" : "came";
    const here = [...rows.values()].filter(r => r.dataset.came === "1").length;
    sum.textContent = sum.dataset.words.replace("{0}", here).replace("{1}", rows.size);
  };

  const say = words => { lost.hidden = !words; lost.textContent = words ?? ""; };

  const note = (person, came) => {
    show(person, came);
    keepWaiting([...waiting(), { person, came, at: Date.now() }]);
    send();
  };

  async function send() {
    clearTimeout(again);
    const ticks = waiting();
    if (sending || ticks.length === 0) return;
    sending = true;
    try {
      const body = new FormData();
      body.set("ticks", JSON.stringify(ticks.map(t => ({ person: t.person, came: t.came, ago: Date.now() - t.at }))));
      body.set("__RequestVerificationToken", form.querySelector("[name=__RequestVerificationToken]").value);
      const answer = await fetch(form.dataset.sync, { method: "POST", body, redirect: "manual" });
      if (answer.ok) {
        // What was ticked while this was on its way waits for the next time.
        keepWaiting(waiting().slice(ticks.length));
        const later = new Map(waiting().map(t => [t.person, t.came]));
        for (const p of await answer.json()) show(p.person, later.get(p.person) ?? p.came);
        say();
      } else {
        // Signed out meanwhile, or the page is too old: nothing is lost, signing in again brings it over.
        say(answer.status >= 500 ? lost.dataset.words.replace("{0}", ticks.length) : lost.dataset.again);
      }
    } catch {
      say(lost.dataset.words.replace("{0}", waiting().length));
    } finally {
      sending = false;
      if (waiting().length > 0) again = setTimeout(send, 5000);
    }
  }

  form.addEventListener("submit", e => {
    e.preventDefault();
    note(e.submitter.value, e.submitter.name === "came");
  });
  addEventListener("online", send);
  for (const tick of waiting()) show(tick.person, tick.came);
  send();

  const find = document.getElementById("door-find"), name = document.getElementById("door-name");
  find.hidden = rows.size < 8;
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  name.addEventListener("input", () => rows.forEach(row => { row.hidden = !plain(row.querySelector("b").textContent).includes(plain(name.value)); }));
  name.addEventListener("keydown", e => { if (e.key === "Enter") e.preventDefault(); });

  scan(note, person => rows.get(person)?.querySelector("b").textContent);
}

// Reads the QR of a ticket with the camera, where the browser can; elsewhere the phone's own camera opens the ticket's page.
function scan(note, nameOf) {
  const place = document.getElementById("scan");
  if (!place || !("BarcodeDetector" in window) || !navigator.mediaDevices) return;
  const video = document.getElementById("scan-video"), said = document.getElementById("scan-said"), start = document.getElementById("scan-start");
  place.hidden = false;
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
