/** Draws how much the depth of each server's book differs from that of this page's server, price by price. */

import { begin, colour, empty, gridLine, lineColour, priceAxis, roundUp } from "./canvas.js";
import { brief } from "./format.js";

const MARGIN = { left: 52, right: 12, top: 10, bottom: 22 };
const SMALLEST_SCALE = 100;

/** One chart. Where books agree, their lines lie on zero. */
export class DifferenceChart {
  #canvas;
  #lines = [];
  #range = null;

  constructor(canvas) {
    this.#canvas = canvas;
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** Shows books, each as {book, index}, against a reference book. Gives the largest difference. */
  show(reference, books) {
    this.#range = commonRange([reference, ...books.map(({ book }) => book)]);
    this.#lines = this.#range === null ? [] : books.map(({ book, index }) => ({ index, values: differences(reference, book, this.#range) }));
    this.draw();
    return Math.max(0, ...this.#lines.flatMap(({ values }) => values.map(Math.abs)));
  }

  draw() {
    const area = begin(this.#canvas);
    if (area === null) {
      return;
    }
    if (this.#range === null) {
      empty(area, "Nothing to compare yet");
      return;
    }
    const axes = this.#axes(area);
    for (const value of [-axes.most, -axes.most / 2, 0, axes.most / 2, axes.most]) {
      gridLine(area.context, axes.y(value), MARGIN.left, axes.right, value > 0 ? `+${brief(value)}` : brief(value).replace("-", "\u2212"));
    }
    priceAxis(area.context, axes, area.height);
    zero(area.context, axes);
    this.#lines.forEach((line) => trace(area.context, axes, line));
  }

  #axes({ width, height }) {
    const [low, high] = this.#range;
    const most = Math.max(SMALLEST_SCALE, roundUp(Math.max(0, ...this.#lines.flatMap(({ values }) => values.map(Math.abs)))));
    const [right, bottom] = [width - MARGIN.right, height - MARGIN.bottom];
    return {
      low, high, most, right,
      x: (at) => MARGIN.left + ((at - low) / Math.max(1, high - low)) * (right - MARGIN.left),
      y: (value) => (MARGIN.top + bottom) / 2 - (value / most) * ((bottom - MARGIN.top) / 2),
    };
  }
}

/** The prices that every book shows: beyond a book's last level nothing is known of it. */
function commonRange(books) {
  const lows = books.map(({ bids, asks }) => (bids.at(-1) ?? asks[0])?.[0]);
  const highs = books.map(({ bids, asks }) => (asks.at(-1) ?? bids[0])?.[0]);
  if ([...lows, ...highs].includes(undefined)) {
    return null;
  }
  const [low, high] = [Math.max(...lows), Math.min(...highs)];
  return low < high ? [low, high] : null;
}

function differences(reference, book, [low, high]) {
  const values = [];
  for (let at = low; at <= high; at++) {
    values.push(depthAt(book, at) - depthAt(reference, at));
  }
  return values;
}

function depthAt({ bids, asks }, at) {
  let total = 0;
  for (const [level, quantity] of bids) {
    total += level >= at ? quantity : 0;
  }
  for (const [level, quantity] of asks) {
    total += level <= at ? quantity : 0;
  }
  return total;
}

function zero(context, axes) {
  context.strokeStyle = colour("--quiet");
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(MARGIN.left, axes.y(0));
  context.lineTo(axes.right, axes.y(0));
  context.stroke();
}

function trace(context, axes, { index, values }) {
  context.strokeStyle = lineColour(index);
  context.lineWidth = 2;
  context.beginPath();
  values.forEach((value, i) => {
    context.lineTo(axes.x(axes.low + i), axes.y(value));
    context.lineTo(axes.x(Math.min(axes.high, axes.low + i + 1)), axes.y(value));
  });
  context.stroke();
}
