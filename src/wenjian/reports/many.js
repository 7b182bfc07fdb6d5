// The matrix at work: only the duties that some place, or one place, has not settled; words looked for; counts.
// All words stand in the page already: this only shows and hides them. For Chrome 80 and later.
"use strict";
(() => {
  const all = (root, what) => [...root.querySelectorAll(what)];
  const table = document.querySelector(".wide .matrix");
  if (!table) return;
  const rows = all(table, "tbody tr");
  const heads = all(table, "thead .u");
  const open = document.querySelector(".bar input[type=checkbox]");
  const unit = document.querySelector(".bar select");
  const search = document.querySelector(".bar input[type=search]");
  const counted = document.querySelector(".counted");
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const cells = new Map(rows.map((row) => [row, all(row, "td.a")]));

  /** Only the rows that fit, and of a chosen unit only its column; the line above counts them. */
  function filter() {
    const chosen = unit.value === "" ? -1 : Number(unit.value);
    const text = search.value.trim().toLowerCase();
    const isOpen = (row) => cells.get(row).some((cell, at) => (chosen < 0 || at === chosen) && cell.classList.contains("o"));
    let kept = 0;
    for (const row of rows) {
      const fits = (!open.checked || isOpen(row)) && words.get(row).includes(text);
      row.classList.toggle("off", !fits);
      kept += fits ? 1 : 0;
      cells.get(row).forEach((cell, at) => cell.classList.toggle("off", chosen >= 0 && at !== chosen));
    }
    heads.forEach((head, at) => head.classList.toggle("off", chosen >= 0 && at !== chosen));
    all(table, "tfoot td.u").forEach((cell, at) => cell.classList.toggle("off", chosen >= 0 && at !== chosen));
    const name = chosen < 0 ? "" : `${unit.options[unit.selectedIndex].textContent}：`;
    counted.textContent = `${name}显示任务${kept}项（共${rows.length}项）。`;
  }

  function reset() {
    open.checked = false;
    unit.value = "";
    search.value = "";
    filter();
  }

  for (const one of [open, unit, search]) one.addEventListener("input", filter);
  document.querySelector(".bar button").addEventListener("click", reset);
  for (const row of all(document, ".summary tr[data-u]")) {
    row.cells[1].addEventListener("click", () => {
      unit.value = row.dataset.u;
      open.checked = true;
      filter();
      document.querySelector(".bar").scrollIntoView();
    });
  }
  document.documentElement.classList.add("live");
  filter();
})();
