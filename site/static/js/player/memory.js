/* What a reader chose once: volume, speed, captions and their look. In a sandboxed frame there is nothing to keep it in. */

const KEY = "newsreel-player";

export function recall() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}

export function remember(changes) {
  try { localStorage.setItem(KEY, JSON.stringify({ ...recall(), ...changes })); } catch { /* it holds for this film */ }
}
