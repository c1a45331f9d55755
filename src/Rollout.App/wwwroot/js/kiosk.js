// A shared screen goes back to the list a minute after the last touch, without a trace in its history; without script the page does it a minute after it was opened.
const patience = 60_000;
const leave = () => location.replace("/kiosk");
let timer;
const wait = () => { clearTimeout(timer); timer = setTimeout(leave, patience); };
for (const sign of ["input", "keydown", "pointerdown"]) addEventListener(sign, wait);
// A page that the browser kept as it was is not shown to the next person.
addEventListener("pageshow", e => { if (e.persisted) leave(); });
wait();
