/** One card for each server: where it is, whether it agrees, and its switches. */

import { post } from "./api.js";
import { byId, digestElement, element, serverColour, setAttribute, setText, showDigest } from "./dom.js";
import { whole } from "./format.js";
import { act } from "./notices.js";

const SLOW_MILLIS = 5;
const FAR_BEHIND = 200;

/** Keeps the cards. */
export class Servers {
  #cards = new Map();

  show(report) {
    report.servers.forEach((server, index) => {
      if (!this.#cards.has(server.id)) {
        const card = new Card(server, index);
        this.#cards.set(server.id, card);
        byId("servers").append(card.root);
      }
      this.#cards.get(server.id).show(server, report);
    });
  }
}

class Card {
  root;
  #tags = element("div", { className: "tags" });
  #position = element("b", { textContent: "–" });
  #digest = digestElement();
  #fine = element("p", { className: "fine" });
  #problem = element("p", { className: "problem", hidden: true });
  #stop = element("button", { type: "button", className: "small stop", textContent: "Stop delivery" });
  #slow = element("button", { type: "button", className: "small slow", textContent: "Slow bean", "aria-pressed": "false" });
  #paused = false;
  #slowNow = false;

  constructor({ id, url }, index) {
    const dot = element("span", { className: "dot", "aria-hidden": "true" });
    const link = element("a", { href: url, textContent: id });
    this.root = element("article", { className: "panel server", "data-server": id, "aria-label": id },
      element("header", {}, element("h3", {}, dot, link), this.#tags),
      element("div", { className: "place" },
        element("div", {}, element("small", { textContent: "Sequence " }), this.#position),
        this.#digest),
      this.#fine,
      this.#problem,
      element("div", { className: "switches" }, this.#stop, this.#slow));
    this.root.style.setProperty("--colour", serverColour(index));
    this.#stop.setAttribute("aria-label", `Stop delivery at ${id}`);
    this.#slow.setAttribute("aria-label", `Slow bean at ${id}`);
    this.#stop.addEventListener("click", () => act(this.#stop, () => post(`servers/${id}/delivery`, { paused: !this.#paused })));
    this.#slow.addEventListener("click", () => act(this.#slow, () => post(`servers/${id}/slow-bean`, { millis: this.#slowNow ? 0 : SLOW_MILLIS })));
  }

  show({ id, up, problem, status }, report) {
    setAttribute(this.root, "data-up", up);
    this.#problem.hidden = up;
    setText(this.#problem, up ? "" : `Down: ${problem}.`);
    if (!up) {
      this.#showTags([["Down", "bad"]]);
      setText(this.#fine, "");
      return;
    }
    const { replica, delivery } = status;
    this.#paused = delivery.state === "PAUSED" || delivery.state === "STOPPED";
    this.#slowNow = delivery.slowMillis > 0;
    setText(this.#position, whole(replica.position));
    setAttribute(this.root, "data-position", replica.position);
    setAttribute(this.root, "data-state", replica.state);
    setAttribute(this.root, "data-delivery", delivery.state);
    showDigest(this.#digest, replica.state === "LIVE" ? replica.digest : "no book yet");
    this.#showTags(tags(id, status, report));
    setText(this.#fine, fine(status));
    this.#switch(id);
  }

  #showTags(wanted) {
    const key = JSON.stringify(wanted);
    if (this.#tags.dataset.key !== key) {
      this.#tags.dataset.key = key;
      this.#tags.replaceChildren(...wanted.map(([text, tone]) => element("span", { className: "tag", textContent: text, "data-tone": tone })));
    }
  }

  #switch(id) {
    const word = this.#paused ? "Restart delivery" : "Stop delivery";
    setText(this.#stop, word);
    setAttribute(this.#stop, "aria-label", `${word} at ${id}`);
    setAttribute(this.#slow, "aria-pressed", this.#slowNow);
  }
}

function tags(id, status, report) {
  const { replica, delivery, group } = status;
  const list = [];
  if (id === report.self) {
    list.push(["This page", ""]);
  }
  if (group.sequencer === id) {
    list.push(["Sequencer", ""]);
  }
  if (!["FOLLOWING", "SEQUENCING"].includes(group.state)) {
    list.push([group.state.toLowerCase(), group.state === "FAILED" ? "bad" : "warn"]);
  }
  if (delivery.slowMillis > 0) {
    list.push([`Slow: ${delivery.slowMillis} ms each`, "warn"]);
  }
  if (behind(status) > FAR_BEHIND) {
    list.push([`${whole(behind(status))} behind`, "warn"]);
  }
  list.push(deliveryTag(replica, delivery));
  return list;
}

function deliveryTag(replica, delivery) {
  if (delivery.state === "PAUSED") {
    return ["Delivery stopped", "warn"];
  }
  if (delivery.state === "STOPPED") {
    return ["Stopped at a failure", "bad"];
  }
  if (replica.state === "CATCHING_UP") {
    return ["Catching up", "warn"];
  }
  return delivery.state === "DELIVERING" ? ["Delivering", "good"] : ["Starting", "warn"];
}

function fine(status) {
  const { replica } = status;
  const parts = [replica.startedAt > 0 ? `Started at sequence ${whole(replica.startedAt)}` : "Started with the order"];
  if (replica.state === "CATCHING_UP") {
    parts.push(`asked ${replica.snapshotsAsked} times for the book, ${whole(replica.kept)} messages wait for it`);
  }
  parts.push(behind(status) > 0 ? `${whole(behind(status))} behind the order` : "up to date");
  return parts.join(" · ");
}

function behind({ replica, delivery, group }) {
  return Math.max(delivery.lag, group.ordered - replica.position);
}
