/* Where the film comes from: HLS through Media Source Extensions where they exist, the browser's own HLS where they do
   not (iPhone), else the one file that stands in the page. Events: "levels", "level", "gone" (an address of the film
   answers 403, 404 or 410), "lost" (the network failed), "unplayable". */

import { wholePieces } from "./pieces.js";

const HLS_TYPE = "application/vnd.apple.mpegurl";
const GONE = new Set([403, 404, 410]);
export const GROWING = "newsreel.growing"; // what a playlist calls its promise that there will be more
const FIRST_ESTIMATE = 5e6; // bits per second
const PATIENCE = 2000; // milliseconds that hls.js has to mend what the browser cannot decode

// A frame in a sandbox has no origin of its own: there WebKit refuses the address of a Media Source.
const takesPieces = "MediaSource" in window && !(self.origin === "null" && /^Apple/.test(navigator.vendor));

/* Readers who pay for each byte: the smallest picture, and no previews. */
export const savesData = () => navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;

/* Without one a short film plays its smallest picture to the end before the line has been measured. */
const firstEstimate = () => Math.min(FIRST_ESTIMATE, (navigator.connection?.downlink ?? 10) * 1e6);

const SETTINGS = {
  enableWorker: false, // fragmented MP4 needs no repacking
  maxBufferLength: 30,
  maxMaxBufferLength: 60,
  backBufferLength: 60,
  // Captions are the page's own <track> elements.
  subtitleStreamController: undefined,
  subtitleTrackController: undefined,
  timelineController: undefined,
  emeController: undefined,
  cmcdController: undefined,
};

export class Engine extends EventTarget {
  mode = "file";
  hls = null;
  isFetching = false; // a piece of the film is on its way
  successor = null; // the reader of a longer playlist, until it takes over
  offered = 0; // picture sizes in the playlist, of which hls.js may have left out what this browser cannot play
  growing = 0; // seconds until the playlist may be looked at again; 0 if it is all that there will be

  place = 0; // the second that is shown, or is to be as soon as it is there

