/* What is wrong with a cue (faults), and what is worth a look (advice): the same rules as video/words/remarks.py. */
import { forbiddenTag, plain } from "./webvtt.js";

const TOUCH = 0.002;
const MOST = 400;

/** `{faults, advice}` of the cue at `at`, as sentences. `say(name, values)` gives the words. */
export function about(cues, at, limits, length, say) {
  const cue = cues[at];
  const before = cues[at - 1];
  const faults = [];
  const advice = [];
  if (cue.end <= cue.start) faults.push(say("endsBefore"));
  if (before && cue.start < before.start) faults.push(say("notInOrder"));
  else if (before && cue.start < before.end - TOUCH) faults.push(say("overlaps"));
  const words = cue.text.trim();
  if (!words) return { faults, advice: [say("noWords")] };
  const tag = words.includes("<") ? forbiddenTag(words) : "";
  if (tag) faults.push(say("badMarkup", { tag }));
  if (words.includes("-->")) faults.push(say("arrow"));
  if (words.length > MOST) faults.push(say("tooMuch"));
  const lines = plain(words).split("\n");
  const widest = Math.max(...lines.map((line) => [...line].length));
  const characters = lines.reduce((sum, line) => sum + [...line].length, 0);
  const seconds = cue.end - cue.start;
  if (length && cue.end > length + 0.5) advice.push(say("afterEnd"));
  if (widest > limits.lineLength) advice.push(say("lineTooLong", { count: widest, most: limits.lineLength }));
  if (lines.length > limits.lines) advice.push(say("tooManyLines", { count: lines.length }));
  if (seconds > 0 && seconds < limits.shortest) advice.push(say("tooShort", { seconds: seconds.toFixed(1) }));
  else if (seconds > 0 && characters / seconds > limits.speed) advice.push(say("tooFast", { speed: Math.round(characters / seconds) }));
  if (seconds > limits.longest) advice.push(say("tooLong", { seconds: seconds.toFixed(1) }));
  return { faults, advice };
}
