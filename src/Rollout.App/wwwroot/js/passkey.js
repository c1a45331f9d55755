// Asks the device for a passkey when a form that carries one is sent, and sends what it said along. The page explains what to do after a cancellation or without a passkey.
for (const field of document.querySelectorAll("[data-passkey]")) {
  const form = field.form;
  form.addEventListener("submit", async e => {
    const isTyped = [...form.querySelectorAll("input.input")].every(i => i.value.trim());
    if (field.value || !isTyped || !window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
    e.preventDefault();
    field.value = await ask(field.dataset.passkey, JSON.parse(field.dataset.options)).then(JSON.stringify, () => "none");
    form.requestSubmit(e.submitter);
  });
}

function ask(how, options) {
  return how === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}
