/* Uploading videos in the admin: drop them or choose them, see how far they are, pause, resume, cancel.
   Each [data-upload] is one place for that. Without this script the plain form beside it does the work. */

import { Transfer } from "./admin-upload-tus.js";

const AT_ONCE = 2;
const transfers = new Set();
const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_match, name) => values[name] ?? "");

function startNext() {
  const waiting = [...transfers].filter((transfer) => transfer.state === "waiting");
  const free = AT_ONCE - [...transfers].filter((transfer) => transfer.isActive).length;
  waiting.slice(0, Math.max(0, free)).forEach((transfer) => transfer.run());
}

window.addEventListener("beforeunload", (event) => {
  if ([...transfers].some((transfer) => transfer.isActive)) event.preventDefault();
});

/* --- Words --------------------------------------------------------------------------------------------- */

const language = document.documentElement.lang || undefined;

function bytes(count) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  let step = 0;
  for (; count >= 1000 && step < units.length - 1; step++) count /= 1024;
  const digits = count < 10 && step ? 1 : 0;
  return new Intl.NumberFormat(language, { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: digits }).format(count);
}

function duration(seconds) {
  const [count, unit] = seconds < 90 ? [Math.max(1, Math.round(seconds)), "second"]
    : seconds < 5400 ? [Math.round(seconds / 60), "minute"] : [Math.round(seconds / 360) / 10, "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

function sentence(transfer, words) {
  const size = bytes(transfer.file.size);
  switch (transfer.state) {
    case "uploading": {
      const parts = [`${transfer.percent} %`, fill(words.of, { done: bytes(transfer.sent ?? transfer.offset), all: size })];
      if (transfer.speed) parts.push(fill(words.speed, { speed: bytes(transfer.speed) }), fill(words.left, { time: duration(transfer.secondsLeft) }));
      return parts.join(" · ");
    }
    case "paused": return fill(words.paused, { percent: transfer.percent });
    case "broken": return words.broken;
    case "failed": return transfer.message;
    default: return words[transfer.state] ?? "";
  }
}

/* --- One row ------------------------------------------------------------------------------------------- */

function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

class Row {
  constructor(zone, transfer) {
    Object.assign(this, { zone, transfer, said: "" });
    const { words } = zone;
    this.bar = element("progress", { max: 100, value: 0 });
    this.bar.setAttribute("aria-label", transfer.file.name);
    this.line = element("p", { className: "newsroom-upload__line" });
    this.actions = element("div", { className: "newsroom-upload__actions" });
    this.buttons = {
      pause: this.button(words.pause, () => transfer.pause()),
      resume: this.button(words.resume, () => this.restart()),
      retry: this.button(words.retry, () => (transfer.state === "broken" ? transfer.wake?.() : this.restart())),
      cancel: this.button(words.cancel, () => this.cancel()),
      remove: this.button(words.remove, () => this.remove()),
    };
    this.name = element("p", { className: "newsroom-upload__name", textContent: transfer.file.name });
    this.root = element("li", { className: "newsroom-upload__row" }, this.name, this.bar, this.line, this.actions);
    zone.list.append(this.root);
    this.show();
  }

  button(label, work) {
    const made = element("button", { type: "button", className: "button button-small button-secondary", textContent: label });
    made.setAttribute("aria-label", `${label}: ${this.transfer.file.name}`);
    made.addEventListener("click", work);
    return made;
  }

  show() {
    const { transfer, root } = this;
    root.dataset.state = transfer.state;
    this.bar.value = transfer.state === "done" ? 100 : transfer.percent;
    this.bar.hidden = ["failed", "cancelled", "done"].includes(transfer.state);
    this.line.textContent = sentence(transfer, this.zone.words);
    const offered = {
      waiting: ["cancel"], checking: ["pause", "cancel"], uploading: ["pause", "cancel"], broken: ["retry", "pause", "cancel"],
      paused: ["resume", "cancel"], storing: [], done: ["remove"], failed: ["retry", "remove"], cancelled: ["remove"],
    }[transfer.state];
    const now = [...this.actions.children];
    const wanted = offered.map((name) => this.buttons[name]);
    if (wanted.length === now.length && wanted.every((made, place) => made === now[place])) return;
    const hadFocus = this.actions.contains(document.activeElement);
    this.actions.replaceChildren(...wanted);
    // Whoever pressed “Pause” by keyboard stands on “Resume” now, and not at the top of the page.
    if (hadFocus) wanted[0]?.focus();
  }

  restart() {
    transfers.add(this.transfer);
    if (!this.transfer.isActive) {
      this.transfer.set("waiting");
      startNext();
    }
  }

  async cancel() {
    await this.transfer.cancel();
    this.remove();
  }

  remove() {
    transfers.delete(this.transfer);
    this.root.remove();
    this.zone.rows.delete(this);
    this.zone.input.focus();
    startNext();
  }
}

/* --- One place ----------------------------------------------------------------------------------------- */

class Zone {
  constructor(root) {
    this.root = root;
    this.words = JSON.parse(root.dataset.uploadWords);
    this.mode = root.dataset.upload;
    this.rows = new Set();
    this.list = root.querySelector("[data-upload-list]");
    this.status = root.querySelector("[data-upload-status]");
    this.input = root.querySelector("[data-upload-input]");
    root.hidden = false;
    document.querySelectorAll(`[data-upload-replaces="${this.mode}"]`).forEach((plain) => { plain.hidden = true; });
    this.input.addEventListener("change", () => {
      this.take([...this.input.files]);
      this.input.value = "";
    });
    this.listenForDrops();
  }

  listenForDrops() {
    const over = (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      this.root.classList.add("is-over");
    };
    this.root.addEventListener("dragenter", over);
    this.root.addEventListener("dragover", over);
    this.root.addEventListener("dragleave", (event) => {
      if (!this.root.contains(event.relatedTarget)) this.root.classList.remove("is-over");
    });
    this.root.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      this.root.classList.remove("is-over");
      this.take([...event.dataTransfer.files]);
    });
  }

  async take(files) {
    const several = this.mode === "desk";
    for (const file of several ? files : files.slice(0, 1)) await this.add(file);
    startNext();
  }

  async add(file) {
    const title = this.form?.elements.namedItem("title")?.value ?? "";
    const collection = this.root.querySelector("[data-upload-collection]")?.value ?? this.form?.elements.namedItem("collection")?.value ?? "";
    const options = { endpoint: this.root.dataset.uploadUrl, words: this.words, title, collection };
    let row = null;
    const transfer = new Transfer(file, options, () => {
      row?.show();
      this.changed(transfer);
    });
    const mark = await transfer.mark.catch(() => "");
    for (const other of transfers) {
      if (other.isOver || !mark || (await other.mark) !== mark) continue;
      return this.say(fill(this.words.twice, { name: file.name }));
    }
    this.forget(mark);
    if (this.mode !== "desk") this.rows.forEach((old) => old.transfer.isOver && old.remove());
    transfers.add(transfer);
    row = new Row(this, transfer);
    this.rows.add(row);
  }

  /* A row that the server has printed for an upload of an earlier visit goes when its file is here again. */
  forget(mark) {
    this.root.querySelectorAll("[data-upload-earlier]").forEach((row) => row.dataset.uploadEarlier === mark && row.remove());
  }

  changed(transfer) {
    const before = transfer.told;
    transfer.told = transfer.state;
    if (before === transfer.state) return;
    const speak = { uploading: "says_started", paused: "says_paused", broken: "says_broken", done: "says_done", failed: "says_failed" }[transfer.state];
    if (speak && !(transfer.state === "uploading" && before === "checking" && transfer.begun)) {
      this.say(fill(this.words[speak], { name: transfer.file.name, why: transfer.message ?? "" }));
    }
    if (transfer.state === "uploading") transfer.begun = true;
    if (transfer.state === "done") this.finished(transfer);
    if (!transfer.isActive) startNext();
  }

  say(text) { this.status.textContent = text; }

  get form() { return this.mode === "form" ? this.root.closest("form") : null; }

  finished(transfer) {
    const { id, title, edit_url } = transfer.result;
    const row = [...this.rows].find((one) => one.transfer === transfer);
    if (edit_url) row?.name.replaceChildren(element("a", { href: edit_url, textContent: title, target: this.mode === "desk" ? "" : "_blank" }));
    if (this.mode === "chooser") this.choose({ id: String(id), title, edit_url });
    if (this.mode === "form") this.hand(transfer);
    if (this.mode === "desk") refreshRecent();
  }

  /* Beside a chooser: as if the file had been chosen in its window. */
  choose(chosen) {
    document.getElementById(`${this.root.dataset.uploadFor}-chooser`)?.widget?.setStateFromModalData(chosen);
  }

  /* Within a form: the form is told which upload stands for its file, and sent if nothing is missing. */
  hand(transfer) {
    const form = this.form;
    if (!form?.isConnected) return;
    form.elements.namedItem("upload").value = transfer.url.split("/").at(-2);
    form.querySelectorAll("input[type=file][required]").forEach((input) => { input.required = false; });
    const title = form.elements.namedItem("title");
    if (title && !title.value.trim()) title.value = transfer.result.title;
    form.requestSubmit();
  }
}

