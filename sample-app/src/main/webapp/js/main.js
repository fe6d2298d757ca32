/** Puts the page together: each report from the stream goes to every part that shows something of it. */

import { Book } from "./book.js";
import { Controls } from "./controls.js";
import { DepthChart } from "./depth.js";
import { DifferenceChart } from "./difference.js";
import { byId, element, serverColour, setText } from "./dom.js";
import { UnorderedLane } from "./lane.js";
import { Orders } from "./orders.js";
import { Plots } from "./plots.js";
import { Servers } from "./servers.js";
import { follow } from "./stream.js";
import { showVerdicts } from "./verdicts.js";

const depth = new DepthChart(byId("depth"));
const difference = new DifferenceChart(byId("difference"));
const plots = new Plots();
const parts = [new Book(depth), new UnorderedLane(difference), new Servers(), new Orders(), new Controls(), plots];

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [depth, difference, plots].forEach((chart) => chart.draw()));

follow((report) => {
  showVerdicts(report);
  showFacts(report);
  parts.forEach((part) => part.show(report));
});

function showFacts({ self, servers }) {
  const own = servers.find((server) => server.id === self).status;
  setText(byId("fact-self"), self);
  setText(byId("fact-group"), own.group.name);
  setText(byId("fact-sequencer"), own.group.sequencer || "none yet");
  if (byId("legend").children.length !== servers.length) {
    byId("legend").replaceChildren(...servers.map(legendEntry));
  }
}

function legendEntry({ id }, index) {
  const entry = element("li", {}, element("span", { className: "dot", "aria-hidden": "true" }), id);
  entry.style.setProperty("--colour", serverColour(index));
  return entry;
}
