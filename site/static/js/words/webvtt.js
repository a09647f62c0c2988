/* WebVTT and SRT as the cue editor reads and writes them. The server has the last word: video/webvtt.py. */

const STAMP = String.raw`(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})`;
const TIMING = new RegExp(String.raw`^\s*${STAMP}\s*-->\s*${STAMP}(?:[ \t]+(.*?))?\s*$`);
const ALLOWED = new Set(["b", "c", "i", "lang", "rt", "ruby", "u", "v"]);
const TAG = /<\/?([A-Za-z]+)((?:\.[\w-]+)*)([^<>]*)>|<[0-9:.]+>/g;

const seconds = (hours, minutes, whole, part) =>
  (Number(hours || 0) * 60 + Number(minutes)) * 60 + Number(whole) + Number(part.padEnd(3, "0")) / 1000;

/** Times like 1:02.5, 0:01:02,500 or 62.5 in seconds; null if it is none. */
export function parseTime(text) {
  const match = /^(?:(\d{1,4}):)?(?:(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)$/.exec(text.trim());
  if (!match) return null;
  // With one colon, what stands before it are minutes.
  const [hours, minutes] = match[2] === undefined ? [0, match[1] ?? 0] : [match[1], match[2]];
  const rest = Number(match[3].replace(",", "."));
  if (match[1] !== undefined && rest >= 60) return null;
  return Number(hours) * 3600 + Number(minutes) * 60 + rest;
}

const two = (number) => String(number).padStart(2, "0");

/** “00:01:02.500” */
export function stamp(time) {
  const ms = Math.max(0, Math.round(time * 1000));
  return `${two(Math.floor(ms / 3600000))}:${two(Math.floor(ms / 60000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, "0")}`;
}

/** “1:02.500”, as the list shows times; without thousandths if `whole`. */
export function clock(time, whole = false) {
  const full = stamp(time);
  const short = full.startsWith("00:") ? full.slice(3).replace(/^0(?=\d)/, "") : full.replace(/^0(?=\d)/, "");
  return whole ? short.slice(0, -4) : short;
}

/** The cues of a text, or the number of the first line that is none: `{cues, badLine}`. */
export function parse(text) {
  const cues = [];
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n").split("\n");
  for (let at = 0; at < lines.length; at += 1) {
    if (!lines[at].trim()) continue;
    const first = at;
    const block = [];
    while (at < lines.length && lines[at].trim()) block.push(lines[at++].trim());
    const timing = block.findIndex((line) => line.includes("-->"));
    if (timing === -1 && (/^(NOTE|STYLE|REGION)/.test(block[0]) || (!cues.length && /^WEBVTT(\s|$)/.test(block[0])))) continue;
    const isHeader = !cues.length && /^WEBVTT(\s|$)/.test(block[0]);
    const match = timing === -1 || (timing > 1 && !isHeader) ? null : TIMING.exec(block[timing]);
    if (!match) return { cues, badLine: first + 1 + Math.max(0, timing) };
    const body = block.slice(timing + 1).join("\n");
    cues.push({ start: seconds(...match.slice(1, 5)), end: seconds(...match.slice(5, 9)), settings: match[9] || "", text: body });
  }
  return { cues, badLine: 0 };
}

/** Cues as a WebVTT file; nothing if there are none. An empty line inside a cue would end it. */
export function write(cues) {
  if (!cues.length) return "";
  const blocks = cues.map((cue) => {
    const words = cue.text.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
    return `${stamp(cue.start)} --> ${stamp(cue.end)}${cue.settings ? ` ${cue.settings}` : ""}\n${words}`;
  });
  return `WEBVTT\n\n${blocks.join("\n\n")}\n`;
}

const parser = new DOMParser();

/** Words without markup. */
export function plain(text) {
  const bare = text.replace(TAG, "");
  return bare.includes("&") ? parser.parseFromString(bare, "text/html").body.textContent : bare;
}

/** The voice of a cue, if it names one. */
export const voice = (text) => /<v(?:\.[\w.-]+)?[ \t]+([^<>]+)>/.exec(text)?.[1].trim() ?? "";

/** The first tag that may not stand in a caption; empty if all may. */
export function forbiddenTag(text) {
  for (const match of text.matchAll(TAG)) {
    if (!match[1]) continue;
    const name = match[1].toLowerCase();
    if (!ALLOWED.has(name) || (match[3].trim() && name !== "v" && name !== "lang")) return match[0];
  }
  return /<[A-Za-z/]/.test(text.replace(TAG, "")) ? "<" : "";
}
