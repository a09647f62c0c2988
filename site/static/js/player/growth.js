/* While a film is still being made, its playlist is looked at again from time to time (data-growing: seconds between two
   looks): whoever began with the first, small picture gets the better ones without a reload. Only while it plays, and less
   and less often where nothing comes; the answer to a look without news has no body. */

const SLOWER = 1.5;
const LONGEST = 120; // seconds

/* How many picture sizes a master playlist offers. */
const sizes = (playlist) => playlist.match(/^#EXT-X-STREAM-INF:/gm)?.length ?? 0;

export function watchGrowth({ video, engine }) {
  let timer = 0, pause = 0;

  const seconds = () => pause || +video.dataset.growing;

  const look = async () => {
    timer = 0;
    if (!engine.hls || video.paused) return; // “playing” comes back to it
    try {
      const answer = await fetch(video.dataset.hls, { cache: "no-cache" });
      if (!answer.ok) return; // whatever it means, the film itself will run into it
      if (sizes(await answer.text()) > engine.levels.length) {
        engine.grow();
        pause = 0;
      } else {
        pause = Math.min(LONGEST, seconds() * SLOWER);
      }
    } catch { /* the line is down: at the next look it may be up */ }
    wait();
  };

  const wait = () => { if (!timer && video.dataset.growing) timer = setTimeout(look, seconds() * 1000); };

  video.addEventListener("playing", wait);
}
