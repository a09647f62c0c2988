/* Every page: the theme button, the masthead that comes back on the way up, the menu that closes. */

const root = document.documentElement;

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function setUpTheme() {
  const buttons = document.querySelectorAll("[data-theme-toggle]");
  const describe = () => buttons.forEach((button) => {
    button.setAttribute("aria-label", isDark() ? button.dataset.toLight : button.dataset.toDark);
    button.hidden = false;
  });
  buttons.forEach((button) => button.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    root.dataset.theme = theme;
    try { localStorage.setItem("theme", theme); } catch { /* it holds for this page only */ }
    describe();
  }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", describe);
  addEventListener("storage", (event) => {
    if (event.key === "theme" && event.newValue) { root.dataset.theme = event.newValue; describe(); }
  });
  describe();
}

function setUpMasthead() {
  const masthead = document.querySelector(".masthead");
  if (!masthead) return;
  let last = scrollY, travelled = 0, waiting = false;
  const look = () => {
    waiting = false;
    const y = Math.max(0, scrollY), step = y - last;
    last = y;
    travelled = Math.sign(step) === Math.sign(travelled) ? travelled + step : step;
    if (y < masthead.offsetHeight || travelled > 24) delete root.dataset.pinned;
    else if (travelled < -24) root.dataset.pinned = "";
  };
  addEventListener("scroll", () => {
    if (!waiting) { waiting = true; requestAnimationFrame(look); }
  }, { passive: true });
}

function setUpMenu() {
  const menu = document.querySelector(".menu");
  if (!menu) return;
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
}

function showCurrentSection() {
  const current = document.querySelector(".sections [aria-current]");
  const row = current?.closest("ul");
  if (row && row.scrollWidth > row.clientWidth) {
    row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2;
  }
}

setUpTheme();
setUpMasthead();
setUpMenu();
showCurrentSection();
document.fonts?.ready.then(showCurrentSection); // words in the fallback typeface are narrower
