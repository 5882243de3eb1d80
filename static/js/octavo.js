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
  const search = event.key === "Escape" && event.target.closest(".search");
  if (!search) return;
  search.querySelector(".suggestions")?.replaceChildren();
  search.querySelector("input").focus();
});

// Back on a page that the browser had put by as it was: the cart may have changed since.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.getElementById("me-nav")) {
    htmx.ajax("GET", "/me/nav", { target: "#me-nav", swap: "outerHTML" });
  }
});

// A form that comes back refused: the reader goes on where the first thing is wrong.
document.addEventListener("htmx:after:swap", (event) => {
  const status = event.detail.ctx?.response?.status;
  if (status === 422) document.querySelector("main [aria-invalid=true], main [role=alert]")?.focus();
  // What failed before is past once something works.
  if (belongsToItsForm(status)) document.querySelector("#notice [data-dismiss]")?.closest(".notice").remove();
});

// An error is read in the notice above the page; a small target keeps what it had.
document.addEventListener("htmx:response:error", (event) => {
  const { ctx } = event.detail;
  if (belongsToItsForm(ctx.response.status)) return;
  ctx.hx.retarget = "#notice";
  ctx.hx.reswap = "innerHTML";
});

// An answer, a refusal that belongs to a form (422), or one that a page has an answer for (409).
function belongsToItsForm(status) {
  return status < 400 || status === 422 || status === 409;
}

document.addEventListener("htmx:error", () => {
  const notice = document.getElementById("notice");
  notice.replaceChildren(document.getElementById("offline-notice").content.cloneNode(true));
});
