/* The editors of a video's words, as elements: whatever puts them into the page, they come to life by themselves. */
import { CaptionEditor } from "./caption-editor.js";
import { ChapterEditor } from "./chapter-editor.js";
import { TranscriptEditor } from "./transcript-editor.js";

customElements.define("caption-editor", CaptionEditor);
customElements.define("chapter-editor", ChapterEditor);
customElements.define("transcript-editor", TranscriptEditor);
