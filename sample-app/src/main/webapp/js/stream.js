/** Follows the cluster: one event for each change, and at least one a second. */

import { byId, setAttribute, setText } from "./dom.js";

const SILENCE_MILLIS = 4_000;

/** Calls back with each report, and shows whether the stream is alive. */
export function follow(onReport) {
  const source = new EventSource("api/events");
  let heard = 0;
  source.addEventListener("message", (event) => {
    heard = performance.now();
    show("live", "Live");
    onReport(JSON.parse(event.data));
  });
  source.addEventListener("error", () => show("lost", "This page's server does not answer; trying again"));
  setInterval(() => {
    if (heard > 0 && performance.now() - heard > SILENCE_MILLIS) {
      show("lost", "Nothing heard from this page's server; trying again");
    }
  }, 1_000);
}

function show(state, text) {
  setAttribute(byId("connection"), "data-state", state);
  setText(byId("connection"), text);
}
