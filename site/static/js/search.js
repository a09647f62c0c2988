/* The search page in place: filters, pages and the field change the results without a new page. Each state keeps its
   address; whatever fails here is done by the browser as if this file were not there. */

import { keep, setUp } from "./suggest.js";

const found = () => document.getElementById("found");
const wide = matchMedia("(width >= 64rem)");
const parser = new DOMParser();
const address = ({ pathname, search }) => `${pathname}?${new URLSearchParams(search)}`;
const here = () => address(location);
/* Where each entry of the history was left, by its number: a page that Back leaves can be returned to as well. */
const places = new Map();
let request, noteTimer, shown = here(), entry = history.state?.entry ?? 0;

function unfold() {
  const filters = document.querySelector(".filters");
  if (filters && wide.matches) filters.open = true;
}

/* What was found is remembered in this browser; that somebody looked for it is counted, not who (see search/notes.py). */
function settle() {
  const { note, noteTo, keep: text } = found().dataset;
  clearTimeout(noteTimer);
  if (text) keep(text);
  if (note) noteTimer = setTimeout(() => navigator.sendBeacon?.(noteTo, note), 1500);
  unfold();
}

function focusAfter(key) {
  const target = key && document.querySelector(`#found [data-facet="${CSS.escape(key)}"]`);
  if (target) return target.focus({ preventScroll: true });
  found().focus({ preventScroll: true });
}

async function go(href, { push = true, key, stay, y } = {}) {
  request?.abort();
  request = Object.assign(new AbortController(), { goesBack: !push });
  const old = found(), field = document.querySelector(".searchfield input[type=search]"), typed = field.value, wasThere = document.activeElement === field, said = document.querySelector("[data-search-said]");
  said.textContent = "";
  said.classList.add("visually-hidden");
  old.setAttribute("aria-busy", "true");
  let page;
  try {
    const response = await fetch(href, { headers: { Accept: "text/html" }, signal: request.signal });
    page = parser.parseFromString(await response.text(), "text/html");
    if (!response.ok || !page.getElementById("found")) throw new Error(String(response.status));
  } catch (error) {
    if (error.name === "AbortError") return;
    if (navigator.onLine) return location.assign(href);
    /* The results that are there are worth more than the browser's error page. */
    old.removeAttribute("aria-busy");
    said.classList.remove("visually-hidden");
    said.textContent = said.dataset.offline;
    return;
  }
  const wasOpen = document.querySelector(".filters")?.open;
  if (!push) entry = history.state?.entry ?? 0;
  else if (address(new URL(href, location.href)) !== shown) {
    history.replaceState({ ...history.state, entry, y: scrollY }, "");
    history.pushState({ search: true, entry: ++entry }, "", href);
    places.delete(entry);
  }
  shown = here();
  old.replaceWith(document.adoptNode(page.getElementById("found")));
  document.title = page.title;
  const filters = document.querySelector(".filters");
  if (filters && wasOpen) filters.open = true;
  /* Who types meanwhile is left alone. */
  if (field.value !== typed || (document.activeElement === field && !wasThere)) stay = true;
  /* On a phone the keyboard would hide what was found. */
  else if (stay && matchMedia("(pointer: coarse)").matches) field.blur();
  if (!stay) field.value = page.querySelector(".searchfield input[type=search]").value;
  said.textContent = [...found().querySelectorAll("[data-said]")].map((line) => line.textContent.replace(/\s+/g, " ").trim()).join(" ");
  settle();
  if (push && !stay) focusAfter(key);
  if (y !== undefined) scrollTo({ top: y, behavior: "instant" });
  else if (push && !key && !stay) found().scrollIntoView({ block: "start", behavior: "instant" });
}

function follow(href) {
  const url = new URL(href, location.href);
  if (url.origin === location.origin && url.pathname === location.pathname) go(url.href);
  else location.assign(url.href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#found a[href]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.pathname !== location.pathname) return;
  event.preventDefault();
  go(link.href, { key: link.dataset.facet });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest(".searchfield, .days");
  if (!form) return;
  event.preventDefault();
  const filled = [...new FormData(form)].filter(([name, value]) => name === "q" || value);
  go(`${form.action}?${new URLSearchParams(filled)}`, { stay: form.matches(".searchfield"), key: "from" });
});

addEventListener("popstate", (event) => {
  /* A link within the page, as the one that skips to the results, is no other search. */
  if (here() !== shown) {
    places.set(entry, scrollY);
    go(location.href, { push: false, y: places.get(event.state?.entry ?? 0) ?? event.state?.y ?? 0 });
  } else if (request?.goesBack) {
    request.abort();
    found().removeAttribute("aria-busy");
  }
});
wide.addEventListener("change", unfold);
history.scrollRestoration = "manual";
setUp(follow);
settle();
if (history.state?.y) scrollTo({ top: history.state.y, behavior: "instant" });
addEventListener("pagehide", () => history.replaceState({ ...history.state, y: scrollY }, ""));
