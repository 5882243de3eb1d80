// What HTML and htmx cannot do alone. Everything listens on the document, so swapped-in parts need no wiring,
// and every page works without any of it.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step], [data-dismiss]");
  if (!button) return;
  if (button.dataset.step) {
    event.preventDefault(); // without a script, some of these send the form
    step(button);
  } else button.closest(".notice").remove();
});

function step(button) {
  const input = button.parentElement.querySelector("input");
  const before = input.value;
  input.stepUp(Number(button.dataset.step));
  if (input.value === before) return;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// A button or Enter pressed twice sends a form once. The second post would have the browser throw away the answer to the
// first, and with it the cookie, the codes or the notice that came in it. Held for a few seconds only: the page stays
// when its loading is stopped, or when the answer is a file.
const HELD_FOR = 10_000;
let sent = new WeakMap();

function isHeld(form, event) {
  return event.timeStamp - sent.get(form) < HELD_FOR;
}

// On the window, since by then whoever sends a form in another way has said so.
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if (isHeld(form, event)) event.preventDefault();
  else sent.set(form, event.timeStamp);
});

// While htmx waits for an answer, hx-sync drops the second post; this is for while an answer leads to another page.
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.hx.redirect) sent.set(ctx.sourceElement, event.timeStamp);
});
document.addEventListener("htmx:before:request", (event) => {
  if (isHeld(event.detail.ctx.sourceElement, event)) event.preventDefault();
});

// The checkout shows what the cart holds. A number of copies changed at the last moment is on its way to it yet, so
// whoever presses "Check out" then goes there once it has come, unless it was refused.
document.addEventListener("submit", (event) => {
  const selector = "[data-waits-for-changes]", form = event.target;
  // Once: what did not come, for want of a network, keeps nobody here.
  if (!form.matches(selector) || form.dataset.waited || !changedCopies()) return;
  event.preventDefault();
  form.dataset.waited = "yes";
  document.addEventListener("htmx:finally:request", () => setTimeout(() => {
    if (!changedCopies()) document.querySelector(selector)?.requestSubmit();
  }), { once: true });
});

function changedCopies() {
  const fields = [...document.querySelectorAll(".line__copies input[name=quantity]")];
  return fields.some((field) => field.value !== field.defaultValue || field.ariaInvalid === "true");
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) sent = new WeakMap();
});

// Suggestions, as in the ARIA pattern of a combobox: the focus stays in the search box, the arrow keys mark an option
// and Enter follows it. The box keeps its role of a searchbox, by which people find it; octavo.css hides the list
// when one leaves.
const box = document.querySelector(".search input");
box?.setAttribute("aria-autocomplete", "list");
box?.setAttribute("aria-controls", "suggestions");
let unwanted = false; // until one types on: what is still on its way stays closed, too
box?.addEventListener("input", () => { unwanted = false; });

document.addEventListener("keydown", (event) => {
  if (!box || event.target !== box) return;
  const list = document.getElementById("suggestions");
  const options = [...list.querySelectorAll("[role=option]")];
  const at = options.findIndex((option) => option.ariaSelected === "true");
  if (event.key === "Escape") unwanted = true;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!options.length) return;
    list.hidden = unwanted = false;
    // Past either end one is back in the box.
    const last = options.length;
    const to = event.key === "ArrowDown" ? at + 1 : (at < 0 ? last : at) - 1;
    mark(options, options[to]);
  } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
    options[at].click();
  } else if (event.key === "Escape" && options.length && !list.hidden) {
    mark(options);
    list.hidden = true;
  } else {
    if (at >= 0 && ["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) mark(options);
    return;
  }
  event.preventDefault();
});

function mark(options, marked) {
  for (const option of options) option.ariaSelected = String(option === marked);
  marked?.scrollIntoView({ block: "nearest" });
  if (marked) box.setAttribute("aria-activedescendant", marked.id);
  else box.removeAttribute("aria-activedescendant");
}

document.addEventListener("htmx:after:swap", (event) => {
  if (event.target !== box) return;
  mark([]);
  document.getElementById("suggestions").hidden = unwanted;
  const count = document.querySelectorAll("#suggestions [role=option]").length;
  const words = count === 1 ? "1 suggestion" : `${count || "No"} suggestions`;
  document.getElementById("suggested").textContent = box.value ? words : "";
});

// "More books" puts them below: the reader goes on with the first new one.
let shown = null;
document.addEventListener("htmx:before:swap", (event) => {
  const more = event.detail.ctx.sourceElement?.matches?.("[data-more]");
  shown = more ? document.getElementById("books").childElementCount : null;
});
document.addEventListener("htmx:after:swap", () => {
  if (shown === null) return;
  document.getElementById("books").children[shown]?.querySelector("a").focus();
  shown = null;
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
