/** What all charts share: a canvas as sharp as the screen, the page's colours, and axes. */

import { price } from "./format.js";

/** Prepares a canvas for drawing in CSS pixels; gives null while it has no size. */
export function begin(canvas) {
  const { width, height } = canvas.getBoundingClientRect();
  if (width < 2 || height < 2) {
    return null;
  }
  const ratio = window.devicePixelRatio || 1;
  const pixels = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) {
    [canvas.width, canvas.height] = pixels;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `11px ${colour("--mono")}`;
  context.lineJoin = "round";
  return { context, width, height };
}

/** A custom property of the page's style; it follows the colour scheme. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The colour of a server's line, by its place in the list. */
export function lineColour(index) {
  return colour(`--server-${(index % 3) + 1}`);
}

/** A horizontal grid line with its label. */
export function gridLine(context, y, left, right, label) {
  context.strokeStyle = colour("--line");
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, Math.round(y) + 0.5);
  context.lineTo(right, Math.round(y) + 0.5);
  context.stroke();
  context.fillStyle = colour("--quiet");
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillText(label, left - 6, y);
}

/** A round number at or above a value. */
export function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((candidate) => candidate >= value);
}

/** The prices below a chart; axes give low and high in ticks, and x of a price. */
export function priceAxis(context, { low, high, x }, height) {
  context.fillStyle = colour("--quiet");
  context.textBaseline = "alphabetic";
  const labels = Math.max(2, Math.floor((x(high) - x(low)) / 90));
  for (let i = 0; i <= labels; i++) {
    const at = Math.round(low + ((high - low) * i) / labels);
    context.textAlign = i === labels ? "right" : i === 0 ? "left" : "center";
    context.fillText(price(at), x(at), height - 6);
  }
}

/** What stands in a chart that has nothing to draw. */
export function empty({ context, width, height }, text) {
  context.fillStyle = colour("--quiet");
  context.font = `13px ${colour("--sans")}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, width / 2, height / 2);
}
