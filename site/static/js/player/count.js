/* Tells our own counter that a film is watched: that it began, which quarters were reached by playing, how long. Nothing
   of who it is; whoever asks not to be tracked is not counted. Loaded with the player, when somebody wants to watch. */

const QUARTERS = [25, 50, 75, 100];
const ENOUGH = 60; // seconds of film after which a report goes out before the end
const STEP = 2; // a jump of more seconds is a seek

const declined = navigator.doNotTrack === "1" || navigator.globalPrivacyControl || location.pathname.startsWith("/admin/");

/* The host of the page around us, where we are framed by another one. */
function place() {
  if (window === window.parent || !document.referrer) return "";
  try { return new URL(document.referrer).hostname; } catch { return ""; }
}

export function count(video) {
  const id = video.dataset.count;
  if (!id || declined || !navigator.sendBeacon) return;
  const address = new URL("/count/", import.meta.url);
  const reached = new Set();
  let news = [], seconds = 0, last = null, viewed = false;

  function send() {
    const whole = Math.floor(seconds);
    if (!news.length && !whole) return;
    const body = new URLSearchParams({ subject: "video", id, place: place() });
    news.forEach((metric) => body.append("m", metric));
    if (whole) body.append("seconds", whole);
    navigator.sendBeacon(address, body);
    news = [];
    seconds -= whole;
  }

  function reach(quarter) {
    if (reached.has(quarter)) return;
    reached.add(quarter);
    news.push(`quartile_${quarter}`);
  }

  video.addEventListener("playing", () => {
    if (!viewed) news.push("view");
    viewed = true;
    last ??= video.currentTime;
  });
  video.addEventListener("seeking", () => { last = null; });
  video.addEventListener("timeupdate", () => {
    const now = video.currentTime, from = last;
    last = video.seeking ? null : now;
    if (from === null || now <= from || now - from > STEP * video.playbackRate) return;
    seconds += now - from;
    for (const quarter of QUARTERS.slice(0, 3)) if (from < quarter / 100 * video.duration && now >= quarter / 100 * video.duration) reach(quarter);
    if (video.duration - now <= 0.5) reach(100);
    if (seconds >= ENOUGH) send();
  });
  video.addEventListener("ended", send);
  addEventListener("pagehide", send);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
}
