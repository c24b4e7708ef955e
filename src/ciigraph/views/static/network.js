// The network page: filters, search, details of what is clicked, labels that don't cover each other.
// All that comes from documents goes into the page as text (textContent, canvas), never as markup.
"use strict";
(() => {
  const { more, ...data } = JSON.parse(document.getElementById("network-data").textContent);
  Object.assign(data, more);
  const byId = (id) => document.getElementById(id);
  const entities = new Map(data.nodes.map((node) => [node.id, node]));
  const relations = new Map(data.edges.map((edge) => [edge.id, edge]));
  const around = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    around.get(edge.from).push(edge);
    if (edge.to !== edge.from) around.get(edge.to).push(edge);
  }
  const ranked = [...data.nodes].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
  const large = data.edges.length > 1200;

  // What vis-network needs; names are drawn by us, since it would draw them over each other.
  const stripped = (keys) => (item) => Object.fromEntries(keys.filter((key) => key in item).map((key) => [key, item[key]]));
  const nodes = new vis.DataSet(data.nodes.map(stripped(["id", "title", "shape", "color", "size", "x", "y"])));
  const edges = new vis.DataSet(data.edges.map(stripped(["id", "from", "to", "title", "color", "dashes", "width", "smooth", "arrows"])));
  const stage = byId("network");
  const network = new vis.Network(stage, { nodes, edges }, data.options);

  // ---- labels ------------------------------------------------------------------------------------------------
  const families = getComputedStyle(document.body).fontFamily;
  const colours = {};
  const readColours = () => {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["paper", "label", "relation-label", "accent"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
  };
  readColours();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); network.redraw(); });

  const short = (text) => {
    const letters = [...text.slice(0, 200).replace(/\s+/g, " ").trim()];
    return letters.length <= 34 ? letters.join("") : letters.slice(0, 33).join("").trimEnd() + "…";
  };
  // A name from right to left, or with marks that turn the direction, stays within itself: isolate it.
  const isolated = (text) => `\u2068${text}\u2069`;
  const shortNames = new Map(data.nodes.map((node) => [node.id, isolated(short(node.label))]));
  const hidden = new Set();
  let focus = null; // {node, edge, nodes, edges} that stand out

  // Which places are taken, by a grid, so that a frame of thousands of names stays quick.
  class Room {
    constructor() { this.cells = new Map(); }
    *spots([left, top, right, bottom]) {
      for (let x = Math.floor(left / 90); x <= Math.floor(right / 90); x++)
        for (let y = Math.floor(top / 40); y <= Math.floor(bottom / 40); y++) yield x * 4096 + y;
    }
    free(box) {
      for (const spot of this.spots(box))
        for (const other of this.cells.get(spot) || []) if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      return true;
    }
    take(box) {
      for (const spot of this.spots(box)) {
        const cell = this.cells.get(spot);
        if (cell) cell.push(box);
        else this.cells.set(spot, [box]);
      }
    }
  }

  const widths = new Map();
  const widthOf = (context, text, bold) => {
    const key = (bold ? "b" : "n") + text;
    let width = widths.get(key);
    if (width === undefined) {
      context.font = `${bold ? 600 : 400} 100px ${families}`;
      width = context.measureText(text).width / 100;
      widths.set(key, width);
    }
    return width;
  };
  const write = (context, text, x, y, font, colour) => {
    context.font = font;
    context.lineWidth = 3.5;
    context.strokeStyle = colours.paper;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  };

  const drawFocus = (context) => {
    if (!focus) return;
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalAlpha = 0.82;
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
    const body = network.body;
    for (const id of focus.edges) { const edge = body.edges[id]; if (edge && edge.connected) { edge.draw(context); edge.drawArrows(context); } }
    for (const id of focus.nodes) if (!hidden.has(id) && body.nodes[id]) body.nodes[id].draw(context);
  };

  const drawLabels = (context) => {
    const ratio = network.canvas.pixelRatio || 1;
    const matrix = context.getTransform();
    const scale = matrix.a / ratio;
    const wide = context.canvas.width / ratio, high = context.canvas.height / ratio;
    const place = (x, y) => [(matrix.a * x + matrix.e) / ratio, (matrix.d * y + matrix.f) / ratio];
    const texts = new Room(), signs = new Room();
    const seen = [];
    for (const node of ranked) {
      if (hidden.has(node.id) || (focus && !focus.nodes.has(node.id))) continue;
      const at = network.body.nodes[node.id];
      const [x, y] = place(at.x, at.y);
      if (x < -60 || x > wide + 60 || y < -40 || y > high + 40) continue;
      const reach = node.size * scale;
      seen.push({ node, x, y, reach });
      if (reach > 2) signs.take([x - reach, y - reach, x + reach, y + reach]);
    }
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.textAlign = "center";
    context.lineJoin = "round";
    const name = ({ node, x, y, reach }, number) => {
      const bold = node.kind === "Country" || (focus && focus.node === node.id);
      const font = Math.min(11 + reach * 0.14, 18);
      const words = shortNames.get(node.id);
      const half = (widthOf(context, words, bold) * font) / 2;
      const off = reach * 1.15, beside = off + half + font * 0.4;
      const spots = [[x, y + off + font], [x, y - off - font * 0.35], [x + beside, y + font * 0.35], [x - beside, y + font * 0.35]]
        .map(([middle, base]) => ({ middle, base, box: [middle - half - 2, base - font * 0.9, middle + half + 2, base + font * 0.28] }))
        .filter(({ box }) => box[0] >= 0 && box[2] <= wide && box[1] >= 0 && box[3] <= high && texts.free(box));
      const best = spots.find((spot) => signs.free(spot.box)) || (number < 40 || bold ? spots[0] : undefined);
      if (!best) return;
      texts.take(best.box);
      write(context, words, best.middle, best.base, `${bold ? 600 : 400} ${font}px ${families}`, colours.label);
    };
    const relation = (edge) => {
      const line = network.body.edges[edge.id];
      if (!line || !line.connected || edge.off || edge.from === edge.to) return;
      const middle = line.edgeType.getPoint(0.5);
      const [x, y] = place(middle.x, middle.y);
      if (x < 0 || x > wide || y < 0 || y > high) return;
      const half = widthOf(context, edge.label, false) * 5.5;
      const box = [x - half, y - 8, x + half, y + 4];
      if (!texts.free(box) || !signs.free(box)) return;
      texts.take(box);
      write(context, edge.label, x, y + 3, `italic 11px ${families}`, colours["relation-label"]);
    };
    if (focus) {
      seen.sort((a, b) => Number(b.node.id === focus.node) - Number(a.node.id === focus.node));
      seen.slice(0, 40).forEach(name);
      if (focus.edges.length <= 60 || scale > 1.2) focus.edges.forEach((id) => relation(relations.get(id)));
      seen.slice(40).forEach((each) => name(each, 40));
    } else {
      seen.forEach(name);
      if (scale > 1.1 || data.edges.length <= 120) data.edges.forEach(relation);
    }
    context.restore();
  };
  network.on("afterDrawing", (context) => { drawFocus(context); drawLabels(context); });

  // ---- filters -----------------------------------------------------------------------------------------------
  const boxes = (name) => [...document.querySelectorAll(`input[name="${name}"]`)];
  const chosen = (name) => new Set(boxes(name).filter((box) => box.checked).map((box) => box.value));
  const everything = (name) => boxes(name).every((box) => box.checked);

  const filter = () => {
    const types = chosen("type"), stated = chosen("stated"), predicates = chosen("predicate");
    const country = byId("country").value, indicator = byId("indicator").value;
    const narrowed = country || indicator || !everything("stated") || !everything("predicate");
    const domain = indicator + "-";
    const fits = (edge) =>
      predicates.has(edge.predicate) && stated.has(edge.stated) &&
      types.has(entities.get(edge.from).kind) && types.has(entities.get(edge.to).kind) &&
      (!country || edge.countries.includes(country)) &&
      (!indicator || edge.indicators.some((code) => code === indicator || (code.startsWith(domain) && /^\d+$/.test(code.slice(domain.length)))));
    const lines = data.edges.filter(fits);
    const kept = new Set(lines.map((edge) => edge.id));
    const ends = new Set(lines.flatMap((edge) => [edge.from, edge.to]));
    const shown = data.nodes.filter((node) => types.has(node.kind) && (ends.has(node.id) || !narrowed));
    const visible = new Set(shown.map((node) => node.id));
    const changedNodes = [], changedEdges = [];
    for (const node of data.nodes) {
      const off = !visible.has(node.id);
      if (off !== hidden.has(node.id)) { changedNodes.push({ id: node.id, hidden: off }); hidden[off ? "add" : "delete"](node.id); }
    }
    for (const edge of data.edges) {
      const off = !kept.has(edge.id);
      if (off !== Boolean(edge.off)) { changedEdges.push({ id: edge.id, hidden: off }); edge.off = off; }
    }
    if (changedNodes.length) nodes.update(changedNodes);
    if (changedEdges.length) edges.update(changedEdges);
    const all = (n, whole) => (n === whole ? n.toLocaleString("en") : `${n.toLocaleString("en")} of ${whole.toLocaleString("en")}`);
    byId("shown").textContent = `${all(shown.length, data.nodes.length)} entities, ${all(lines.length, data.edges.length)} relations`;
    if (focus) focusOn(focus.node, focus.edge);
    network.redraw();
  };
  document.querySelectorAll(".filters input, .filters select").forEach((control) => control.addEventListener("change", filter));
  const tick = (name, on) => { boxes(name).forEach((box) => { box.checked = on; }); filter(); };
  document.querySelectorAll("[data-all]").forEach((button) => button.addEventListener("click", () => tick(button.dataset.all, true)));
  document.querySelectorAll("[data-none]").forEach((button) => button.addEventListener("click", () => tick(button.dataset.none, false)));
  byId("reset").addEventListener("click", () => {
    document.querySelectorAll(".filters input").forEach((box) => { box.checked = true; });
    document.querySelectorAll(".filters select").forEach((select) => { select.value = ""; });
    show(null);
    filter();
    fit();
  });

  // ---- details -----------------------------------------------------------------------------------------------
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };
  const text = (value) => make("bdi", {}, value);
  const link = (address, label) =>
    /^https?:\/\//i.test(address) ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text(label || address)) : text(label || address);
  // Addresses within a server are made by us and relative; those from documents must say http.
  const within = (address, label) => (address ? make("a", { href: address, target: "_top" }, text(label)) : text(label));
  const about = byId("about");
  const countryName = (code) => data.countries[code] || code;
  const chip = (value) => make("span", { class: "chip" }, text(value));
  // Long lists are folded, so that what matters stays on the screen.
  const chips = (values, most = 24) => make("div", {}, make("div", { class: "chips" }, ...values.slice(0, most).map(chip)),
    values.length > most ? make("details", {}, make("summary", {}, `${values.length - most} more`), make("div", { class: "chips" }, ...values.slice(most).map(chip))) : null);
  const heading = (words, ...children) => [make("h3", {}, words), ...children];
  const close = () => make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => show(null) }, "×");

  const describeEntity = (node) => {
    const lines = around.get(node.id).filter((edge) => !edge.off);
    const parts = [close(), make("h2", {}, text(node.label))];
    const facts = [node.type];
    if (node.country && node.kind !== "Country") facts.push(countryName(node.country));
    if (node.mentions) facts.push(`${node.mentions.toLocaleString("en")} ${node.mentions === 1 ? "mention" : "mentions"}`);
    parts.push(make("p", { class: "source" }, text(facts.join(" · "))));
    const links = [];
    if (node.href) links.push(within(node.href, "All about this entity"));
    if (/^Q\d+$/.test(node.wikidata)) links.push(link(`https://www.wikidata.org/wiki/${node.wikidata}`, `Wikidata ${node.wikidata}`));
    if (links.length) parts.push(make("p", {}, ...links.flatMap((each, at) => (at ? [" · ", each] : [each]))));
    if (node.countries.length) parts.push(...heading("Stands in documents on", chips(node.countries.map(countryName))));
    if (node.aliases.length) parts.push(...heading("Also called", chips(node.aliases, 12)));
    parts.push(...heading(`Relations (${lines.length.toLocaleString("en")})`));
    const groups = new Map();
    for (const edge of lines) groups.set(edge.label, [...(groups.get(edge.label) || []), edge]);
    const list = (group) => make("ul", {}, ...group.map((edge) =>
      make("li", {}, make("button", { type: "button", class: "quiet", onclick: () => show(null, edge.id) }, text(edge.words)))));
    if (lines.length <= 15) parts.push(list(lines));
    else for (const [label, group] of [...groups].sort((a, b) => b[1].length - a[1].length)) {
      parts.push(make("details", group.length <= 8 ? { open: "" } : {}, make("summary", {}, `${label} (${group.length.toLocaleString("en")})`), list(group)));
    }
    return parts;
  };
  const describeSource = (source) => {
    const where = [within(data.documents[source.document].href, data.documents[source.document].label)];
    if (source.indicator) where.push(text(`${source.indicator} ${data.indicators[source.indicator] || ""}`));
    const when = [source.start, source.end].filter(Boolean).join(" to ");
    if (when) where.push(text(when));
    if (source.amount) where.push(text(source.amount));
    const line = make("p", { class: "source" }, ...where.flatMap((each, at) => (at ? [" · ", each] : [each])));
    for (const address of source.urls) line.append(make("br"), link(address));
    return [make("blockquote", {}, text(source.text)), line];
  };
  const describeRelation = (edge) => {
    const end = (id) => make("button", { type: "button", class: "quiet", onclick: () => show(id) }, text(entities.get(id).label));
    const marks = [data.stated[edge.stated]];
    if (edge.weight > 1) marks.push(`${edge.weight} sources`);
    marks.push(...edge.countries.map(countryName));
    return [
      close(), make("h2", {}, text(edge.words)), chips(marks),
      make("p", {}, end(edge.from), make("span", {}, text(` — ${edge.label} → `)), end(edge.to)),
      ...heading(edge.sources.length === 1 ? "What the source says" : `What the sources say (${edge.sources.length})`),
      ...edge.sources.flatMap(describeSource),
    ];
  };

  // ---- selection ---------------------------------------------------------------------------------------------
  const focusOn = (node, edge) => {
    if (node) {
      const lines = around.get(node).filter((each) => !each.off);
      focus = { node, edge: null, edges: lines.map((each) => each.id), nodes: new Set([node, ...lines.flatMap((each) => [each.from, each.to])]) };
    } else if (edge) {
      const line = relations.get(edge);
      focus = { node: null, edge, edges: [edge], nodes: new Set([line.from, line.to]) };
    } else focus = null;
  };
  const show = (node, edge = null, { move = false } = {}) => {
    focusOn(node, edge);
    about.hidden = !node && !edge;
    if (node) about.replaceChildren(...describeEntity(entities.get(node)));
    else if (edge) about.replaceChildren(...describeRelation(relations.get(edge)));
    about.scrollTop = 0;
    if (node) network.selectNodes([node], false);
    else if (edge) network.setSelection({ nodes: [], edges: [edge] }, { unselectAll: true, highlightEdges: false });
    else network.unselectAll();
    if (move && node) network.focus(node, { scale: Math.max(network.getScale(), 0.9), animation: false });
    network.redraw();
  };
  network.on("click", (event) => {
    if (event.nodes.length) show(event.nodes[0]);
    else if (event.edges.length) show(null, event.edges[0]);
    else show(null);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && found.hidden) show(null); });
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor });
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("farther").addEventListener("click", () => zoom(1 / 1.4));
  const fit = () => network.fit({ maxZoomLevel: 1.8 });
  byId("whole").addEventListener("click", fit);
  fit();

  // ---- search ------------------------------------------------------------------------------------------------
  const plain = (value) => value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const names = ranked.map((node) => ({ node, keys: [node.label, ...node.aliases].map((each) => plain(each.slice(0, 300))) }));
  const search = byId("search"), found = byId("found");
  let picked = -1, hits = [];
  const rank = (keys, words) => {
    let best = 9;
    keys.forEach((key, place) => {
      const at = key.indexOf(words);
      if (at < 0) return;
      // the whole name, its beginning, the beginning of a word, anywhere; an alias after a label
      best = Math.min(best, (key === words ? 0 : at === 0 ? 1 : /[\s(-]/.test(key[at - 1]) ? 2 : 3) + (place ? 0.5 : 0));
    });
    return best;
  };
  const sign = (node) => {
    const picture = document.querySelector(`input[name="type"][value="${CSS.escape(node.kind)}"] + svg`);
    return picture ? picture.cloneNode(true) : make("span", {});
  };
  const closeList = () => { found.hidden = true; search.setAttribute("aria-expanded", "false"); search.removeAttribute("aria-activedescendant"); };
  const mark = (place) => {
    picked = place;
    [...found.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === picked)));
    if (picked >= 0) { search.setAttribute("aria-activedescendant", `found-${picked}`); found.children[picked].scrollIntoView({ block: "nearest" }); }
  };
  const pick = (node) => {
    closeList();
    search.value = node.label.slice(0, 200);
    if (hidden.has(node.id)) { document.querySelectorAll(".filters input").forEach((box) => { box.checked = true; }); document.querySelectorAll(".filters select").forEach((each) => { each.value = ""; }); filter(); }
    show(node.id, null, { move: true });
  };
  const look = () => {
    const words = plain(search.value.trim());
    if (!words) { closeList(); return; }
    hits = names.map(({ node, keys }) => [rank(keys, words), node]).filter(([quality]) => quality < 9)
      .sort((a, b) => a[0] - b[0]).slice(0, 12).map(([, node]) => node);
    found.replaceChildren(...(hits.length
      ? hits.map((node, at) => make("li", { role: "option", id: `found-${at}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); pick(node); } },
        sign(node), make("span", { class: "name" }, text(node.label.slice(0, 200))), make("span", { class: "kind" }, text(node.type))))
      : [make("li", { class: "nothing", role: "option", "aria-disabled": "true" }, "No entity of this name in the drawing")]));
    found.hidden = false;
    search.setAttribute("aria-expanded", "true");
    mark(hits.length ? 0 : -1);
  };
  search.addEventListener("input", look);
  search.addEventListener("blur", closeList);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && hits.length) { event.preventDefault(); mark((picked + 1) % hits.length); }
    else if (event.key === "ArrowUp" && hits.length) { event.preventDefault(); mark((picked + hits.length - 1) % hits.length); }
    else if (event.key === "Enter" && !found.hidden && picked >= 0) { event.preventDefault(); pick(hits[picked]); }
    else if (event.key === "Escape") closeList();
  });

  // On a phone the legend would fill the screen below the drawing.
  if (matchMedia("(max-width: 860px)").matches) byId("filter-panel").open = false;
  if (data.centre && entities.has(data.centre)) {
    show(data.centre);
    focus = null; // told about, but nothing is dimmed before the reader chooses
    network.redraw();
  }
  // Where an entity is on the drawing, in pixels from its corner: for what drives the page from outside.
  stage.whereIs = (id) => { const { x, y } = network.canvasToDOM(network.getPosition(id)); return [x, y]; };
  stage.dataset.ready = "yes";
})();
