/* One upload in its list: how far it is, and the buttons that it offers now. */

import { startNext, transfers } from "./admin-upload-queue.js";
import { sentence } from "./admin-upload-words.js";

export function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

export class Row {
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
