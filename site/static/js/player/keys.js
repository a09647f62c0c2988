/* The keyboard map. It holds only while the focus is inside the player (WCAG 2.1.4), or anywhere in an embed, which is
   nothing but a player. Letters of a keyboard that has no Latin ones are read by their place. */

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const PLACES = { Comma: "<", Period: ">", Slash: "?" };
const WRITES = "input:not([type=range], [type=radio], [type=checkbox]), textarea, select";

function keyOf(event) {
  if (event.key.length !== 1 || event.key.charCodeAt(0) < 128) return event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.code.startsWith("Key")) return event.code[3].toLowerCase();
  return event.shiftKey ? PLACES[event.code] ?? "" : "";
}

export function nextSpeed(rate, step) {
  const place = SPEEDS.findIndex((speed) => speed >= rate - 0.01);
  return SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, place + step))];
}

export function listenToKeys({ root, video, controls, captions, panels }) {
  const keys = {
    k: () => controls.toggle(), " ": () => controls.toggle(),
    j: () => controls.by(-10), l: () => controls.by(10),
    ArrowLeft: () => controls.by(-5), ArrowRight: () => controls.by(5),
    ArrowUp: () => controls.loud(video.volume + 0.1), ArrowDown: () => controls.loud(video.volume - 0.1),
    Home: () => controls.seek(0), End: () => controls.seek(video.duration || 0),
    m: () => controls.mute(), c: () => captions.toggle(),
    f: () => controls.fullscreen(), p: () => controls.small(),
    "<": () => controls.speed(nextSpeed(video.playbackRate, -1)),
    ">": () => controls.speed(nextSpeed(video.playbackRate, 1)),
    "?": () => panels.toggle("help"),
  };
  const press = (event) => {
    const { target } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest?.(WRITES)) return;
    const key = keyOf(event);
    const own = target.closest?.("button, a, summary, [data-panel], [tabindex='0']");
    if (own && (key === " " || key === "Enter")) return; // it presses the button
    if (target.closest?.("[data-panel], ol") && /^(Arrow|Home|End)/.test(key)) return; // it moves within the list
    if (target.matches?.("[data-pc=volume]") && key.startsWith("Arrow")) return;
    const action = keys[key] ?? (/^[0-9]$/.test(key) && video.duration ? () => controls.seek(video.duration * key / 10) : null);
    if (!action) return;
    event.preventDefault();
    action();
  };
  (document.body.classList.contains("embed") ? document : root).addEventListener("keydown", press);
}
