/* A list over a text area, beside the playing video: how it is drawn and what its keys do. What happens to the text is in
   timed-text.js. Captions and chapters say what an item is. */
import { button, make } from "./dom.js";
import { stage } from "./stage.js";
import { TimedText } from "./timed-text.js";

export class TimedEditor extends TimedText {
  connectedCallback() {
    if (this.area) return;
    this.area = this.querySelector("textarea");
    if (!this.area) return;
    this.words = JSON.parse(this.dataset.words);
    this.rows = [];
    this.current = -1;
    this.build();
    this.area.addEventListener("input", () => this.textChanged());
    this.textChanged();
  }

  disconnectedCallback() {
    // A moved panel comes back at once; a removed one gives the player free.
    queueMicrotask(() => { if (!this.isConnected && this.isOpen) this.close(); });
  }

  get stage() { return stage(this.words, this.dataset.source); }

  get isOpen() { return Boolean(this.body && !this.body.hidden); }

  build() {
    this.opener = button(this.words.open, () => (this.isOpen ? this.close() : this.open()), { "aria-expanded": "false" });
    this.summary = make("span", { class: "timed-text__summary" });
    this.notice = make("p", { class: "timed-text__notice", role: "status" });
    this.bar = make("div", { class: "timed-text__bar" }, this.opener, this.summary);
    this.area.before(this.bar, this.notice);
    this.place = make("div", { class: "timed-text__stage" });
    this.tools = make("div", { class: "timed-text__tools", role: "group" }, ...this.makeTools(),
      button(this.words.undo, () => this.undo(), { "data-tool": "undo" }));
    this.follow = make("input", { type: "checkbox", checked: true });
    this.list = make("ol", { class: "timed-text__list", "aria-label": this.words.list });
    this.empty = make("p", { class: "timed-text__empty" }, this.words.empty);
    this.body = make("div", { class: "timed-text__body", hidden: true },
      make("div", { class: "timed-text__side" }, this.place, this.tools, ...this.makeExtras(),
        make("label", { class: "timed-text__follow" }, this.follow, this.words.follow),
        make("details", { class: "timed-text__keys" }, make("summary", {}, this.words.keys), make("p", {}, this.words.keysText))),
      make("div", { class: "timed-text__items" }, this.empty, this.list));
    this.area.after(this.body);
    this.body.addEventListener("keydown", (event) => this.key(event));
    // A field of the list is part of no form: Enter in it must not send the page.
    this.body.addEventListener("keypress", (event) => {
      if (event.key === "Enter" && event.target.tagName === "INPUT") event.preventDefault();
    });
    this.list.addEventListener("focusin", (event) => this.select(this.indexOf(event.target)));
    this.list.addEventListener("input", (event) => this.typed(event.target));
    this.list.addEventListener("change", (event) => this.settled(event.target));
    this.list.addEventListener("click", (event) => {
      if (event.target.closest("[data-play]")) this.playItem(this.indexOf(event.target));
    });
  }

  makeExtras() { return []; }

  // --- Opening and closing ---------------------------------------------------------------------------------

  open() {
    const found = this.read(this.area.value);
    if (found.badLine) { this.pointAt(found.badLine); return; }
    this.items = found.items;
    this.area.hidden = true;
    this.body.hidden = false;
    this.opener.textContent = this.words.close;
    this.opener.setAttribute("aria-expanded", "true");
    this.tell("");
    this.draw();
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.stage.enter(this.place, this);
    this.stage.addEventListener("time", () => this.mark(), { signal });
    this.stage.addEventListener("length", () => this.check(), { signal });
  }

  close() {
    this.listening?.abort();
    this.stage.leave();
    this.body.hidden = true;
    this.area.hidden = false;
    this.opener.textContent = this.words.open;
    this.opener.setAttribute("aria-expanded", "false");
    this.list.replaceChildren();
    this.rows = [];
  }

  // --- Drawing -------------------------------------------------------------------------------------------

  draw() {
    const many = document.createDocumentFragment();
    while (this.rows.length < this.items.length) {
      const row = this.makeRow();
      this.rows.push(row);
      many.append(row.element);
    }
    this.list.append(many);
    while (this.rows.length > this.items.length) this.rows.pop().element.remove();
    this.items.forEach((item, at) => this.fillRow(this.rows[at], item, at));
    this.empty.hidden = this.items.length > 0;
    this.current = -1;
    this.check();
    this.mark();
  }

  set(field, value) {
    if (field.value !== value) field.value = value;
  }

