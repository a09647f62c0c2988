/* The embedded player listens to the page around it: see docs/embedding.md. A message of ours is an object with
   newsreel: 1; whatever else is passed over. Only who asks is answered, and only frames around this one may ask. */

import { begin, main } from "./player.js";

const SECONDS = 0.25; // between two reports of the time
const video = main?.querySelector("video");
const listeners = new Map(); // window → its origin
let reported = -1;

const origin = (sent) => (sent === "null" || !sent ? "*" : sent);

function tell(event, details = {}) {
  const message = { newsreel: 1, event, ...details };
  listeners.forEach((target, listener) => listener.postMessage(message, target));
}

function state() {
  return {
    paused: video.paused, ended: video.ended, time: video.currentTime, muted: video.muted, volume: video.volume,
    duration: Number.isFinite(video.duration) ? video.duration : +video.dataset.duration || null,
  };
}

const number = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;

const commands = {
  listen: () => {},
  play: async () => { if (!await begin(main)) throw new DOMException("", "WarningNotAcknowledged"); },
  pause: () => video.pause(),
  seek: async ({ time }) => {
    if (!number(time)) throw new DOMException("", "NoSuchTime");
    if (main.dataset.state) await begin(main, { at: time, play: false });
    else video.dataset.start = time;
  },
  mute: ({ muted }) => {
    if (typeof muted !== "boolean") throw new DOMException("", "NoSuchValue");
    video.muted = muted;
  },
  getState: () => {},
};

async function answer({ data, source, origin: sent }) {
  if (typeof data !== "object" || data?.newsreel !== 1) return;
  if (typeof data.command !== "string" || !Object.hasOwn(commands, data.command)) return;
  if (!source || (source !== parent && source !== top) || source === window) return;
  listeners.set(source, origin(sent));
  const id = typeof data.id === "string" || typeof data.id === "number" ? { id: data.id } : {};
  const reply = (message) => source.postMessage({ newsreel: 1, ...id, ...message }, origin(sent));
  try {
    await commands[data.command](data);
    reply({ event: "state", command: data.command, ...state() });
  } catch (error) {
    reply({ event: "error", command: data.command, code: navigator.onLine ? error.name : "offline" });
  }
}

if (video) {
  for (const name of ["play", "pause", "ended"]) video.addEventListener(name, () => tell(name, { time: video.currentTime }));
  video.addEventListener("timeupdate", () => {
    if (Math.abs(video.currentTime - reported) < SECONDS) return;
    reported = video.currentTime;
    tell("timeupdate", { time: reported, duration: state().duration });
  });
  main.addEventListener("newsreel:ready", ({ detail: { engine } }) => {
    engine.addEventListener("level", () => tell("quality", { quality: engine.levels[engine.level]?.side ?? null }));
  });
  main.addEventListener("newsreel:problem", ({ detail }) => tell("error", { code: detail.kind }));
  addEventListener("message", answer);
  // It tells nobody anything but that it listens.
  if (parent !== window) parent.postMessage({ newsreel: 1, event: "ready" }, "*");
}
