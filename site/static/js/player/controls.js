/* The bar under the picture: play, sound, time, the seek bar with its chapters, full screen; and when it hides. */

import { clock } from "./clock.js";
import { savesData } from "./engine.js";
import { remember } from "./memory.js";
import { Storyboard } from "./storyboard.js";

const IDLE = 2500; // milliseconds without a move until the bar leaves the picture
const STEPS = 40; // a storyboard tile is at most this many times 4 px wide

export class Controls {
  #timer = 0;
  #dragging = false;

  constructor(player) {
    Object.assign(this, player);
    this.seekBar = this.find("seek");
    if (this.root.dataset.few !== undefined) this.ui.classList.add("pc--few");
    this.ui.querySelectorAll(".pc__button[aria-label]").forEach((button) => { button.title = button.getAttribute("aria-label"); });
    this.root.tabIndex = -1; // a press on the picture keeps the keys working
    this.#wire();
    this.#listen();
    this.renew();
  }

  /* Reads what the element says of its film: at first, and when another film has come. */
  renew() {
    this.storyboard = new Storyboard(savesData() ? "" : this.video.dataset.storyboard);
    this.chapters = JSON.parse(this.video.dataset.chapters || "[]");
    this.#offer();
    this.#markChapters();
    this.update();
  }

  find(name) { return this.ui.querySelector(`[data-pc="${name}"]`); }

  focus() { this.find("play").focus({ preventScroll: true }); }

  /* Says it to screen readers, and shows it for a moment to those who pressed a key. */
  say(words, seen = true) {
    this.find("status").textContent = words;
    const flash = this.find("flash");
    clearTimeout(this.flashing);
    flash.textContent = words;
    flash.hidden = !seen;
    this.flashing = setTimeout(() => { flash.hidden = true; }, 900);
  }

  // --- What can be asked of the film ---------------------------------------------------------------

  async go(at, play) {
    if (at !== null && this.video.readyState >= 1) this.seek(at);
    if (!play) return;
    try {
      await this.video.play();
    } catch (error) {
      if (error.name === "NotAllowedError") throw error;
    }
  }

  toggle() {
    if (this.video.paused || this.video.ended) this.go(null, true).catch(() => this.update());
    else this.video.pause();
  }

  seek(seconds) {
    const { duration } = this.video;
    this.video.currentTime = Math.max(0, Number.isFinite(duration) ? Math.min(seconds, duration) : seconds);
    this.root.dataset.state = "ready";
    this.update();
  }

  by(seconds) {
    this.seek(this.video.currentTime + seconds);
    this.say(clock(this.video.currentTime));
  }

  loud(volume) {
    const { video } = this;
    video.volume = Math.min(1, Math.max(0, volume));
    video.muted = video.volume === 0;
    remember({ volume: video.volume });
    this.say(`${this.find("volume").getAttribute("aria-label")} ${Math.round(video.volume * 100)} %`);
  }

  mute() {
    const { video } = this, words = this.find("status").dataset;
    video.muted = !video.muted;
    if (!video.muted && !video.volume) video.volume = 0.5;
    this.say(video.muted ? words.mute : words.loud);
  }

  speed(rate) {
    this.video.defaultPlaybackRate = this.video.playbackRate = rate;
    remember({ rate });
    this.say(`${this.find("status").dataset.speed} ${rate}×`);
  }

  async fullscreen() {
    const { root, video } = this;
    if (document.fullscreenElement) await document.exitFullscreen();
    else if (root.requestFullscreen && document.fullscreenEnabled) await root.requestFullscreen().catch(() => {});
    else video.webkitEnterFullscreen?.();
  }

  async small() {
    const { video } = this;
    if (document.pictureInPictureElement === video) await document.exitPictureInPicture();
    else await video.requestPictureInPicture?.().catch(() => {});
  }

  // --- Wires -----------------------------------------------------------------------------------------

