/* The one player of the form. It stands in whichever editor is open, and plays the file that is chosen there and then. */
import { button, make } from "./dom.js";
import { clock } from "./webvtt.js";

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2];

class Stage extends EventTarget {
  constructor(words, address) {
    super();
    this.words = words;
    this.address = address;
    this.file = "";
    this.length = 0;
    this.video = make("video", { class: "stage__video", controls: true, preload: "metadata", playsinline: true, "aria-label": words.play });
    this.line = make("div", { class: "stage__line", "aria-hidden": "true" });
    this.notice = make("p", { class: "stage__notice", role: "status" });
    this.time = make("output", { class: "stage__time" }, clock(0));
    this.rate = make("select", { "aria-label": words.speed, onchange: () => { this.video.playbackRate = Number(this.rate.value); } },
      ...RATES.map((rate) => make("option", { value: rate, selected: rate === 1 }, `${rate} ×`)));
    this.element = make("div", { class: "stage" },
      make("div", { class: "stage__picture" }, this.video, this.line),
      make("div", { class: "stage__bar" },
        button(words.back, () => this.skip(-1)), button(words.play, () => this.toggle()), button(words.forward, () => this.skip(1)),
        this.rate, this.time),
      this.notice);
    this.video.addEventListener("timeupdate", () => this.tell());
    this.video.addEventListener("seeking", () => this.tell());
    this.video.addEventListener("loadedmetadata", () => {
      if (Number.isFinite(this.video.duration)) this.length = this.video.duration;
      this.dispatchEvent(new Event("length"));
    });
    this.video.addEventListener("error", () => { if (this.video.currentSrc || this.video.src) this.say(words.unplayable); });
    document.addEventListener("change", (event) => { if (event.target.name === "file" && this.element.isConnected) this.load(); });
  }

  get now() { return this.video.currentTime; }

  get plays() { return !this.video.paused && !this.video.ended; }

  tell() {
    this.time.textContent = clock(this.now);
    this.dispatchEvent(new Event("time"));
  }

  say(words) {
    this.notice.textContent = words;
    this.element.classList.toggle("stage--empty", Boolean(words));
  }

  /** Stand here; the editor that had it closes itself. */
  enter(place, owner) {
    if (this.owner && this.owner !== owner) this.owner.close();
    this.owner = owner;
    place.append(this.element);
    this.load();
  }

  leave() {
    this.video.pause();
    this.element.remove();
    this.owner = null;
  }

  async load() {
    // The chooser replaces its field: look for it each time.
    const file = document.querySelector('input[name="file"]')?.value ?? "";
    if (file === this.file && this.video.src) return;
    this.file = file;
    this.video.removeAttribute("src");
    this.length = 0;
    if (!file) { this.say(this.words.noVideo); return; }
    try {
      const answer = await fetch(this.address.replace("/0/", `/${file}/`), { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const found = await answer.json();
      if (!found.sources.length) throw new Error("no source");
      this.length = found.duration || 0;
      this.video.src = found.sources[0].src;
      this.say("");
    } catch {
      this.say(this.words.unplayable);
    }
    this.dispatchEvent(new Event("length"));
  }

  toggle() {
    if (this.plays) this.video.pause();
    else this.video.play().catch(() => this.say(this.words.unplayable));
  }

  skip(seconds) { this.seek(this.now + seconds); }

  /** Go to a moment; with `until`, play up to there and stop. */
  seek(time, until = 0) {
    this.video.currentTime = Math.max(0, time);
    this.until?.abort();
    if (!until) return;
    this.until = new AbortController();
    this.video.addEventListener("timeupdate", () => {
      if (this.now < until) return;
      this.video.pause();
      this.until.abort();
    }, { signal: this.until.signal });
    this.video.play().catch(() => this.say(this.words.unplayable));
  }
}

let only = null;

/** The stage of this page. */
export const stage = (words, address) => (only ??= new Stage(words, address));
