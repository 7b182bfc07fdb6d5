// The page at work: a duty shows its sentences, a sentence its duties; filters, counts, keys.
// All words stand in the page already: this only shows, hides and marks them. For Chrome 80 and later.
"use strict";
(() => {
  const all = (root, what) => [...root.querySelectorAll(what)];
  const sections = all(document, "section");
  const tabs = all(document, "nav a");

  /** One coverage: its duties on the left, the paper on the right. */
  function work(section) {
    const rows = all(section, ".answers tbody tr");
    const sentences = all(section, ".paper [data-s]");
    const boxes = all(section, ".bar input[type=checkbox]");
    const search = section.querySelector(".bar input[type=search]");
    const header = section.querySelector("header");
    const counted = section.querySelector(".counted");
    const told = section.querySelector(".told");
    const help = told.textContent;
    const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
    let chosen = null; // a row
    let asked = null; // the rows of a sentence
    let which = ""; // what they are to it
    let places = []; // the sentences of what is chosen
    let at = 0;

    const numbers = (row, what) => new Set(all(row, what).map((one) => one.dataset.s));
    const carried = new Map(rows.map((row) => [row, numbers(row, "[data-s]:not(.near)")]));
    const nearest = new Map(rows.map((row) => [row, numbers(row, ".near[data-s]")]));
    const ticked = (name) => boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
    const shown = () => rows.filter((row) => !row.classList.contains("off"));

    /** Only the rows that fit the filters, or those of the sentence asked about; the first line counts them. */
    function filter() {
      const open = ticked("open").length > 0;
      const answers = ticked("answer");
      const tiers = ticked("tier");
      const otherwise = ticked("words").length > 0;
      const text = search.value.trim().toLowerCase();
      const fits = (row) =>
        (!open || row.classList.contains("open")) &&
        (!otherwise || row.dataset.words) &&
        (!answers.length || answers.includes(row.dataset.answer)) &&
        (!tiers.length || row.dataset.tier.split(" ").some((tier) => tiers.includes(tier))) &&
        words.get(row).includes(text);
      const kept = asked || rows.filter(fits);
      rows.forEach((row) => row.classList.toggle("off", !kept.includes(row)));
      header.classList.toggle("filtered", kept.length < rows.length);
      counted.textContent = count(kept);
      if (chosen && !kept.includes(chosen)) choose(null);
    }

    function count(kept) {
      const order = boxes.filter((box) => box.name === "answer").map((box) => box.value);
      const parts = order
        .map((word) => [word, kept.filter((row) => row.dataset.answer === word).length])
        .filter(([, number]) => number)
        .map(([word, number]) => word + number);
      return `${asked ? which : "符合条件的任务"}${kept.length}项（共${rows.length}项）${parts.length ? "：" : ""}${parts.join("、")}。`;
    }

    /** Mark the sentences with these numbers, go to the first. */
    function mark(carries, near, picked) {
      for (const one of sentences) {
        one.classList.toggle("carries", carries.has(one.dataset.s));
        one.classList.toggle("nearest", near.has(one.dataset.s));
        one.classList.toggle("picked", one.dataset.s === picked);
      }
      const wanted = carries.size ? carries : near;
      places = sentences.filter((one) => wanted.has(one.dataset.s) || one.dataset.s === picked);
      go(0);
    }

    function go(to) {
      at = to;
      places.forEach((one, number) => one.classList.toggle("here", number === at && places.length > 1));
      if (places[at]) places[at].scrollIntoView({ block: "center" });
    }

    function choose(row) {
      if (chosen) chosen.classList.remove("chosen");
      all(section, ".here").forEach((one) => one.classList.remove("here"));
      chosen = row;
      mark(row ? carried.get(row) : new Set(), row ? nearest.get(row) : new Set(), null);
      if (!row) told.textContent = help;
      else if (!places.length) told.textContent = "本文件没有对应的句子。";
      else if (!carried.get(row).size) told.textContent = "虚线框内是最接近的句子，请人工确认。";
      else told.textContent = `对应的句子有${places.length}处${places.length > 1 ? "，按 Enter 看下一处" : ""}。`;
      if (!row) return;
      row.classList.add("chosen");
      row.scrollIntoView({ block: "nearest" });
    }

    /** Which duties does the sentence carry? Only those stay on the left. */
    function ask(number) {
      const carriers = rows.filter((row) => carried.get(row).has(number));
      const near = rows.filter((row) => nearest.get(row).has(number));
      const names = (list) => list.map((row) => row.querySelector(".n").textContent).join("、");
      const added = section.querySelector(`.added [data-s="${number}"] .c`);
      choose(null);
      asked = carriers.length ? carriers : near.length ? near : null;
      which = carriers.length ? "所选句子对应的任务" : "与所选句子相近的任务";
      filter();
      mark(new Set(), new Set(), number);
      if (carriers.length) told.textContent = `这一句对应任务${carriers.length}项：序号${names(carriers)}。`;
      else if (added) told.textContent = `这一句没有任务要求，属本级新增内容：${added.textContent}。`;
      else told.textContent = "这一句没有对应的任务。";
      if (!carriers.length && near.length) told.textContent += `任务${names(near)}与它相近，请人工确认。`;
      if (asked) told.textContent += "按 Esc 全部显示。";
    }

    function reset() {
      boxes.forEach((box) => { box.checked = false; });
      search.value = "";
      asked = null;
      choose(null);
      filter();
    }

    function step(by) {
      const list = shown();
      const from = list.indexOf(chosen);
      const to = from < 0 ? (by > 0 ? 0 : list.length - 1) : from + by;
      if (list[to]) choose(list[to]);
    }

    function key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (event.key === "ArrowDown") step(1);
      else if (event.key === "ArrowUp") step(-1);
      else if (event.key === "Escape") reset();
      else if (event.key === "Enter" && !event.target.closest("a, button")) {
        if (!chosen) step(1);
        else if (places.length) go((at + 1) % places.length);
      } else return;
      event.preventDefault();
    }

    function click(event) {
      if (String(getSelection())) return; // somebody copies words
      const target = event.target;
      const link = target.closest("sup a");
      const sentence = target.closest("[data-s]");
      const row = target.closest(".answers tbody tr");
      if (link) {
        event.preventDefault();
        const duty = document.getElementById(link.hash.slice(1));
        if (duty.classList.contains("off")) reset();
        choose(duty);
      } else if (row) {
        if (row !== chosen) choose(row);
        const to = sentence ? places.findIndex((one) => one.dataset.s === sentence.dataset.s) : 0;
        if (to >= 0) go(to);
      } else if (target.closest(".problems")) {
        choose(null);
        if (sentence) mark(new Set(), new Set([sentence.dataset.s]), null);
      } else if (sentence) ask(sentence.dataset.s);
    }

    section.addEventListener("click", click);
    section.querySelector(".bar").addEventListener("input", () => {
      if (asked) choose(null);
      asked = null;
      filter();
    });
    section.querySelector(".bar button").addEventListener("click", reset);
    return key;
  }

  const keys = sections.map(work);
  let front = 0;

  function show(number) {
    front = number;
    sections.forEach((section, index) => section.classList.toggle("away", index !== front));
    tabs.forEach((tab, index) => tab.classList.toggle("shown", index === front));
  }

  tabs.forEach((tab, index) => tab.addEventListener("click", (event) => { event.preventDefault(); show(index); }));
  document.addEventListener("keydown", (event) => keys[front](event));
  document.documentElement.classList.add("live");
  show(0);
})();
