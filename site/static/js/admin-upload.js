/* Uploading videos in the admin: drop them or choose them, see how far they are, pause, resume, cancel.
   Each [data-upload] is one place for that. Without this script the plain form beside it does the work. */

import { startNext, transfers } from "./admin-upload-queue.js";
import { element, Row } from "./admin-upload-row.js";
import { Transfer } from "./admin-upload-tus.js";
import { fill } from "./admin-upload-words.js";

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
