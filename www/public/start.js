// Says why the page does not start where its module cannot be loaded. A plain script, which runs everywhere.
addEventListener(
  "error",
  function (event) {
    if (!(event.target instanceof HTMLScriptElement)) return;
    var alert = document.createElement("div");
    alert.className = "alert";
    alert.setAttribute("role", "alert");
    alert.textContent =
      location.protocol === "file:"
        ? "This page was opened as a file, and browsers load its scripts only from a server. Start one in its folder, with “npx serve” or “python3 -m http.server”, and open the address that it prints."
        : "A part of this page could not be loaded. Check the network, and reload the page.";
    var show = function () {
      document.body.prepend(alert);
      var state = document.getElementById("state");
      if (state) state.textContent = "The page could not be started.";
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", show);
    else show();
  },
  // What fails to load does not bubble.
  true,
);
