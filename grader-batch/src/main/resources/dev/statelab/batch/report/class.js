"use strict";
const table = document.getElementById("students");
const body = table.tBodies[0];
const text = document.getElementById("filter-text");
const status = document.getElementById("filter-status");
const shown = document.getElementById("shown");

function filter() {
  const wanted = text.value.trim().toLocaleLowerCase();
  let count = 0;
  for (const row of body.rows) {
    const fits = (wanted === "" || row.dataset.text.toLocaleLowerCase().includes(wanted))
      && (status.value === "" || row.dataset.status === status.value);
    row.hidden = !fits;
    count += fits ? 1 : 0;
  }
  shown.textContent = count + " of " + body.rows.length + " shown";
}

function sort(header) {
  const column = header.cellIndex;
  const up = header.getAttribute("aria-sort") !== "ascending";
  const key = row => row.cells[column].dataset.key ?? row.cells[column].textContent;
  const compare = (a, b) => {
    const x = key(a), y = key(b);
    if (x === "" || y === "") {
      return (x === "" ? 1 : 0) - (y === "" ? 1 : 0);
    }
    const order = isNaN(x) || isNaN(y) ? x.localeCompare(y, undefined, {numeric: true}) : x - y;
    return up ? order : -order;
  };
  body.append(...[...body.rows].sort(compare));
  for (const other of header.parentElement.cells) {
    other.removeAttribute("aria-sort");
  }
  header.setAttribute("aria-sort", up ? "ascending" : "descending");
}

text.addEventListener("input", filter);
status.addEventListener("change", filter);
for (const header of table.tHead.rows[0].cells) {
  header.querySelector("button").addEventListener("click", () => sort(header));
}
window.addEventListener("hashchange", () => {
  const target = location.hash.startsWith("#s-") ? document.getElementById(location.hash.slice(1)) : null;
  (target?.querySelector("h2") ?? document.querySelector("h1")).focus();
});
filter();
