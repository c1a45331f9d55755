// Moves the progress bar of an import that is at work, and shows the page anew when it is done.
const bar = document.querySelector("progress[data-import]");
const words = document.getElementById("import-words");
const line = document.getElementById("import-waits");

async function look() {
    try {
        const answer = await fetch(`/people/import/${bar.dataset.import}/progress`, { headers: { Accept: "application/json" } });
        if (answer.ok) {
            const { share, text, done, waits } = await answer.json();
            bar.value = share;
            words.textContent = text;
            line.hidden = !waits;
            line.textContent = waits;
            if (done) {
                location.replace(location.href);
                return;
            }
        } else {
            location.reload();
            return;
        }
    } catch {
        // The connection is away for a moment; the import goes on without us.
    }
    setTimeout(look, 500);
}

if (bar) {
    setTimeout(look, 300);
}
