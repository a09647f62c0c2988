/* Chapters, one a line: <chapter-editor> around their text area. */
import { button, make } from "./dom.js";
import { TimedEditor } from "./timed-editor.js";
import { clock, parseTime } from "./webvtt.js";

const MOST_TITLE = 120;

export class ChapterEditor extends TimedEditor {
  read(text) {
    const items = [];
    const lines = text.split(/\r?\n/);
    for (const [at, line] of lines.entries()) {
      if (!line.trim()) continue;
      const [, time, title] = /^(\S+)\s*(.*)$/.exec(line.trim());
      const start = parseTime(time);
      if (start === null) return { items, badLine: at + 1 };
      items.push({ start, text: title.replace(/^[\s–—-]+/, "") });
    }
    return { items, badLine: 0 };
  }

  write(items) { return items.map((item) => `${clock(item.start, true)} ${item.text.replace(/\s+/g, " ").trim()}`.trim()).join("\n"); }

  time(seconds) { return clock(seconds, true); }

  about(at) {
    const { start, text } = this.items[at];
    const faults = [];
    if (!text.trim()) faults.push(this.words.noWords);
    if (text.length > MOST_TITLE) faults.push(this.words.tooMuch);
    if (at && Math.floor(start) <= Math.floor(this.items[at - 1].start)) faults.push(this.words.notInOrder);
    const length = this.stage.length;
    return { faults, advice: length && start >= length ? [this.words.afterEnd] : [] };
  }

  counted() { return this.say("summary", { count: this.items.length }); }

  at(now) { return this.items.findLastIndex((item) => item.start <= now); }

  endOf(at) { return this.items[at + 1]?.start ?? 0; }

  shown() { return ""; }

  makeTools() {
    const tool = (name, act) => button(this.words[name], act, { "data-tool": name });
    return [tool("playItem", () => this.playItem(this.selected)), tool("setStart", () => this.setTime("start")),
      tool("add", () => this.act("add")), tool("remove", () => this.act("remove"))];
  }

  makeRow() {
    const row = {
      number: make("button", { type: "button", "data-play": true, class: "timed-text__number" }),
      start: make("input", { type: "text", inputmode: "decimal", "data-field": "start", autocomplete: "off" }),
      text: make("input", { type: "text", "data-field": "text", maxlength: 200 }),
      problems: make("ul", { class: "timed-text__problems" }),
    };
    row.element = make("li", { class: "is-chapter" }, row.number, row.start, row.text, row.problems);
    return row;
  }

  fillRow(row, item, at) {
    const name = this.say("item", { number: at + 1 });
    row.number.textContent = at + 1;
    row.number.setAttribute("aria-label", `${this.words.playItem}: ${name}`);
    row.start.setAttribute("aria-label", `${name}: ${this.words.start}`);
    row.text.setAttribute("aria-label", `${name}: ${this.words.text}`);
    this.set(row.start, this.time(item.start));
    this.set(row.text, item.text);
  }

  fit() {}

  act(name) {
    const inList = this.list.contains(document.activeElement);
    if (name === "add") this.add();
    else if (name === "remove" && this.items.length) {
      this.step(() => this.items.splice(this.selected, 1));
      if (inList) this.focusItem(this.selected);
    }
  }

  add() {
    const start = Math.floor(this.stage.now);
    const later = this.items.findIndex((item) => item.start > start);
    const at = later === -1 ? this.items.length : later;
    this.step(() => this.items.splice(at, 0, { start, text: "" }), at);
    this.focusItem(at);
  }

  setTime(name) {
    if (!this.items.length) return;
    const item = this.items[this.selected];
    this.step(() => {
      item[name] = Math.floor(this.stage.now);
      this.items.sort((one, other) => one.start - other.start);
    });
    this.select(this.items.indexOf(item), true);
  }
}
