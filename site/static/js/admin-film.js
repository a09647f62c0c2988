/* What becomes of a video file, in its own form and in that of a watch page: asks for the state while it changes,
   starts and stops the encoding, and makes a poster from a moment of the video. Nothing that was typed is lost:
   all of it happens beside the form. Without this script the state stands there as it was when the page was made. */

const ASK_MS = 2000;
const LONGEST_MS = 30000;

const csrf = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

function clock(seconds) {
  const whole = Math.floor(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const rest = (seconds % 60).toFixed(2).padStart(5, "0").replace(/\.?0+$/, "") || "00";
  const end = rest.length < 2 ? rest.padStart(2, "0") : rest;
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${end}` : `${minutes}:${end}`;
}

class Film {
  constructor(root) {
    this.root = root;
    this.find = (name) => root.querySelector(`[data-film-${name}]`);
    this.field = document.getElementById(root.dataset.filmField);
    this.shown = root.dataset.filmShown;
    this.settled = root.dataset.filmSettled === "true";
    this.pause = ASK_MS;
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("keydown", (event) => this.key(event));
    this.field?.addEventListener("change", () => this.follow());
    document.addEventListener("visibilitychange", () => !document.hidden && !this.settled && this.soon(0));
    this.video = this.find("video");
    for (const name of ["pause", "seeked"]) {
      this.video?.addEventListener(name, () => { this.find("time").value = clock(this.video.currentTime); });
    }
    this.find("poster")?.addEventListener("toggle", () => { this.video.preload = "metadata"; });
    // Once, whatever the state: the script wants to know more than the page says.
    if (this.pk) this.soon(0);
  }

  get pk() { return this.field ? this.field.value : this.shown; }

  address(rest = "") { return this.root.dataset.filmUrl.replace("/0/state/", `/${this.pk}/${rest || "state/"}`); }

  /* --- State ------------------------------------------------------------------------------------------- */

  follow() {
    if (this.pk === this.shown) return;
    this.shown = this.pk;
    this.root.hidden = !this.pk;
    this.drop();
    if (this.find("poster")) this.find("poster").hidden = true;
    this.find("state").replaceChildren();
    this.settled = false;
    this.pause = ASK_MS;
    if (this.pk) this.soon(0);
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), delay);
  }

  async ask() {
    if (!this.pk || document.hidden) return;
    const asked = this.pk;
    try {
      const response = await fetch(this.address(), { headers: { Accept: "application/json" } });
      if (asked !== this.pk) return;
      if (!response.ok) throw new Error(response.status);
      this.show(await response.json());
      this.pause = ASK_MS;
    } catch {
      this.pause = Math.min(this.pause * 2, LONGEST_MS);
    }
    if (!this.settled) this.soon(this.pause);
  }

  show(data) {
    this.root.hidden = false;
    this.settled = data.settled;
    this.title = data.title;
    this.put(this.find("state"), data.state);
    if (!this.find("poster")) return;
    this.put(this.find("stills"), data.posters);
    this.find("poster").hidden = !data.may_pick;
    this.find("moment").hidden = !data.may_look;
    if (data.source && this.video.getAttribute("src") !== data.source && this.video.paused) this.video.src = data.source;
    this.video.hidden = !data.source;
  }

  /* Only what has changed is replaced, and whoever stands on a button goes on standing there. */
  put(place, html) {
    if (place.said === html) return;
    place.said = html;
    const active = place.contains(document.activeElement) ? document.activeElement.dataset.filmAct : undefined;
    place.innerHTML = html;
    if (active) place.querySelector(`[data-film-act="${active}"]`)?.focus();
  }

  /* Where the eyes are: below the fields of the new poster while they are open, else below the state. */
  problem(words) {
    const place = this.find("problem");
    const pick = this.find("pick");
    if (pick && !pick.hidden) this.find("make").parentElement.before(place);
    else this.find("state").after(place);
    place.textContent = words;
    place.hidden = !words;
  }

  async post(url, values = {}) {
    const body = new FormData();
    Object.entries(values).forEach(([name, value]) => body.append(name, value));
    const response = await fetch(url, { method: "POST", body, headers: { "X-CSRFToken": csrf(), Accept: "application/json" } });
    const isJson = response.headers.get("Content-Type")?.includes("json");
    if (!isJson) throw new Error(response.status);
    return [response.ok, await response.json()];
  }

  async act(button) {
    button.disabled = true;
    this.problem("");
    try {
      const [, data] = await this.post(button.dataset.filmAct);
      if (data.problem) this.problem(data.problem);
      this.show(data);
      if (!this.settled) this.soon(ASK_MS);
    } catch {
      this.problem(this.lost);
    }
    button.disabled = false;
  }

  get lost() { return this.root.dataset.filmLost || this.find("said")?.dataset.filmLost || ""; }

  /* --- Poster ------------------------------------------------------------------------------------------ */

  click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.filmAct) this.act(button);
    else if (button.dataset.filmStill) this.pick({ still: button.dataset.filmStill }, button.querySelector("img").src, button.dataset.filmSeconds);
    else if ("filmLook" in button.dataset) this.look();
    else if ("filmMake" in button.dataset) this.make(button);
    else if ("filmDrop" in button.dataset) this.drop(true);
  }

  /* Enter in one of these fields means their own button, never “save the page”. */
  key(event) {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    if (event.target === this.find("time")) this.look();
    else this.make(this.find("make"));
  }

  async look() {
    const time = this.find("time").value.trim() || "0";
    this.problem("");
    this.find("look").disabled = true;
    try {
      const response = await fetch(this.address(`poster/frame.jpg?t=${encodeURIComponent(time)}`));
      if (response.ok) this.pick({ t: time }, URL.createObjectURL(await response.blob()), time);
      else this.problem(Object.values((await response.json()).problems).join(" "));
    } catch {
      this.problem(this.lost);
    }
    this.find("look").disabled = false;
  }

  pick(choice, source) {
    this.problem("");
    this.choice = choice;
    this.find("picture").src = source;
    const title = this.find("title"), credit = this.find("credit-field");
    if (!title.value) title.value = document.getElementById("id_title")?.value.trim() || this.title || "";
    if (!credit.value) credit.value = document.getElementById("id_rights_source")?.value.trim() || this.root.dataset.filmCredit;
    this.find("pick").hidden = false;
    this.find("alt").focus();
  }

  drop(again = false) {
    const pick = this.find("pick");
    if (!pick) return;
    pick.hidden = true;
    this.choice = undefined;
    this.problem("");
    for (const name of ["alt", "title", "credit-field"]) this.find(name).value = "";
    if (again) (this.find("stills").querySelector("button") ?? this.find("time")).focus();
  }

  async make(button) {
    if (!this.choice || button.disabled) return;
    const label = button.textContent;
    button.disabled = true;
    button.textContent = button.dataset.filmBusy;
    this.problem("");
    try {
      const values = { ...this.choice, title: this.find("title").value, alt: this.find("alt").value, credit: this.find("credit-field").value };
      const [ok, data] = await this.post(this.address("poster/make/"), values);
      if (ok) {
        const chooser = document.getElementById(`${this.root.dataset.filmLead}-chooser`);
        chooser?.widget?.setStateFromModalData(data);
        // What the page itself says of its picture was written for the one before.
        const own = document.getElementById(`${this.root.dataset.filmLead}_alt`);
        if (own?.value) own.value = values.alt;
        this.drop();
        this.find("said").textContent = this.find("said").dataset.filmDone;
        this.find("poster").open = false;
        chooser?.scrollIntoView({ block: "center" });
        chooser?.widget?.focus?.();
      } else {
        this.problem(Object.values(data.problems).join(" "));
        (data.problems.alt ? this.find("alt") : button).focus();
      }
    } catch {
      this.problem(this.lost);
    }
    button.disabled = false;
    button.textContent = label;
  }
}

document.querySelectorAll("[data-film]").forEach((root) => new Film(root));
