/* Captions drawn by us over the picture and above the controls, so that size and ground can be chosen; the browser draws
   them only where we cannot: in its own full screen and in the small window. Descriptions are spoken by screen readers. */

import { recall, remember } from "./memory.js";

const WRITTEN = new Set(["captions", "subtitles"]);

export class Captions extends EventTarget {
  current = null;
  described = null;

  constructor(video, layer, spoken) {
    super();
    Object.assign(this, { video, layer, spoken });
    const { cueSize = "normal", cueGround = "half" } = recall();
    this.style({ cueSize, cueGround });
    this.draw = this.draw.bind(this);
    for (const name of ["webkitbeginfullscreen", "webkitendfullscreen", "enterpictureinpicture", "leavepictureinpicture"]) {
      video.addEventListener(name, (event) => this.#drawnByBrowser(/begin|enter/.test(event.type)));
    }
    this.reset();
  }

  get choices() {
    return [...this.video.querySelectorAll("track")].filter((track) => WRITTEN.has(track.kind));
  }

  get descriptions() { return this.video.querySelector("track[kind=descriptions]"); }

  /* The reader's own choice, else what the page says. */
  reset() {
    for (const track of this.video.textTracks) track.mode = "disabled";
    const { captions: wanted, described } = recall();
    const own = this.choices.find((track) => track.srclang === wanted);
    this.#show(wanted === "off" ? null : own ?? this.choices.find((track) => track.dataset.default !== undefined) ?? null);
    this.describe(described);
  }

  choose(element) {
    remember({ captions: element ? element.srclang : "off" });
    this.#show(element);
  }

  toggle() {
    const [first] = this.choices;
    this.choose(this.current ? null : this.last ?? this.choices.find((track) => track.dataset.default !== undefined) ?? first ?? null);
  }

  describe(on) {
    this.described?.track.removeEventListener("cuechange", this.speak);
    if (this.described) this.described.track.mode = "disabled";
    this.described = on ? this.descriptions : null;
    this.spoken.textContent = "";
    if (!this.described) return;
    const { track } = this.described;
    track.mode = "hidden";
    this.speak = () => { this.spoken.textContent = [...(track.activeCues ?? [])].map((cue) => cue.text).join(" "); };
    track.addEventListener("cuechange", this.speak);
  }

  style(changes) {
    Object.assign(this.layer.dataset, changes);
  }

  #show(element) {
    if (this.current) {
      this.current.track.removeEventListener("cuechange", this.draw);
      this.current.track.mode = "disabled";
      this.last = this.current;
    }
    this.current = element;
    if (element) {
      element.track.mode = this.#mode;
      element.track.addEventListener("cuechange", this.draw);
    }
    this.draw();
    this.dispatchEvent(new Event("change"));
  }

  get #mode() { return this.layer.hidden ? "showing" : "hidden"; }

  #drawnByBrowser(it) {
    this.layer.hidden = it;
    if (this.current) this.current.track.mode = this.#mode;
  }

  draw() {
    const lines = [...(this.current?.track.activeCues ?? [])].map((cue) => {
      const line = document.createElement("p"), words = document.createElement("span");
      words.append(cue.getCueAsHTML());
      line.append(words);
      Object.assign(line, { dir: "auto", lang: this.current.srclang });
      // A cue that its author lifted away from what is to be seen below.
      if (typeof cue.line === "number" && cue.line >= 0 && cue.line < (cue.snapToLines ? 6 : 50)) line.className = "is-high";
      return line;
    });
    this.layer.replaceChildren(...lines);
  }
}
