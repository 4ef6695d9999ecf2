// Small delegated behaviours; every page works as plain links and forms without them.
const all = (s, r = document) => [...r.querySelectorAll(s)];
const rove = (tree, to) => { for (const u of all("[role=treeitem]", tree)) u.tabIndex = u === to ? 0 : -1; };
const trees = (r = document) => { for (const t of all("[role=tree]", r)) rove(t, t.querySelector("[aria-selected=true]") || t.querySelector("[role=treeitem]")); };
const shut = (keep) => { for (const d of all("details[data-menu][open]")) if (!keep || !d.contains(keep)) d.open = false; };
trees();

addEventListener("click", (e) => {
  const cell = e.target.closest(".cell");
  if (cell && cell.hasAttribute("hx-get")) for (const c of all(".cell")) c === cell ? c.setAttribute("aria-current", "true") : c.removeAttribute("aria-current");
  const unit = e.target.closest("[role=treeitem]");
  if (unit) { const tree = unit.closest("[role=tree]"); for (const u of all("[role=treeitem]", tree)) u.setAttribute("aria-selected", u === unit); rove(tree, unit); }
  const pw = e.target.closest("[data-show]");
  if (pw) { const i = document.getElementById(pw.dataset.show), on = i.type === "password"; i.type = on ? "text" : "password"; pw.setAttribute("aria-pressed", on); }
  const close = e.target.closest("[data-close]");
  if (close) { const d = close.closest("details"); d.open = false; d.querySelector("summary").focus(); }
  if (e.target.closest("[data-print]")) print();
  shut(e.target);
});

addEventListener("keydown", (e) => {
  if (e.key === "Escape") { const d = e.target.closest?.("details[data-menu][open]"); if (d) { d.open = false; d.querySelector("summary").focus(); } else shut(); }
  if (e.key === "/" && !e.target.closest("input,textarea,select")) { const s = document.querySelector("[data-search]"); if (s) { e.preventDefault(); s.focus(); } }
  const go = (list, from, step) => { const n = step && list[list.indexOf(from) + step]; if (n) { e.preventDefault(); n.focus(); } return n; };
  const cell = e.target.closest?.(".cell"), item = e.target.closest?.("[role=treeitem]");
  if (cell) go(all(".cell"), cell, { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 3, ArrowUp: -3 }[e.key] || 0);
  if (item) {
    const tree = item.closest("[role=tree]"), li = item.parentElement, own = li.querySelector(":scope > [role=group] [role=treeitem]"), up = li.parentElement.closest("li")?.querySelector("[role=treeitem]") || null;
    const to = e.key === "ArrowRight" ? own : e.key === "ArrowLeft" ? up : null;
    if (to) { e.preventDefault(); to.focus(); rove(tree, to); }
    else { const n = go(all("[role=treeitem]", tree), item, { ArrowDown: 1, ArrowUp: -1 }[e.key] || 0); if (n) rove(tree, n); }
  }
});

// A filter form that works with its button is also sent when a choice changes.
addEventListener("change", (e) => { const f = e.target.closest("form[data-auto]"); if (f) f.requestSubmit(); });

// Live parts ask again by themselves (hx-trigger="every …"): not while nobody looks, nor under someone's focus.
addEventListener("htmx:beforeRequest", (e) => {
  const live = e.target.closest?.("[data-live]");
  if (live && !e.detail.requestConfig?.triggeringEvent?.isTrusted && (document.hidden || live.contains(document.activeElement))) e.preventDefault();
});
let missed = 0;
addEventListener("htmx:afterRequest", (e) => {
  if (!e.target.closest?.("[data-live]")) return;
  missed = e.detail.successful ? 0 : missed + 1;
  document.body.classList.toggle("lost", missed > 1);
});
addEventListener("htmx:afterSwap", (e) => {
  trees(e.target.ownerDocument ? e.target : document);
  if (document.activeElement === document.body) document.querySelector("[data-draft] [aria-selected=true]")?.focus({ preventScroll: true });
});

