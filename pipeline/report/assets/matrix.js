// Upper targets as rows, lower plans as columns, a cell per verdict.

const PORTION = 60; // rows appended at a time

function columnHead(lower) {
  const plan = plans[lower];
  return make(
    "div",
    { role: "columnheader", class: "column-head" },
    make(
      "button",
      { type: "button", class: "plan-link", title: plan.title || plan.source, onclick: () => choosePlan(lower) },
      make("b", {}, plan.label),
      make("span", {}, issuerName(plan)),
    ),
  );
}

function cellOf(target, lower, found) {
  if (!found) return make("div", { role: "gridcell", class: "cell empty", tabindex: "-1" }, make("span", {}, say("unjudged")));
  const [row] = found.filter((one) => state.verdicts.has(one.verdict.code)).concat(found);
  const faded = state.verdicts.size && !state.verdicts.has(row.verdict.code);
  const quote = row.lowerSentence < 0 ? "" : data.sentences[row.lowerSentence].quote;
  const cell = make(
    "div",
    {
      role: "gridcell",
      class: `cell v-${row.verdict.code}${faded ? " faded" : ""}`,
      tabindex: "-1",
      "aria-label": [row.verdict.name, quote, plans[lower].label].filter(Boolean).join(", "),
    },
    badge(row.verdict),
    make(
      "span",
      { class: "cell-text" },
      make("b", {}, row.verdict.name),
      quote && make("span", { class: "cell-quote" }, quote),
      found.length > 1 ? make("small", {}, say("more", { n: found.length - 1 })) : null,
      make("span", { class: "cell-plan" }, `${plans[lower].label} · ${issuerName(plans[lower])}`),
    ),
  );
  cell.open = () => openRow(row);
  return cell;
}

function targetRow(columns) {
  return (target, index) => {
    const sentence = data.sentences[target];
    const head = make(
      "div",
      { role: "rowheader", class: "row-head", tabindex: "-1" },
      make("span", { class: "row-trail" }, trailName(sentence.section)),
      make("span", { class: "row-text" }, marked(sentence.pieces)),
    );
    head.open = () => openTarget(target);
    const cells = cellsOf(target);
    return make(
      "div",
      { role: "row", class: "row", "aria-rowindex": index + 2 },
      head,
      columns.map((lower) => cellOf(target, lower, cells.get(lower))),
    );
  };
}

function drawMatrix(columns, targets) {
  const grid = make("div", {
    role: "grid",
    class: "grid",
    id: "grid",
    tabindex: "-1",
    "aria-label": say("matrix"),
    "aria-rowcount": targets.length + 1,
  });
  grid.style.setProperty("--columns", columns.length);
  grid.append(
    make(
      "div",
      { role: "row", class: "row head", "aria-rowindex": 1 },
      make("div", { role: "columnheader", class: "corner" }, say("upper_target")),
      columns.map(columnHead),
    ),
  );
  const append = appendLazily(grid, targets, targetRow(columns), PORTION);
  grid.addEventListener("click", (event) => event.target.closest(".cell, .row-head")?.open?.());
  grid.addEventListener("keydown", (event) => moveInGrid(event, grid, append));
  const first = grid.querySelector(".cell, .row-head");
  if (first) first.tabIndex = 0;
  return make("div", { class: "grid-frame" }, grid);
}

function moveInGrid(event, grid, append) {
  const cell = event.target.closest(".cell, .row-head");
  if (!cell) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    cell.open?.();
    return;
  }
  const next = neighbour(event.key, cell, append);
  if (!next) return;
  event.preventDefault();
  for (const old of grid.querySelectorAll("[tabindex='0'].cell, [tabindex='0'].row-head")) old.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function neighbour(key, cell, append) {
  const row = cell.parentElement;
  const at = [...row.children].indexOf(cell);
  const below = () => {
    if (!row.nextElementSibling?.matches(".row")) append();
    return row.nextElementSibling;
  };
  const steps = {
    ArrowLeft: () => cell.previousElementSibling,
    ArrowRight: () => cell.nextElementSibling,
    ArrowUp: () => (row.previousElementSibling.matches(".head") ? null : row.previousElementSibling.children[at]),
    ArrowDown: () => below()?.children[at],
    Home: () => row.firstElementChild,
    End: () => row.lastElementChild,
  };
  return steps[key]?.();
}
