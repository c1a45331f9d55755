// "/" goes to the search, unless something is being typed.
document.addEventListener("keydown", e => {
  const find = document.getElementById("find");
  if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable]") || !find?.checkVisibility()) return;
  e.preventDefault();
  find.focus();
});
