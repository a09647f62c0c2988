/* "Show more" in place. The plain link stays the truth: without this file, or when a request fails, it is followed.
   What was loaded is remembered in history.state, so that Back returns to the same place. */

const parser = new DOMParser();

async function fetchPage(href) {
  const response = await fetch(href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} for ${href}`);
  return parser.parseFromString(await response.text(), "text/html");
}

/* A day that continues on the next page must not get its head twice. */
function appendDays(list, incoming) {
  for (const child of [...incoming.children]) {
    const last = list.lastElementChild;
    if (child.dataset.day && last?.dataset.day === child.dataset.day) {
      last.querySelector("ol").append(...child.querySelector("ol").children);
    } else {
      list.append(document.adoptNode(child));
    }
  }
}

function point(link, href, src) {
  link.href = href;
  if (src) link.dataset.moreSrc = src;
  else delete link.dataset.moreSrc;
}

async function load(link) {
  const target = link.dataset.more;
  const list = document.querySelector(target);
  const page = await fetchPage(link.dataset.moreSrc ?? link.href);
  const incoming = page.querySelector(target);
  if (!list || !incoming) throw new Error(`No ${target}`);
  incoming.querySelectorAll(".feed__item--new").forEach((item) => item.classList.remove("feed__item--new"));
  const before = new Set(list.querySelectorAll("a[href]"));
  appendDays(list, incoming);
  const next = [...page.querySelectorAll("a[data-more]")].find((other) => other.dataset.more === target);
  if (next) point(link, new URL(next.getAttribute("href"), link.href).href, next.dataset.moreSrc);
  else link.closest(".show-more").remove();
  return [...list.querySelectorAll("h2 a, h3 a")].find((heading) => !before.has(heading));
}

function remember(target, href, src) {
  const loaded = history.state?.more ?? [];
  history.replaceState({ ...history.state, more: [...loaded, [target, href, src]] }, "");
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-more]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  if (link.getAttribute("aria-busy") === "true") return;
  const { href, dataset: { more: target, moreSrc: src } } = link;
  link.setAttribute("aria-busy", "true");
  try {
    const first = await load(link);
    remember(target, href, src);
    first?.focus({ preventScroll: true });
    link.removeAttribute("aria-busy");
  } catch {
    location.assign(href);
  }
});

/* Back: load again what had been loaded, then go where the reader was. */
async function restore() {
  const loaded = history.state?.more;
  if (!loaded?.length) return;
  history.scrollRestoration = "manual";
  for (const [target, href, src] of loaded) {
    const link = [...document.querySelectorAll("a[data-more]")].find((other) => other.dataset.more === target);
    if (!link) break;
    point(link, href, src);
    try { await load(link); } catch { break; }
  }
  scrollTo({ top: history.state.y ?? 0, behavior: "instant" });
}

addEventListener("pagehide", () => {
  if (history.state?.more) history.replaceState({ ...history.state, y: scrollY }, "");
});
restore();
