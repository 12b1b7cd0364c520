// Starts the compiled panel. A file of its own, because extension pages may run no inline script.
import init from './panel.js';

try {
  await init({ module_or_path: new URL('./panel_bg.wasm', import.meta.url) });
} catch (error) {
  // A Rust panic shows its own screen; this is for a module that could not be loaded at all.
  const message = document.createElement('p');
  message.textContent = `Latchkey could not start: ${error}. Load the page again; if that does not help, install the extension again.`;
  document.body.append(message);
  throw error;
}
