/* Where a film is still being prepared, its notice says when it can be watched. Nothing is loaded anew but by a press:
   somebody may be reading. */

import { ask } from "./player/recovery.js";

const FIRST = 15000, SLOWER = 1.5, LONGEST = 120000; // milliseconds between two looks

/* Whether there is nothing more to wait for. */
function settle(notice, page) {
  const { player } = notice.closest("[data-player]").dataset;
  const fresh = page?.querySelector(`[data-player="${CSS.escape(player)}"]`);
  const words = notice.querySelector("b"), other = fresh?.querySelector(".player__notice");
  if (!fresh || other?.dataset.preparing) return false;
  const button = notice.querySelector("button");
  button.hidden = Boolean(other);
  button.addEventListener("click", () => location.reload()); // a link would bring what the browser has kept
  words.textContent = other ? other.textContent : notice.dataset.preparing;
  return true;
}

/* Looks again, less and less often, and only while the page is seen. */
export function expect(notices) {
  let pause = FIRST;
  const look = async () => {
    if (document.hidden) { document.addEventListener("visibilitychange", look, { once: true }); return; }
    const { page } = await ask();
    notices = notices.filter((notice) => !settle(notice, page));
    pause = Math.min(pause * SLOWER, LONGEST);
    if (notices.length) setTimeout(look, pause);
  };
  setTimeout(look, pause);
}
