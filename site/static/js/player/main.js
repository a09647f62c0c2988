/* Brings a player to life when it is to play: controls, sources, captions, what follows the film on the page. */

import { Captions } from "./captions.js";
import { Controls } from "./controls.js";
import { count } from "./count.js";
import { Engine } from "./engine.js";
import { follow } from "./follow.js";
import { watchGrowth } from "./growth.js";
import { listenToKeys } from "./keys.js";
import { recall } from "./memory.js";
import { Panels } from "./panels.js";
import { guard } from "./recovery.js";

let styled = null;

/* The controls' own style sheet, loaded once and only now. */
function style(address) {
  styled ??= new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, onload: resolve, onerror: reject });
    document.head.append(link);
  });
  return styled;
}

function describeToSystem(video) {
  if (!navigator.mediaSession || !window.MediaMetadata) return;
  navigator.mediaSession.metadata = new MediaMetadata({
    title: video.getAttribute("aria-label"), artwork: video.poster ? [{ src: video.poster }] : [],
  });
}

/* Resolves when the film can be asked to play. Raises if the page or the browser lacks what the controls need. */
export async function enhance(root, video, { focused }) {
  const template = document.getElementById("player-controls");
  await style(template.dataset.style);
  const ui = template.content.firstElementChild.cloneNode(true);
  // Several players on a page are told apart.
  ui.setAttribute("aria-label", `${ui.getAttribute("aria-label")}: ${video.getAttribute("aria-label")}`);
  root.append(ui);
  const engine = new Engine(video);
  const captions = new Captions(video, ui.querySelector(".pc__captions"), ui.querySelector("[data-pc=spoken]"));
  const player = { root, video, ui, engine, captions };
  player.controls = new Controls(player);
  player.panels = new Panels(player);
  listenToKeys(player);
  guard(player);
  const growth = watchGrowth(player);
  count(video);
  if (root.dataset.kind === "main") follow(video);
  const { volume, rate } = recall();
  if (volume !== undefined && !video.muted) video.volume = volume;
  if (rate) video.defaultPlaybackRate = video.playbackRate = rate;
  video.controls = false;
  root.dataset.state = "ready";
  await growth.arrived();
  await engine.load(+video.dataset.start || 0);
  video.addEventListener("play", () => describeToSystem(video), { once: true });
  if (focused || document.activeElement === document.body) player.controls.focus();
  player.go = (at, play) => player.controls.go(at, play);
  root.dispatchEvent(new CustomEvent("newsreel:ready", { bubbles: true, detail: player }));
  return player;
}