  indexOf(element) {
    const row = element.closest("li");
    return this.rows.findIndex((found) => found.element === row);
  }

  checkSoon() {
    if (this.checking) return;
    this.checking = requestAnimationFrame(() => { this.checking = 0; this.check(); });
  }

  check() {
    this.items.forEach((item, at) => {
      const row = this.rows[at];
      if (!row) return;
      const { faults, advice } = this.about(at);
      const key = [...faults, "|", ...advice].join("\n");
      if (row.key === key) return;
      row.key = key;
      row.problems.replaceChildren(
        ...faults.map((words) => make("li", { class: "timed-text__fault" }, words)),
        ...advice.map((words) => make("li", {}, words)));
      row.element.classList.toggle("has-fault", faults.length > 0);
    });
    this.summarise(0);
  }

  summarise(badLine) {
    if (badLine) { this.summary.textContent = this.say("unreadable", { line: badLine }); return; }
    if (!this.items.length) { this.summary.textContent = ""; return; }
    let faults = 0;
    let advice = 0;
    this.items.forEach((_item, at) => {
      const found = this.about(at);
      faults += found.faults.length;
      advice += found.advice.length;
    });
    const parts = [this.counted()];
    if (faults) parts.push(this.say("faults", { count: faults }));
    if (advice) parts.push(this.say("advice", { count: advice }));
    if (!faults && !advice) parts.push(this.words.allWell);
    this.summary.textContent = parts.join(" · ");
    this.summary.classList.toggle("has-fault", faults > 0);
  }

  // --- Where one is ----------------------------------------------------------------------------------------

  select(at, scroll = false) {
    if (at < 0 && this.items.length) at = 0;
    this.rows[this.selected]?.element.classList.remove("is-selected");
    this.selected = Math.max(0, at);
    const row = this.rows[this.selected];
    row?.element.classList.add("is-selected");
    this.tools.setAttribute("aria-label", this.items.length ? this.say("item", { number: this.selected + 1 }) : this.words.list);
    if (scroll && row) row.element.scrollIntoView({ block: "nearest" });
  }

  focusItem(at, name = "text") {
    const row = this.rows[at];
    if (!row) return;
    row[name].focus({ preventScroll: true });
    row.element.scrollIntoView({ block: "nearest" });
  }

  /** Mark what is heard now, and keep it in view unless somebody is writing elsewhere. */
  mark() {
    const at = this.at(this.stage.now);
    if (this.stage.owner === this && at >= 0) this.stage.line.textContent = this.shown(at);
    else this.stage.line.textContent = "";
    if (at === this.current) return;
    this.rows[this.current]?.element.removeAttribute("aria-current");
    this.current = at;
    const row = this.rows[at];
    if (!row) return;
    row.element.setAttribute("aria-current", "true");
    if (!this.follow.checked || !this.stage.plays || this.list.contains(document.activeElement)) return;
    const place = row.element.offsetTop - this.list.offsetTop;
    this.list.scrollTop = place - this.list.clientHeight / 3;
    this.select(at);
  }

  playItem(at) {
    this.select(at);
    const item = this.items[at];
    if (item) this.stage.seek(item.start, this.endOf(at));
  }

  setTime(name) {
    if (!this.items.length) return;
    const time = Math.round(this.stage.now * 1000) / 1000;
    this.step(() => { this.items[this.selected][name] = time; });
  }

  // --- Keys -------------------------------------------------------------------------------------------------

  key(event) {
    const name = event.ctrlKey && event.key === "Enter" ? "add" : event.altKey && !event.ctrlKey && !event.metaKey ? this.keys()[event.code] : "";
    if (!name) return;
    event.preventDefault();
    if (name === "play") this.stage.toggle();
    else if (name === "back") this.stage.skip(-1);
    else if (name === "forward") this.stage.skip(1);
    else if (name === "up" || name === "down") this.go(name === "up" ? -1 : 1);
    else if (name === "start" || name === "end") this.setTime(name);
    else if (name === "undo") this.undo();
    else this.act(name);
  }

  keys() {
    return { KeyP: "play", Comma: "back", Period: "forward", ArrowUp: "up", ArrowDown: "down", BracketLeft: "start", Delete: "remove", KeyZ: "undo" };
  }

  go(by) {
    const at = Math.min(Math.max(this.selected + by, 0), this.items.length - 1);
    if (at < 0) return;
    const name = document.activeElement?.dataset?.field ?? "text";
    this.focusItem(at, name);
    if (!this.stage.plays) this.stage.seek(this.items[at].start);
  }
}
