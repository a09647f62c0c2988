/* Sending one file by the tus protocol (https://tus.io/protocols/resumable-upload), so that it survives a lost
   connection, a reload, or a server that starts again. What was sent is never sent twice: the server is asked. */

const CHUNK = 8 * 1024 * 1024;
const SMALLEST_CHUNK = 256 * 1024; // a proxy in front may take no more at once
const SAMPLE = 64 * 1024;
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds before the next attempt; the last one again and again
const SPEED_SECONDS = 12;

export class Refused extends Error {}
class Broken extends Error {}
class Paused extends Error {}

function csrfToken() {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
  return cookie ? cookie[1] : (window.wagtailConfig?.CSRF_TOKEN ?? "");
}

const encode = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/* The file's size and three samples of its bytes: a phone gives the same film another name and date each time. */
export async function fingerprint(file) {
  const places = [0, Math.max(0, Math.floor((file.size - SAMPLE) / 2)), Math.max(0, file.size - SAMPLE)];
  let a = 0xdeadbeef, b = 0x41c6ce57;
  for (const place of places) {
    for (const byte of new Uint8Array(await file.slice(place, place + SAMPLE).arrayBuffer())) {
      a = Math.imul(a ^ byte, 2654435761);
      b = Math.imul(b ^ byte, 1597334677);
    }
  }
  return `${file.size.toString(36)}-${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}

/* States: waiting, checking, uploading, broken, paused, storing, done, failed, cancelled. */
export class Transfer {
  constructor(file, { endpoint, words, title = "", collection = "" }, changed) {
    Object.assign(this, { file, endpoint, words, title, collection, changed });
    this.state = "waiting";
    this.offset = 0;
    this.chunk = CHUNK;
    this.attempt = 0;
    this.samples = [];
    this.mark = fingerprint(file);
    this.mark.catch(() => {}); // said when it runs
  }

  set(state, message = "") {
    this.state = state;
    this.message = message;
    this.changed(this);
  }

  get isActive() { return ["checking", "uploading", "broken", "storing"].includes(this.state); }
  get isOver() { return ["done", "failed", "cancelled"].includes(this.state); }

  async run() {
    if (this.isActive || this.state === "done") return;
    this.wanted = true;
    this.set("checking");
    while (this.wanted) {
      try {
        await this.attemptOnce();
        return;
      } catch (error) {
        if (error instanceof Paused) return;
        if (!(error instanceof Broken)) return this.set("failed", error instanceof Refused ? error.message : this.words.unreadable);
        await this.rest(error.seconds);
      }
    }
  }

  async attemptOnce() {
    await this.find();
    while (this.offset < this.file.size) await this.sendPart();
    this.set("storing");
    for (;;) {
      const facts = JSON.parse((await this.ask("GET", this.url)).responseText);
      if (facts.problem) throw new Refused(facts.problem);
      if (facts.file) {
        this.result = facts.file;
        return this.set("done");
      }
      await this.wait(1.5);
    }
  }

  /* The upload on the server: known already, left from an earlier visit, or new. */
  async find() {
    const mark = await this.mark;
    if (!this.url) {
      const answer = await this.ask("GET", `${this.endpoint}?fingerprint=${encodeURIComponent(mark)}`);
      const earlier = JSON.parse(answer.responseText).uploads.find((upload) => upload.length === this.file.size);
      if (earlier) this.url = earlier.url;
    }
    if (this.url) {
      const answer = await this.ask("HEAD", this.url, {}, null, [404, 410]);
      if (answer.status === 200) this.offset = Number(answer.getResponseHeader("Upload-Offset"));
      else this.url = "";
    }
    if (!this.url) {
      const said = { filename: this.file.name, title: this.title, collection: this.collection, fingerprint: mark };
      const metadata = Object.entries(said).filter(([, value]) => value).map(([key, value]) => `${key} ${encode(value)}`);
      const headers = { "Upload-Length": this.file.size, "Upload-Metadata": metadata.join(",") };
      const answer = await this.ask("POST", this.endpoint, headers);
      this.url = answer.getResponseHeader("Location");
      this.offset = 0;
    }
    this.samples = [];
    this.set("uploading");
  }

  async sendPart() {
    const start = this.offset;
    const part = this.file.slice(start, start + this.chunk);
    const headers = { "Upload-Offset": start, "Content-Type": "application/offset+octet-stream" };
    const answer = await this.ask("PATCH", this.url, headers, part);
    this.offset = Number(answer.getResponseHeader("Upload-Offset"));
    if (this.offset > start) this.attempt = 0;
    this.note(this.offset);
  }

  ask(method, url, headers = {}, body = null, expected = []) {
    if (!this.wanted) return Promise.reject(new Paused());
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open(method, url);
      const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": csrfToken(), "X-Requested-With": "XMLHttpRequest", ...headers };
      for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
      if (body) request.upload.onprogress = (event) => this.note(headers["Upload-Offset"] + event.loaded);
      request.onload = () => {
        const ok = request.status >= 200 && request.status < 300 && request.getResponseHeader("Tus-Resumable");
        ok || expected.includes(request.status) ? resolve(request) : reject(this.problem(request, body));
      };
      request.onerror = request.ontimeout = () => reject(new Broken());
      request.onabort = () => reject(this.wanted ? new Broken() : new Paused());
      request.send(body);
    });
  }

  /* What an answer means: try again, in smaller parts, or give up and say why. */
  problem(request, body) {
    const spoken = request.getResponseHeader("Tus-Resumable");
    if (request.status === 413 && !spoken && body && this.chunk > SMALLEST_CHUNK) {
      this.chunk /= 2;
      return Object.assign(new Broken(), { seconds: 0 });
    }
    const again = [409, 423, 429, 460].includes(request.status) || (request.status >= 500 && request.status !== 507);
    if (again && !(request.status === 429 && spoken)) {
      return Object.assign(new Broken(), { seconds: Number(request.getResponseHeader("Retry-After")) || undefined });
    }
    if ([410, 404].includes(request.status)) this.url = "";
    try {
      return new Refused(JSON.parse(request.responseText).message);
    } catch {
      return new Refused(request.status === 413 ? this.words.proxy : this.words.signed_out);
    }
  }

  /* After a break: a pause that grows, cut short when the connection is back. */
  async rest(seconds) {
    const pause = seconds ?? PAUSES[Math.min(this.attempt++, PAUSES.length - 1)];
    if (pause) this.set("broken");
    try {
      await this.wait(pause, true);
    } catch {
      return;
    }
    if (this.wanted) this.set("checking");
  }

  wait(seconds, untilOnline = false) {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        window.removeEventListener("online", end);
        this.wake = null;
        this.wanted ? resolve() : reject(new Paused());
      };
      const timer = setTimeout(end, seconds * 1000);
      if (untilOnline) window.addEventListener("online", end);
      this.wake = end;
    });
  }

  pause() {
    if (!this.isActive && this.state !== "waiting") return;
    this.wanted = false;
    this.request?.abort();
    this.wake?.();
    this.set("paused");
  }

  async cancel() {
    this.pause();
    this.set("cancelled");
    if (!this.url) return;
    this.wanted = true;
    await this.ask("DELETE", this.url, {}, null, [404, 410]).catch(() => {});
    this.wanted = false;
  }

  /* --- How fast ----------------------------------------------------------------------------------- */

  note(sent) {
    const now = performance.now() / 1000;
    this.sent = Math.min(sent, this.file.size);
    this.samples.push([now, this.sent]);
    while (this.samples.length > 2 && now - this.samples[0][0] > SPEED_SECONDS) this.samples.shift();
    if (this.state === "uploading") this.changed(this);
  }

  /* Bytes a second over the last seconds; 0 while nobody can know. */
  get speed() {
    const [first, last] = [this.samples[0], this.samples.at(-1)];
    return first && last[0] - first[0] > 1 ? Math.max(0, (last[1] - first[1]) / (last[0] - first[0])) : 0;
  }

  get secondsLeft() { return this.speed ? (this.file.size - (this.sent ?? 0)) / this.speed : 0; }
  get percent() { return Math.floor((100 * Math.max(this.sent ?? 0, this.offset)) / (this.file.size || 1)); }
}
