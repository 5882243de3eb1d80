// What HTML and htmx cannot do alone. Everything listens on the document, so swapped-in parts need no wiring,
// and every page works without any of it.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step], [data-dismiss]");
  if (!button) return;
  if (button.dataset.step) step(button);
  else button.closest(".notice").remove();
});

function step(button) {
  const input = button.parentElement.querySelector("input");
  const before = input.value;
  input.stepUp(Number(button.dataset.step));
  if (input.value === before) return;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// Suggestions hide when one leaves the search (octavo.css sees to that) and at Escape.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") event.target.closest(".search")?.querySelector(".suggestions")?.replaceChildren();
});

// A form that comes back refused: the reader goes on where the first thing is wrong.
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx?.response?.status !== 422) return;
  document.querySelector("main [aria-invalid=true], main [role=alert]")?.focus();
});

// An error is read in the notice above the page; a small target keeps what it had. Refusals that belong to a form
// (422), or that a page has an answer for (409), go where the form wants them.
document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status === 422 || ctx.response.status === 409) return;
  ctx.hx.retarget = "#notice";
  ctx.hx.reswap = "innerHTML";
});

document.addEventListener("htmx:error", () => {
  const notice = document.getElementById("notice");
  notice.replaceChildren(document.getElementById("offline-notice").content.cloneNode(true));
});
