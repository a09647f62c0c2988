/* Items that are kept in a text area, and the steps that lead there: the text area stays what is stored; each step is
   written into it at once, and a text that changes by other hands is read again. What is drawn of it is TimedEditor's. */
import { fill, type } from "./dom.js";
import { clock, parseTime } from "./webvtt.js";

const MOST_STEPS = 100;

export class TimedText extends HTMLElement {
  items = [];
  steps = [];
  selected = 0;

  say(name, values) { return fill(this.words[name] ?? name, values); }

  pointAt(line) {
    this.tell(this.say("unreadable", { line }));
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  }

  tell(words) { this.notice.textContent = words; }

  /** The text area changed: by this list, by typing, or by another script. */
  textChanged() {
    if (this.writing) return;
    const found = this.read(this.area.value);
    if (this.isOpen) {
      if (found.badLine) { this.close(); this.pointAt(found.badLine); return; }
      this.items = found.items;
      this.draw();
    } else {
      this.items = found.items;
      this.summarise(found.badLine);
    }
  }

  store() {
    this.writing = true;
    type(this.area, this.write(this.items));
    this.writing = false;
    this.checkSoon();
  }

  /** Remember the text as it is, before a step changes it. */
  remember() {
    if (this.steps.at(-1)?.text !== this.area.value) this.steps.push({ text: this.area.value, selected: this.selected });
    if (this.steps.length > MOST_STEPS) this.steps.shift();
  }

  /** One step: change the items, draw them, and go on where the change left off. */
  step(change, select = this.selected) {
    this.remember();
    const answer = change();
    if (answer === false) { this.steps.pop(); return; }
    this.store();
    this.draw();
    this.select(Math.min(select, this.items.length - 1), true);
  }

  undo() {
    const last = this.steps.pop();
    if (!last) { this.tell(this.words.nothingToUndo); return; }
    const hadFocus = this.list.contains(document.activeElement);
    this.writing = true;
    type(this.area, last.text);
    this.writing = false;
    this.items = this.read(last.text).items;
    this.draw();
    this.select(Math.min(last.selected, this.items.length - 1), true);
    if (hadFocus) this.focusItem(this.selected);
    this.tell(this.words.undone);
  }

  typed(field) {
    const at = this.indexOf(field);
    if (field !== this.typing) { this.remember(); this.typing = field; }
    if (field.dataset.field === "text") {
      this.items[at].text = field.value;
      this.fit(field);
      this.store();
    }
  }

  /** A time counts when it is left; what is no time is put back, and said. */
  settled(field) {
    this.typing = null;
    const name = field.dataset.field;
    if (name !== "start" && name !== "end") return;
    const at = this.indexOf(field);
    const time = parseTime(field.value);
    if (time === null) {
      this.tell(this.words.badTime);
    } else {
      this.items[at][name] = time;
      this.store();
      this.tell("");
    }
    field.value = this.time(this.items[at][name]);
  }

  time(seconds) { return clock(seconds); }

  fit(field) { if (field.rows !== undefined) field.rows = Math.max(2, field.value.split("\n").length); }
}
