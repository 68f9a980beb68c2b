// Jenkins makes the field one for passwords at the first input, and a browser then tells of no change when that input
// was all, as it is when a key is pasted. So leaving the field counts as a change.
var mongoDbCloudPasted = (field) => {
  field.addEventListener("blur", () => field.dispatchEvent(new Event("change")));
};
Behaviour.specify(".mongodb-cloud-private-key", "mongodb-cloud-private-key", 0, mongoDbCloudPasted);
// The dialog may be shown before this script is loaded.
document.querySelectorAll("dialog[open] .mongodb-cloud-private-key").forEach(mongoDbCloudPasted);
