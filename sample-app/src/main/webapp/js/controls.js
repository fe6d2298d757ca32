/** The commands that go to all servers at once. */

import { post } from "./api.js";
import { byId, setAttribute, setText } from "./dom.js";
import { whole } from "./format.js";
import { act, notify } from "./notices.js";

const BURST = 10_000;
const FLOW_PER_SECOND = 40;

/** Keeps the buttons for all servers. */
export class Controls {
  #servers = [];
  #flowing = false;
  #told = new Map();

  constructor() {
    byId("burst").addEventListener("click", () => act(byId("burst"), () => this.#everywhere("burst", { count: BURST })));
    byId("flow").addEventListener("click", () => act(byId("flow"), () => this.#everywhere("flow", { perSecond: this.#flowing ? 0 : FLOW_PER_SECOND })));
    byId("reset").addEventListener("click", () => act(byId("reset"), () => post("reset", {})));
  }

  show(report) {
    this.#servers = report.servers;
    const up = report.servers.filter((server) => server.up).map((server) => server.status);
    this.#flowing = up.some((status) => status.flow.perSecond > 0);
    setAttribute(byId("flow"), "aria-pressed", this.#flowing);
    setText(byId("flow"), this.#flowing ? "Stop steady flow" : "Steady flow");
    this.#showBurst(up.map((status) => status.burst));
    up.forEach((status) => this.#problems(status));
  }

  /** Asks each server that is up; says which did not do it, and why. */
  async #everywhere(path, body) {
    const up = this.#servers.filter((server) => server.up);
    const outcomes = await Promise.allSettled(up.map((server) => post(`servers/${server.id}/${path}`, body)));
    outcomes.forEach((outcome, i) => {
      if (outcome.status === "rejected") {
        notify(`${up[i].id}: ${outcome.reason.message}`);
      }
    });
  }

  #showBurst(bursts) {
    const sum = (field) => bursts.reduce((total, burst) => total + burst[field], 0);
    const [total, ordered, failed] = [sum("total"), sum("ordered"), sum("failed")];
    const running = bursts.some((burst) => burst.running);
    byId("burst-progress").max = Math.max(1, total);
    byId("burst-progress").value = ordered;
    setAttribute(byId("burst-text"), "data-running", running);
    setText(byId("burst-text"), words(running, total, ordered, failed));
  }

  #problems({ server, burst, flow }) {
    for (const [what, problem] of [["burst", burst.problem], ["steady flow", flow.problem]]) {
      const key = `${server} ${what}`;
      if (problem !== "" && this.#told.get(key) !== problem) {
        notify(`${server}: the ${what} stopped: ${problem}`);
      }
      this.#told.set(key, problem);
    }
  }
}

function words(running, total, ordered, failed) {
  if (total === 0) {
    return "No burst yet";
  }
  const failures = failed > 0 ? `, ${whole(failed)} failed` : "";
  return running
    ? `${whole(ordered)} of ${whole(total)} ordered${failures}`
    : `Burst done: ${whole(ordered)} of ${whole(total)} ordered${failures}`;
}
