/** Entering orders, and what became of those that this page entered. */

import { get, post } from "./api.js";
import { byId, element, setText } from "./dom.js";
import { price, whole } from "./format.js";
import { act, notify } from "./notices.js";

const MOST = 8;
const REFRESH_MILLIS = 1_000;

/** Keeps the form and the list. */
export class Orders {
  #entries = [];
  #position = 0;
  #asking = false;

  constructor() {
    const form = byId("entry");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      act(form.querySelector("button"), () => this.#place(new FormData(form)));
    });
    setInterval(() => this.#refresh(), REFRESH_MILLIS);
  }

  show(report) {
    const choice = byId("entry").elements.server;
    const ids = report.servers.map((server) => server.id);
    if (choice.options.length !== ids.length) {
      choice.replaceChildren(...ids.map((id) => new Option(id, id, id === report.self, id === report.self)));
    }
    const own = report.servers.find((server) => server.id === report.self);
    this.#position = own.status.replica.position;
  }

  async #place(data) {
    const order = {
      side: data.get("side"),
      price: Math.round(Number(data.get("price")) * 100),
      quantity: Number(data.get("quantity")),
    };
    const placed = await post(`servers/${data.get("server")}/orders`, order);
    this.#entries.unshift(new Entry(order, placed, data.get("server")));
    this.#entries.splice(MOST);
    byId("mine").replaceChildren(...this.#entries.map((entry) => entry.root));
    await this.#refresh();
  }

  async #refresh() {
    const open = this.#entries.filter((entry) => entry.open && entry.sequence <= this.#position);
    if (open.length === 0 || this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      const answers = await get(`orders?${open.map((entry) => `id=${entry.id}`).join("&")}`);
      answers.forEach((answer, i) => open[i].update(answer.remaining));
    } catch (failure) {
      notify(failure.message);
    } finally {
      this.#asking = false;
    }
  }
}

class Entry {
  root;
  id;
  sequence;
  open = true;
  #quantity;
  #cancelled = false;
  #state = element("small");
  #cancel = element("button", { type: "button", className: "small", textContent: "Cancel" });

  constructor(order, { id, sequence }, server) {
    this.id = id;
    this.sequence = sequence;
    this.#quantity = order.quantity;
    const title = element("b", {}, element("span", { className: order.side, textContent: order.side === "buy" ? "Buy " : "Sell " }), `${whole(order.quantity)} @ ${price(order.price)}`);
    this.root = element("li", { "data-order": id }, title, this.#state, this.#cancel);
    this.#cancel.setAttribute("aria-label", `Cancel order ${id}`);
    setText(this.#state, `Ordered at ${whole(sequence)}, from ${server}`);
    this.#cancel.addEventListener("click", () => act(this.#cancel, async () => {
      await post("orders/cancellations", { id });
      this.#cancelled = true;
    }));
  }

  update(remaining) {
    this.open = remaining > 0;
    this.#cancel.hidden = !this.open;
    this.root.dataset.state = this.open ? "resting" : this.#cancelled ? "cancelled" : "filled";
    setText(this.#state, this.#words(remaining));
  }

  #words(remaining) {
    if (remaining === this.#quantity) {
      return `Resting since ${whole(this.sequence)}`;
    }
    if (remaining > 0) {
      return `${whole(this.#quantity - remaining)} filled, ${whole(remaining)} resting`;
    }
    return this.#cancelled ? "Cancelled" : "Filled";
  }
}
