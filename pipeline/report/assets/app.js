// The page around the views: figures, the plans by level, filters, tabs.

function figure(name, value) {
  return make("div", { class: "figure" }, make("b", {}, count.format(value)), make("span", {}, say(name)));
}

function masthead() {
  const pairs = plans.reduce((sum, plan) => sum + plan.lowers.size, 0);
  return make(
    "header",
    { class: "masthead" },
    make("div", {}, make("h1", {}, say("title")), make("p", {}, say("subtitle"))),
    make(
      "div",
      { class: "figures" },
      figure("documents", plans.length),
      figure("targets", [...targetsOf.values()].reduce((sum, targets) => sum + targets.length, 0)),
      figure("pairs", pairs),
      figure("judged", rows.filter((row) => row.upperSentence >= 0).length),
    ),
    make("button", { type: "button", class: "print-button", onclick: () => print() }, say("print")),
  );
}

/** The shares of the groups of verdicts among `counts`, as one bar. */
function bar(counts) {
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  const piece = ([verdict, n]) => {
    const element = make("span", { class: `v-${verdict.code}`, title: `${verdict.name}: ${count.format(n)}` });
    element.style.flexGrow = n / total;
    return element;
  };
  return make("div", { class: "bar", "aria-hidden": "true" }, counts.map(piece));
}

function planCard(plan) {
  const targets = targetsOf.get(plan.index) ?? [];
  const lowers = [...plan.lowers];
  const chosen = plans[state.plan];
  const kin = chosen.lowers.has(plan.index) || chosen.uppers.has(plan.index);
  const size = [say("plan_targets", { n: count.format(targets.length) })];
  if (lowers.length) size.push(say("plan_lowers", { n: count.format(lowers.length) }));
  return make(
    "button",
    {
      type: "button",
      class: `plan-card${kin ? " kin" : ""}`,
      "aria-pressed": String(plan === chosen),
      title: plan.title || plan.source,
      onclick: () => choosePlan(plan.index),
    },
    make("b", {}, plan.label),
    make("span", {}, issuerName(plan)),
    make("small", {}, size.join(" · ")),
    lowers.length ? bar(tally(targets, lowers)) : null,
  );
}

function planMap() {
  const groups = collect(plans, (plan) => plan.level);
  const column = (level) =>
    make("div", { class: "level" }, make("h3", {}, data.words.level[level]), groups.get(level).map(planCard));
  return make(
    "section",
    { class: "plan-map", "aria-labelledby": "plans-title" },
    make("h2", { id: "plans-title" }, say("plans")),
    make("p", { class: "muted" }, say("plans_hint")),
    make("div", { class: "level-columns" }, levels.filter((level) => groups.has(level)).map(column)),
  );
}

function option(value, name, chosen) {
  return make("option", { value, selected: value === chosen }, name);
}

function labelled(name, control) {
  return make("label", {}, make("span", {}, say(name)), control);
}

function issuerSelect() {
  const issuers = [...new Set(plans.map((plan) => plan.issuer).filter(Boolean))].sort(new Intl.Collator("vi").compare);
  return make(
    "select",
    { id: "issuer", onchange: (event) => filter({ issuer: event.target.value }) },
    option("", say("all"), state.issuer),
    issuers.map((issuer) => option(issuer, issuer, state.issuer)),
  );
}

function sectionSelect() {
  const used = new Set((targetsOf.get(state.plan) ?? []).flatMap((target) => trail(data.sentences[target].section)));
  const indent = (at) => "\u00a0\u00a0".repeat(trail(at).length - 1) + data.sections[at].name;
  return make(
    "select",
    { id: "section", onchange: (event) => filter({ section: Number(event.target.value) }) },
    option(-1, say("all"), state.section),
    [...used].sort((one, other) => one - other).map((at) => option(at, indent(at), state.section)),
  );
}

function searchField() {
  let waiting;
  const search = (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => filter({ query: fold(event.target.value.trim()) }), 150);
  };
  return make("input", { type: "search", id: "search", placeholder: say("search_hint"), oninput: search });
}

function verdictButtons(counts) {
  const toggle = (code) => {
    if (!state.verdicts.delete(code)) state.verdicts.add(code);
    filter({});
    byId(`verdict-${code}`)?.focus();
  };
  const button = ([verdict, n]) =>
    make(
      "button",
      {
        type: "button",
        id: `verdict-${verdict.code}`,
        class: `verdict-button v-${verdict.code}`,
        "aria-pressed": String(state.verdicts.has(verdict.code)),
        title: verdict.meaning,
        onclick: () => toggle(verdict.code),
      },
      badge(verdict),
      make("span", {}, verdict.name),
      make("b", {}, count.format(n)),
    );
  const groups = collect(counts, ([verdict]) => verdict.group);
  return Object.keys(data.words.group)
    .filter((name) => groups.has(name))
    .map((name) =>
      make(
        "div",
        { class: "verdict-group" },
        make("h3", {}, data.words.group[name]),
        make("div", { class: "verdict-chips" }, groups.get(name).map(button)),
      ),
    );
}

