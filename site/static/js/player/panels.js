/* The panels over the picture: captions and their look, chapters, speed and quality, the keyboard. One at a time;
   Escape or a press elsewhere closes it and gives the focus back. Choices are radio buttons: the browser knows how. */

import { clock } from "./clock.js";
import { recall, remember } from "./memory.js";

const SHEET = 600; // pixels: on narrower screens a panel that does not fit into the player leaves it

let number = 0;

function radio(name, label, checked, action) {
  const row = document.createElement("label"), input = document.createElement("input");
  row.className = "pc__choice";
  Object.assign(input, { type: "radio", name: `${name}-${number}`, checked });
  input.addEventListener("change", action);
  row.append(input, Object.assign(document.createElement("span"), { textContent: label }));
  return row;
}

export class Panels {
  constructor(player) {
    Object.assign(this, player);
    number += 1;
    for (const button of this.ui.querySelectorAll("[data-opens]")) {
      const panel = this.panel(button.dataset.opens);
      panel.id = `pc-${panel.dataset.panel}-${number}`;
      button.setAttribute("aria-controls", panel.id);
      button.addEventListener("click", () => this.toggle(button.dataset.opens, button));
    }
    this.ui.querySelectorAll("[data-closes-panel]").forEach((button) => button.addEventListener("click", () => this.close()));
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.open) return;
      event.preventDefault();
      this.close();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (this.open && !this.open.contains(target) && !target.closest?.("[data-opens]")) this.close(false);
    });
    this.captions.addEventListener("change", () => this.#captionsChanged());
    this.engine.addEventListener("levels", () => this.#fillQuality());
    this.engine.addEventListener("level", () => this.#fillQuality());
    this.#captionsChanged();
  }

  panel(name) { return this.ui.querySelector(`[data-panel="${name}"]`); }

  part(name) { return this.ui.querySelector(`[data-part="${name}"]`); }

  toggle(name, opener = this.ui.querySelector(`[data-opens="${name}"]`)) {
    const panel = this.panel(name);
    if (this.open === panel) { this.close(); return; }
    this.close(false);
    ({ captions: () => this.#fillCaptions(), chapters: () => this.#fillChapters(), settings: () => this.#fillSettings() })[name]?.();
    this.open = panel;
    this.opener = opener;
    panel.hidden = false;
    this.#lift(panel);
    opener?.setAttribute("aria-expanded", "true");
    (panel.querySelector("input:checked, [aria-current]") ?? panel.querySelector("[data-closes-panel]")).focus();
  }

  /* On a phone a player is too low for its panels: they rise from the foot of the screen then. */
  #lift(panel) {
    if (innerWidth >= SHEET || panel.scrollHeight <= panel.clientHeight || !panel.showPopover) return;
    panel.popover = "manual"; // above everything, and not cut off by what contains it
    panel.showPopover();
  }

  close(back = true) {
    if (!this.open) return;
    this.open.hidden = true;
    this.open.popover = null;
    this.open = null;
    this.opener?.setAttribute("aria-expanded", "false");
    if (!back) return;
    if (this.opener?.offsetParent) this.opener.focus();
    else this.controls.focus();
  }

  #captionsChanged() {
    const { current } = this.captions, button = this.controls.find("captions");
    button.dataset.state = current ? "on" : "off";
    const status = this.controls.find("status").dataset;
    if (this.heard) this.controls.say(current ? `${status.captions} ${current.label}` : status.silent);
    this.heard = true;
  }

  #fillCaptions() {
    const { captions } = this, off = this.part("tracks").dataset.none;
    const track = (element) => radio("track", element ? element.label : off, captions.current === element, () => captions.choose(element));
    this.part("tracks").replaceChildren(track(null), ...captions.choices.map(track));
    for (const [part, key] of [["size", "cueSize"], ["ground", "cueGround"]]) {
      const words = this.part(part).dataset;
      this.part(part).replaceChildren(...words.names.split(" ").map((name) => radio(part, words[name], captions.layer.dataset[key] === name, () => {
        remember({ [key]: name });
        captions.style({ [key]: name });
      })));
    }
    const described = this.part("described");
    described.hidden = !captions.descriptions;
    const box = described.querySelector("input");
    box.checked = Boolean(captions.described);
    box.onchange = () => {
      remember({ described: box.checked });
      captions.describe(box.checked);
    };
  }

  #fillChapters() {
    const { chapters } = this.controls, now = this.controls.chapterAt(this.video.currentTime);
    this.part("chapters").replaceChildren(...chapters.map((chapter) => {
      const item = document.createElement("li"), button = document.createElement("button"), time = document.createElement("span");
      time.className = "pc__when";
      time.textContent = clock(chapter.start);
      button.type = "button";
      button.append(time, chapter.title);
      if (chapter === now) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => { this.controls.seek(chapter.start); this.close(); });
      item.append(button);
      return item;
    }));
  }

  #fillSettings() {
    const rate = recall().rate && this.video.playbackRate;
    this.part("speed").replaceChildren(...[0.5, 0.75, 1, 1.25, 1.5, 2].map((speed) => (
      radio("speed", `${speed}×`, (rate || this.video.playbackRate) === speed, () => this.controls.speed(speed)))));
    this.#fillQuality();
  }

  /* New rungs may come while the film plays; without HLS there is nothing to choose. */
  #fillQuality() {
    const list = this.part("quality"), { levels } = this.engine;
    list.closest("fieldset").hidden = levels.length < 2;
    if (list.contains(document.activeElement)) return;
    const now = levels[this.engine.level], automatic = this.engine.isAutomatic;
    const name = ({ side }) => `${side}p`;
    list.replaceChildren(
      radio("quality", automatic && now ? `${list.dataset.auto} (${name(now)})` : list.dataset.auto, automatic, () => this.engine.choose(-1)),
      ...[...levels].reverse().map((level) => radio("quality", name(level), !automatic && now === level, () => this.engine.choose(level.index))),
    );
  }
}
