// Moves the progress bar of an import that is at work, and shows the page anew when it is done.
const bar = document.querySelector("progress[data-import]");
const words = document.getElementById("import-words");

async function look() {
    try {
        const answer = await fetch(`/people/import/${bar.dataset.import}/progress`, { headers: { Accept: "application/json" } });
        if (answer.ok) {
            const { share, text, done } = await answer.json();
            bar.value = share;
            words.textContent = text;
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
