// The page of a PDF that a row stands on, as a picture with the row's box drawn upon it.

const SCROLLED_TO = 0.35; // of the frame's height: how far down the box is shown

/** The box over a page of that size, in hundredths of the page, so that it fits the picture at any scale. */
function boxOver([width, height], [x0, top, x1, bottom]) {
  const box = make("span", { class: "box", "aria-hidden": "true" });
  const share = (value, whole) => `${(100 * value) / whole}%`;
  Object.assign(box.style, {
    left: share(x0, width),
    top: share(top, height),
    width: share(x1 - x0, width),
    height: share(bottom - top, height),
  });
  return box;
}

function showBox(frame) {
  const box = frame.querySelector(".box");
  if (!box) return;
  const [at, around] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollTop += at.top - around.top - frame.clientHeight * SCROLLED_TO;
  frame.scrollLeft += at.left - around.left - (frame.clientWidth - at.width) / 2;
}

/** Why there is no picture of the page that a place is on; the words around it stand there instead. */
function whyNoPicture(place) {
  const plan = plans[place.document];
  if (place.page && plan.left_out.includes(place.page)) return say("left_out", { n: place.page });
  return data.words.no_picture[plan.no_picture || "no_page"].replace("{file}", plan.source);
}

/** The page of a place, with its box; the picture is made only now. */
function sheet(place) {
  const plan = plans[place.document];
  const found = place.page && plan.pages[place.page];
  if (!found) return make("p", { class: "muted no-sheet" }, whyNoPicture(place));
  const [width, height, picture] = found;
  const marked = place.box ? say("sheet_box", { quote: place.quote }) : "";
  const alt = `${say("sheet_alt", { n: place.page, document: plan.label })}${marked}`;
  const image = make("img", { alt, src: `data:image/webp;base64,${byId(`picture-${picture}`).textContent}` });
  const paper = make("div", { class: "paper" }, image, place.box ? boxOver([width, height], place.box) : null);
  paper.style.aspectRatio = `${width} / ${height}`;
  const frame = make("div", { class: "frame", tabindex: "0", role: "group", "aria-label": say("sheet", { n: place.page }) }, paper);
  const enlarge = (event) => {
    const large = frame.classList.toggle("large");
    event.target.setAttribute("aria-pressed", String(large));
    showBox(frame);
  };
  image.decode().then(() => showBox(frame), () => {});
  return make(
    "figure",
    { class: "sheet" },
    make(
      "figcaption",
      {},
      make("span", {}, `${say("sheet", { n: place.page })} · ${plan.source}`),
      make("button", { type: "button", class: "enlarge", "aria-pressed": "false", onclick: enlarge }, say("enlarge")),
    ),
    frame,
  );
}

/** Which pages have no picture because the report would be too large with them. */
function leftOutNotice() {
  const found = plans.filter((plan) => plan.left_out.length);
  if (!found.length) return null;
  const line = (plan) => make("li", {}, say("pages_of", { document: planTitle(plan), pages: plan.left_out.join(", ") }));
  return make("details", { class: "notice left-out" }, make("summary", {}, say("pages_left_out")), make("ul", {}, found.map(line)));
}
