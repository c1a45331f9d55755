// A page that lives must find its own way back: once the server answers again, and no longer knows the page, it is loaded anew.
export function comeBack() {
  const lost = document.getElementById("components-reconnect-modal");
  if (!lost) return null; // The page was left while this came.
  let trying;
  const look = () => {
    const gone = /components-reconnect-(failed|rejected)/.test(lost.className);
    if (!gone) { clearInterval(trying); trying = undefined; return; }
    trying ??= setInterval(async () => {
      try {
        if ((await fetch(location.href, { method: "GET", cache: "no-store" })).ok) location.reload();
      } catch { /* still away */ }
    }, 5000);
  };
  const watch = new MutationObserver(look);
  watch.observe(lost, { attributes: true, attributeFilter: ["class"] });
  return watch;
}
