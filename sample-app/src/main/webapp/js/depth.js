/** Draws books as depth: at each price, how much could be traded down or up to it. */

import { begin, colour, empty, gridLine, lineColour, priceAxis, roundUp } from "./canvas.js";
import { brief, price, whole } from "./format.js";

const MARGIN = { left: 52, right: 12, top: 10, bottom: 22 };

/** One chart. Books are drawn over one another on the same axes. */
export class DepthChart {
  #canvas;
  #books = [];
  #pointer = null;

  constructor(canvas) {
    this.#canvas = canvas;
    canvas.addEventListener("pointermove", (event) => this.#point(event.offsetX));
    canvas.addEventListener("pointerleave", () => this.#point(null));
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** Shows books: each is {book, index, filled}; a filled one is an area, the others are outlines in their server's colour. */
  show(books) {
    this.#books = books.map(({ book, index, filled }) => ({ index, filled, bids: cumulate(book.bids), asks: cumulate(book.asks) }));
    this.draw();
  }

  draw() {
    const area = begin(this.#canvas);
    if (area === null) {
      return;
    }
    const axes = this.#axes(area);
    if (axes === null) {
      empty(area, "The book is empty");
      return;
    }
    grid(area, axes);
    for (const book of this.#books) {
      this.#drawBook(area.context, axes, book);
    }
    if (this.#pointer !== null) {
      this.#drawPointer(area, axes);
    }
  }

  #point(x) {
    this.#pointer = x;
    this.draw();
  }

  #axes({ width, height }) {
    const points = this.#books.flatMap(({ bids, asks }) => [...bids, ...asks]);
    if (points.length === 0) {
      return null;
    }
    const [low, high] = range(this.#books, points.map(([at]) => at));
    const most = roundUp(Math.max(...points.map(([, total]) => total)));
    const [bottom, right] = [height - MARGIN.bottom, width - MARGIN.right];
    return {
      low, high, most, bottom, right,
      x: (at) => MARGIN.left + ((at - low) / (high - low)) * (right - MARGIN.left),
      y: (total) => bottom - (total / most) * (bottom - MARGIN.top),
    };
  }

  #drawBook(context, axes, { bids, asks, index, filled }) {
    for (const [side, name, edge] of [[bids, "--buy", axes.low], [asks, "--sell", axes.high]]) {
      if (side.length === 0) {
        continue;
      }
      trace(context, axes, side, edge);
      context.lineWidth = filled ? 2 : 1.5;
      context.strokeStyle = filled ? colour(name) : lineColour(index);
      context.setLineDash(filled ? [] : [5, 4]);
      context.stroke();
      context.setLineDash([]);
      if (filled) {
        fill(context, axes, side, edge, colour(name));
      }
    }
  }

  #drawPointer({ context, width }, axes) {
    const at = Math.round(axes.low + ((this.#pointer - MARGIN.left) / (axes.right - MARGIN.left)) * (axes.high - axes.low));
    const main = this.#books.find((book) => book.filled) ?? this.#books[0];
    const total = totalAt(main, at);
    if (total === null || this.#pointer < MARGIN.left) {
      return;
    }
    const x = axes.x(at);
    context.strokeStyle = colour("--quiet");
    context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(x, MARGIN.top);
    context.lineTo(x, axes.bottom);
    context.stroke();
    context.setLineDash([]);
    const text = `${price(at)}: ${whole(total)}`;
    const onLeft = x > width / 2;
    context.fillStyle = colour("--text");
    context.textAlign = onLeft ? "right" : "left";
    context.textBaseline = "top";
    context.fillText(text, onLeft ? x - 8 : x + 8, MARGIN.top + 2);
  }
}

/** The prices shown: as far below the middle of the market as above it. */
function range(books, prices) {
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const [bids, asks] = [books.flatMap((book) => book.bids.slice(0, 1)), books.flatMap((book) => book.asks.slice(0, 1))];
  if (bids.length === 0 || asks.length === 0) {
    return [low - 2, high + 2];
  }
  const middle = (Math.max(...bids.map(([at]) => at)) + Math.min(...asks.map(([at]) => at))) / 2;
  const reach = Math.ceil(Math.max(middle - low, high - middle)) + 1;
  return [Math.floor(middle) - reach, Math.ceil(middle) + reach];
}

/** From [price, quantity] of each level, best first, to [price, quantity up to it]. */
function cumulate(levels) {
  let total = 0;
  return levels.map(([at, quantity]) => [at, (total += quantity)]);
}

/** Steps from the best price outward: the total rises at each price. */
function trace(context, axes, side, edge) {
  context.beginPath();
  context.moveTo(axes.x(side[0][0]), axes.bottom);
  let y = axes.bottom;
  for (const [at, total] of side) {
    context.lineTo(axes.x(at), y);
    y = axes.y(total);
    context.lineTo(axes.x(at), y);
  }
  context.lineTo(axes.x(edge), y);
}

function fill(context, axes, side, edge, tint) {
  context.lineTo(axes.x(edge), axes.bottom);
  context.closePath();
  const gradient = context.createLinearGradient(0, axes.y(side.at(-1)[1]), 0, axes.bottom);
  gradient.addColorStop(0, `color-mix(in srgb, ${tint} 38%, transparent)`);
  gradient.addColorStop(1, `color-mix(in srgb, ${tint} 6%, transparent)`);
  context.fillStyle = gradient;
  context.fill();
}

function grid({ context, height }, axes) {
  for (let i = 0; i <= 4; i++) {
    const total = (axes.most * i) / 4;
    gridLine(context, axes.y(total), MARGIN.left, axes.right, brief(total));
  }
  priceAxis(context, axes, height);
}

function totalAt({ bids, asks }, at) {
  const bid = bids.filter(([level]) => level >= at).at(-1);
  const ask = asks.filter(([level]) => level <= at).at(-1);
  return bids.length > 0 && at <= bids[0][0] ? bid[1] : ask ? ask[1] : null;
}
