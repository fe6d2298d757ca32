/** Puts the verdicts on both lanes into words: exactly what the servers' comparison found, and no more. */

import { names, whole } from "./format.js";
import { byId, setAttribute, setText } from "./dom.js";

/** How long a headline must stand before it is read aloud: during a burst it changes ten times a second. */
const SETTLED_MILLIS = 1_500;

let announcement = 0;

/** Shows both verdicts. */
export function showVerdicts(report) {
  show(byId("ordered-verdict"), report.ordered.kind, orderedWords(report));
  show(byId("unordered-verdict"), report.unordered.kind, unorderedWords(report.unordered));
}

function show(target, kind, [tone, headline, detail]) {
  setAttribute(target, "data-kind", kind);
  setAttribute(target, "data-tone", tone);
  if (target.querySelector("strong").textContent !== headline) {
    setText(target.querySelector("strong"), headline);
    clearTimeout(announcement);
    announcement = setTimeout(announce, SETTLED_MILLIS);
  }
  setText(target.querySelector("span"), detail);
}

function announce() {
  const [ordered, unordered] = ["ordered-verdict", "unordered-verdict"].map((id) => byId(id).querySelector("strong").textContent);
  setText(byId("announcer"), `With Ordercast: ${ordered}. Without ordering: ${unordered}.`);
}

function orderedWords({ self, servers, ordered }) {
  const compared = ordered.servers.length === servers.length ? `All ${count(servers.length)} servers` : names(ordered.servers);
  const missing = absent(servers, ordered.without);
  switch (ordered.kind) {
    case "AGREE":
      return ["good", `${compared} agree up to sequence ${whole(ordered.upTo)}`, [ahead(ordered), missing].filter(Boolean).join(" ")];
    case "DIFFER":
      return ["bad", `The servers differ from sequence ${whole(ordered.differsAt)} on`, `This must never happen; please report it. ${missing}`];
    case "CATCHING_UP":
      return ["", `${self} is catching up`, "It came late, and has asked the others for the book."];
    case "NOTHING_YET":
      return ["", "Nothing ordered yet", `Place an order, or start a burst. ${missing}`];
    default:
      return ["", `${self} has nobody to compare with`, missing];
  }
}

function ahead({ upTo, ahead: most }) {
  return most > upTo
    ? `Every digest so far is equal; the fastest is ${whole(most - upTo)} ahead.`
    : "Every digest was compared, sequence by sequence.";
}

function absent(servers, without) {
  return without.map((id) => {
    const server = servers.find((candidate) => candidate.id === id);
    return server?.up ? `${id} is catching up.` : `${id} is down.`;
  }).join(" ");
}

function unorderedWords({ kind, after, differedAt, fewest, most }) {
  const meanwhile = fewest < most || most > after ? `By now ${whole(fewest)} to ${whole(most)} are applied.` : "";
  switch (kind) {
    case "AGREE":
      return ["good", `Still agrees, after the same ${whole(after)} commands`, differedAt > 0 ? `The books had differed after command ${whole(differedAt)}. ${meanwhile}` : meanwhile];
    case "DIFFER":
      return ["bad", `Diverged after the same ${whole(after)} commands`, `The books are different; first after command ${whole(differedAt)}. ${meanwhile}`];
    case "INCOMPLETE":
      return ["", "Not every server has every command", `${whole(fewest)} to ${whole(most)} are applied: some are on their way, or a server was down.`];
    case "RESETTING":
      return ["", "A reset has not reached every server", "Books of different rounds are not compared."];
    case "NOTHING_YET":
      return ["", "Nothing applied yet", "It gets the very commands that Ordercast gets."];
    default:
      return ["", "Nobody to compare with", ""];
  }
}

function count(number) {
  return ["no", "one", "two", "three", "four", "five"][number] ?? String(number);
}
