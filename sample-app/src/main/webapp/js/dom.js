/** Small ways to make and change elements. Text is only ever set as text, never as markup. */

/** The element with an id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Makes an element with properties and children; properties that start with "data-" or "aria-" become attributes. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "role" || key === "scope") {
      made.setAttribute(key, value);
    } else {
      made[key] = value;
    }
  }
  made.append(...children);
  return made;
}

/** Sets an element's text, if it is another one: an unchanged live region stays silent. */
export function setText(target, text) {
  if (target.textContent !== text) {
    target.textContent = text;
  }
}

/** Sets an attribute, if it is another one. */
export function setAttribute(target, name, value) {
  if (target.getAttribute(name) !== String(value)) {
    target.setAttribute(name, value);
  }
}

/** The colour of a server, by its place in the list. */
export function serverColour(index) {
  return `var(--server-${(index % 3) + 1})`;
}

/** A digest for the eye: its first bytes as colours, then the digits. */
export function digestElement() {
  const bars = element("i", { "aria-hidden": "true" });
  for (let i = 0; i < 6; i++) {
    bars.append(element("em"));
  }
  return element("span", { className: "digest" }, bars, element("span"));
}

/** Shows a digest in such an element. */
export function showDigest(target, digest) {
  if (target.dataset.digest === digest) {
    return;
  }
  target.dataset.digest = digest;
  target.lastChild.textContent = digest;
  [...target.firstChild.children].forEach((bar, i) => {
    const byte = Number.parseInt(digest.slice(2 * i, 2 * i + 2), 16);
    bar.style.background = Number.isNaN(byte) ? "transparent" : `hsl(${(byte * 360) / 256} 65% 55%)`;
  });
}
