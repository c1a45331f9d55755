// What the planner cannot tell the browser from the server: keys that carry an infosession do not scroll the page, a drag needs something to drag,
// and it may be dropped on a day or an hour.
export function start(board) {
  if (!board) return; // The page was left while this came.
  board.addEventListener("keydown", e => {
    if (e.key.startsWith("Arrow") && e.target.closest("[data-held]")) e.preventDefault();
  });
  // Escape puts back what is carried, wherever the focus went meanwhile.
  document.addEventListener("keydown", e => {
    if (e.key === "Escape" && !e.target.closest("[data-held], .moving")) board.querySelector("[data-put-back]")?.click();
  });
  board.addEventListener("dragstart", e => e.dataTransfer.setData("text/plain", ""));
  for (const passing of ["dragenter", "dragover", "drop"]) {
    board.addEventListener(passing, e => { if (e.target.closest("[data-drop]")) e.preventDefault(); });
  }
}

export function focus(id) {
  document.getElementById(id)?.focus();
}
