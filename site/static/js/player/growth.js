/* While a film is still being made, its playlist says so, and in how many seconds it may be looked at again. Whoever
   began with the first, small picture gets the better ones without a reload; whoever began with the original gets the
   streams when it is started the next time (data-coming: where they will be). Only while it plays, and less and less
   often where nothing comes; the answer to a look without news has no body. A playlist that promises nothing more is
   the last that is asked for. */

import { GROWING } from "./engine.js";
import { freeze } from "./recovery.js";

const SLOWER = 1.5;
const SOON = 20, LONGEST = 120; // seconds
const HEARING = 1000; // milliseconds that a start waits to hear of streams

/* How many picture sizes a master playlist offers, and after how many seconds there may be more. */
const sizes = (playlist) => playlist.match(/^#EXT-X-STREAM-INF:/gm)?.length ?? 0;
const promise = (playlist) => +(playlist.split(`DATA-ID="${GROWING}",VALUE="`)[1]?.split('"')[0] ?? 0);

/* What is gone promises nothing. Raises while the line or the server is down. */
async function read(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (answer.status >= 500) throw new Error(answer.statusText);
  return answer.ok ? answer.text() : "";
}

export function watchGrowth({ root, video, engine }) {
  let timer = 0, pause = 0, looked = 0, hasArrived = false;

  /* The playlist to look at: of the streams that play, or that will. Nothing if all has come. */
  const address = () => {
    if (engine.hls) return engine.growing ? video.dataset.hls : "";
    return video.dataset.hls ? "" : video.dataset.coming;
  };

  const arrive = () => {
    video.dataset.hls = video.dataset.coming;
    delete video.dataset.coming;
    hasArrived = true;
  };

  const compare = (playlist) => {
    looked = Date.now();
    const count = sizes(playlist), next = promise(playlist);
    if (engine.hls && count > engine.offered) {
      pause = engine.growing;
      engine.grow(); // and hears what that playlist promises
      return;
    }
    pause = Math.min(LONGEST, pause ? pause * SLOWER : next);
    if (engine.hls) engine.growing = next;
    else if (count) arrive();
    else if (!next) delete video.dataset.coming;
  };

  const look = async () => {
    const from = address();
    timer = 0;
    if (!from || video.paused) return; // “playing” comes back to it
    try {
      const playlist = await read(from);
      if (from === address()) compare(playlist);
    } catch {
      pause = Math.min(LONGEST, (pause || SOON) * SLOWER);
    }
    wait();
  };

  const wait = () => { if (!timer && address()) timer = setTimeout(look, (pause || engine.growing) * 1000); };

  /* Before anything of the film is fetched, and when it starts again: have its streams come? */
  const arrived = async () => {
    const from = address();
    if (!from) return;
    const late = new Promise((resolve) => { setTimeout(resolve, HEARING); });
    const heard = read(from).then((playlist) => { if (from === address()) compare(playlist); });
    await Promise.race([heard.catch(() => { /* the original plays */ }), late]);
  };

  /* Who starts again what stood still gets the streams, at the same second. */
  const change = async () => {
    if (!engine.hls && Date.now() - looked > pause * 1000) await arrived();
    if (!hasArrived) return;
    await engine.prepare(); // it plays on meanwhile, or is stopped, or moved
    if (!hasArrived || video.paused) return;
    hasArrived = false;
    if (engine.mode !== "file") return;
    freeze(root, video);
    await engine.load(video.duration - engine.place < 0.5 ? 0 : engine.place);
    video.play().catch(() => { /* the button shows that it stands */ });
  };

  video.addEventListener("play", change);
  video.addEventListener("playing", wait);
  root.addEventListener("newsreel:replaced", () => { pause = 0; hasArrived = false; });

  return { arrived };
}
