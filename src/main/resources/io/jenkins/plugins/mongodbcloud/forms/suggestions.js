// Offers entries to choose from below a text field, as a combo box does (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).
// Jenkins' own filters by the beginning of an entry, and shows a list that comes late over another field. The server
// searches, and says in entries without a value why there are no others.
Behaviour.specify(".mongodb-cloud-suggest", "mongodb-cloud-suggest", 10, (field) => {
  const list = document.createElement("div");
  list.className = "mongodb-cloud-suggestions";
  list.id = `mongodb-cloud-suggestions-${iota++}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.progress);
  list.hidden = true;
  field.parentNode.insertBefore(list, field.nextSibling);
  field.setAttribute("autocomplete", "off");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");

  let request = 0;
  let active = null;
  let pause = null;
  let patience = null;

  const activate = (option) => {
    if (active) {
      active.setAttribute("aria-selected", "false");
    }
    active = option;
    if (active) {
      active.setAttribute("aria-selected", "true");
      active.scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", active.id);
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  };

  const show = (entries) => {
    const chosen = active && active.dataset.value;
    activate(null);
    list.replaceChildren();
    entries.forEach((entry, index) => {
      const option = document.createElement("div");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.textContent = entry.name;
      if (entry.value === "") {
        option.setAttribute("aria-disabled", "true");
      }
      option.dataset.value = entry.value;
      list.appendChild(option);
      if (chosen && chosen === entry.value) {
        activate(option);
      }
    });
    list.hidden = entries.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };

  // Whatever is under way is not wanted any more.
  const stop = () => {
    request++;
    clearTimeout(pause);
    clearTimeout(patience);
  };

  const close = () => {
    stop();
    show([]);
  };

  const choose = (option) => {
    field.value = option.dataset.value;
    close();
    field.dispatchEvent(new Event("change"));
  };

  const search = () => {
    stop();
    const mine = request;
    const isWanted = () => mine === request && document.activeElement === field;
    const query = qs(field).addThis();
    field.dataset.with.split(" ").forEach((name) => query.nearBy(name));
    patience = setTimeout(() => isWanted() && show([{ name: `${field.dataset.progress}…`, value: "" }]), 500);
    fetch(field.dataset.suggest, {
      method: "post",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: query.toString().substring(1),
    })
      .then((response) => (response.ok ? response.json() : { values: [] }))
      .then((found) => {
        if (isWanted()) {
          clearTimeout(patience);
          show(found.values);
        }
      });
  };

  const move = (step) => {
    const options = Array.from(list.querySelectorAll("[role=option]:not([aria-disabled])"));
    if (options.length > 0) {
      const from = active === null && step < 0 ? 0 : options.indexOf(active);
      activate(options[(from + step + options.length) % options.length]);
    }
  };

  field.addEventListener("focus", search);
  field.addEventListener("click", () => list.hidden && search());
  field.addEventListener("blur", close);
  field.addEventListener("input", () => {
    stop();
    pause = setTimeout(search, 200);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) {
        search();
      } else {
        move(event.key === "ArrowDown" ? 1 : -1);
      }
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !list.hidden) {
      // It would save the form.
      event.preventDefault();
      if (active) {
        choose(active);
      } else {
        close();
      }
    }
  });
  list.addEventListener("mousedown", (event) => {
    // The field keeps the focus.
    event.preventDefault();
    const option = event.target.closest("[role=option]:not([aria-disabled])");
    if (option) {
      choose(option);
    }
  });
});