/* --- Uploads of an earlier visit ----------------------------------------------------------------------- */

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-upload-discard]");
  if (!button) return;
  const row = button.closest("[data-upload-earlier]");
  const transfer = new Transfer(new File([], row.dataset.uploadName), { words: {} }, () => {});
  transfer.url = button.dataset.uploadDiscard;
  button.disabled = true;
  await transfer.cancel();
  row.remove();
});

/* --- Beside and below ---------------------------------------------------------------------------------- */

/* Whoever sends a form whose file is still on its way has said all there is to say: it goes when the file is whole. */
document.addEventListener("submit", (event) => {
  const zone = zones.find((one) => one.mode === "form" && one.form === event.target);
  if (!zone || ![...zone.rows].some((row) => row.transfer.isActive)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  zone.say(zone.words.says_later);
}, { capture: true });

/* The list of the last files follows what happens to them, while somebody looks. */
let refreshing = 0;
async function refreshRecent() {
  clearTimeout(refreshing);
  const old = document.querySelector("[data-upload-recent]");
  if (!old) return;
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.querySelector("[data-upload-recent]");
  if (fresh && fresh.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) old.replaceWith(fresh);
  watchRecent();
}
function watchRecent() {
  if (document.querySelector('[data-upload-recent="unsettled"]')) {
    refreshing = setTimeout(() => (document.hidden ? watchRecent() : refreshRecent()), 4000);
  }
}

const zones = [];
const ready = new WeakSet();
function begin() {
  document.querySelectorAll("[data-upload]").forEach((root) => {
    if (ready.has(root)) return;
    ready.add(root);
    zones.push(new Zone(root));
  });
}

begin();
watchRecent();
// Windows of choosers come later.
new MutationObserver(begin).observe(document.body, { childList: true, subtree: true });
