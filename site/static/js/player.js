/* Our own players before they play: a poster with a button. The press, a link that seeks (data-seek, in seconds) or the
   browser's own play brings the rest (js/player/), and with it the film; until then nothing but the poster is fetched.
   If anything of it fails, the browser's own controls come back, and the one-file MP4 in the page plays. */

const begun = new WeakMap();

const videoOf = (root) => root.querySelector("video");
const coverOf = (root) => root.querySelector(".player__cover");

function nativeControls(root) {
  videoOf(root).controls = true;
  coverOf(root)?.remove();
}

/* Starts a player, or tells one that runs where to go. Resolves to false if it may not start: a film with a warning
   waits for a press on its own button. options: at (seconds), play, acknowledged (the button itself was pressed). */
export async function begin(root, options = {}) {
  const { at = null, play = true, acknowledged = false } = options;
  const cover = coverOf(root), video = videoOf(root);
  if (at !== null) video.dataset.start = at;
  if (cover?.dataset.warning !== undefined && !cover.hidden && !acknowledged) {
    cover.querySelector("button").focus();
    return false;
  }
  if (!begun.has(root)) begun.set(root, start(root, video, cover));
  const player = await begun.get(root);
  if (player) await player.go(at, play);
  else if (play) await video.play();
  return true;
}

async function start(root, video, cover) {
  const focused = cover?.contains(document.activeElement);
  // Within the press: Safari then lets a play() that comes a moment later have its sound. Others would fetch the file.
  if (navigator.vendor?.startsWith("Apple") && video.paused) video.load();
  root.dataset.state = "starting";
  try {
    const { enhance } = await import("./player/main.js");
    const player = await enhance(root, video, { focused });
    if (cover) cover.hidden = true;
    return player;
  } catch (error) {
    delete root.dataset.state;
    if (isOffline(cover)) { begun.delete(root); throw error; }
    console.warn(error);
    nativeControls(root);
    return null;
  }
}

/* Without a connection there is nothing to play: the words stand over the poster until a press finds it again. */
function isOffline(cover) {
  if (navigator.onLine || !cover) return false;
  const words = document.getElementById("player-controls")?.content.querySelector("[data-message=offline]");
  if (words && !cover.querySelector(".player__away")) {
    const shown = document.importNode(words, true);
    Object.assign(shown, { className: "player__before player__away", hidden: false });
    shown.setAttribute("role", "alert");
    cover.prepend(shown);
    addEventListener("online", () => shown.remove(), { once: true });
  }
  return true;
}

function cover(root) {
  const video = videoOf(root), shown = coverOf(root);
  if (!shown) return;
  video.controls = false;
  shown.hidden = false;
  shown.addEventListener("click", () => begin(root, { acknowledged: true }).catch(() => { /* a second press plays */ }));
  // Media keys and extensions play without asking us.
  video.addEventListener("play", () => begin(root, { acknowledged: true }), { once: true });
}

/* A film that may start by itself: silent, in view, and only where motion and data are welcome. */
function autoplay(root) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || navigator.connection?.saveData;
  if (still || coverOf(root)?.dataset.warning !== undefined) return;
  const watcher = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    watcher.disconnect();
    begin(root).catch(() => { /* it waits for a press */ });
  }, { threshold: 0.5 });
  watcher.observe(root);
}

const players = [...document.querySelectorAll("[data-player]")].filter(videoOf);
players.filter((root) => root.dataset.kind !== "loop").forEach(cover);
players.filter((root) => videoOf(root).dataset.autoplay !== undefined).forEach(autoplay);
const loops = players.filter((root) => root.dataset.kind === "loop");
if (loops.length) import("./player/loop.js").then(({ loop }) => loops.forEach(loop));

const preparing = [...document.querySelectorAll("[data-player] [data-preparing]")];
if (preparing.length) import("./preparing.js").then(({ expect }) => expect(preparing));

export const main = players.find((root) => root.dataset.kind === "main");

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-seek]");
  if (!link || !main || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  link.closest("details[data-closes]")?.removeAttribute("open");
  main.scrollIntoView({ block: "nearest" });
  begin(main, { at: +link.dataset.seek }).catch(() => { /* the browser wants a press on the player itself */ });
});

/* Only one film speaks at a time. */
document.addEventListener("play", ({ target }) => {
  if (target.muted) return;
  players.map(videoOf).forEach((other) => { if (other !== target && !other.muted) other.pause(); });
}, { capture: true });
