// The connection of a live page, lost and found again. The framework tries for a while and tells how it goes; this shows it, and goes on where the framework
// gives up: a screen nobody stands at must find its own way back.
const dialog = document.getElementById("components-reconnect-modal");
const checksEvery = 5000;
let checking, rejected;

dialog.addEventListener("components-reconnect-state-changed", e => {
  const state = e.detail.state;
  rejected = state === "rejected";
  if (state === "show" && !dialog.open) dialog.hasAttribute("data-quiet") ? dialog.show() : dialog.showModal();
  else if (state === "hide") close();
  else if (state === "failed" || rejected) checking ??= setInterval(recover, checksEvery);
});
dialog.querySelector("button")?.addEventListener("click", recover);

// Once the server answers: the page goes on where the server still knows it, else it is loaded anew.
async function recover() {
  try {
    if (!(await fetch(location.href, { cache: "no-store" })).ok) return;
  } catch {
    return; // Still away.
  }
  // Once rejected there is a connection, but to no page: asked again, the framework would take that for success.
  const known = !rejected && await Blazor.reconnect().catch(() => false);
  known ? close() : location.reload();
}

function close() {
  clearInterval(checking);
  checking = undefined;
  dialog.close();
}
