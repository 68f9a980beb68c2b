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
