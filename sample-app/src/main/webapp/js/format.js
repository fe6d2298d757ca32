/** How numbers are written. */

const WHOLE = new Intl.NumberFormat("en");

/** A whole number with thousands apart. */
export function whole(number) {
  return WHOLE.format(number);
}

/** A price: ticks are hundredths. */
export function price(ticks) {
  return (ticks / 100).toFixed(2);
}

/** A time span given in microseconds, in three figures at most. */
export function span(micros) {
  if (micros < 1_000) {
    return `${micros} µs`;
  }
  if (micros < 1_000_000) {
    return `${figures(micros / 1_000)} ms`;
  }
  return `${figures(micros / 1_000_000)} s`;
}

/** A whole number for an axis: thousands as k, millions as m. */
export function brief(number) {
  const size = Math.abs(number);
  return size >= 1_000_000 ? `${number / 1_000_000}m` : size >= 1_000 ? `${number / 1_000}k` : String(number);
}

/** Several names in a sentence. */
export function names(list) {
  return list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
}

function figures(value) {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
