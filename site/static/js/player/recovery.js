/* When the film stops coming: the page that holds the player is asked for the truth. It may name other addresses (the
   file was replaced: they are taken at the same second), be gone (the video was withdrawn: a notice stands in the
   player's place), or say nothing new (then the one file is tried, then words). */

const PATIENCE = 4000; // milliseconds between two looks
const RETRY = 2000; // the same where the film failed as a whole: nobody will speak of it again
const FAILED = new Set(["lost", "unplayable"]);
const LOOK_AGAIN = 5000, LONGEST_PAUSE = 60000; // while another film is being prepared
const GONE = new Set([403, 404, 410]); // 403: it may not be framed here any more
const STILL = 5000; // milliseconds after which a film that stands and fetches nothing does not come by itself

const address = (source) => source?.getAttribute("src").split("#")[0];

/* What the page says of this player now: "gone", "away" (no connection), or its fresh document. */
export async function ask() {
  let response;
  try {
    response = await fetch(location.href.split("#")[0], { cache: "no-store", headers: { Accept: "text/html" } });
  } catch {
    return { state: "away" };
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (GONE.has(response.status)) return { state: "gone", page };
  return response.ok ? { state: "there", page } : { state: "away" };
}

/* The last picture stays until the first that is loaded next is there. */
export function freeze(root, video) {
  if (video.readyState < 2) return;
  const canvas = root.querySelector("canvas");
  try {
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    root.dataset.frozen = "";
    video.addEventListener("loadeddata", () => setTimeout(() => delete root.dataset.frozen, 200), { once: true });
  } catch { /* it shows its poster for a moment */ }
}

export function guard(player) {
  const { root, video, ui, engine, captions, controls } = player;
  const message = controls.find("message");
  let looked = 0, tried = 0, waiting = false, later = 0, pause = LOOK_AGAIN;

  const show = (kind) => {
    if (!kind && message.hidden) return;
    if (!kind && message.contains(document.activeElement)) controls.focus();
    message.querySelectorAll("[data-message]").forEach((words) => { words.hidden = words.dataset.message !== kind; });
    message.hidden = !kind;
    controls.find("again").hidden = kind === "gone";
    if (kind) root.dispatchEvent(new CustomEvent("newsreel:problem", { bubbles: true, detail: { kind } }));
  };

  const withdraw = (page) => {
    video.pause();
    engine.loadFile = () => {};
    engine.hls?.destroy();
    const notice = page?.querySelector(".embed__gone");
    root.dispatchEvent(new CustomEvent("newsreel:problem", { bubbles: true, detail: { kind: "gone" } }));
    if (notice && document.body.classList.contains("embed")) {
      document.querySelector("main").replaceWith(document.adoptNode(notice));
      return;
    }
    const focused = root.contains(document.activeElement);
    video.remove();
    root.querySelectorAll(".player__cover, .player__end, .player__still").forEach((part) => part.remove());
    [...ui.children].forEach((part) => { if (part !== message) part.remove(); });
    show("gone");
    if (focused) root.focus({ preventScroll: true });
  };

  const replace = async (page, fresh) => {
    const { paused } = video, next = fresh.querySelector("video");
    freeze(root, video);
    for (const name of ["hls", "coming", "storyboard", "chapters", "duration"]) {
      if (next.dataset[name] === undefined) delete video.dataset[name];
      else video.dataset[name] = next.dataset[name];
    }
    const tracks = ["source", "track"].flatMap((name) => [...next.querySelectorAll(name)]);
    video.querySelectorAll("source, track").forEach((part) => part.remove());
    video.prepend(...tracks.map((part) => document.importNode(part, true)));
    if (root.dataset.kind === "main") {
      for (const list of [".transcript ol", ".chapters ol"]) {
        const [old, now] = [document.querySelector(list), page.querySelector(list)];
        if (old && now) old.replaceChildren(...document.adoptNode(now).children);
      }
    }
    captions.reset();
    controls.renew();
    await engine.load();
    if (!paused) video.play().catch(() => controls.update());
    root.dispatchEvent(new CustomEvent("newsreel:replaced", { bubbles: true }));
  };

  const isNew = (next) => (next.dataset.hls ?? "") !== (video.dataset.hls ?? "")
    || address(next.querySelector("source")) !== address(video.querySelector("source"));

  const look = async (cause) => {
    const early = looked + (FAILED.has(cause) ? RETRY : PATIENCE) - Date.now();
    if (early <= 0 || FAILED.has(cause)) clearTimeout(later);
    if (early > 0 && FAILED.has(cause)) later = setTimeout(() => { if (message.hidden) look(cause); }, early);
    if (waiting || early > 0) return;
    waiting = true;
    const { state, page } = await ask();
    looked = Date.now();
    waiting = false;
    const fresh = page?.querySelector(`[data-player="${CSS.escape(root.dataset.player)}"]`);
    if (state === "away") {
      if (video.readyState < 3) show("offline");
      if (cause === "preparing") lookLater();
    }
    else if (state === "there" && fresh?.querySelector(".player__notice")) expect();
    else if (state === "gone" || !fresh?.querySelector("video")) withdraw(page);
    else if (isNew(fresh.querySelector("video"))) { tried = 0; pause = LOOK_AGAIN; show(""); await replace(page, fresh); }
    else if (cause !== "gone" || video.readyState < 3) retry();
  };

  /* The page is there and its film is not: another one is being prepared. Nothing is taken away; it comes by itself. */
  const expect = () => {
    if (video.readyState < 3) show("preparing");
    lookLater();
  };

  const lookLater = () => {
    setTimeout(() => { if (video.isConnected) look("preparing"); }, pause);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE);
  };

  const retry = async () => {
    tried += 1;
    const wanted = root.dataset.playing === "true";
    if (engine.mode !== "file") engine.loadFile();
    else if (tried < 3) await engine.load(); // what is asked to play before is stopped by it
    else { show("unplayable"); return; }
    if (wanted) video.play().catch(() => controls.update());
  };

  const again = async () => {
    tried = 0;
    looked = 0;
    show("");
    await engine.resume();
    video.play().catch(() => controls.update());
  };

  /* A piece that is broken in itself is no error to anybody: the film stands, and nothing is fetched. */
  let standing = 0;
  const watch = () => {
    clearTimeout(standing);
    if (!navigator.onLine && video.readyState < 3) show("offline");
    standing = setTimeout(() => {
      if (video.readyState >= 3 || video.paused || !video.isConnected || !message.hidden) return;
      if (engine.isFetching) watch();
      else look("stuck");
    }, STILL);
  };

  video.addEventListener("waiting", watch);
  engine.addEventListener("gone", () => look("gone"));
  engine.addEventListener("lost", () => { if (navigator.onLine) look("lost"); else show("offline"); });
  engine.addEventListener("unplayable", () => look("unplayable"));
  video.addEventListener("playing", () => { tried = 0; clearTimeout(later); show(""); });
  addEventListener("online", () => { if (!message.hidden) again(); });
  addEventListener("offline", () => { if (video.readyState < 3 && !video.paused) show("offline"); });
  controls.find("again").addEventListener("click", again);
}
