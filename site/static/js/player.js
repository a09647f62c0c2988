/* Our own player: links that seek (data-seek, in seconds), ?t=, the line that is being spoken. */

function secondsOf(text) {
  if (!text) return null;
  const clock = /^(?:(\d+):)?(\d{1,3}):(\d{2})$/.exec(text);
  if (clock) return (+(clock[1] ?? 0) * 60 + +clock[2]) * 60 + +clock[3];
  const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(text);
  return units ? (+(units[1] ?? 0) * 60 + +(units[2] ?? 0)) * 60 + +(units[3] ?? 0) : null;
}

function seek(video, seconds, play) {
  const go = () => { video.currentTime = seconds; };
  if (video.readyState >= 1) go();
  else { video.addEventListener("loadedmetadata", go, { once: true }); video.preload = "metadata"; }
  if (play) video.play().catch(() => { /* the browser wants a press on the player itself */ });
}

/* Marks the chapter and the transcript line of this moment; scrolls only inside their own list. */
function follow(video, links) {
  const groups = Map.groupBy ? Map.groupBy(links, (link) => link.closest("ol"))
    : links.reduce((map, link) => map.set(link.closest("ol"), [...(map.get(link.closest("ol")) ?? []), link]), new Map());
  for (const [list, entries] of groups) {
    let now = null;
    const mark = () => {
      const current = entries.findLast((link) => +link.dataset.seek <= video.currentTime + 0.05) ?? null;
      if (current === now) return;
      now?.closest("li").classList.remove("is-now");
      now?.removeAttribute("aria-current");
      now = current;
      if (!now) return;
      const item = now.closest("li");
      item.classList.add("is-now");
      now.setAttribute("aria-current", "true");
      if (list.scrollHeight > list.clientHeight && !list.matches(":hover, :focus-within")) {
        list.scrollTop = item.offsetTop - list.offsetTop - list.clientHeight / 3;
      }
    };
    video.addEventListener("timeupdate", mark);
    video.addEventListener("seeked", mark);
  }
}

const main = document.querySelector("video[data-player]");
if (main) {
  const links = [...document.querySelectorAll("a[data-seek]")];
  links.forEach((link) => link.addEventListener("click", (event) => {
    event.preventDefault();
    seek(main, +link.dataset.seek, true);
    main.scrollIntoView({ block: "nearest" });
  }));
  follow(main, links);
  const asked = secondsOf(new URLSearchParams(location.search).get("t"));
  if (asked) seek(main, asked, false);
}

/* Only one film speaks at a time. */
const videos = [...document.querySelectorAll("video")];
videos.forEach((video) => video.addEventListener("play", () => {
  videos.forEach((other) => { if (other !== video) other.pause(); });
}));