// Structure drafts: a step's form opens in a dialog, keys and dragging ask for the same steps; without script they are pages.
const sheet = async (href, from) => {
  const r = await fetch(href, { credentials: "same-origin" }), part = new DOMParser().parseFromString(await r.text(), "text/html").querySelector("[data-sheet]");
  if (!r.ok || !part) return void (location.href = href);
  const d = document.createElement("dialog"), h = document.createElement("h2");
  h.textContent = part.getAttribute("aria-label"); d.setAttribute("aria-label", h.textContent);
  d.append(h, part); part.querySelector("form").action = href;
  part.querySelector("a.quiet").addEventListener("click", (e) => { e.preventDefault(); d.close(); });
  d.addEventListener("close", () => { d.remove(); from.focus(); });
  document.body.append(d); d.showModal();
  part.querySelector("input:not([type=hidden]),select")?.focus();
};
const step = (item, kind) => item.closest("[data-draft]").dataset.draft.replace("/kind/", `/${kind}/`) + `?unit=${item.dataset.unit}`;
// what stands above the unit at the top of the drawn part
const above = (item) => { const id = item.closest("[data-draft]").dataset.above; return id && { dataset: { unit: id } }; };
const moveTo = (item, to) => {
  const f = document.querySelector("form[data-move]");
  if (!to || to === item || f.dataset.sent) return;
  f.dataset.sent = "1"; f.action = step(item, "pindah"); f.elements.parent_id.value = to.dataset.unit; f.submit();
};
addEventListener("click", (e) => {
  const a = e.target.closest("a[data-dialog]");
  if (a && !e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); sheet(a.href, a); }
});
addEventListener("keydown", (e) => {
  const item = e.target.closest?.("[data-draft] [data-unit]");
  if (!item || e.ctrlKey || e.metaKey) return;
  const li = item.parentElement, up = li.parentElement.closest("li"), unit = (n) => n?.querySelector(":scope > [data-unit]");
  if (e.altKey && e.key === "ArrowLeft") { e.preventDefault(); e.stopImmediatePropagation(); moveTo(item, unit(up?.parentElement.closest("li")) || (up && above(item))); }
  else if (e.altKey && e.key === "ArrowRight") { e.preventDefault(); e.stopImmediatePropagation(); moveTo(item, unit(li.previousElementSibling)); }
  else {
    const kind = { F2: "nama", Insert: "tambah", Delete: "tutup", m: "pindah", g: "gabung", p: "pecah" }[e.key];
    if (kind && !e.altKey) { e.preventDefault(); sheet(step(item, kind), item); }
  }
}, true);
let dragged = null;
addEventListener("dragstart", (e) => { dragged = e.target.closest?.("[data-draft] [data-unit]") || null; });
addEventListener("dragover", (e) => { if (dragged && e.target.closest?.("[data-draft] [data-unit]")) e.preventDefault(); });
addEventListener("drop", (e) => {
  const to = e.target.closest?.("[data-draft] [data-unit]");
  if (dragged && to) { e.preventDefault(); moveTo(dragged, to); }
  dragged = null;
});

// Weights show their sum while somebody types; the server checks again. Exact: in millionths, never a float.
const exact = (s) => {
  s = s.replace(/\s/g, "");
  if (s.includes(",")) s = s.replaceAll(".", "").replace(",", ".");
  const m = /^([+-]?)(\d+)(?:\.(\d{1,6}))?$/.exec(s || "0");
  return m && BigInt(m[1] + m[2] + (m[3] || "").padEnd(6, "0"));
};
const plain = (n) => {
  const d = String(n < 0n ? -n : n).padStart(7, "0"), f = d.slice(-6).replace(/0+$/, "");
  return (n < 0n ? "−" : "") + d.slice(0, -6) + (f && (document.documentElement.lang === "en" ? "." : ",") + f);
};
const tally = (e) => {
  const row = e.target.closest?.("tr"), of = (e.target.dataset?.of && e.target) || (e.target.tagName === "SELECT" && row?.querySelector("[data-of]"));
  if (!of) return;
  const group = (i) => i.closest("tr")?.querySelector("select[name*=group]")?.value ?? i.dataset.g;
  for (const out of all(`[data-sum="${of.dataset.of}"]`, of.form)) {
    let s = 0n;
    for (const i of all(`[data-of="${of.dataset.of}"]`, of.form)) if (!("g" in out.dataset) || group(i) === out.dataset.g) s += exact(i.value) ?? 0n;
    const ok = s === exact(out.dataset.total), text = ok ? out.dataset.ok : out.dataset.off;
    out.classList.toggle("g" in out.dataset ? "bad-v" : "bad", !ok);
    out.querySelector("output").textContent = text.replace("{s}", plain(s));
  }
};
addEventListener("input", tally);
addEventListener("change", tally);
