// The control room's clocks. They count between two messages of the server, by the server's time: a wall screen's own clock may be wrong.
let timer;

export function start(top, serverNow) {
  if (!top) return; // The page was left while this came.
  const ahead = serverNow - Date.now();
  const pad = n => String(n).padStart(2, "0");

  const countDown = fig => {
    const now = Date.now() + ahead, over = now >= Number(fig.dataset.until) && fig.dataset.since;
    if (over) write(fig.previousElementSibling.firstChild, fig.dataset.after);
    const left = Math.max(0, Math.floor((over ? now - Number(fig.dataset.since) : Number(fig.dataset.until) - now) / 1000));
    const [d, h, m, s] = [Math.floor(left / 86400), Math.floor(left / 3600) % 24, Math.floor(left / 60) % 60, left % 60];
    // The server's text nodes are kept, because it goes on to change them.
    write(fig.firstChild, d > 0 ? `${d}` : h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${pad(m)}:${pad(s)}`);
    write(fig.lastElementChild.firstChild, d > 1 ? fig.dataset.days : d > 0 ? fig.dataset.day : h > 0 ? fig.dataset.hours : fig.dataset.min);
  };

  const clock = time => write(time.firstChild, new Date(Date.now() + ahead)
    .toLocaleTimeString("en-GB", { timeZone: time.dataset.clock, hour12: false }));

  const tick = () => {
    top.querySelectorAll("[data-until]").forEach(countDown);
    top.querySelectorAll("[data-clock]").forEach(clock);
  };

  stop();
  tick();
  timer = setInterval(tick, 1000);
}

export function stop() {
  clearInterval(timer);
}

function write(node, text) {
  if (node && node.data !== text) node.data = text;
}
