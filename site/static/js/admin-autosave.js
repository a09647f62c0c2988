/* A new page that is sent while its first autosave is under way would be stored twice: the form waits for the answer,
   which gives it the address of the page that now exists. Wagtail announces the end of an autosave, but its start
   seconds too early, so its request is watched. */

let saving = false;
let held = null;

function release() {
  saving = false;
  if (!held) return;
  const { form, button } = held;
  held = null;
  // The button may show its progress by now, and a disabled button does not say what was pressed.
  if (button?.name) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
  }
  form.requestSubmit();
}

const send = window.fetch;
window.fetch = (address, options) => {
  const form = document.querySelector("form[data-edit-form]");
  if (form && address === form.action && options?.body instanceof FormData) saving = true;
  return send.call(window, address, options);
};

document.addEventListener("w-autosave:success", release);
document.addEventListener("w-autosave:error", release);
document.addEventListener("submit", (event) => {
  if (!saving || !event.target.matches("[data-edit-form]")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held = { form: event.target, button: event.submitter };
}, { capture: true });
