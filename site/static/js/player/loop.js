/* Short silent films inside an article: they move only while in view and only for readers who welcome motion; for all
   others they are a still with a play button. The button that stops them is always there. */

const unwelcome = () => matchMedia("(prefers-reduced-motion: reduce)").matches || navigator.connection?.saveData;

export function loop(root) {
  const video = root.querySelector("video"), button = root.querySelector(".player__toggle");
  if (!button) return;
  let stopped = unwelcome(); // by the reader: then it stays so
  const show = () => {
    button.setAttribute("aria-label", video.paused ? button.dataset.play : button.dataset.pause);
    button.dataset.state = video.paused ? "paused" : "playing";
  };
  video.controls = false;
  video.muted = true;
  button.hidden = false;
  video.addEventListener("play", show);
  video.addEventListener("pause", show);
  video.addEventListener("error", () => { video.controls = true; button.hidden = true; }, { capture: true, once: true });
  button.addEventListener("click", () => {
    stopped = !video.paused;
    if (stopped) video.pause();
    else video.play().catch(show);
  });
  new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) video.pause();
    else if (!stopped) video.play().catch(show);
  }, { threshold: 0.5 }).observe(root);
  matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", ({ matches }) => {
    if (matches) { stopped = true; video.pause(); }
  });
  show();
}
