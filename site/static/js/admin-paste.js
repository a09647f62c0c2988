/* Pasting into the editor's text fields: what Google Docs, Word and web pages put around their words is taken off
   before Draftail reads it, so that no word is lost and nothing turns bold by itself. */

const UNWANTED = "script, style, meta, link, title, noscript, template, img, iframe";

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

/* Google Docs wraps everything in <b style="font-weight: normal">. */
function takeOffFalseMarks(root) {
  root.querySelectorAll("b[style], strong[style]").forEach((mark) => {
    if (["normal", "400"].includes(mark.style.fontWeight)) unwrap(mark);
  });
  root.querySelectorAll("i[style], em[style]").forEach((mark) => {
    if (mark.style.fontStyle === "normal") unwrap(mark);
  });
}

/* Draft.js makes a figure an object without text: its caption would be lost. */
function keepCaptions(root) {
  root.querySelectorAll("figcaption").forEach((caption) => rename(caption, "p"));
  root.querySelectorAll("figure").forEach((figure) => rename(figure, "div"));
}

const RAISED = Object.fromEntries([..."0123456789+-−()ni"].map((sign, place) => [sign, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ"][place]]));

/* Draft.js reads no raised text: the figures of “km²” and of notes stay raised as signs of their own. */
function keepRaisedFigures(root) {
  root.querySelectorAll("sup, span[style]").forEach((element) => {
    if (element.tagName !== "SUP" && element.style.verticalAlign !== "super") return;
    const raised = [...element.textContent.trim()].map((sign) => RAISED[sign]);
    if (raised.length && raised.every(Boolean)) element.textContent = raised.join("");
  });
}

export function cleanClipboard(html) {
  const root = new DOMParser().parseFromString(html, "text/html").body;
  root.querySelectorAll(UNWANTED).forEach((element) => element.remove());
  takeOffFalseMarks(root);
  keepCaptions(root);
  keepRaisedFigures(root);
  return root.innerHTML;
}

const done = new WeakSet();

document.addEventListener("paste", (event) => {
  const editor = event.target.closest?.(".public-DraftEditor-content");
  const html = event.clipboardData?.getData("text/html");
  // Draftail's own copies carry their structure; they need no cleaning.
  if (!editor || !html || done.has(event) || html.includes("data-draftjs-conductor-fragment")) return;
  const data = new DataTransfer();
  data.setData("text/html", cleanClipboard(html));
  data.setData("text/plain", event.clipboardData.getData("text/plain"));
  const clean = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  if (!clean.clipboardData?.getData("text/html")) return; // a browser that does not let us: as it was
  done.add(clean);
  event.preventDefault();
  event.stopImmediatePropagation();
  event.target.dispatchEvent(clean);
}, { capture: true });
