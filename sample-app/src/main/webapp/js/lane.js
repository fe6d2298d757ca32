/** The lane without ordering: each server's book in the chart and in the table. */

import { byId, digestElement, element, serverColour, setAttribute, setText, showDigest } from "./dom.js";
import { whole } from "./format.js";

/** Keeps the table's rows. */
export class UnorderedLane {
  #rows = new Map();
  #chart;

  constructor(chart) {
    this.#chart = chart;
  }

  show(report) {
    const books = report.servers.map((server, index) => ({ id: server.id, book: server.status?.unordered.book, index })).filter(({ book }) => book);
    const own = books.find(({ id }) => id === report.self);
    const most = this.#chart.show(own.book, books.filter((other) => other !== own));
    report.servers.forEach((server, index) => this.#row(server, index).show(server));
    setText(byId("difference-title"), `Depth compared with the book at ${report.self}`);
    setAttribute(byId("difference"), "aria-label", `How the depth of the other servers' books differs from that at ${report.self}: by up to ${whole(most)}`);
  }

  #row(server, index) {
    if (!this.#rows.has(server.id)) {
      const row = new Row(server.id, index);
      this.#rows.set(server.id, row);
      byId("unordered-table").tBodies[0].append(row.root);
    }
    return this.#rows.get(server.id);
  }
}

class Row {
  root;
  #applied = element("td");
  #digest = digestElement();
  #trades = element("td");
  #resting = element("td");

  constructor(id, index) {
    const dot = element("span", { className: "dot", "aria-hidden": "true" });
    this.root = element("tr", { "data-server": id },
      element("td", {}, dot, id), this.#applied, element("td", {}, this.#digest), this.#trades, this.#resting);
    this.root.style.setProperty("--colour", serverColour(index));
  }

  show({ up, status }) {
    const lane = status?.unordered;
    setText(this.#applied, up ? whole(lane.count) + (lane.lost > 0 ? ` (${whole(lane.lost)} unsent)` : "") : "down");
    showDigest(this.#digest, up ? lane.book.digest : "");
    setText(this.#trades, up ? whole(lane.book.trades) : "");
    setText(this.#resting, up ? whole(lane.book.resting) : "");
  }
}