  constructor(video) {
    super();
    this.video = video;
    // A source that has just been given begins at 0, whatever was asked of it.
    video.addEventListener("timeupdate", () => { if (video.readyState >= 2) this.place = video.currentTime; });
    video.addEventListener("seeking", () => { if (video.readyState) this.place = video.currentTime; });
    // A <source> that fails says so itself, and its event does not bubble.
    video.addEventListener("error", (event) => this.#onError(event), { capture: true });
  }

  /* hls.js where it is needed: its class, or null. What plays goes on until the streams can be loaded at once. */
  async prepare() {
    if (!this.video.dataset.hls || !takesPieces) return null;
    try {
      const { default: Hls } = await import("../../vendor/hls/hls.min.js");
      return Hls.isSupported() ? Hls : null;
    } catch {
      return null;
    }
  }

  /* Loads what the element's data-hls and its sources say, ready to play at this second. */
  async load(at = this.place) {
    const Hls = await this.prepare();
    const { hls, duration } = this.video.dataset;
    this.#drop();
    this.place = at >= duration ? 0 : at; // an address may name any time
    if (hls && Hls) {
      this.mode = "hls";
      this.hls = this.#stream(Hls, hls, this.place, { abrEwmaDefaultEstimate: firstEstimate() });
      this.hls.attachMedia(this.video);
      return undefined;
    }
    if (hls && !takesPieces && this.video.canPlayType(HLS_TYPE)) {
      this.mode = "native";
      this.video.src = hls;
      return this.#seekWhenReady();
    }
    return this.loadFile();
  }

  /* The one file. Raises nothing: what cannot be played is an event. */
  loadFile() {
    this.#drop();
    this.mode = "file";
    if (!this.video.querySelector("source")) return this.#say("unplayable");
    this.video.load();
    this.video.preload = "auto";
    return this.#seekWhenReady();
  }

  #stream(Hls, address, at, more = {}) {
    // The cap to the player's size would lift that for readers who save data.
    const hls = new Hls({ ...SETTINGS, fLoader: wholePieces(Hls.DefaultConfig.loader), capLevelToPlayerSize: !savesData(), startLevel: savesData() ? 0 : undefined, startPosition: at || -1, ...more });
    let mended = 0, wasPlaying = false;
    // A broken buffer is mended with another source, by hls.js itself or at our word, and that stops the film.
    hls.on(Hls.Events.MEDIA_DETACHING, () => { wasPlaying = !this.video.paused; });
    hls.on(Hls.Events.MEDIA_ATTACHED, () => { if (wasPlaying) this.#play(); });
    hls.on(Hls.Events.FRAG_LOADING, () => { this.isFetching = true; });
    for (const name of ["FRAG_LOADED", "FRAG_LOAD_EMERGENCY_ABORTED", "ERROR"]) hls.on(Hls.Events[name], () => { this.isFetching = false; });
    hls.on(Hls.Events.MANIFEST_LOADED, (_name, { levels, sessionData }) => {
      this.offered = levels.length;
      this.growing = +(sessionData?.[GROWING]?.VALUE ?? 0);
    });
    hls.on(Hls.Events.MANIFEST_PARSED, () => {
      if (savesData()) hls.autoLevelCapping = 0;
      this.#say("levels");
    });
    hls.on(Hls.Events.LEVEL_SWITCHED, () => this.#say("level"));
    hls.on(Hls.Events.ERROR, (_name, data) => {
      if (this.hls !== hls) return;
      if (GONE.has(data.response?.code)) this.#say("gone");
      else if (!data.fatal) return;
      else if (data.type === Hls.ErrorTypes.NETWORK_ERROR && data.response?.code !== 200) this.#say("lost");
      else if (data.type === Hls.ErrorTypes.MEDIA_ERROR && mended++ < 1) hls.recoverMediaError();
      else this.#fallBack();
    });
    hls.loadSource(address);
    return hls;
  }

  /* More sizes of the same film have been made: a second reader of the playlist takes over what the first has fetched,
     and nothing is interrupted. What somebody has chosen stays chosen. */
  grow() {
    const old = this.hls, Hls = old?.constructor;
    if (!old || this.successor) return;
    const chosen = this.isAutomatic ? null : old.levels[old.manualLevel];
    const hls = this.successor = this.#stream(Hls, this.video.dataset.hls, this.video.currentTime, { abrEwmaDefaultEstimate: old.bandwidthEstimate });
    const leave = () => { if (this.successor === hls) { this.successor = null; hls.destroy(); } };
    hls.on(Hls.Events.ERROR, (_name, { fatal }) => fatal && leave());
    hls.once(Hls.Events.MANIFEST_PARSED, () => {
      if (this.successor !== hls || this.hls !== old || hls.levels.length <= old.levels.length) return leave();
      const { paused } = this.video, held = old.transferMedia();
      this.successor = null;
      this.hls = hls;
      hls.attachMedia(held ?? this.video);
      if (!held && !paused) this.#play();
      old.destroy();
      if (chosen) hls.nextLevel = hls.levels.findIndex(({ height, width }) => height === chosen.height && width === chosen.width);
      return this.#say("levels");
    });
  }

  #fallBack() {
    const { paused } = this.video;
    this.loadFile();
    this.#say("levels");
    if (!paused) this.#play();
  }

  #play() { this.video.play().catch(() => { /* the button shows that it stands */ }); }

  /* After a lost connection: go on from here. */
  resume() {
    if (!this.hls) return this.load();
    return this.hls.startLoad();
  }

  /* Small to large: { index, side (the shorter one, as people say “720p”), rate }. */
  get levels() {
    const levels = this.hls?.levels ?? [];
    return levels.map(({ width, height, bitrate }, index) => ({ index, side: Math.min(width, height), rate: bitrate }));
  }

  get level() { return this.hls?.currentLevel ?? -1; }

  get isAutomatic() { return this.hls?.autoLevelEnabled ?? true; }

  /* -1 lets the line decide. */
  choose(index) { if (this.hls) this.hls.nextLevel = index; }

  #drop() {
    this.hls?.destroy();
    this.successor?.destroy();
    this.hls = this.successor = null;
    this.offered = this.growing = 0;
    if (this.video.hasAttribute("src")) this.video.removeAttribute("src");
  }

  #seekWhenReady() {
    const { place: at, video } = this;
    if (!at) return;
    const go = () => { video.currentTime = at < video.duration - 0.5 ? at : 0; };
    if (video.readyState >= 1 && this.mode !== "file") go();
    else video.addEventListener("loadedmetadata", go, { once: true });
  }

  #onError(event) {
    const { video, hls } = this;
    if (hls) { // it mends what it can, but has no word for an address that the browser refuses
      const stuck = () => { if (this.hls === hls && video.error) this.#fallBack(); };
      if (event.target === video) setTimeout(stuck, video.error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED ? 0 : PATIENCE);
      return;
    }
    if (event.target !== video && event.target !== video.querySelector("source:last-of-type")) return;
    if (event.target === video && !video.error) return;
    if (this.mode === "native") { this.#fallBack(); return; }
    this.#say("lost");
  }

  #say(name) { this.dispatchEvent(new Event(name)); }
}
