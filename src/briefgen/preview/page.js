const version = document.body.dataset.version;
async function look() {
  try {
    const answer = await fetch("/state", {cache: "no-store"});
    const state = await answer.json();
    document.getElementById("state").textContent = state.doing;
    if (String(state.version) !== version) { location.reload(); return; }
  } catch { document.getElementById("state").textContent = "The preview was stopped."; }
  setTimeout(look, 700);
}
look();
