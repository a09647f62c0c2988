/* Suggestions under a search field, as the combobox of the ARIA Authoring Practices: the focus stays in the field,
   aria-activedescendant names the line. What was searched before is kept in this browser only, and can be forgotten.
   Without this file the field is a plain one. */

const KEPT = "searches", MOST_KEPT = 6, WAIT = 120;

export function recent() {
  try { return JSON.parse(localStorage.getItem(KEPT)).filter((text) => typeof text === "string").slice(0, MOST_KEPT); } catch { return []; }
}

export function keep(text) {
  const all = [text, ...recent().filter((other) => other.toLowerCase() !== text.toLowerCase())];
  try { localStorage.setItem(KEPT, JSON.stringify(all.slice(0, MOST_KEPT))); } catch { /* then nothing is kept */ }
}

function forget() {
  try { localStorage.removeItem(KEPT); } catch { /* nothing was kept */ }
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

class Combobox {
  constructor(form, follow) {
    this.form = form;
    this.follow = follow;
    this.input = form.querySelector("input[type=search]");
    this.options = [];
    this.active = -1;
    this.answers = new Map();
    this.list = make("div", { id: "suggestions", class: "suggestions", role: "listbox", "aria-label": form.dataset.list });
    this.list.hidden = true;
    this.status = make("span", { class: "visually-hidden", role: "status" });
    form.append(this.list, this.status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" })) this.input.setAttribute(name, value);
    /* Half a character of an input method is no word yet. */
    this.input.addEventListener("input", (event) => event.isComposing || this.ask());
    this.input.addEventListener("compositionend", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("click", () => { if (this.list.hidden) this.ask(0); });
    form.addEventListener("submit", () => this.close());
    /* The field keeps the focus while a line is pressed. */
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  ask(wait = WAIT) {
    clearTimeout(this.timer);
    this.request?.abort();
    this.mark(-1); /* a line that was chosen for other words is chosen no more */
    const typed = this.input.value.trim();
    if (!typed) return this.showRecent();
    this.timer = setTimeout(() => this.fetch(typed), wait);
  }

  async fetch(typed) {
    try {
      if (!this.answers.has(typed)) {
        this.request = new AbortController();
        const response = await fetch(`${this.form.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: this.request.signal });
        if (!response.ok) return this.close();
        this.answers.set(typed, await response.json());
      }
      if (typed === this.input.value.trim() && document.activeElement === this.input) this.show(this.answers.get(typed));
    } catch { /* a newer question took its place, or the line is down: the form still works */ }
  }

  showRecent() {
    const lines = recent().map((text) => ({ text, url: `${this.form.action}?q=${encodeURIComponent(text)}` }));
    if (!lines.length) return this.close();
    this.show({ groups: [{ kind: "recent", name: this.form.dataset.recent, lines: [...lines, { text: this.form.dataset.clear, forget: true }] }], said: this.form.dataset.recent });
  }

  show({ groups, said }) {
    this.options = [];
    this.list.replaceChildren(...groups.map((group, number) => {
      const head = make("span", { class: "suggestions__head", id: `suggestions-${number}`, role: "presentation" }, group.name);
      const lines = group.lines.map((line) => {
        const option = make("span", { class: `suggestions__line suggestions__line--${line.forget ? "forget" : group.kind}`, id: `suggestion-${this.options.length}`, role: "option", "aria-selected": "false" }, line.text);
        option.line = line;
        this.options.push(option);
        return option;
      });
      return make("div", { role: "group", "aria-labelledby": head.id }, head, ...lines);
    }));
    this.status.textContent = said;
    this.toggle(this.options.length > 0);
  }

  toggle(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.mark(-1);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.status.textContent = "";
    this.toggle(false);
  }

  mark(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  press(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const isOpen = !this.list.hidden, last = this.options.length - 1;
    const steps = {
      ArrowDown: () => (isOpen ? this.mark(this.active < last ? this.active + 1 : -1) : this.ask(0)),
      ArrowUp: () => isOpen && this.mark(this.active < 0 ? last : this.active - 1),
      Home: () => this.mark(0),
      End: () => this.mark(last),
      Enter: () => this.choose(this.options[this.active]),
      Escape: () => (isOpen ? this.close() : (this.input.value = "")),
    };
    const needsLine = ["Home", "End", "Enter"].includes(event.key);
    if (event.key === "Tab") return this.close();
    if (!steps[event.key] || (needsLine && (!isOpen || this.active < 0))) return;
    event.preventDefault();
    steps[event.key]();
  }

  choose(option) {
    if (!option) return;
    this.close();
    if (option.line.forget) { forget(); this.status.textContent = this.form.dataset.forgotten; return; }
    this.follow(option.line.url);
  }
}

export function setUp(follow) {
  const form = document.querySelector(".searchfield[data-suggest]");
  if (form) new Combobox(form, follow);
}
