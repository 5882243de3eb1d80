// "Stay signed in" stands in the password's form; it counts as well for a form with another way in, whose hidden field
// "remember" is sent when it is ticked.

document.getElementById("stays-by-password")?.remove();

document.addEventListener("submit", ({ target }) => {
  const { remember } = target.elements;
  if (remember?.type === "hidden") remember.disabled = !document.getElementById("remember").checked;
});