  #wire() {
    const presses = {
      play: () => this.toggle(), mute: () => this.mute(), full: () => this.fullscreen(), small: () => this.small(),
    };
    for (const [name, action] of Object.entries(presses)) this.find(name).addEventListener("click", action);
    this.root.querySelector("[data-replay]")?.addEventListener("click", () => {
      this.seek(0);
      this.focus();
      this.toggle();
    });
    this.find("volume").addEventListener("input", ({ target }) => this.loud(+target.value));
    this.seekBar.addEventListener("input", () => { this.#dragging = true; this.#preview(+this.seekBar.value); this.update(); });
    this.seekBar.addEventListener("change", () => {
      this.#dragging = false;
      this.seek(+this.seekBar.value);
      this.find("preview").hidden = true;
    });
    const over = this.seekBar.parentElement;
    over.addEventListener("pointermove", (event) => this.#preview(this.#timeAt(event)));
    over.addEventListener("pointerleave", () => { this.find("preview").hidden = true; });
    let pointer = "mouse";
    this.video.addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
    this.video.addEventListener("click", () => {
      if (pointer !== "touch") this.toggle();
      else if (this.root.dataset.idle === undefined && !this.video.paused) this.#rest();
      else this.wake();
    });
    this.video.addEventListener("dblclick", () => { if (pointer !== "touch") this.fullscreen(); });
  }

  #listen() {
    const on = (names, action) => names.split(" ").forEach((name) => this.video.addEventListener(name, action));
    on("play pause ended volumechange timeupdate durationchange seeked progress loadedmetadata emptied enterpictureinpicture leavepictureinpicture", () => this.update());
    on("waiting stalled", () => { if (!this.video.paused && this.video.readyState < 3) this.root.dataset.waiting = ""; });
    on("playing canplay pause seeked error emptied", () => { delete this.root.dataset.waiting; });
    on("play playing", () => { this.root.dataset.state = "ready"; this.wake(); });
    on("pause", () => this.wake());
    on("ended", () => {
      this.root.dataset.state = "ended";
      this.wake();
      this.say(this.find("status").dataset.ended, false);
    });
    on("loadedmetadata durationchange", () => this.#markChapters());
    for (const name of ["pointermove", "pointerdown", "focusin", "keydown"]) this.root.addEventListener(name, () => this.wake());
    this.root.addEventListener("pointerleave", () => this.#rest());
    document.addEventListener("fullscreenchange", () => this.update());
  }

  /* Hides what this browser or this film has no use for. */
  #offer() {
    this.find("small").hidden = !document.pictureInPictureEnabled || this.video.disablePictureInPicture;
    this.find("full").hidden = !document.fullscreenEnabled && !this.video.webkitEnterFullscreen;
    this.find("chapters").hidden = !this.chapters.length;
    this.find("captions").hidden = !this.captions.choices.length && !this.captions.descriptions;
  }

  wake() {
    delete this.root.dataset.idle;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rest(), IDLE);
  }

  #rest() {
    const busy = this.video.paused || this.#dragging || this.ui.querySelector("[data-panel]:not([hidden])");
    if (!busy && !this.ui.querySelector(":focus-visible")) this.root.dataset.idle = "";
  }

  // --- What is shown -----------------------------------------------------------------------------------

  #timeAt(event) {
    const box = this.seekBar.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.min(1, Math.max(0, share)) * (this.video.duration || 0);
  }

  #preview(time) {
    const { duration } = this.video, shown = this.find("preview");
    if (!Number.isFinite(duration)) return;
    shown.hidden = false;
    this.find("moment").textContent = clock(time);
    this.find("passage").textContent = this.chapterAt(time)?.title ?? "";
    const width = Math.min(STEPS * 4, this.root.clientWidth / 3);
    this.storyboard.show(this.find("tile"), time, width);
    const room = this.seekBar.clientWidth, half = shown.offsetWidth / 2;
    shown.style.insetInlineStart = `${Math.min(room - half, Math.max(half, time / duration * room))}px`;
  }

  chapterAt(time) { return this.chapters.findLast((chapter) => chapter.start <= time + 0.05); }

  #markChapters() {
    const { duration } = this.video;
    if (!duration || !this.video.isConnected) return;
    this.find("marks").replaceChildren(...this.chapters.filter(({ start }) => start > 0 && start < duration).map(({ start }) => {
      const mark = document.createElement("i");
      mark.style.insetInlineStart = `${start / duration * 100}%`;
      return mark;
    }));
  }

  update() {
    const { video, seekBar } = this;
    if (!video.isConnected) return; // withdrawn
    const duration = Number.isFinite(video.duration) ? video.duration : +video.dataset.duration || 0;
    const time = this.#dragging ? +seekBar.value : video.readyState ? video.currentTime : +video.dataset.start || 0;
    const label = (name, on) => {
      const button = this.find(name);
      const words = on ? button.dataset.on : button.dataset.off;
      if (button.title !== words) { button.title = words; button.setAttribute("aria-label", words); }
      button.dataset.state = on ? "on" : "off";
    };
    label("play", !video.paused);
    label("mute", video.muted || !video.volume);
    label("full", document.fullscreenElement === this.root);
    this.find("small").setAttribute("aria-pressed", String(document.pictureInPictureElement === video));
    this.root.dataset.playing = String(!video.paused);
    seekBar.max = duration || 1;
    if (!this.#dragging) seekBar.value = time;
    const chapter = this.chapterAt(time)?.title;
    seekBar.setAttribute("aria-valuetext", `${clock(time)} / ${clock(duration)}${chapter ? `, ${chapter}` : ""}`);
    const volume = video.muted ? 0 : video.volume;
    this.find("volume").value = volume;
    this.find("volume").setAttribute("aria-valuetext", `${Math.round(volume * 100)} %`);
    this.find("now").textContent = clock(time);
    this.find("length").textContent = clock(duration);
    const share = (value) => `${duration ? Math.min(1, value / duration) * 100 : 0}%`;
    this.find("played").style.inlineSize = share(time);
    const { buffered } = video;
    this.find("loaded").style.inlineSize = share(buffered.length ? buffered.end(buffered.length - 1) : 0);
  }
}
