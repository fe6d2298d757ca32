/** The ordered book: its depth, its best prices and its last trades, as this page's server has them. */

import { byId, element, setAttribute, setText } from "./dom.js";
import { names, price, whole } from "./format.js";

const LAG = 200;

/** Shows the book in a chart, in the figures below it, and on the tape. */
export class Book {
  #chart;
  #newest = -1;

  constructor(chart) {
    this.#chart = chart;
  }

  show(report) {
    const own = report.servers.find((server) => server.id === report.self).status;
    const behind = report.servers.map((server, index) => ({ server, index })).filter(({ server }) => lags(server, report.self, own));
    this.#chart.show([
      ...behind.map(({ server, index }) => ({ book: server.status.replica.book, index, filled: false })),
      { book: own.replica.book, index: 0, filled: true },
    ]);
    setText(byId("depth-hint"), hint(report.self, behind.map(({ server }) => server)));
    this.#figures(own.replica.book);
    this.#tape(own.replica.book);
  }

  #figures(book) {
    const [bid, ask, last] = [book.bids[0], book.asks[0], book.recentTrades.at(-1)];
    setText(byId("best-bid"), bid ? price(bid[0]) : "–");
    setText(byId("best-ask"), ask ? price(ask[0]) : "–");
    setText(byId("last-trade"), last ? price(last.price) : "–");
    setText(byId("resting"), whole(book.resting));
    setText(byId("trade-count"), whole(book.trades));
    setAttribute(byId("depth"), "aria-label",
      `Depth of the book: best bid ${bid ? price(bid[0]) : "none"}, best ask ${ask ? price(ask[0]) : "none"}, ${whole(book.resting)} resting orders`);
  }

  #tape({ recentTrades }) {
    const newest = recentTrades.at(-1)?.number ?? 0;
    if (newest === this.#newest) {
      return;
    }
    this.#newest = newest;
    byId("trades").tBodies[0].replaceChildren(...recentTrades.toReversed().map(row));
  }
}

/** Whether a server is so far behind that its book is worth an outline; a few messages are only the way to this page. */
function lags({ id, up, status }, self, own) {
  return up && id !== self && status.replica.state === "LIVE" && own.replica.position - status.replica.position > LAG;
}

function hint(self, behind) {
  const dashed = behind.map(({ id, status }) => `${id} at sequence ${whole(status.replica.position)}`);
  return `The book at ${self}${dashed.length > 0 ? `; dashed: ${names(dashed)}` : ""}`;
}

function row(trade) {
  return element("tr", {},
    element("td", { textContent: whole(trade.number) }),
    element("td", { textContent: trade.aggressor === "buy" ? "Buy" : "Sell", className: trade.aggressor }),
    element("td", { textContent: price(trade.price) }),
    element("td", { textContent: whole(trade.quantity) }));
}
