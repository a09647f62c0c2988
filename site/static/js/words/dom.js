/* Small helpers for drawing. */

/** An element: `make("button", {type: "button", class: "x"}, "Words", child)`. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** A button that is pressed, not sent. */
export const button = (words, onclick, attributes = {}) =>
  make("button", { type: "button", class: "button button-small button-secondary", onclick, ...attributes }, words);

/** “%(count)s captions” with its values. */
export const fill = (words, values = {}) =>
  words.replace(/%\((\w+)\)[sd]/g, (whole, name) => (name in values ? values[name] : whole));

/** Write into a field as if somebody typed: autosave and Wagtail's own controllers listen. */
export function type(field, value) {
  if (field.value === value) return;
  field.value = value;
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}
