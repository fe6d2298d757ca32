/** Draws throughput and latency of all servers over the last minute. */

import { begin, colour, gridLine, lineColour, roundUp } from "./canvas.js";
import { byId, setAttribute, setText } from "./dom.js";
import { span, whole } from "./format.js";

const MARGIN = { left: 56, right: 8, top: 8, bottom: 18 };
const COUNT = 0;
const MEDIAN = 1;
const HIGH = 2;
const SHORTEST = 100;

/** Keeps both plots. */
export class Plots {
  #meters = [];

  constructor() {
    for (const id of ["rate", "latency"]) {
      new ResizeObserver(() => this.draw()).observe(byId(id));
    }
  }

  show(report) {
    this.#meters = report.servers.map((server, index) => ({ index, meter: server.status?.meter })).filter(({ meter }) => meter);
    const own = report.servers.find((server) => server.id === report.self)?.status?.meter;
    if (own) {
      this.#showLatest(own);
    }
    this.draw();
  }

  draw() {
    this.#drawRate();
    this.#drawLatency();
  }

  #showLatest({ intervals, intervalMillis }) {
    const rate = (intervals.at(-1)[COUNT] * 1_000) / intervalMillis;
    const busy = intervals.findLast((interval) => interval[COUNT] > 0);
    setText(byId("rate-now"), whole(rate));
    setText(byId("latency-now"), busy ? span(busy[MEDIAN]) : "–");
    setAttribute(byId("rate"), "aria-label", `Throughput over the last minute; now ${whole(rate)} commands a second`);
    setAttribute(byId("latency"), "aria-label", `Delivery latency over the last minute; last median ${busy ? span(busy[MEDIAN]) : "none"}`);
  }

  #drawRate() {
    const area = begin(byId("rate"));
    if (area === null || this.#meters.length === 0) {
      return;
    }
    const rates = this.#meters.map(({ index, meter }) => ({ index, values: meter.intervals.map((interval) => (interval[COUNT] * 1_000) / meter.intervalMillis) }));
    const most = roundUp(Math.max(10, ...rates.flatMap(({ values }) => values)));
    const scale = (value) => value / most;
    frame(area, [0, most / 2, most].map((value) => [scale(value), whole(value)]));
    for (const { index, values } of rates) {
      line(area, values.map(scale), lineColour(index), 1);
    }
  }

  #drawLatency() {
    const area = begin(byId("latency"));
    if (area === null || this.#meters.length === 0) {
      return;
    }
    const longest = Math.max(10_000, ...this.#meters.flatMap(({ meter }) => meter.intervals.map((interval) => interval[HIGH])));
    const top = 10 ** Math.ceil(Math.log10(longest));
    const scale = (micros) => Math.log10(Math.max(SHORTEST, micros) / SHORTEST) / Math.log10(top / SHORTEST);
    const decades = Math.round(Math.log10(top / SHORTEST));
    frame(area, Array.from({ length: decades + 1 }, (_, i) => [i / decades, span(SHORTEST * 10 ** i).replace(/\.0+ /, " ")]));
    for (const { index, meter } of this.#meters) {
      for (const [which, strength] of [[HIGH, 0.35], [MEDIAN, 1]]) {
        line(area, meter.intervals.map((interval) => (interval[COUNT] > 0 ? scale(interval[which]) : null)), lineColour(index), strength);
      }
    }
  }
}

/** Grid lines at heights of 0 to 1, and the time below. */
function frame({ context, width, height }, lines) {
  for (const [share, label] of lines) {
    gridLine(context, yOf(share, height), MARGIN.left, width - MARGIN.right, label);
  }
  context.fillStyle = colour("--quiet");
  context.textBaseline = "alphabetic";
  for (const [share, label, align] of [[0, "60 s ago", "left"], [0.5, "30 s", "center"], [1, "now", "right"]]) {
    context.textAlign = align;
    context.fillText(label, MARGIN.left + share * (width - MARGIN.left - MARGIN.right), height - 4);
  }
}

/** A line through shares of the height; it is broken where there is none. */
function line({ context, width, height }, shares, tint, strength) {
  const step = (width - MARGIN.left - MARGIN.right) / (shares.length - 1);
  context.strokeStyle = tint;
  context.globalAlpha = strength;
  context.lineWidth = 1.75;
  context.beginPath();
  let broken = true;
  shares.forEach((share, i) => {
    if (share === null) {
      broken = true;
      return;
    }
    const [x, y] = [MARGIN.left + i * step, yOf(share, height)];
    if (broken) {
      // A single value between two breaks is still a dot to be seen.
      context.moveTo(x - 1, y);
    }
    context.lineTo(x, y);
    broken = false;
  });
  context.stroke();
  context.globalAlpha = 1;
}

function yOf(share, height) {
  return height - MARGIN.bottom - share * (height - MARGIN.bottom - MARGIN.top);
}
