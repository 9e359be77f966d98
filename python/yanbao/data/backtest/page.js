// Values under the pointer. The page is whole without it.
(() => {
  "use strict";
  const { sessions, charts } = JSON.parse(document.getElementById("values").textContent);
  const minus = (text) => text.replace("-", "\u2212");
  const written = {
    share: (v) => minus((100 * v).toFixed(2)) + "%",
    times: (v) => minus(v.toFixed(4)),
    money: (v) => minus(Math.round(v).toLocaleString("en-US")),
    count: (v) => minus(v.toLocaleString("en-US")),
  };
  const tip = document.body.appendChild(document.createElement("div"));
  tip.className = "tip";
  tip.hidden = true;
  const add = (parent, name, css, text) => {
    const made = parent.appendChild(document.createElement(name));
    made.className = css;
    made.textContent = text;
    return made;
  };
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const area = figure.querySelector(".area");
    const chart = charts[figure.dataset.chart];
    const rule = add(area, "i", "rule", "");
    rule.hidden = true;
    const show = (event) => {
      const box = area.getBoundingClientRect();
      const last = Math.max(sessions.length - 1, 1);
      const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
      const at = Math.min(Math.round(share * last), sessions.length - 1);
      tip.replaceChildren();
      add(tip, "div", "", sessions[at]);
      for (const line of chart.lines) {
        const value = line.values[at];
        add(tip, "span", "key " + line.look, line.name);
        add(tip, "b", "", value === null ? "\u2013" : written[chart.kind](value));
      }
      tip.hidden = rule.hidden = false;
      rule.style.left = (100 * at) / last + "%";
      const left = event.clientX + 14;
      const fits = left + tip.offsetWidth < document.documentElement.clientWidth;
      tip.style.left = (fits ? left : Math.max(0, event.clientX - 14 - tip.offsetWidth)) + "px";
      tip.style.top = Math.max(4, event.clientY - tip.offsetHeight - 10) + "px";
    };
    area.addEventListener("pointermove", show);
    area.addEventListener("pointerdown", show);
    area.addEventListener("pointerleave", () => {
      tip.hidden = rule.hidden = true;
    });
  }
})();
