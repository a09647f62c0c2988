/* Applies the reader's stored theme before anything is painted. Blocking and tiny on purpose; works where storage is forbidden. */
(function () {
  var theme = null;
  try { theme = localStorage.getItem("theme"); } catch (error) { /* no storage in a sandboxed frame */ }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
})();
