/* Searching within the transcript: lines that do not match step aside, what matches is marked and counted. Words are
   compared without case; the field stands in the page and is shown only here, where it works. */

const PAUSE = 120; // milliseconds after the last key

function unmark(line) {
  line.querySelectorAll("mark").forEach((mark) => mark.replaceWith(...mark.childNodes));
  line.normalize();
}

function mark(line, wanted) {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("time")) nodes.push(walker.currentNode);
  for (let node of nodes) {
    let place = node.data.toLowerCase().indexOf(wanted);
    while (place >= 0) {
      const hit = node.splitText(place);
      node = hit.splitText(Math.min(wanted.length, hit.length));
      const shown = document.createElement("mark");
      hit.replaceWith(shown);
      shown.append(hit);
      place = node.data.toLowerCase().indexOf(wanted);
    }
  }
}

function setUp(form) {
  const field = form.querySelector("input"), count = form.querySelector("output");
  const list = form.closest(".transcript").querySelector("ol");
  const search = () => {
    const wanted = field.value.trim().toLowerCase().replace(/\s+/g, " ");
    let found = 0;
    for (const line of list.children) {
      unmark(line);
      const matches = !wanted || [...line.querySelectorAll("span, p")].some((part) => part.textContent.toLowerCase().includes(wanted));
      line.hidden = !matches;
      if (!wanted || !matches) continue;
      found += 1;
      mark(line, wanted);
    }
    list.scrollTop = 0;
    count.textContent = !wanted ? "" : found ? form.dataset.found.replace("0", found) : form.dataset.none;
    if (!wanted) list.querySelector(".is-now")?.scrollIntoView({ block: "nearest" });
  };
  let timer = 0;
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, PAUSE); });
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    search();
  });
  form.hidden = false;
}

document.querySelectorAll(".transcript__search").forEach(setUp);
