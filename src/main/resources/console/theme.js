// Sets the viewer's theme. Not a module, so that it runs before the first paint.
try {
  const theme = localStorage.getItem('console-theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Without storage the theme is that of the system.
}