function filters() {
  return make(
    "section",
    { class: "filters", "aria-label": say("filters") },
    labelled("search", searchField()),
    labelled("issuer", issuerSelect()),
    labelled("section", sectionSelect()),
    make("button", { type: "button", class: "clear", onclick: clearFilters }, say("clear")),
  );
}

function matrixView() {
  const columns = columnsShown();
  const all = targetsOf.get(state.plan) ?? [];
  const targets = targetsShown(columns);
  const counts = tally(targetsShown(columns, false), columns);
  const hint = !all.length ? say("no_targets") : plans[state.plan].lowers.size ? say("matrix_hint") : say("no_lowers");
  return [
    counts.length ? make("div", { class: "tally", role: "group", "aria-label": say("verdict") }, verdictButtons(counts)) : null,
    make("p", { class: "muted" }, `${say("shown", { n: count.format(targets.length), all: count.format(all.length) })}. ${hint}`),
    targets.length || !all.length ? drawMatrix(columns, targets) : make("p", { class: "none" }, say("nothing")),
  ];
}

/** The comparison is of the chosen plan, the lists are of all plans: their counts stand under a name that says so. */
function tabs() {
  const names = Object.keys(lists).filter((name) => name !== "failures" || data.failures.length);
  const tab = (name) =>
    make(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "aria-selected": String(state.view === name),
        "aria-controls": "view",
        onclick: () => chooseView(name),
      },
      say(name),
      name in lists ? make("span", { class: "number" }, count.format(lists[name].size())) : null,
    );
  const group = (name, members) => [
    make("span", { class: "tabs-name", id: `tabs-${name}` }, say(name)),
    make("div", { role: "tablist", "aria-labelledby": `tabs-${name}` }, members.map(tab)),
  ];
  return make("div", { class: "tabs" }, group("of_plan", ["matrix"]), group("of_dataset", names));
}

function planHeading() {
  const plan = plans[state.plan];
  const lines = [plan.title, [planLine(plan), plan.period].filter(Boolean).join(" · ")].filter(Boolean);
  return make("section", { class: "plan-heading" }, make("h2", {}, planTitle(plan)), lines.map((line) => make("p", {}, line)));
}

function howToCompare() {
  if (data.compared) return null;
  return make("section", { class: "notice" }, make("p", {}, say("no_cascade")), make("code", {}, `chitieu cascade ${data.folder}`));
}

/** Draw what depends on the filters; the controls themselves stay, so that typing is not interrupted. */
function drawView() {
  byId("tabs").replaceChildren(tabs());
  byId("view").replaceChildren(
    ...(state.view === "matrix" ? matrixView() : lists[state.view].draw()).flat().filter(Boolean),
  );
}

function drawPlan() {
  byId("plan-map").replaceChildren(planMap());
  byId("plan-heading").replaceChildren(planHeading());
  byId("section").replaceWith(sectionSelect());
}

function filter(change) {
  Object.assign(state, change);
  drawView();
}

function clearFilters() {
  Object.assign(state, { query: "", issuer: "", section: -1, verdicts: new Set() });
  byId("search").value = "";
  byId("issuer").value = "";
  byId("section").value = "-1";
  drawView();
}

function chooseView(name) {
  state.view = name;
  drawView();
  byId(`tab-${name}`).focus();
}

function choosePlan(index) {
  Object.assign(state, { plan: index, section: -1, view: "matrix", verdicts: new Set() });
  if (byId("detail").open) byId("detail").close();
  drawPlan();
  drawView();
  byId("plan-heading").scrollIntoView({ block: "start" });
}

function start() {
  const [first] = plans
    .map((plan) => plan.index)
    .sort((one, other) => (plans[other].lowers.size > 0) - (plans[one].lowers.size > 0) || byLevel(one, other));
  if (first === undefined) {
    byId("app").append(masthead(), ...failureList());
    return;
  }
  state.plan = first;
  byId("app").append(
    ...[masthead(), howToCompare(), leftOutNotice()].filter(Boolean),
    make("div", { id: "plan-map" }),
    make("div", { id: "plan-heading" }),
    filters(),
    make("div", { id: "tabs" }),
    make("div", { id: "view", role: "tabpanel" }),
  );
  drawPlan();
  drawView();
}

start();
