/** Tells the user what went wrong; each notice stays until it is dismissed, and the same one is shown once. */

import { byId, element } from "./dom.js";

const MOST = 4;

export function notify(message) {
  const list = byId("notices");
  if ([...list.children].some((notice) => notice.dataset.message === message)) {
    return;
  }
  const dismiss = element("button", { type: "button", className: "small", textContent: "Dismiss" });
  const notice = element("div", { className: "notice", "data-message": message }, element("span", { textContent: message }), dismiss);
  dismiss.addEventListener("click", () => notice.remove());
  while (list.children.length >= MOST) {
    list.firstChild.remove();
  }
  list.append(notice);
}

/** Runs what a button asks for: the button rests meanwhile, and a failure is shown. */
export async function act(button, action) {
  button.disabled = true;
  try {
    return await action();
  } catch (failure) {
    notify(failure.message);
    return undefined;
  } finally {
    button.disabled = false;
  }
}
