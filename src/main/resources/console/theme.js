// Sets the theme that the viewer chose before anything is drawn. No module, so that it runs before the first paint.
try {
  const theme = localStorage.getItem('console-theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // A browser that keeps nothing shows the theme of the system.
}
