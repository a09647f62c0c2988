/* Copy, share and print. The buttons are hidden in the page and shown here, where they can work. */

function say(words) {
  let toast = document.querySelector(".toast");
  if (!toast) {
    toast = Object.assign(document.createElement("p"), { className: "toast" });
    toast.setAttribute("role", "status");
    document.body.append(toast);
  }
  toast.hidden = false;
  requestAnimationFrame(() => { toast.textContent = words; });
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { toast.hidden = true; toast.textContent = ""; }, 3000);
}

async function copy(button) {
  const field = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  const words = field ? field.value : button.dataset.copy || location.href;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    if (!field) return;
    field.select();
    document.execCommand("copy");
  }
  say(button.dataset.done);
}

function reveal(selector, action) {
  document.querySelectorAll(selector).forEach((button) => {
    (button.closest("li[hidden]") ?? button).hidden = false;
    button.hidden = false;
    button.addEventListener("click", () => action(button));
  });
}

document.querySelectorAll("[data-codes]").forEach((sizes) => {
  sizes.hidden = false;
  const show = () => { document.querySelector(sizes.dataset.codes).value = sizes.querySelector(":checked").value; };
  sizes.addEventListener("change", show);
  show();
});
if (navigator.clipboard) reveal("[data-copy]", copy);
reveal("[data-copy-from]", copy);
if (navigator.share) {
  reveal("[data-share]", (button) => navigator
    .share({ url: button.dataset.share || location.href, title: button.dataset.title || document.title })
    .catch(() => { /* the reader changed their mind */ }));
}
reveal("[data-print]", () => print());
