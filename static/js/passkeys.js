// Between a form with data-passkey ("create" or "get") and the browser's own dialogue about passkeys: asks the shop what
// to say to it, puts its answer into the form's field "credential", and sends the form as any other.

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const form of document.querySelectorAll("[data-passkey]")) form.hidden = false;
  document.getElementById("no-passkeys")?.remove();
}

let asking = false; // a second question would make the answer to the first one void

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.passkey) return;
  event.preventDefault();
  if (asking) return;
  asking = true;
  const problems = [...form.querySelectorAll("[role=alert]")];
  for (const problem of problems) problem.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(await ask(form.dataset));
    form.submit();
  } catch (error) {
    const problem = problems.find(({ dataset }) => dataset.error === error.name) ?? problems[0];
    problem.hidden = false;
    problem.focus();
  } finally {
    asking = false;
  }
});

async function ask({ passkey, options }) {
  const response = await fetch(options, { method: "POST" });
  if (!response.ok || response.redirected) throw new Error("the shop has nothing to ask");
  const wanted = await response.json();
  return passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(wanted) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(wanted) });
}
