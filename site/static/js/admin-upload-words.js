/* What the upload of a video says of itself: sizes, times and the line under its bar. */

export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_match, name) => values[name] ?? "");

const language = document.documentElement.lang || undefined;

function bytes(count) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
  let step = 0;
  for (; count >= 1000 && step < units.length - 1; step++) count /= 1024;
  const digits = count < 10 && step ? 1 : 0;
  return new Intl.NumberFormat(language, { style: "unit", unit: units[step], unitDisplay: "short", maximumFractionDigits: digits }).format(count);
}

function duration(seconds) {
  const [count, unit] = seconds < 90 ? [Math.max(1, Math.round(seconds)), "second"]
    : seconds < 5400 ? [Math.round(seconds / 60), "minute"] : [Math.round(seconds / 360) / 10, "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

export function sentence(transfer, words) {
  const size = bytes(transfer.file.size);
  switch (transfer.state) {
    case "uploading": {
      const parts = [`${transfer.percent} %`, fill(words.of, { done: bytes(transfer.sent ?? transfer.offset), all: size })];
      if (transfer.speed) parts.push(fill(words.speed, { speed: bytes(transfer.speed) }), fill(words.left, { time: duration(transfer.secondsLeft) }));
      return parts.join(" · ");
    }
    case "paused": return fill(words.paused, { percent: transfer.percent });
    case "broken": return words.broken;
    case "failed": return transfer.message;
    default: return words[transfer.state] ?? "";
  }
}
