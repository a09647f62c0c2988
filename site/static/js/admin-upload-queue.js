/* The uploads of this page, two at a time. */

const AT_ONCE = 2;
export const transfers = new Set();

export function startNext() {
  const waiting = [...transfers].filter((transfer) => transfer.state === "waiting");
  const free = AT_ONCE - [...transfers].filter((transfer) => transfer.isActive).length;
  waiting.slice(0, Math.max(0, free)).forEach((transfer) => transfer.run());
}

window.addEventListener("beforeunload", (event) => {
  if ([...transfers].some((transfer) => transfer.isActive)) event.preventDefault();
});
