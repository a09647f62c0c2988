/* Marks the chapter and the transcript line of this moment; scrolls only inside their own list. */

function followList(video, list) {
  let now = null;
  const mark = () => {
    const entries = [...list.querySelectorAll("a[data-seek]")];
    const current = entries.findLast((link) => +link.dataset.seek <= video.currentTime + 0.05) ?? null;
    if (current === now && now?.isConnected) return;
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

export function follow(video) {
  const lists = new Set([...document.querySelectorAll("a[data-seek]")].map((link) => link.closest("ol")));
  lists.forEach((list) => list && followList(video, list));
}
