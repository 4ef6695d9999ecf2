// Passkeys: a form with data-passkey="create" or "get" asks the device and sends its answer. Without it the password remains.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const keys = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

const create = async ({ publicKey: asked }) => {
  const options = { ...asked, challenge: bytes(asked.challenge), user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: keys(asked.excludeCredentials) };
  options.authenticatorSelection = { ...asked.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
  const made = await navigator.credentials.create({ publicKey: options });
  return { made, response: { attestationObject: text(made.response.attestationObject), transports: made.response.getTransports?.() || [] } };
};
const get = async ({ publicKey: asked }) => {
  const made = await navigator.credentials.get({ publicKey: { ...asked, challenge: bytes(asked.challenge), allowCredentials: keys(asked.allowCredentials) } });
  const { authenticatorData, signature, userHandle } = made.response;
  return { made, response: { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle && text(userHandle) } };
};

for (const form of window.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    const failed = form.querySelector("[data-failed]"), button = form.querySelector("button");
    failed.hidden = button.disabled = true;
    try {
      const options = form.dataset.options ? JSON.parse(form.dataset.options) : (await (await fetch(form.action, { headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" } })).json()).request_options;
      const { made, response } = await (form.dataset.passkey === "create" ? create : get)(options);
      form.elements.credential.value = JSON.stringify({
        id: made.id, rawId: text(made.rawId), type: made.type, authenticatorAttachment: made.authenticatorAttachment,
        clientExtensionResults: made.getClientExtensionResults(), response: { ...response, clientDataJSON: text(made.response.clientDataJSON) },
      });
      form.requestSubmit();
    } catch {
      failed.hidden = button.disabled = false; // cancelled, timed out, or none on this device
    }
  });
}
