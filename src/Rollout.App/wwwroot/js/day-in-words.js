// Says a chosen day in words beside its field, in the page's language: browsers show it in their own, where 04/03 may be the third of April or the fourth of March.
const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC" });

const say = field => {
  let said = field.nextElementSibling;
  if (!said?.matches("output.day")) {
    said = document.createElement("output");
    said.className = "day hint";
    said.htmlFor = field.id;
    field.after(said);
  }
  said.textContent = field.valueAsDate ? words.format(field.valueAsDate) : "";
};

for (const field of document.querySelectorAll("input[type=date]")) say(field);
for (const happens of ["input", "focusin"]) document.addEventListener(happens, e => { if (e.target.type === "date") say(e.target); });
