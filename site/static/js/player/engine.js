/* Where the film comes from: HLS through Media Source Extensions where they exist, the browser's own HLS where they do
   not (iPhone), else the one file that stands in the page. Events: "levels", "level", "gone" (an address of the film
   answers 403, 404 or 410), "lost" (the network failed), "unplayable". */

const HLS_TYPE = "application/vnd.apple.mpegurl";
const GONE = new Set([403, 404, 410]);
// Without it a short film plays its smallest picture to the end before the line has been measured.
const FIRST_ESTIMATE = 5e6;

/* Readers who pay for each byte: the smallest picture, and no previews. */
export const savesData = () => navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;

export class Engine extends EventTarget {
  mode = "file";
  hls = null;

  constructor(video) {
    super();
    this.video = video;
    // A <source> that fails says so itself, and its event does not bubble.
    video.addEventListener("error", (event) => this.#onError(event), { capture: true });
  }

  /* Loads what the element's data-hls and its sources say, ready to play at this second. */
  async load(at = 0) {
    const { hls } = this.video.dataset;
    this.#drop();
    if (hls && "MediaSource" in window) {
      const Hls = await this.#library();
      if (Hls) return this.#attach(Hls, hls, at);
    } else if (hls && this.video.canPlayType(HLS_TYPE)) {
      this.mode = "native";
      this.video.src = hls;
      return this.#seekWhenReady(at);
    }
    return this.loadFile(at);
  }

  /* The one file. Raises nothing: what cannot be played is an event. */
  loadFile(at = this.video.currentTime) {
    this.#drop();
    this.mode = "file";
    if (!this.video.querySelector("source")) return this.#say("unplayable");
    this.video.load();
    this.video.preload = "auto";
    return this.#seekWhenReady(at);
  }

  async #library() {
    try {
      const { default: Hls } = await import("../../vendor/hls/hls.min.js");
      return Hls.isSupported() ? Hls : null;
    } catch {
      return null;
    }
  }

  #attach(Hls, address, at) {
    const downlink = (navigator.connection?.downlink ?? 10) * 1e6;
    const hls = new Hls({
      startPosition: at || -1,
      enableWorker: false, // fragmented MP4 needs no repacking
      capLevelToPlayerSize: !savesData(), // it would lift the limit below
      startLevel: savesData() ? 0 : undefined,
      abrEwmaDefaultEstimate: Math.min(FIRST_ESTIMATE, downlink),
      maxBufferLength: 30,
      maxMaxBufferLength: 60,
      backBufferLength: 60,
      // Captions are the page's own <track> elements.
      subtitleStreamController: undefined,
      subtitleTrackController: undefined,
      timelineController: undefined,
      emeController: undefined,
      cmcdController: undefined,
    });
    this.hls = hls;
    this.mode = "hls";
    let mended = 0;
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
    hls.attachMedia(this.video);
  }

  #fallBack() {
    const { currentTime, paused } = this.video;
    this.loadFile(currentTime || +this.video.dataset.start || 0);
    this.#say("levels");
    if (!paused) this.video.play().catch(() => { /* the button shows that it stands */ });
  }

  /* After a lost connection: go on from here. */
  resume() {
    if (this.hls) this.hls.startLoad();
    else this.load(this.video.currentTime);
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
    this.hls = null;
    if (this.video.hasAttribute("src")) this.video.removeAttribute("src");
  }

  #seekWhenReady(at) {
    if (!at) return;
    const go = () => { this.video.currentTime = at < this.video.duration - 0.5 ? at : 0; };
    if (this.video.readyState >= 1 && this.mode !== "file") go();
    else this.video.addEventListener("loadedmetadata", go, { once: true });
  }

  #onError(event) {
    if (this.hls) return; // it speaks for itself
    const { video } = this;
    if (event.target !== video && event.target !== video.querySelector("source:last-of-type")) return;
    if (event.target === video && !video.error) return;
    if (this.mode === "native") { this.#fallBack(); return; }
    this.#say("lost");
  }

  #say(name) { this.dispatchEvent(new Event(name)); }
}
