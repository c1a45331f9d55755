// Has the door kept on this phone for when there is no connection, and says so; says when what is seen is what was kept.
const form = document.getElementById("door"), keptAt = Number(document.documentElement.dataset.kept);

if (keptAt) {
  const said = document.getElementById("door-kept");
  const at = new Date(keptAt), today = at.toDateString() === new Date().toDateString();
  said.textContent = said.dataset.words.replace("{0}", at.toLocaleString(document.documentElement.lang, { ...(today ? {} : { weekday: "long", day: "numeric", month: "long" }), hour: "2-digit", minute: "2-digit" }));
  said.hidden = false;
} else if (form?.dataset.keep && "serviceWorker" in navigator) {
  keep();
}

async function keep() {
  const said = document.getElementById("door-offline");
  navigator.serviceWorker.addEventListener("message", e => { if (e.data.kept) said.textContent = said.dataset.kept; });
  try {
    await navigator.serviceWorker.register("/door-worker.js", { scope: location.pathname });
    const { active } = await navigator.serviceWorker.ready;
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map(part => part.href ?? part.src);
    const ask = () => active.postMessage(parts);
    addEventListener("door-told", ask);
    ask();
  } catch {
    // A browser that keeps nothing; the page works while it is open.
  }
}
