"use strict";

const matrix = document.querySelector(".matrix");
const filter = document.querySelector("form");
const { search, call, verdict, differ } = filter.elements;
const targets = [...filter.querySelectorAll("[name=target]")];
const standings = ["deviates", "stale", "known", "unclaimed", "contradiction", "undecided"];
const tints = ["second", "third", "other"];

// One entry a case: what the filters ask of it, read once.
const rows = [...matrix.querySelectorAll("tr[id]")].map((row) => {
	const more = row.nextElementSibling;
	const cells = [...row.cells].slice(1).map((cell) => {
		const words = [...cell.classList].filter((word) => !tints.includes(word));
		if (!words.some((word) => standings.includes(word)))
			words.push("as-claimed");
		return { text: cell.textContent, words };
	});
	return { row, more, cells, call: row.parentElement.id,
		text: (row.id + " " + row.textContent + " " + more.textContent).toLowerCase() };
});

function hide(element, hidden) {
	element.toggleAttribute("data-hidden", hidden);
}

function isShown(entry, columns, word) {
	const cells = columns.map((column) => entry.cells[column]);
	return (!call.value || entry.call === call.value)
		&& (!verdict.value || cells.some((cell) => cell.words.includes(verdict.value)))
		&& (!differ.checked || new Set(cells.map((cell) => cell.text)).size > 1)
		&& entry.text.includes(word);
}

function apply() {
	const columns = targets.flatMap((target, column) => target.checked ? [column] : []);
	const word = search.value.trim().toLowerCase();
	let shown = 0;
	for (const entry of rows) {
		const show = isShown(entry, columns, word);
		hide(entry.row, !show);
		hide(entry.more, !show);
		shown += show;
	}
	for (const body of matrix.tBodies)
		hide(body, !body.querySelector("tr[id]:not([data-hidden])"));
	filter.querySelector("output").textContent = `${shown} of ${rows.length} cases`;
}

function showTargets() {
	targets.forEach((target, column) => {
		for (const element of matrix.querySelectorAll(
			`:is(col, thead th, tr[id] > td):nth-child(${column + 2})`))
			hide(element, !target.checked);
	});
	const shown = targets.filter((target) => target.checked).length;
	document.body.style.setProperty("--targets", shown);
	for (const cell of matrix.querySelectorAll("[colspan]"))
		cell.colSpan = 1 + shown;
}

filter.addEventListener("input", (event) => {
	if (event.target.name === "target")
		showTargets();
	apply();
});
filter.addEventListener("reset", () => setTimeout(() => { showTargets(); apply(); }));
filter.addEventListener("submit", (event) => event.preventDefault());

function openTarget() {
	const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
	const details = row && row.querySelector("details");
	if (details) {
		details.open = true;
		row.scrollIntoView();
	}
}

addEventListener("hashchange", openTarget);
filter.hidden = false;
apply();
openTarget();
