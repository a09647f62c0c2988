/* Captions, cue by cue: <caption-editor> around the text area of a track. */
import { about } from "./checks.js";
import { button, make, type } from "./dom.js";
import { TimedEditor } from "./timed-editor.js";
import { clock, parse, plain, write } from "./webvtt.js";

const NEW = 2;
const LEAST = 0.3;

export class CaptionEditor extends TimedEditor {
  connectedCallback() {
    if (this.area) return;
    this.limits = JSON.parse(this.dataset.limits);
    super.connectedCallback();
    this.watchFile();
    this.watchReview();
  }

  sibling(name) {
    return this.area.form?.elements[this.area.name.replace(/text$/, name)] ?? null;
  }

  read(text) {
    const { cues, badLine } = text.trim() ? parse(text) : { cues: [], badLine: 0 };
    return { items: cues, badLine };
  }

  write(items) { return write(items); }

  about(at) { return about(this.items, at, this.limits, this.stage.length, (name, values) => this.say(name, values)); }

  counted() {
    return this.say("summary", { count: this.items.length, start: clock(this.items[0].start, true), end: clock(this.items.at(-1).end, true) });
  }

  at(now) {
    let low = 0;
    let high = this.items.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const cue = this.items[middle];
      if (now < cue.start) high = middle - 1;
      else if (now >= cue.end) low = middle + 1;
      else return middle;
    }
    return -1;
  }

  endOf(at) { return this.items[at].end; }

  shown(at) { return plain(this.items[at].text); }

  // --- Drawing ---------------------------------------------------------------------------------------------

  makeTools() {
    const tool = (name, act = () => this.act(name)) => button(this.words[name], act, { "data-tool": name });
    return [tool("playItem", () => this.playItem(this.selected)), tool("setStart", () => this.setTime("start")), tool("setEnd", () => this.setTime("end")),
      tool("add"), tool("split"), tool("merge"), tool("remove")];
  }

  makeExtras() {
    this.by = make("input", { type: "number", step: "0.1", value: "1", class: "timed-text__by", "aria-label": this.words.shiftBy });
    return [make("div", { class: "timed-text__shift", role: "group", "aria-label": this.words.shiftBy },
      make("span", { "aria-hidden": "true" }, this.words.shiftBy), this.by,
      button(this.words.shiftAll, () => this.shift(0), { "data-tool": "shift-all" }),
      button(this.words.shiftFrom, () => this.shift(this.selected), { "data-tool": "shift-from" }))];
  }

  makeRow() {
    const field = (name) => make("input", { type: "text", inputmode: "decimal", "data-field": name, "aria-label": this.words[name], autocomplete: "off" });
    const row = {
      number: make("button", { type: "button", "data-play": true, class: "timed-text__number" }),
      start: field("start"), end: field("end"),
      text: make("textarea", { rows: 2, "data-field": "text", "aria-label": this.words.text }),
      problems: make("ul", { class: "timed-text__problems" }),
    };
    row.element = make("li", {}, row.number, make("div", { class: "timed-text__times" }, row.start, row.end), row.text, row.problems);
    return row;
  }

  fillRow(row, cue, at) {
    if (row.number.textContent !== String(at + 1)) {
      row.number.textContent = at + 1;
      row.number.setAttribute("aria-label", `${this.words.playItem}: ${this.say("item", { number: at + 1 })}`);
      row.text.setAttribute("aria-label", `${this.say("item", { number: at + 1 })}: ${this.words.text}`);
    }
    this.set(row.start, clock(cue.start));
    this.set(row.end, clock(cue.end));
    if (row.text.value !== cue.text) {
      row.text.value = cue.text;
      this.fit(row.text);
    }
  }

  keys() {
    return { ...super.keys(), BracketRight: "end", Enter: "split", KeyM: "merge" };
  }

  // --- Steps -----------------------------------------------------------------------------------------------

  act(name) {
    const inList = this.list.contains(document.activeElement);
    this[name]();
    if (inList) this.focusItem(this.selected);
  }

  add() {
    const now = this.stage.now;
    const before = this.items[this.selected];
    const after = this.items[this.selected + 1];
    const earliest = before ? before.end : 0;
    const start = now > earliest && (!after || now < after.start) ? now : earliest;
    const end = after && after.start - start >= LEAST ? Math.min(start + NEW, after.start) : start + NEW;
    const at = before ? this.selected + 1 : 0;
    this.step(() => this.items.splice(at, 0, { start, end, text: "", settings: "" }), at);
    this.focusItem(at);
  }

  /** At the cursor, and at the moment that plays if it lies within; else in proportion to the words. */
  split() {
    const cue = this.items[this.selected];
    const field = this.rows[this.selected]?.text;
    const cut = field?.selectionStart ?? 0;
    if (!cue || !cue.text.slice(0, cut).trim() || !cue.text.slice(cut).trim()) { this.tell(this.words.splitWhere); return; }
    const now = this.stage.now;
    const share = cue.start + (cue.end - cue.start) * (cut / cue.text.length);
    const time = now > cue.start + LEAST && now < cue.end - LEAST ? now : share;
    this.step(() => {
      this.items.splice(this.selected, 1,
        { ...cue, end: time, text: cue.text.slice(0, cut).trim() },
        { ...cue, start: time, text: cue.text.slice(cut).trim() });
    }, this.selected + 1);
    this.tell("");
  }

  merge() {
    const cue = this.items[this.selected];
    const next = this.items[this.selected + 1];
    if (!next) { this.tell(this.words.lastOne); return; }
    this.step(() => {
      const text = [cue.text, next.text].map((words) => words.trim()).filter(Boolean).join("\n");
      this.items.splice(this.selected, 2, { ...cue, end: Math.max(cue.end, next.end), text });
    });
  }

  remove() {
    if (this.items.length) this.step(() => this.items.splice(this.selected, 1));
  }

  shift(from) {
    const by = Number(this.by.value);
    const moved = this.items.slice(from);
    if (!by || !moved.length) return;
    if (moved[0].start + by < 0) { this.tell(this.words.shiftTooFar); return; }
    this.step(() => { moved.forEach((cue) => { cue.start += by; cue.end += by; }); });
    this.tell(this.say("shifted", { count: moved.length }));
  }

  // --- A file ----------------------------------------------------------------------------------------------

  watchFile() {
    const field = this.sibling("upload");
    field?.addEventListener("change", () => { if (field.files[0]) this.readFile(field); });
  }

  async readFile(field) {
    const [file] = field.files;
    const data = new FormData();
    data.append("file", file);
    data.append("csrfmiddlewaretoken", this.area.form.elements.csrfmiddlewaretoken.value);
    this.tell(this.words.reading);
    try {
      const answer = await fetch(this.dataset.read, { method: "POST", body: data });
      if (!answer.ok) throw new Error(answer.status);
      const { text, notice, problems } = await answer.json();
      // From here on the text area has the words; sent again with the form, the file would overwrite later edits.
      field.value = "";
      if (text && !problems.length) {
        this.remember();
        type(this.area, text);
      }
      this.tell(problems.length ? problems.join(" ") : [this.say("fileRead", { name: file.name }), notice].join(" "));
    } catch {
      this.tell(this.words.fileFailed);
    }
  }

  // --- Reviewed --------------------------------------------------------------------------------------------

  /** A change takes the tick away and says so; a new tick is for the words as they are then. */
  watchReview() {
    this.reviewed = this.sibling("reviewed");
    if (!this.reviewed) return;
    this.reviewNote = make("p", { class: "timed-text__review", role: "status" },
      "changedSinceReview" in this.dataset ? this.words.changedSinceReview : "");
    (this.reviewed.closest(".w-field__wrapper, .w-field") ?? this.reviewed.parentElement).append(this.reviewNote);
    let before = this.area.value;
    this.area.addEventListener("input", () => {
      if (this.area.value === before) return;
      before = this.area.value;
      if (!this.reviewed.checked) return;
      this.reviewed.checked = false;
      this.reviewNote.textContent = this.words.changedSinceReview;
    });
    this.reviewed.addEventListener("change", () => {
      if (!this.reviewed.checked) return;
      this.reviewed.value = "again";
      this.reviewNote.textContent = "";
    });
  }
}
