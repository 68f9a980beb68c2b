// Two things that a combo box of Jenkins leaves out. It shows what it offers when it gets the focus, and takes the click
// that gave it the focus for one beside the list, which closes it: so the list is requested once more when the click is
// over. And what was chosen from the list is no change to it, so that the API keys of the project would not be loaded.
Behaviour.specify(".mongodb-cloud-offers", "mongodb-cloud-offers", 0, (field) => {
  let told = field.value;
  const tell = () => {
    if (field.value !== told) {
      field.dispatchEvent(new Event("change"));
    }
  };
  field.addEventListener("change", () => {
    told = field.value;
  });
  field.addEventListener("focus", tell);
  field.addEventListener("blur", tell);
  field.addEventListener("click", () => {
    setTimeout(() => field.dispatchEvent(new Event("input")));
  });
});

// The control for a credential has two fields of one name, one of which is not in use. What the other fields offer depends
// on the one that is, so the other one has no name meanwhile.
Behaviour.specify(".mongodb-cloud-credentials", "mongodb-cloud-credentials", -200, (field) => {
  const part = field.closest(".credentials-select-content-select, .credentials-select-content-param");
  // Both would be validated, and the one that is not in use may have the last word.
  if (part.classList.contains("credentials-select-content-param")) {
    field.classList.remove("validated");
  }
  const name = field.name;
  const update = () => {
    field.name = part.classList.contains("credentials-select-content-inactive") ? "" : name;
  };
  update();
  const ways = field.closest(".credentials-select-control").querySelectorAll(".credentials-select-radio-control");
  ways.forEach((way) => {
    way.addEventListener("change", () => {
      update();
      field.dispatchEvent(new Event("change"));
    });
  });
});
