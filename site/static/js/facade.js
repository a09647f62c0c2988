/* A facade becomes the provider's player when its button is pressed; nothing of theirs is fetched before.
   data-facade: the player's address on a host of the list below. data-title: the frame's title. */

const HOSTS = new Set(["www.youtube-nocookie.com", "player.vimeo.com"]);

function frameFor(facade) {
  const address = new URL(facade.dataset.facade);
  if (address.protocol !== "https:" || !HOSTS.has(address.host)) return null;
  const frame = document.createElement("iframe");
  frame.title = facade.dataset.title ?? "";
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = address.href;
  return frame;
}

document.querySelectorAll("[data-facade]").forEach((facade) => {
  const button = facade.querySelector("button");
  const frame = frameFor(facade);
  if (!button || !frame) return;
  button.hidden = false;
  facade.querySelector(".facade__link")?.remove();
  button.addEventListener("click", () => {
    facade.replaceChildren(frame);
    frame.tabIndex = -1;
    frame.focus();
  });
});
