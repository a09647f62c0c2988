/* The transcript: <transcript-editor> adds the button that makes it from the captions in the form. */
import { button, fill, make, type } from "./dom.js";
import { clock, parse, plain, voice } from "./webvtt.js";

/** The track that the transcript is made of: in the story's language, else in the one spoken, else any. */
function captions(form) {
  const language = form.elements.language?.value;
  const spoken = form.elements.spoken_language?.value;
  const tracks = [...form.querySelectorAll("caption-editor textarea[name$='-text']")]
    .map((area) => ({ area, of: (name) => form.elements[area.name.replace(/text$/, name)] }))
    .filter(({ area, of }) => area.value.trim() && !of("DELETE")?.value && of("kind")?.value !== "descriptions");
  const rank = ({ of }) => [language, spoken].indexOf(of("language")?.value) >>> 0;
  return tracks.sort((one, other) => rank(one) - rank(other))[0]?.area.value ?? "";
}

export class TranscriptEditor extends HTMLElement {
  connectedCallback() {
    this.area ??= this.querySelector("textarea");
    if (this.notice || !this.area) return;
    this.words = JSON.parse(this.dataset.words);
    this.before = null;
    this.notice = make("p", { class: "timed-text__notice", role: "status" });
    this.back = button(this.words.undo, () => this.undo(), { hidden: true });
    this.area.before(make("div", { class: "timed-text__bar" }, button(this.words.make, () => this.make()), this.back), this.notice);
  }

  make() {
    const { cues } = parse(captions(this.area.form));
    const lines = cues.filter((cue) => cue.text.trim()).map((cue) => {
      const name = voice(cue.text);
      return `${clock(cue.start, true)} ${name ? `${name}: ` : ""}${plain(cue.text).replace(/\s+/g, " ").trim()}`;
    });
    if (!lines.length) { this.notice.textContent = this.words.noCaptions; return; }
    this.before = this.area.value;
    type(this.area, lines.join("\n"));
    this.back.hidden = false;
    this.notice.textContent = fill(this.words.made, { count: lines.length });
  }

  undo() {
    type(this.area, this.before ?? "");
    this.back.hidden = true;
    this.notice.textContent = this.words.undone;
    this.area.focus();
  }
}
